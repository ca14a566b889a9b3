"""Draw what was reported when: a lane for each voice, and below them how the estimate moved.

>>> day = date(2025, 1, 17)
>>> drawn = draw_timeline([Lane("CAST", [Event(day, "CAST: 12")])], [Moment(day, Interval(12, 12), "12")])
>>> [mark.kind for lane in drawn.lanes for mark in lane.marks], [step.kind for step in drawn.steps]
(['own'], ['exact'])
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from inventory.charts.scales import Scale, ticks, units
from inventory.domain.intervals import Interval

PLOT = 590.0  # units right of the names of voices
LEAST_LEFT = 60.0  # units for these names, and for the figures of the estimate
LETTER = 6.2  # units that a letter of a name takes at most on average
RIGHT = 14.0  # units
TOP = 24.0  # units, for what the lanes are
LANE = 22.0  # units of a voice
BETWEEN = 30.0  # units between the lanes and the estimate
PANEL = 96.0  # units of the estimate
FOOT = 42.0  # units for the days, and what they are
OPEN_ROOM = 12.0  # units at the top of the estimate, for open ends to go on in
MOST_DAYS = 6  # days that are named on the axis
LEAST_BAND = 3.0  # units; a count that is exact is a line that can still be seen
LAST_STEP = 24.0  # units that the last step takes at least, so that what holds now is seen


@dataclass(frozen=True, slots=True)
class Event:
    """Hold one report: its day, what tells it, and its part. ``kind`` is own, copy or superseded."""

    day: date
    text: str
    kind: str = "own"
    address: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """Hold a voice's reports."""

    name: str
    events: Sequence[Event]


@dataclass(frozen=True, slots=True)
class Moment:
    """Hold what was concluded from a day on; None where nobody had given a count."""

    day: date
    interval: Interval | None
    text: str
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Place one report."""

    x: str
    y: str
    kind: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class LaneView:
    """Place one voice's lane."""

    name: str
    y: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """Place one step of the estimate; ``kind`` is exact, range, open or unknown."""

    kind: str
    x: str
    y: str
    width: str
    height: str
    middle: str
    text: str
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """Place a mark of an axis with its figure or day."""

    at: str
    count: int = 0
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Hold the drawing, in units."""

    width: str
    height: str
    left: str
    right: str
    middle: str
    lanes: tuple[LaneView, ...]
    steps: tuple[StepView, ...]
    days: tuple[Tick, ...]
    counts: tuple[Tick, ...]
    top: str
    lanes_end: str
    panel_top: str
    base: str
    foot: str
    axis_foot: str
    measure: str


def draw_timeline(lanes: Sequence[Lane], moments: Sequence[Moment], measure: str = "") -> Timeline:
    """Return the drawing. ``moments`` stand in order of their days; of those on one day the last is drawn.

    ``measure`` says what is counted, with its unit.
    Raises ``ValueError`` where there is no event.
    """
    days = [event.day for lane in lanes for event in lane.events]
    first, last = min(days), max(days)
    left = max(LEAST_LEFT, 8 + LETTER * max(len(lane.name) for lane in lanes))
    across = _Across(first, last, left, left + PLOT)
    lanes_end = TOP + LANE * len(lanes)
    panel_top = lanes_end + BETWEEN
    base = panel_top + PANEL if moments else lanes_end  # nothing is counted: no room for an estimate
    ends = [end for one in moments if one.interval for end in (one.interval.low, one.interval.high) if end]
    marks = ticks(max(ends, default=1))
    scale = Scale(marks[-1], base, panel_top + OPEN_ROOM)
    return Timeline(
        width=units(left + PLOT),
        height=units(base + FOOT),
        left=units(left),
        right=units(across.end),
        middle=units((left + across.end) / 2),
        lanes=tuple(_lane(lane, place, across) for place, lane in enumerate(lanes)),
        steps=tuple(_steps(moments, across, scale, panel_top)),
        days=tuple(Tick(units(across.place(day)), day=day) for day in named_days(first, last)),
        counts=tuple(Tick(units(scale.place(count)), count) for count in marks) if moments else (),
        top=units(TOP),
        lanes_end=units(lanes_end),
        panel_top=units(panel_top),
        base=units(base),
        foot=units(base + 18),
        axis_foot=units(base + FOOT - 5),
        measure=measure,
    )


def named_days(first: date, last: date) -> tuple[date, ...]:
    """Return the days that the axis names: evenly from the first, a few at most.

    >>> [day.day for day in named_days(date(2025, 1, 10), date(2025, 1, 12))]
    [10, 11, 12]
    """
    step = -(-((last - first).days + 1) // MOST_DAYS)
    return tuple(first + timedelta(days) for days in range(0, (last - first).days + 1, step))


@dataclass(frozen=True, slots=True)
class _Across:
    """Place days from left to right."""

    first: date
    last: date
    left: float
    width: float

    @property
    def end(self) -> float:
        """Return where lanes and steps end."""
        return self.width - RIGHT

    def place(self, day: date) -> float:
        start, end = self.left + 12, self.end - LAST_STEP
        if self.first == self.last:
            return (start + end) / 2
        return start + (end - start) * (day - self.first).days / (self.last - self.first).days


def _lane(lane: Lane, place: int, across: _Across) -> LaneView:
    y = units(TOP + LANE * place + LANE / 2)
    marks = tuple(
        Mark(units(across.place(event.day)), y, event.kind, event.text, event.address)
        for event in lane.events
    )
    return LaneView(lane.name, y, marks)


def _steps(moments: Sequence[Moment], across: _Across, scale: Scale, top: float) -> list[StepView]:
    by_day = {moment.day: moment for moment in moments}
    days = sorted(by_day)
    ends = [*(across.place(day) for day in days[1:]), across.end][: len(days)]
    return [
        _step(by_day[day], across.place(day), end, scale, top) for day, end in zip(days, ends, strict=True)
    ]


def _step(moment: Moment, x: float, end: float, scale: Scale, top: float) -> StepView:
    interval, width = moment.interval, end - x
    kind, y, bottom = "unknown", scale.start - LEAST_BAND, scale.start
    if interval is not None:
        bottom = scale.place(interval.low)
        y = top if interval.high is None else scale.place(interval.high)
        kind = "open" if interval.high is None else "exact" if interval.is_exact else "range"
        if bottom - y < LEAST_BAND:
            y, bottom = y - LEAST_BAND / 2, y + LEAST_BAND / 2
    return StepView(
        kind,
        units(x),
        units(y),
        units(width),
        units(bottom - y),
        units(x + width / 2),
        moment.text,
        moment.is_disputed,
    )
