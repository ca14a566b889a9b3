"""Lay sums of estimates out by destination, equipment and year.

Sums run over estimates, with low and high ends apart. Nothing is added over types: their units differ, and a
type holds those below it. Every sum counts a shipment once, also where destinations overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from inventory.models import EquipmentType
from inventory.models.totals import SEVERAL_YEARS, Dimension, Measure, Tally, TallyKey
from inventory.tables.comparison.cells import NOTHING, Cell, Contrast, contrast, measured
from inventory.tables.comparison.question import (
    ALL_YEARS,
    INTERVALS,
    Heading,
    Question,
    all_destinations_heading,
    all_years_heading,
    destination_heading,
    place_in_tree,
    type_heading,
    year_heading,
)

type Place = tuple[str | None, int, int | None]  # destination's key, type's primary key, year


CAPTIONS = {
    Measure.BEST: "Best-supported intervals, added up over shipments",
    Measure.LOW: "Low ends of best-supported intervals, added up over shipments",
    Measure.HIGH: "High ends of best-supported intervals, added up over shipments",
    Measure.SHIPMENTS: "Shipments with a report",
    Measure.REPORTS: "Reports that stand",
    Measure.VOICES: "Independent voices that give a count, added up over shipments",
    Measure.CONFLICTS: "Estimates in conflict",
}


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one row: headings from the outermost in, and cells in the order of the columns.

    ``cells`` is empty for a row that only heads nested ones of different units.
    """

    headings: tuple[Heading, ...]
    unit: str
    cells: tuple[Cell, ...]
    contrasts: tuple[Contrast, ...] = ()

    @property
    def heading(self) -> Heading:
        """Return the innermost heading, which names the row."""
        return self.headings[-1]

    @property
    def is_nested(self) -> bool:
        """Tell whether it stands below another row."""
        return len(self.headings) > 1


class ComparisonTable:
    """Lay out tallies as the question asks. ``types`` are those of the tallies, for their names and order."""

    def __init__(
        self, question: Question, tallies: Mapping[TallyKey, Tally], types: Iterable[EquipmentType]
    ) -> None:
        self.question = question
        self._types = question.types or tuple(sorted(types, key=place_in_tree))
        self._sums = _add_up(tallies)

    @property
    def title(self) -> str:
        """Return what is compared with what."""
        names = [destination.name for destination in self.question.destinations]
        return " against ".join(names) if len(names) == 2 else ", ".join(names)

    @property
    def caption(self) -> str:
        """Return what stands in rows, columns and cells."""
        question = self.question
        over = [dimension.label.lower() for dimension in question.row_dimensions]
        rows, columns = " and ".join(over), question.columns.label.lower()
        what = CAPTIONS[question.measure]
        return f"{what}: {rows} in rows, {columns} in columns. A number leads to the lines behind it."

    @property
    def row_label(self) -> str:
        """Return what the first column names."""
        return ", ".join(dimension.label for dimension in self.question.row_dimensions)

    @property
    def width(self) -> int:
        """Return the number of columns, headings included."""
        return 1 + len(self.columns) + 2 * self.has_contrasts

    @property
    def shows_shipments(self) -> bool:
        """Tell whether cells have to say how many shipments they add up; not if that is their measure."""
        return self.question.measure != Measure.SHIPMENTS

    @property
    def counts_equipment(self) -> bool:
        """Tell whether the measure is of equipment, so that cells have to say what is not counted."""
        return self.question.measure in INTERVALS

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is reported that was asked for."""
        return not self._sums

    @cached_property
    def columns(self) -> tuple[Heading, ...]:
        """Return the heads of the cells, the total last where cells of a row can be added up."""
        question = self.question
        heads = self._headings(question.columns)
        if question.columns == Dimension.EQUIPMENT or len(heads) < 2:
            return heads
        if question.columns == Dimension.YEAR:
            return (*heads, all_years_heading(self.question))
        return (*heads, all_destinations_heading(question))

    @property
    def has_contrasts(self) -> bool:
        """Tell whether rows end with a difference and a ratio: two destinations stand side by side."""
        return self.question.columns == Dimension.DESTINATION and len(self.question.destinations) == 2

    @property
    def has_unit(self) -> bool:
        """Tell whether a row has one unit; with types in columns, each column has its own."""
        return self.question.columns != Dimension.EQUIPMENT

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Return all rows, each followed by those nested in it."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[Row]:
        question = self.question
        for heading in self._headings(question.rows):
            if question.is_nested and question.third == Dimension.EQUIPMENT:
                yield Row((heading,), "", ())
            else:
                yield self._row((heading,))
            if question.is_nested:
                nested = (self._row((heading, inner)) for inner in self._headings(question.third))
                yield from (row for row in nested if not all(cell.is_empty for cell in row.cells))

    def _row(self, headings: tuple[Heading, ...]) -> Row:
        cells = tuple(self._cell((*headings, column)) for column in self.columns)
        kind = next((heading for heading in headings if heading.dimension == Dimension.EQUIPMENT), None)
        unit = kind.unit if kind else ""
        names = [destination.name for destination in self.question.destinations]
        return Row(headings, unit, cells, contrast(cells[:2], names) if self.has_contrasts else ())

    def _cell(self, headings: Sequence[Heading]) -> Cell:
        at = {heading.dimension: heading for heading in headings}
        destination, year = at.get(Dimension.DESTINATION), at.get(Dimension.YEAR)
        key = (
            destination.value if destination else None,
            at[Dimension.EQUIPMENT].value,
            year.value if year else ALL_YEARS,
        )
        tally = self._sums.get(key, NOTHING)  # type: ignore[arg-type]  # Each dimension has its type of value.
        text, operand, reason = measured(self.question.measure, tally)
        address = self._address(at) if tally.total.count else ""
        hint = " ".join(filter(None, ["Lines behind this.", year.note if year else ""]))
        return Cell(text, operand, reason, tally, address, hint)

    def _address(self, at: Mapping[Dimension, Heading]) -> str:
        """Return the address of the lines behind a cell; empty where the list cannot be narrowed to it."""
        destination = at.get(Dimension.DESTINATION)
        if destination is None or destination.parameters is None:
            if len(self.question.destinations) > 1:
                return ""
            destination = self._headings(Dimension.DESTINATION)[0]
        year = at.get(Dimension.YEAR) or all_years_heading(self.question)
        parts = (destination, at[Dimension.EQUIPMENT], year)
        parameters = {name: value for part in parts for name, value in (part.parameters or {}).items()}
        return f"{reverse('delivery-list')}?{urlencode({**parameters, **self.question.parameters})}"

    def _headings(self, dimension: Dimension) -> tuple[Heading, ...]:
        question = self.question
        if dimension == Dimension.DESTINATION:
            return tuple(destination_heading(one, question.group_on) for one in question.destinations)
        if dimension == Dimension.EQUIPMENT:
            shown = set() if question.types else {kind.pk for kind in self._types}
            return tuple(type_heading(kind, question.measure, shown) for kind in self._types)
        return self._years

    @cached_property
    def _years(self) -> tuple[Heading, ...]:
        """Return the years that have data, in order; several years and the unknown year come last."""
        years = {year for _, _, year in self._sums if year != ALL_YEARS}
        ordered = sorted(years, key=lambda year: (year is None, year == SEVERAL_YEARS, year or 0))
        return tuple(year_heading(year, self.question) for year in ordered)


def _add_up(tallies: Mapping[TallyKey, Tally]) -> dict[Place, Tally]:
    """Return the sum for each destination, and for all as None, in each year, and in all years."""
    sums: dict[Place, Tally] = {}
    for key, tally in tallies.items():
        for destination in (None, *key.destinations):
            for year in (key.year, ALL_YEARS):
                place = (destination, key.equipment_type, year)
                sums[place] = sums.get(place, NOTHING) + tally
    return sums
