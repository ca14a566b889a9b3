"""Measure sums, and tell how two of them differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inventory.domain.arithmetic import Difference, Ratio, Sum, difference, ratio
from inventory.domain.intervals import Interval
from inventory.models.totals import Measure, Tally
from inventory.tables.comparison.question import INTERVALS

NOTHING = Tally(Sum(), conflicts=0, voices=0, reports=0)


@dataclass(frozen=True, slots=True)
class Cell:
    """Show one sum: its text, the shipments and conflicts in it, and the address of the lines behind it.

    ``operand`` is what differences are taken of; where it is None, ``reason`` says why there is none.
    """

    text: str
    operand: Interval | None
    reason: str
    tally: Tally
    address: str = ""
    hint: str = ""

    @property
    def uncounted(self) -> int:
        """Return the number of shipments on which nobody gives a number."""
        return self.tally.total.unknown_count

    @property
    def conflict_words(self) -> str:
        """Return how many of the estimates are in conflict."""
        return f"{self.tally.conflicts} in conflict"

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all is reported."""
        return not self.tally.total.count

    @property
    def shipments(self) -> int:
        """Return the number of shipments."""
        return self.tally.total.count


@dataclass(frozen=True, slots=True)
class Contrast:
    """Show a difference or ratio; where there is none, ``value`` is None and ``reason`` says why."""

    value: Difference | Ratio | None
    reason: str = ""


def measured(measure: Measure, tally: Tally) -> tuple[str, Interval | None, str]:
    """Return how a sum is written, what differences are taken of, and why there is nothing to take."""
    if measure not in INTERVALS:
        count = counted(measure, tally)
        return str(count), Interval(count, count), ""
    if not tally.total.count:
        return "–", None, "Nothing is reported"
    interval = tally.total.interval
    if interval is None:
        return "?", None, "The count is unknown"
    if measure == Measure.BEST:
        return str(interval), interval, ""
    end = interval.low if measure == Measure.LOW else interval.high
    if end is None:
        return "open", None, "The count has no upper end"
    return str(end), Interval(end, end), ""


def counted(measure: Measure, tally: Tally) -> int:
    """Return what a measure counts that is no equipment."""
    return {
        Measure.SHIPMENTS: tally.total.count,
        Measure.REPORTS: tally.reports,
        Measure.VOICES: tally.voices,
        Measure.CONFLICTS: tally.conflicts,
    }[measure]


def contrast(cells: Sequence[Cell], names: Sequence[str]) -> tuple[Contrast, Contrast]:
    """Return the difference and the ratio of two cells, which are called by their destinations' names."""
    operands = []
    for cell, name in zip(cells, names, strict=True):
        if cell.operand is None:
            none = Contrast(None, f"{cell.reason} for {name}.")
            return none, none
        operands.append(cell.operand)
    one, other = operands
    return Contrast(difference(one, other)), _ratio(one, other, names)


def _ratio(one: Interval, other: Interval, names: Sequence[str]) -> Contrast:
    for interval, name in ((one, names[0]), (other, names[1])):
        if interval.high is None:
            return Contrast(None, f"The count has no upper end for {name}.")
    if other.low == 0:
        return Contrast(None, f"The count may be zero for {names[1]}.")
    return Contrast(ratio(one, other))
