"""Draw small multiples: a panel for each row, in it a bar for each thing compared, on the panel's own scale.

A bar is solid up to the low end of a count and pale from there to the high end, hatched where items may be
counted twice in it; an open end is an arrow. What
nobody counts is a question mark, and what nobody reports is a dash: neither is zero.

>>> bars = [Bar("Mali", "12–14", 12, 14), Bar("Burkina Faso", "≥ 3", 3, None)]
>>> drawing = draw_multiples([Panel("Tanks", "vehicles", [Group("", bars)])])
>>> [(mark.solid, mark.pale, mark.arrow != "") for mark in drawing.panels[0].marks]
[('115.2', '19.2', False), ('28.8', '115.2', True)]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inventory.charts.scales import Scale, ticks, units
from inventory.wording.numbers import number_words

COLUMNS = 2
GUTTER = 24  # units of the drawing, as are all lengths here
LABEL_WIDTH = 116  # at least
BAR_WIDTH = 144
TEXT_WIDTH = 84  # right of a bar
BAR_HEIGHT = 9
LINE_HEIGHT = 18
HEAD_HEIGHT = 24
FOOT_HEIGHT = 48
ARROW = 6
LETTER = 6.2  # that a letter of a label takes at most on average
BOLD_LETTER = 7.4  # the same of a title


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold one count: what it is of, how it is written, and its ends; without a low end there is no count."""

    label: str
    text: str
    low: int | None = None
    high: int | None = None  # None: open
    may_be_double: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Hold the bars of one nested row; the title is empty where rows are not nested."""

    title: str
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Panel:
    """Hold one row: its title, its unit and its bars."""

    title: str
    unit: str
    groups: Sequence[Group]


@dataclass(frozen=True, slots=True)
class Mark:
    """Place one bar or the title of a group, relative to its panel; empty lengths are not drawn."""

    y: str
    middle: str
    label: str
    text: str
    words: str
    number: int  # of the thing, from 0
    is_title: bool = False
    solid: str = ""
    pale: str = ""
    pale_from: str = ""
    arrow: str = ""
    is_hatched: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """Place a round number below a panel."""

    x: str
    text: str


@dataclass(frozen=True, slots=True)
class DrawnPanel:
    """Place one panel."""

    x: str
    y: str
    title: str
    unit: str
    base: str
    foot: str
    axis_foot: str
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Multiples:
    """Hold the whole drawing; ``axis`` says what the labels of bars are."""

    axis: str
    width: str
    height: str
    zero: str
    axis_x: str
    text_x: str
    label_x: str
    bar_height: str
    panels: tuple[DrawnPanel, ...]


def draw_multiples(panels: Sequence[Panel], axis: str = "") -> Multiples:
    """Draw the panels in rows of two, in their order; all are as wide as the longest label or title needs.

    ``axis`` says what the bars are of, such as destinations.
    """
    bars = [bar for panel in panels for group in panel.groups for bar in group.bars]
    labels = (
        [axis] + [bar.label for bar in bars] + [group.title for panel in panels for group in panel.groups]
    )
    zero = max(LABEL_WIDTH, 8 + LETTER * max(map(len, labels), default=0))
    titles = max((len(panel.title) for panel in panels), default=0)
    across = max(zero + BAR_WIDTH + TEXT_WIDTH, BOLD_LETTER * titles)
    drawn: list[DrawnPanel] = []
    top = 0.0
    for start in range(0, len(panels), COLUMNS):
        line = panels[start : start + COLUMNS]
        for column, panel in enumerate(line):
            drawn.append(_draw(panel, column * (across + GUTTER), top, zero))
        top += max(_height(panel) for panel in line)
    return Multiples(
        axis=axis,
        width=units(COLUMNS * across + (COLUMNS - 1) * GUTTER),
        height=units(top),
        zero=units(zero),
        axis_x=units(zero + BAR_WIDTH / 2),
        text_x=units(zero + BAR_WIDTH + 12),
        label_x=units(zero - 8),
        bar_height=units(BAR_HEIGHT),
        panels=tuple(drawn),
    )


def _lines(panel: Panel) -> int:
    return sum(len(group.bars) + bool(group.title) for group in panel.groups)


def _height(panel: Panel) -> float:
    return HEAD_HEIGHT + _lines(panel) * LINE_HEIGHT + FOOT_HEIGHT


def _draw(panel: Panel, x: float, y: float, zero: float) -> DrawnPanel:
    bars = [bar for group in panel.groups for bar in group.bars]
    largest = max((_reach(bar) for bar in bars), default=0)
    marks_at = ticks(largest or 1)
    scale = Scale(marks_at[-1], zero, zero + BAR_WIDTH)
    marks, line = [], 0
    for group in panel.groups:
        if group.title:
            marks.append(_title(group.title, line))
            line += 1
        for number, bar in enumerate(group.bars):
            marks.append(_mark(bar, number, line, scale))
            line += 1
    base = HEAD_HEIGHT + line * LINE_HEIGHT
    return DrawnPanel(
        x=units(x),
        y=units(y),
        title=panel.title,
        unit=panel.unit,
        base=units(base),
        foot=units(base + 14),
        axis_foot=units(base + 28),
        marks=tuple(marks),
        ticks=tuple(Tick(units(scale.place(number)), number_words(number)) for number in marks_at),
    )


def _reach(bar: Bar) -> int:
    """Return how far a bar reaches on its scale; an open one gets room for its arrow."""
    if bar.low is None:
        return 0
    return bar.low + max(1, bar.low // 8) if bar.high is None else bar.high


def _title(title: str, line: int) -> Mark:
    top = HEAD_HEIGHT + line * LINE_HEIGHT
    return Mark(units(top), units(top + LINE_HEIGHT / 2), title, "", title, 0, is_title=True)


def _mark(bar: Bar, number: int, line: int, scale: Scale) -> Mark:
    top = HEAD_HEIGHT + line * LINE_HEIGHT
    solid = pale = pale_from = arrow = ""
    if bar.low is not None:
        low = scale.place(bar.low)
        high = scale.end - ARROW if bar.high is None else scale.place(bar.high)
        solid = units(low - scale.start)
        if bar.high is None:
            high = max(high, low)
            middle = top + LINE_HEIGHT / 2
            arrow = f"M{units(high)} {units(middle - 6)}l{ARROW} 6l{-ARROW} 6"
            high += ARROW
        pale, pale_from = units(high - low), units(low)
    return Mark(
        y=units(top + (LINE_HEIGHT - BAR_HEIGHT) / 2),
        middle=units(top + LINE_HEIGHT / 2),
        label=bar.label,
        text=bar.text,
        words=f"{bar.label}: {bar.text}",
        number=number % 4,
        solid=solid,
        pale=pale,
        pale_from=pale_from,
        arrow=arrow,
        is_hatched=bar.may_be_double and pale not in ("", "0"),
    )
