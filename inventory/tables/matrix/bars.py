"""Draw counts as small bars on one scale, so that a reader sees at a glance whether they can agree.

The scale is logarithmic from 0, because one row may hold two boats and a hundred vehicles. A row's
bars share their scale; the figure of a bar is always written beside it.

>>> scale = Scale.around([Interval(7, 7), Interval(2, None)])
>>> scale.bar(Interval(7, 7)).shape, scale.bar(Interval(2, None)).shape, scale.bar(None).shape
('exact', 'open', 'unknown')
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from inventory.domain.intervals import Interval

WIDTH = 84.0  # units of the drawing; its height is 10
MARGIN = 4.0  # units left free at either end, for the marks of zero and of an open end
LEAST_WIDTH = 3.0  # units; an exact count is a mark that can still be seen
FADES = 3  # steps in which an open end grows paler


@dataclass(frozen=True, slots=True)
class Piece:
    """Place one rectangle of a bar; ``fade`` is 0 for full ink, then paler."""

    x: str
    width: str
    fade: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold the drawing of one count. ``shape`` is exact, range, open, unknown or none.

    ``best`` is where the one figure is marked that the source named; empty where there is none.
    """

    shape: str
    pieces: tuple[Piece, ...] = ()
    best: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Place counts between 0 and the largest figure of a row."""

    largest: int

    @classmethod
    def around(cls, intervals: Iterable[Interval]) -> Scale:
        """Return the scale on which all of the intervals' figures find a place."""
        ends = [end for interval in intervals for end in (interval.low, interval.high) if end is not None]
        return cls(max([2, *ends]))

    def place(self, count: int) -> float:
        """Return where a count stands, in units from the left."""
        # A fifth of room on the right lets an open end be seen to go on.
        room = (WIDTH - 2 * MARGIN) * 0.8
        return MARGIN + room * math.log1p(min(count, self.largest)) / math.log1p(self.largest)

    def bar(self, interval: Interval | None, best: int | None = None) -> Bar:
        """Draw a count; None is a number that nobody knows, which is drawn as such and not as zero."""
        if interval is None:
            return Bar("unknown")
        if interval == Interval(0, 0):
            return Bar("none")
        start = self.place(interval.low)
        mark = "" if best is None or interval.is_exact else _units(self.place(best))
        if interval.high is None:
            return Bar("open", _open_end(start), mark)
        width = max(self.place(interval.high) - start, LEAST_WIDTH)
        shape = "exact" if interval.is_exact else "range"
        return Bar(shape, (Piece(_units(start - LEAST_WIDTH / 2), _units(width)),), mark)


def _open_end(start: float) -> tuple[Piece, ...]:
    """Return rectangles from a low end to the right margin that grow paler."""
    step = (WIDTH - MARGIN - start) / (FADES + 1)
    return tuple(Piece(_units(start + step * fade), _units(step), fade) for fade in range(FADES + 1))


def _units(number: float) -> str:
    """Write a length as a drawing wants it, whatever the reader's language."""
    return f"{number:.1f}"
