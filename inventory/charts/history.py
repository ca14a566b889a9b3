"""Draw what came over time: a panel for each category, since units are never mixed on one axis.

A bar is full up to what came at least, and pale from there to what came at most. An open end goes on to the
top of its panel and fades; a count that nobody knows is a question mark, never a bar of height zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from inventory.charts.scales import Scale, ticks, units
from inventory.domain.intervals import Interval
from inventory.wording.numbers import interval_words, number_words, unsaid_unit

WIDTH = 720.0  # units of a column that stands alone
NARROW = 560.0  # units of a column beside another
BETWEEN = 24.0  # units between columns
MOST_ALONE = 3  # panels in one column; more stand in two
LEFT = 46.0  # units for the figures of the axis, at least
FIGURE = 6.4  # units that a sign of these figures takes
RIGHT = 8.0  # units
HEAD = 30.0  # units above a panel for its name
PANEL = 74.0  # units of a panel among others
ONLY_PANEL = 190.0  # units of a panel that stands alone
FOOT = 26.0  # units for the names of slots
AXIS = 18.0  # units for what the names are of
GAP = 16.0  # units between the slots in time and those apart from it
OPEN_ROOM = 14.0  # units at the top of a panel, for open ends to go on in
LEAST_LABEL = 40.0  # units that a slot needs for its figure to be written above its bar
NAME_ROOM = 44.0  # units that the name of a slot takes
APART_ROOM = 84.0  # units at least that a slot apart from time takes, whose name is always written
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
class Part:
    """Hold what one dataset counts in a slot; so many of it may be in another's count, too (None: any).

    ``words`` say the count with the dataset's name.
    """

    name: str
    interval: Interval | None
    doubled: int | None = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """Hold what came in a slot: None is a count that nobody gives.

    ``text`` says it in words, ``address`` leads to the lines behind it; ``overlap`` says what may be counted
    twice in it, and ``links`` leads to where that is decided. ``parts`` are drawn side by side in
    its place where several datasets count. Where something ``may_belong`` besides, only the words say so;
    where nothing else came, it is not drawn.
    """

    interval: Interval | None
    text: str
    address: str = ""
    conflicts: int = 0
    parts: tuple[Part, ...] = ()
    may_belong: bool = False
    is_drawn: bool = True
    overlap: str = ""
    links: str = ""

    @property
    def words(self) -> str:
        """Return all that is said of it."""
        return ", ".join(filter(None, (self.text, self.overlap)))


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
    ``crest`` is where its figure goes, ``cross`` the mark of a dispute in its slot: empty without one, and
    on all but one of bars that stand side by side, since it is of all of them. ``hatch`` covers what may be
    counted in another bar beside it, too.
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
    cross: str
    hatch: Band | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """Place a mark of an axis."""

    at: str
    count: int


@dataclass(frozen=True, slots=True)
class Panel:
    """Hold one category with its own axis; ``unit`` is empty where the name says it."""

    name: str
    unit: str
    left: str
    right: str
    figures: str
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
    """Hold the drawing: panels over the same slots, above each other, in two columns where they are many."""

    width: str
    height: str
    is_wide: bool
    foot: str
    panels: tuple[Panel, ...]
    names: tuple[Name, ...]
    axis_foot: str
    axes: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Place slots side by side between two places, those apart from time after a gap."""

    slots: Sequence[Slot]
    start: float
    end: float

    @property
    def apart(self) -> int:
        """Return how many slots stand apart."""
        return sum(slot.is_apart for slot in self.slots)

    @property
    def room(self) -> float:
        """Return the units that a slot in time takes."""
        whole = self.end - self.start
        even = (whole - GAP * bool(self.apart)) / max(1, len(self.slots))
        if not self.apart or even >= APART_ROOM or self.apart == len(self.slots):
            return even
        return (whole - GAP - self.apart * APART_ROOM) / (len(self.slots) - self.apart)

    def width(self, number: int) -> float:
        """Return the units that a slot takes."""
        return max(self.room, APART_ROOM) if self.slots[number].is_apart else self.room

    def left(self, number: int) -> float:
        """Return where a slot begins; those in time come first."""
        in_time = min(number, len(self.slots) - self.apart)
        gap = GAP if self.slots[number].is_apart and in_time else 0.0
        return self.start + in_time * self.room + gap + (number - in_time) * max(self.room, APART_ROOM)

    def names(self) -> tuple[Name, ...]:
        """Return the names that have room; slots apart from time are always named, and the last in time."""
        every = max(1, ceil(NAME_ROOM / self.room))
        in_time = len(self.slots) - self.apart
        return tuple(
            Name(units(self.left(number) + self.width(number) / 2), slot.label)
            for number, slot in enumerate(self.slots)
            if slot.is_apart or (in_time - 1 - number) % every == 0
        )


def draw_history(series: Sequence[Series], slots: Sequence[Slot], axis: str = "") -> History:
    """Lay out series over the same slots; those apart from time come last. ``axis`` says what slots are."""
    number = 1 if len(series) <= MOST_ALONE else 2
    width = WIDTH if number == 1 else NARROW
    starts = [at * (width + BETWEEN) for at in range(number)]
    height = ONLY_PANEL if len(series) == 1 else PANEL
    largest = max((_marks(one, height)[-1] for one in series), default=0)
    left = max(LEFT, FIGURE * len(number_words(largest)) + 6)
    columns = [_Columns(slots, start + left, start + width - RIGHT) for start in starts]
    panels = tuple(
        _panel(one, columns[at % number], top=HEAD + at // number * (HEAD + height), height=height)
        for at, one in enumerate(series)
    )
    base = ceil(len(series) / number) * (HEAD + height)
    return History(
        width=units(number * width + (number - 1) * BETWEEN),
        height=units(base + FOOT + AXIS),
        is_wide=number > 1,
        foot=units(base + 17),
        panels=panels,
        names=tuple(name for column in columns for name in column.names()) if slots else (),
        axis_foot=units(base + FOOT + AXIS - 5),
        axes=tuple(Name(units((column.start + column.end) / 2), axis) for column in columns),
    )


def _panel(series: Series, columns: _Columns, *, top: float, height: float) -> Panel:
    base = top + height
    marks = _marks(series, height)
    scale = Scale(marks[-1], base, top + OPEN_ROOM)
    bars = tuple(
        bar
        for number, slot in enumerate(columns.slots)
        if slot.key in series.amounts and series.amounts[slot.key].is_drawn
        for bar in _bars(series.amounts[slot.key], slot, (columns.left(number), columns.width(number)), scale)
    )
    return Panel(
        name=series.name,
        unit=unsaid_unit(series.name, series.unit),
        left=units(columns.start),
        right=units(columns.end),
        figures=units(columns.start - 6),
        head=units(top - 8),
        top=units(top),
        base=units(base),
        height=units(height),
        ticks=tuple(Tick(units(scale.place(mark)), mark) for mark in marks),
        bars=bars,
    )


def _marks(series: Series, height: float) -> tuple[int, ...]:
    """Return the round figures of a panel's axis, from 0 to one that is not below any count."""
    ends = [_top(drawn) for amount in series.amounts.values() for drawn in _drawn(amount)]
    return ticks(max([1, *ends]), most=2 if height == PANEL else 4)


def _top(interval: Interval) -> int:
    """Return the largest figure of a count that is known."""
    return interval.low if interval.high is None else interval.high


def _drawn(amount: Amount) -> list[Interval]:
    """Return the counts of the bars of an amount, those that are known."""
    listed = [part.interval for part in amount.parts] or [amount.interval]
    return [interval for interval in listed if interval is not None]


def _bars(amount: Amount, slot: Slot, place: tuple[float, float], scale: Scale) -> Iterator[Bar]:
    """Yield one bar, or one for each dataset, side by side; ``place`` is the left and width of the slot."""
    left, room = place
    if not amount.parts:
        yield _bar(amount, slot, left, room, scale)
        return
    width = room / len(amount.parts)
    for number, part in enumerate(amount.parts):
        one = replace(amount, interval=part.interval, text=f"{part.words}; {amount.text}")
        bar = _bar(one, slot, left + number * width, width, scale)
        is_crossed = amount.conflicts and not number
        yield replace(bar, cross=units(place[0] + room / 2) if is_crossed else "", hatch=_hatch(part, scale))


def _hatch(part: Part, scale: Scale) -> Band | None:
    """Return the rectangle over what may be counted in another bar, too; None where nothing may."""
    if part.doubled == 0 or part.interval is None:
        return None
    top = _top(part.interval)
    number = top if part.doubled is None else min(part.doubled, top)
    return _band("hatch", scale.start, scale.place(number)) if number else None


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
        text=f"{slot.label}: {amount.words}",
        label=interval_words(amount.interval) if amount.interval and room >= LEAST_LABEL else "",
        address=amount.address,
        cross=units(left + room / 2) if amount.conflicts else "",
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
