"""Work out what each report says on every type, its own lines closed over the tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from inventory.domain.comparison.case import Case, Line, Scope
from inventory.domain.intervals import EVERYTHING, Interval
from inventory.domain.reconciliation import common, envelope
from inventory.domain.tree import Contradiction, Taxonomy, closed_by_naming, tighten


class Word(NamedTuple):
    """Hold what a report, or the voice that it speaks for, says on one type, if it says something.

    `interval` is None if there is a number that is not known. `speaker` is the report that speaks.
    `is_derived`: the count follows from lines below. `accounts` is empty, or, for a divided voice, holds the
    counts of the reports that cannot all be right about what the voice said.
    """

    interval: Interval | None
    speaker: int
    is_derived: bool = False
    accounts: tuple[tuple[int, Interval], ...] = ()

    @property
    def is_unknown(self) -> bool:
        """Tell whether a number is spoken of that is not known."""
        return self.interval is None


@dataclass(frozen=True, slots=True)
class Account:
    """Hold what one report says on every type that it speaks of."""

    words: Mapping[int, Word]
    contradictions: tuple[Contradiction, ...]

    def contradicts_itself(self, key: int) -> bool:
        """Tell whether the report's lines on, below or above a type cannot all be right about it."""
        return bool(self.contradictions) and any(found.key == key for found in self.contradictions)

    def on(self, key: int) -> Account:
        """Return what the report says on one type alone."""
        return replace(self, words={key: self.words[key]} if key in self.words else {})


def accounts_of(case: Case, taxonomy: Taxonomy) -> dict[int, Account]:
    """Return the account of every report that gives comparable counts."""
    by_report: dict[int, list[Line]] = defaultdict(list)
    for line in case.lines:
        if line.report not in case.excluded_reports:
            by_report[line.report].append(line)
    return {report: account(taxonomy, report, lines) for report, lines in by_report.items()}


def account(taxonomy: Taxonomy, report: int, lines: Sequence[Line]) -> Account:
    """Close the lines of one report over the tree, and tell what it says.

    A type that is not stated itself is spoken of only through what lies below it, and only by at least one
    item: "no BMP-3" does not speak of vehicles, and a total above does not speak of its parts. An unknown
    number is only told where there is no other.
    """
    bounds, stated, contradictions = _closed(taxonomy, lines)
    named = {line.type for line in lines}
    words = {
        key: Word(bound, report, key not in named)
        for key, bound in bounds.items()
        if bound.low or (bound.high is not None and key in stated)
    }
    for line in lines:
        if line.interval is None:
            words.setdefault(line.type, Word(None, report))
    return Account(words, contradictions)


def _closed(
    taxonomy: Taxonomy, lines: Sequence[Line]
) -> tuple[Mapping[int, Interval], frozenset[int], tuple[Contradiction, ...]]:
    """Return bounds for every type with a line and every type above one, what is stated, and contradictions.

    Lines of scope `additional` count beside the report's totals, so they are closed apart and then
    added: over 50 armoured vehicles beside seven T-72 and five BMP-3 are over 62 in all.
    """
    within = _Closed(taxonomy, [line for line in lines if line.scope != Scope.ADDITIONAL])
    additional = [line for line in lines if line.scope == Scope.ADDITIONAL]
    if not additional:
        return within.tightened.bounds, within.stated, within.contradictions
    beside = _Closed(taxonomy, additional)
    surplus = beside.surplus()
    bounds = dict(within.tightened.bounds)
    for key, alone in beside.tightened.bounds.items():
        if key in within.tightened.bounds:
            bounds[key] = _sum(bounds[key], surplus[key])
        elif within.stated.intersection(taxonomy.ancestors(key)):
            # The total above may hold more of the type than the additional items.
            bounds[key] = Interval(alone.low, None)
        else:
            bounds[key] = alone
    return bounds, within.stated | beside.stated, (*within.contradictions, *beside.contradictions)


class _Closed:
    """Close lines of one report that count within one total.

    `tightened` leaves categories slack for items that the report does not mention.
    """

    def __init__(self, taxonomy: Taxonomy, lines: Sequence[Line]) -> None:
        by_type: dict[int, list[Interval]] = defaultdict(list)
        for line in lines:
            by_type[line.type].append(_comparable(line))
        self._taxonomy = taxonomy
        shared = {key: common(said) for key, said in by_type.items()}
        self._merged = merged = {
            key: one or envelope(by_type[key]) or EVERYTHING for key, one in shared.items()
        }
        named = {line.type for line in lines if line.interval is None or line.interval.high != 0}
        self.stated = frozenset([key for key, interval in merged.items() if interval != EVERYTHING])
        self.tightened = tighten(taxonomy, merged, closed_by_naming(taxonomy, named))
        clashes = [_clash(key, by_type[key]) for key, one in shared.items() if one is None]
        self.contradictions = (*self.tightened.contradictions, *clashes)

    def surplus(self) -> dict[int, Interval]:
        """Return what the lines alone come to, for adding to a total that they do not belong to."""
        counted = self._taxonomy.closure(self._merged) - self._merged.keys()
        return tighten(self._taxonomy, self._merged, counted).bounds


def _clash(key: int, said: Sequence[Interval]) -> Contradiction:
    """Locate a contradiction between lines on one and the same type."""
    high = min(interval.high for interval in said if interval.high is not None)
    return Contradiction(key, max(interval.low for interval in said), high, (key,), (key,))


def _comparable(line: Line) -> Interval:
    """Return what a line says on the whole of its type: a subset is a minimum, the unknown nothing."""
    if line.interval is None:
        return EVERYTHING
    return Interval(line.interval.low, None) if line.scope == Scope.SUBSET else line.interval


def _sum(one: Interval, other: Interval) -> Interval:
    """Add counts of different items."""
    if one.high is None or other.high is None:
        return Interval(one.low + other.low, None)
    return Interval(one.low + other.low, one.high + other.high)
