"""Draw what came over time: a panel for each category, since units are never mixed on one axis.

A bar is full up to what came at least, and pale from there to what came at most. An open end goes on to the
top of its panel and fades; a count that nobody knows is a question mark, never a bar of height zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inventory.charts.scales import Scale, ticks, units
from inventory.domain.intervals import Interval

WIDTH = 720.0  # units
LEFT = 46.0  # units for the figures of the axis
RIGHT = 8.0  # units
HEAD = 24.0  # units above a panel for its name
PANEL = 74.0  # units of a panel among others
ONLY_PANEL = 190.0  # units of a panel that stands alone
FOOT = 26.0  # units for the names of slots
GAP = 16.0  # units between the slots in time and those apart from it
OPEN_ROOM = 14.0  # units at the top of a panel, for open ends to go on in
LEAST_LABEL = 40.0  # units that a slot needs for its figure to be written above its bar
NAME_ROOM = 36.0  # units that the name of a slot takes
WIDEST_BAR = 44.0  # units
LEAST_BAR = 1.5  # units; a band as thin as a line is still seen
FADES = 4  # steps in which an open end grows paler


@dataclass(frozen=True, slots=True)
class Slot:
    """Name a stretch of time; ``is_apart`` for what spans several or is of unknown time."""

    key: object
    label: str
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """Hold what came in a slot: None is a count that nobody gives.

    ``text`` says it in words, ``address`` leads to the lines behind it.
    """

    interval: Interval | None
    text: str
    address: str = ""
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """Hold what came of one category by the keys of slots; where a key is missing, nothing was reported.

    ``total`` says in words what all slots amount to.
    """

    name: str
    unit: str
    amounts: Mapping[object, Amount]
    total: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """Place one rectangle; ``kind`` is least, most, or fade-1 and on for what fades."""

    kind: str
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Draw one amount; ``shape`` is exact, range, open, unknown or none.

    ``left`` and ``room`` are those of its slot, ``text`` is what it says in full.
    ``crest`` is where what stands above it goes: its figure, a mark of conflict.
    """

    shape: str
    left: str
    room: str
    x: str
    width: str
    middle: str
    bands: tuple[Band, ...]
    crest: str
    text: str
    label: str
    address: str
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """Place a mark of an axis."""

    at: str
    count: int


@dataclass(frozen=True, slots=True)
class Panel:
    """Hold one category with its own axis."""

    name: str
    unit: str
    head: str
    top: str
    base: str
    height: str
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """Place the name of a slot below the panels."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class History:
    """Hold the drawing: panels above each other over the same slots."""

    width: str
    height: str
    left: str
    right: str
    foot: str
    panels: tuple[Panel, ...]
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Place slots side by side, those apart from time after a gap."""

    slots: Sequence[Slot]

    @property
    def room(self) -> float:
        """Return the units that a slot takes."""
        return (WIDTH - LEFT - RIGHT - GAP * self.has_gap) / max(1, len(self.slots))

    @property
    def has_gap(self) -> bool:
        """Tell whether some slots, but not all, stand apart."""
        return len({slot.is_apart for slot in self.slots}) == 2

    def left(self, number: int) -> float:
        """Return where a slot begins."""
        shift = GAP if self.has_gap and self.slots[number].is_apart else 0.0
        return LEFT + shift + number * self.room

    def names(self, base: float) -> tuple[Name, ...]:
        """Return the names that have room; slots apart from time are always named."""
        every = max(1, -(-int(NAME_ROOM) // max(1, int(self.room))))
        in_time = sum(not slot.is_apart for slot in self.slots)
        return tuple(
            Name(units(self.left(number) + self.room / 2), slot.label)
            for number, slot in enumerate(self.slots)
            if slot.is_apart or (in_time - 1 - number) % every == 0
        )


def draw_history(series: Sequence[Series], slots: Sequence[Slot]) -> History:
    """Lay out series over the same slots; slots that stand apart from time come last."""
    columns = _Columns(slots)
    height = ONLY_PANEL if len(series) == 1 else PANEL
    panels = tuple(
        _panel(one, columns, top=HEAD + number * (HEAD + height), height=height)
        for number, one in enumerate(series)
    )
    base = len(series) * (HEAD + height)
    return History(
        width=units(WIDTH),
        height=units(base + FOOT),
        left=units(LEFT),
        right=units(WIDTH - RIGHT),
        foot=units(base + 17),
        panels=panels,
        names=columns.names(base),
    )


def _panel(series: Series, columns: _Columns, *, top: float, height: float) -> Panel:
    base = top + height
    ends = [_top(amount.interval) for amount in series.amounts.values() if amount.interval is not None]
    marks = ticks(max([1, *ends]), most=2 if height == PANEL else 4)
    scale = Scale(marks[-1], base, top + OPEN_ROOM)
    bars = tuple(
        _bar(series.amounts[slot.key], slot, columns.left(number), columns.room, scale)
        for number, slot in enumerate(columns.slots)
        if slot.key in series.amounts
    )
    return Panel(
        name=series.name,
        unit=series.unit,
        head=units(top - 8),
        top=units(top),
        base=units(base),
        height=units(height),
        ticks=tuple(Tick(units(scale.place(mark)), mark) for mark in marks),
        bars=bars,
    )


def _top(interval: Interval) -> int:
    """Return the largest figure of a count that is known."""
    return interval.low if interval.high is None else interval.high


def _bar(amount: Amount, slot: Slot, left: float, room: float, scale: Scale) -> Bar:
    width = min(room * 0.72, WIDEST_BAR)
    bands = _bands(amount.interval, scale)
    crest = min([scale.start, *(float(band.y) for band in bands)])
    return Bar(
        shape=_shape(amount.interval),
        left=units(left),
        room=units(room),
        x=units(left + (room - width) / 2),
        width=units(width),
        middle=units(left + room / 2),
        bands=bands,
        crest=units(crest),
        text=f"{slot.label}: {amount.text}",
        label=str(amount.interval) if amount.interval and room >= LEAST_LABEL else "",
        address=amount.address,
        is_disputed=bool(amount.conflicts),
    )


def _shape(interval: Interval | None) -> str:
    if interval is None:
        return "unknown"
    if interval == Interval(0, 0):
        return "none"
    if interval.high is None:
        return "open"
    return "exact" if interval.is_exact else "range"


def _bands(interval: Interval | None, scale: Scale) -> tuple[Band, ...]:
    """Return the rectangles of a count, the lowest first; none for what is unknown or denied."""
    if interval is None or interval == Interval(0, 0):
        return ()
    low = scale.place(interval.low)
    least = (_band("least", scale.start, low),) if interval.low else ()
    if interval.high is None:
        return (*least, *_fade(low, scale.end - OPEN_ROOM))
    high = scale.place(interval.high)
    return least if interval.is_exact else (*least, _band("most", low, high))


def _fade(low: float, top: float) -> tuple[Band, ...]:
    """Return rectangles from a low end to the top of the panel that grow paler."""
    step = (low - top) / FADES
    return tuple(
        _band(f"fade-{number + 1}", low - number * step, low - (number + 1) * step) for number in range(FADES)
    )


def _band(kind: str, lower: float, upper: float) -> Band:
    """Return the rectangle between two places, of which the upper has the smaller number."""
    height = max(lower - upper, LEAST_BAR)
    return Band(kind, units(lower - height), units(height))
