"""Give every chart, map and graph one shape: title, subtitle, drawing, source line, numbers and downloads.

A page builds a ``Figure`` and includes ``components/figure.html``; the drawing is any object that the
figure's own template can draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.formats import number_format

# A cell of the table of numbers. A whole number is written as the reader's language writes it; words, years
# and links stay as they are.
type Value = str | int | float


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold one cell of the table of numbers as it is written."""

    text: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold a picture with all that has to stand around it.

    ``slug`` names the figure within its page and its downloads. ``title`` says what it shows, with all that
    narrows it. ``subtitle`` says what is measured, in which unit and by which method, and any filter that
    the title does not name. ``source`` says on whose word it rests, such as "SIPRI, edition of 12 Feb 2026,
    and 46 other publications"; the template adds the date. ``credit`` names whose borders or the like are
    drawn. A saved picture carries them all, the note and the page's address.

    ``summary`` is the text in place of the picture, one or two sentences. ``template`` has an ``<svg>`` at
    its root, draws ``drawing``, and takes its name from ``components/charts/name.html``; without a drawing
    (None) the numbers stand alone. ``heads`` and ``rows`` are the numbers as a table; the first cell of a row
    names it. ``note`` says how to read the picture.
    """

    slug: str
    title: str
    summary: str
    template: str
    drawing: Any
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    note: str = ""
    subtitle: str = ""
    source: str = ""
    credit: str = ""

    def with_source(self, source: str) -> Figure:
        """Return the same figure with the words of its source line."""
        return replace(self, source=source)

    def with_years(self, years: tuple[int, int] | None) -> Figure:
        """Return the same figure with the first and the last year of what is drawn in its title, if known."""
        if years is None:
            return self
        return replace(self, title=f"{self.title}, {'–'.join(map(str, dict.fromkeys(years)))}")

    @property
    def cells(self) -> list[list[Cell]]:
        """Return the rows of the table of numbers as they are written."""
        return [[_cell(value) for value in row] for row in self.rows]


def _cell(value: Value) -> Cell:
    """Return a value as it is written; text keeps its kind, so that a link stays one."""
    if isinstance(value, str):
        return Cell(value, is_number=False)
    return Cell(str(number_format(value, force_grouping=True)), is_number=True)
