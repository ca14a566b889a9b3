"""Unite the reports of one voice: a follow-up adds to what was said before, it does not erase it.

Statements on one type that overlap are intersected. Where they exclude each other the later speaks, by the
latest possible day, and the older is overtaken; on the same day, or where a day is not known, the voice is
divided. Copies that speak for a root have no order either: where they differ, the voice is divided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from inventory.domain.comparison.report_bounds import ReportBounds, add
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import claimed, common
from inventory.domain.tree import Taxonomy, tighten


class DatedBounds(NamedTuple):
    """Hold what a report states and the last day on which it can have said so; None if that is unknown."""

    day: date | None
    bounds: ReportBounds


class Overtaken(NamedTuple):
    """Name a statement that cannot be true beside a newer one of the same voice."""

    report: int
    type: int
    interval: Interval


@dataclass(slots=True)
class United:
    """Hold what a voice states over all its reports.

    `accounts` are, for types on which the voice is divided, what each report says. `told_by` lists for each
    type the reports that its statement rests on, the newest first, then those that only add to it.
    """

    stated: dict[int, Interval] = field(default_factory=dict)
    told_by: dict[int, tuple[int, ...]] = field(default_factory=dict)
    accounts: dict[int, tuple[tuple[int, Interval], ...]] = field(default_factory=dict)
    overtaken: list[Overtaken] = field(default_factory=list)


def unite(reports: Sequence[DatedBounds], taxonomy: Taxonomy) -> United:
    """Return what the reports of one voice state together; their order does not matter."""
    if len(reports) == 1 and not reports[0].bounds.further:
        (bounds,) = (one.bounds for one in reports)
        return United(dict(bounds.stated), dict.fromkeys(bounds.stated, (bounds.report,)))
    return _Uniting(reports, taxonomy).run()


class _Uniting:
    """Unite reports from the newest to the oldest, those of an unknown day last."""

    def __init__(self, reports: Sequence[DatedBounds], taxonomy: Taxonomy) -> None:
        ordered = sorted(reports, key=lambda one: one.bounds.report, reverse=True)
        self._reports = sorted(ordered, key=lambda one: one.day or date.min, reverse=True)
        self._taxonomy = taxonomy
        self._united = United()
        self._added_to: dict[tuple[int, int], list[int]] = {}  # A report's statement on a type, and by whom.

    def run(self) -> United:
        """Return what they state together."""
        days = dict.fromkeys(one.day for one in self._reports if one.day is not None)
        for day in days:
            self._take(day)
        self._take(None)
        self._add_further()
        if self._added_to:
            self._name_adding()
        return self._united

    def _name_adding(self) -> None:
        """Name the reports that added to what others state."""
        for key, reports in self._united.told_by.items():
            adding = [one for report in reports for one in self._added_to.get((report, key), ())]
            self._united.told_by[key] = tuple(dict.fromkeys((*reports, *adding)))

    def _take(self, day: date | None) -> None:
        """Take over what the reports of one day state, as far as it can be true beside the newer ones."""
        said: dict[int, list[tuple[int, Interval]]] = {}
        for one in self._reports:
            if one.day == day:
                for key in one.bounds.stated:
                    said.setdefault(key, []).append((one.bounds.report, self._as_of_now(one, key)))
        offered: dict[int, Interval] = {}
        for key, of_type in said.items():
            # An older statement that excludes a newer one on its type is overtaken.
            said[key] = standing = self._standing(key, of_type, day)
            if standing:
                offered[key] = self._meeting(key, standing)
        refused = self._refused(offered) if day is not None and self._united.stated else set()
        for key, interval in offered.items():
            if key in refused:
                self._overtake(key, said[key])
                continue
            self._united.stated[key] = interval
            told_by = tuple([report for report, _ in said[key]])
            self._united.told_by[key] = (*self._united.told_by.get(key, ()), *told_by)

    def _standing(
        self, key: int, said: list[tuple[int, Interval]], day: date | None
    ) -> list[tuple[int, Interval]]:
        """Return the statements of one day that can be true beside the newer one, and overtake the others."""
        newer = self._united.stated.get(key)
        if newer is None or day is None:
            return said
        meeting = [one for one in said if newer.intersection(one[1])]
        if common([newer, *(interval for _, interval in meeting)]) is None:
            meeting = []
        self._overtake(key, [one for one in said if one not in meeting])
        return meeting

    def _meeting(self, key: int, said: Sequence[tuple[int, Interval]]) -> Interval:
        """Return what statements of one day leave of the newer one; what they claim where that is nothing."""
        newer = self._united.stated.get(key)
        every = [*([] if newer is None else [newer]), *(interval for _, interval in said)]
        shared = common(every)
        if shared is None:
            self._divide(key, said)
        return shared or claimed(every) or every[0]

    def _overtake(self, key: int, said: Sequence[tuple[int, Interval]]) -> None:
        self._united.overtaken += [Overtaken(report, key, told) for report, told in said]

    def _divide(self, key: int, said: Sequence[tuple[int, Interval]]) -> None:
        """Note what each report says on a type on which they exclude each other."""
        earlier = self._united.accounts.get(key) or tuple(
            [(report, self._united.stated[key]) for report in self._united.told_by.get(key, ())[:1]]
        )
        self._united.accounts[key] = (*earlier, *said)

    def _refused(self, offered: Mapping[int, Interval]) -> set[int]:
        """Return the older statements that cannot be true beside the newer ones."""
        standing = self._united.stated
        known = contradicted(self._taxonomy, standing) | contradicted(self._taxonomy, offered)
        if not contradicted(self._taxonomy, {**standing, **offered}) - known:
            return set()
        refused = {
            key
            for key, interval in offered.items()
            if contradicted(self._taxonomy, {**standing, key: interval}) - known
        }
        left = {key: interval for key, interval in offered.items() if key not in refused}
        for found in tighten(self._taxonomy, {**standing, **left}).contradictions:
            if found.key not in known:
                refused.update(left.keys() & {*found.low_lines, *found.high_lines})
        return refused

    def _as_of_now(self, said: DatedBounds, key: int) -> Interval:
        """Return a statement with what the voice has added since, or counts beside it."""
        parts = [said.bounds.stated[key]]
        for other in self._reports:
            if other is not said and (key in other.bounds.stated or _is_earlier(other, said)):
                continue
            for below, interval in other.bounds.further.items():
                if self._counts_in(below, key):
                    parts.append(interval)
                    self._added_to.setdefault((said.bounds.report, key), []).append(other.bounds.report)
        return parts[0] if len(parts) == 1 else add(parts)

    def _counts_in(self, key: int, above: int) -> bool:
        """Return whether items of a type are added to those of another."""
        if key == above:
            return True
        node = self._taxonomy.node
        return above in self._taxonomy.ancestors(key) and node(above).unit == node(key).unit

    def _add_further(self) -> None:
        """State what was added on types that no report counts otherwise, from the bottom of the tree up."""
        united = self._united
        further: dict[int, list[tuple[int, Interval]]] = {}
        for one in self._reports:
            for key, interval in one.bounds.further.items():
                if key not in united.stated:
                    further.setdefault(key, []).append((one.bounds.report, interval))
        for key in reversed(self._taxonomy.order(further)):
            below = self._below(key)
            united.stated[key] = add([below, *(interval for _, interval in further[key])])
            united.told_by[key] = tuple([report for report, _ in further[key]])

    def _below(self, key: int) -> Interval:
        """Return what the voice counts of a type through the types below and the totals above it."""
        stated = self._united.stated
        below = {one: interval for one, interval in stated.items() if key in self._taxonomy.ancestors(one)}
        if any(self._counts_in(key, above) for above in stated):
            low = tighten(self._taxonomy, below).bounds[key].low if below else 0
            return Interval(low, None)
        if not below:
            return Interval(0, 0)
        named = through_variants(below, frozenset(), self._taxonomy).get(key)
        return named or Interval(tighten(self._taxonomy, below).bounds[key].low, None)


def through_variants(
    stated: Mapping[int, Interval], unknown: Iterable[int], taxonomy: Taxonomy
) -> dict[int, Interval]:
    """Return what a voice states on families through their variants, where it does not count them itself.

    Seven T-72B3 are seven T-72. A denied variant does not count its family, an unknown number leaves it open.
    """
    affirmed = [key for key, interval in stated.items() if interval.high != 0]
    unknown = [key for key in unknown if key not in stated]
    parts: dict[int, set[int]] = {}
    for key in (*affirmed, *unknown):
        below = key
        for above in taxonomy.designations_above(key):
            if above in stated:
                break
            parts.setdefault(above, set()).add(below)
            below = above
    derived: dict[int, Interval] = {}
    for key in reversed(taxonomy.order(parts)) if len(parts) > 1 else parts:
        counted = [stated.get(part) or derived.get(part) or Interval(0, None) for part in parts[key]]
        if key in unknown:
            counted.append(Interval(0, None))
        total = counted[0] if len(counted) == 1 else add(counted)
        if total.low or total.high is not None:
            derived[key] = total
    return derived


def contradicted(taxonomy: Taxonomy, stated: Mapping[int, Interval]) -> set[int]:
    """Return the types on which statements exclude each other."""
    return {found.key for found in tighten(taxonomy, stated).contradictions}


def _is_earlier(one: DatedBounds, other: DatedBounds) -> bool:
    """Return whether a report is known to be older than another."""
    return one.day is not None and other.day is not None and one.day < other.day
