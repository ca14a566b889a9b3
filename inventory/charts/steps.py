"""Draw a judgement that holds until the next one as steps over time.

>>> drawing = draw_steps([Step(date(2025, 1, 1), 1), Step(date(2025, 7, 1), 3)], "ABCDEF", date(2026, 1, 1))
>>> len(drawing.marks), [tick.text for tick in drawing.years], drawing.path.count("V")
(2, ['2025', '2026'], 1)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH = 680  # units of the drawing, as are all lengths here
LEFT = 34
RIGHT = 16
TOP = 26  # for what the levels are
LEVEL_HEIGHT = 24
BOTTOM = 44  # for the years, and what they are
LEAST_DAYS = 365  # so that one fresh judgement is not spread over the whole width
MOST_YEARS = 12  # that are named below


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one judgement: its day, its level (0 is the upmost), and words on it."""

    day: date
    level: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """Place a name on one of the axes."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Place one judgement, with its words."""

    x: str
    y: str
    words: str


@dataclass(frozen=True, slots=True)
class Steps:
    """Hold the whole drawing."""

    width: str
    height: str
    left: str
    right: str
    base: str
    path: str
    marks: tuple[Mark, ...]
    levels: tuple[Tick, ...]
    years: tuple[Tick, ...]
    middle: str
    axis_foot: str


def draw_steps(steps: Sequence[Step], levels: Sequence[str], until: date) -> Steps:
    """Draw judgements in order of their days, the last one up to ``until``; there is at least one."""
    ordered = sorted(steps, key=lambda step: step.day)
    last = max(until, ordered[-1].day)
    first = min(ordered[0].day, date.fromordinal(last.toordinal() - LEAST_DAYS))
    axis = _Axis(first, last)
    base = TOP + LEVEL_HEIGHT * len(levels)
    return Steps(
        width=_units(WIDTH),
        height=_units(base + BOTTOM),
        left=_units(LEFT),
        right=_units(WIDTH - RIGHT),
        base=_units(base),
        path=_path(ordered, axis),
        marks=tuple(Mark(axis.x(step.day), _level(step.level), step.words) for step in ordered),
        levels=tuple(Tick(_units(LEFT - 10), _level(number), text) for number, text in enumerate(levels)),
        years=tuple(_years(axis, base)),
        middle=_units((LEFT + WIDTH - RIGHT) / 2),
        axis_foot=_units(base + BOTTOM - 8),
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    last: date

    def x(self, day: date) -> str:
        """Return where a day stands, as a drawing wants it."""
        share = (day - self.first).days / (self.last - self.first).days
        return _units(LEFT + share * (WIDTH - LEFT - RIGHT))


def _path(ordered: Sequence[Step], axis: _Axis) -> str:
    start, *others = ordered
    path = f"M{axis.x(start.day)} {_level(start.level)}"
    for step in others:
        path += f"H{axis.x(step.day)}V{_level(step.level)}"
    return f"{path}H{axis.x(axis.last)}"


def _years(axis: _Axis, base: float) -> list[Tick]:
    """Return the beginnings of years, or of every second, fifth and so on where there are many."""
    years = [year for year in range(axis.first.year, axis.last.year + 1) if date(year, 1, 1) >= axis.first]
    stride = -(-len(years) // MOST_YEARS)
    return [Tick(axis.x(date(year, 1, 1)), _units(base + 18), str(year)) for year in years[:: stride or 1]]


def _level(number: int) -> str:
    return _units(TOP + (number + 0.5) * LEVEL_HEIGHT)


def _units(number: float) -> str:
    """Write a length as a drawing wants it, whatever the reader's language."""
    return f"{number:.1f}"
