"""Add up the lines of one report on each type: same items once, other items added, the unsaid as a range.

>>> lines = [Line(1, 1, 7, Interval(90, 90), label="H3000"), Line(2, 1, 7, Interval(45, 45), label="H3000S")]
>>> str(report_bounds(1, lines).stated[7])
'135'
>>> unsaid = report_bounds(1, [line._replace(label="") for line in lines])
>>> str(unsaid.stated[7]), unsaid.asked
('90–135', frozenset({7}))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from inventory.domain.comparison.case import Line, Scope
from inventory.domain.intervals import EVERYTHING, Interval, interval_of
from inventory.domain.reconciliation import common, envelope

NOTHING: frozenset[int] = frozenset()
WITHIN = (Scope.TOTAL, Scope.SUBSET)  # These are no parts to be added up.


class Clash(NamedTuple):
    """Hold what lines that exclude each other come to: at least `low`, yet at most `high`."""

    low: int
    high: int


NO_CLASHES: Mapping[int, Clash] = MappingProxyType({})


class ReportBounds(NamedTuple):
    """Hold what one report states, type by type.

    `stated` are the sums of the lines on a type, `further` those of lines that count beside the report's
    totals. `unknown` are types of which an unknown number is told. On types in `clashing` the report's lines
    exclude each other, so that all that they span is stated; on those in `asked` it does not say whether its
    lines are the same items.
    """

    report: int
    stated: Mapping[int, Interval]
    further: Mapping[int, Interval]
    unknown: frozenset[int] = NOTHING
    exhaustive: frozenset[int] = NOTHING
    clashing: Mapping[int, Clash] = NO_CLASHES
    asked: frozenset[int] = NOTHING


def report_bounds(report: int, lines: Sequence[Line]) -> ReportBounds:
    """Return what one report states; the order of its lines does not matter."""
    if len(lines) == 1 and (interval := _of_one(lines[0])) is not None:
        # Most reports have one plain line, and imports have thousands of them.
        return ReportBounds(report, {lines[0].type: interval}, {})
    return _Sums(report, lines).bounds()


def _of_one(line: Line) -> Interval | None:
    """Return what a line states alone; None where that takes more than its interval."""
    return line.interval if line.scope in (Scope.UNSPECIFIED, Scope.TOTAL) else None


class _Sums:
    """Add up the lines of one report."""

    def __init__(self, report: int, lines: Sequence[Line]) -> None:
        self._report = report
        self._lines = lines
        self._within: dict[int, list[Line]] = {}
        self._further: dict[int, list[Line]] = {}
        self._clashing: dict[int, Clash] = {}
        self._asked: set[int] = set()
        for line in lines:
            side = self._further if line.scope == Scope.ADDITIONAL else self._within
            side.setdefault(line.type, []).append(line)

    def bounds(self) -> ReportBounds:
        """Return the sums."""
        stated = {key: self._sum(key, lines) for key, lines in self._within.items()}
        further = {key: add([_comparable(line) for line in lines]) for key, lines in self._further.items()}
        unknown = {line.type for line in self._lines if line.interval is None}
        return ReportBounds(
            self._report,
            {key: one for key, one in stated.items() if one != EVERYTHING or key in self._clashing},
            {key: one for key, one in further.items() if one != EVERYTHING},
            frozenset(unknown),
            frozenset([line.type for line in self._lines if line.scope == Scope.EXHAUSTIVE]),
            self._clashing,
            frozenset(self._asked),
        )

    def _sum(self, key: int, lines: Sequence[Line]) -> Interval:
        """Return what the lines on one type come to, those beside the totals left out."""
        if len(lines) == 1:
            return _comparable(lines[0])
        groups = [self._same(key, group) for group in _same_items(lines)]
        total = [interval for group, interval in groups if _has_scope(group, Scope.TOTAL)]
        least = [interval for group, interval in groups if _has_scope(group, Scope.SUBSET)]
        parts = [one for one in groups if not any(_has_scope(one[0], scope) for scope in WITHIN)]
        known = [*total, *least]
        if parts:
            summed = self._summed(key, parts)
            # A total holds its parts, and maybe more.
            known.append(Interval(summed.low, None) if total else summed)
        return self._shared(key, known)

    def _same(self, key: int, group: Sequence[Line]) -> tuple[Sequence[Line], Interval]:
        return group, self._shared(key, [_comparable(line) for line in group])

    def _shared(self, key: int, intervals: Sequence[Interval]) -> Interval:
        """Return what counts of the same items share; all of them, as a clash, where they share nothing."""
        shared = common(intervals)
        if shared is None:
            highs = [one.high for one in intervals if one.high is not None]
            self._clashing[key] = Clash(max(one.low for one in intervals), min(highs))
            shared = envelope(intervals)
        return shared or EVERYTHING

    def _summed(self, key: int, groups: Sequence[tuple[Sequence[Line], Interval]]) -> Interval:
        """Add what carries different labels; where it is not said, the sum is anything up to that."""
        if len(groups) == 1:
            return groups[0][1]
        by_label: dict[str, list[Interval]] = {}
        for group, interval in groups:
            label = min(line.label.strip().casefold() for line in group)
            by_label.setdefault(label, []).append(interval)
        if any(_is_clash(said) for said in by_label.values()):
            return self._shared(key, [interval for _, interval in groups])
        every = add([interval for _, interval in groups])
        unlabelled = [one.low for one in by_label.pop("", ())]
        alone = [max(one.low for one in said) for said in by_label.values()]
        is_asked = bool(unlabelled) or any(len(said) > 1 for said in by_label.values())
        if not is_asked:
            return every
        self._asked.add(key)
        return Interval(max([*unlabelled, sum(alone)]), every.high)


def _is_clash(said: Sequence[Interval]) -> bool:
    """Return whether items are denied and counted under one label: "no BMD" and "three BMD"."""
    return any(one.high == 0 for one in said) and any(one.low > 0 for one in said)


def add(intervals: Iterable[Interval]) -> Interval:
    """Add counts of different items; an open end leaves the sum open."""
    low, high = 0, 0
    is_open = False
    for one in intervals:
        low += one.low
        if one.high is None:
            is_open = True
        else:
            high += one.high
    return interval_of(low, None if is_open else high)


def _comparable(line: Line) -> Interval:
    """Return what a line says on the whole of its type: a subset is a minimum, the unknown nothing."""
    if line.interval is None:
        return EVERYTHING
    return Interval(line.interval.low, None) if line.scope == Scope.SUBSET else line.interval


def _has_scope(group: Sequence[Line], scope: Scope) -> bool:
    return any(line.scope == scope for line in group)


def _same_items(lines: Sequence[Line]) -> list[list[Line]]:
    """Sort lines into groups that count the same items, as far as the report says so."""
    groups = [[line] for line in lines]
    for line in lines:
        if line.same_as is None:
            continue
        joined = [group for group in groups if any(one.key in (line.key, line.same_as) for one in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([one for group in joined for one in group])
    return groups
