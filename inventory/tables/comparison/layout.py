"""Lay sums out: what is compared in columns, what it is compared by in rows.

Sums run over estimates, or over what each source states by itself, with low and high ends apart. Nothing is
added over types: their units differ, and a type holds those below it. Every sum counts a shipment once, also
where the things compared overlap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import batched
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inventory.models import EquipmentType
from inventory.models.totals import SEVERAL_YEARS, Dimension, Measure, Tally
from inventory.models.totals.adding import ALL, Place, Totals
from inventory.tables.comparison.cells import Cell, Contrast, contrast, measured
from inventory.tables.comparison.question import (
    COUNTED_IN,
    HAVE_A_TOTAL,
    INTERVALS,
    Heading,
    Question,
    named_heading,
    thing_heading,
    total_heading,
    type_heading,
    year_heading,
)

MAXIMUM_ROWS = 200  # rows on the page; a file holds all
# Key, label and note of what has a primary key, by dimension.
type Names = Mapping[Dimension, Mapping[int, tuple[str, str, str]]]

CAPTIONS = {
    Measure.BEST: gettext_lazy("Best-supported counts; minimums and maximums added separately"),
    Measure.LOW: gettext_lazy("Minimums of best-supported counts, added up"),
    Measure.HIGH: gettext_lazy("Maximums of best-supported counts, added up"),
    Measure.CONFIRMED: gettext_lazy("Visually confirmed at least, added up over shipments"),
    Measure.SHIPMENTS: gettext_lazy("Shipments with a report"),
    Measure.REPORTS: gettext_lazy("Current reports"),
    Measure.VOICES: gettext_lazy("Independent voices with a count, added up over shipments"),
    Measure.CONFLICTS: gettext_lazy("Disputes, each counted once, on the narrowest type shown"),
}
# What is subtracted, where it is one end of the counts: it says nothing of the counts themselves.
DIFFERENCES = {
    Measure.LOW: gettext_lazy("Difference of minimums"),
    Measure.HIGH: gettext_lazy("Difference of maximums"),
}
ALONE = gettext_lazy("Each source’s own counts, total")


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one row: headings from the outermost in, and cells in the order of the columns.

    ``cells`` is empty for a row that only heads nested ones of different units. ``contrasts`` are a
    difference and a ratio for each thing but the first.
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
    def shown_contrasts(self) -> Iterator[Contrast]:
        """Yield what the page shows of them: a reason for both difference and ratio is told once."""
        for pair in batched(self.contrasts, 2, strict=True):
            is_one = all(contrast.value is None for contrast in pair) and pair[0].reason == pair[1].reason
            yield from (replace(pair[0], span=2),) if is_one else pair

    @property
    def shown_unit(self) -> str:
        """Return the unit, unless the row's name says it already."""
        return "" if self.unit.casefold() == self.heading.label.casefold() else self.unit

    @property
    def is_nested(self) -> bool:
        """Tell whether it stands below another row."""
        return len(self.headings) > 1


class ComparisonTable:
    """Lay out totals as the question asks.

    ``types`` are those of the totals in the order of the tree; ``names`` those of what stands in rows.
    """

    def __init__(
        self,
        question: Question,
        totals: Totals,
        types: Sequence[EquipmentType],
        names: Names,
    ) -> None:
        self.question = question
        self._types = question.types or tuple(types)
        self._names = names
        self._totals = totals
        self._places = totals.places()

    @property
    def title(self) -> str:
        """Return what is compared with what, and everything that narrows it."""
        return self.question.title

    @property
    def caption(self) -> str:
        """Return what the cells show."""
        if self.hears_alone and self.question.measure == Measure.BEST:
            return str(ALONE)
        return str(CAPTIONS[self.question.measure])

    @property
    def hears_alone(self) -> bool:
        """Tell whether each column holds what a source states by itself, and no estimate."""
        return self.question.compared in (Dimension.SOURCE, Dimension.EDITION)

    @property
    def row_label(self) -> str:
        """Return what rows are headed by."""
        return ", ".join(str(dimension.label) for dimension in self.question.row_dimensions)

    @property
    def width(self) -> int:
        """Return the number of columns, the row's head included."""
        return 1 + len(self.columns) + len(self.contrast_heads)

    @property
    def shows_shipments(self) -> bool:
        """Tell whether cells say how many shipments they add up; not if that is their measure."""
        return self.question.measure != Measure.SHIPMENTS

    @property
    def counts_equipment(self) -> bool:
        """Tell whether the measure is of equipment, so that cells have to say what is not counted."""
        return self.question.measure in INTERVALS

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is reported that was asked for."""
        return not self._places

    @cached_property
    def columns(self) -> tuple[Heading, ...]:
        """Return the heads of the cells, the total last where a shipment can be counted once in all."""
        question = self.question
        if question.compared == Dimension.EQUIPMENT:
            return self._headings(Dimension.EQUIPMENT)
        heads = tuple(
            thing_heading(number, thing, question.group_on) for number, thing in enumerate(question.things)
        )
        has_total = len(heads) > 1 and question.compared in HAVE_A_TOTAL
        return (*heads, total_heading(question)) if has_total else heads

    @cached_property
    def contrast_heads(self) -> tuple[tuple[str, str], ...]:
        """Return the heads of differences and ratios: the first thing against each other one, with a hint."""
        names = self.question.names
        heads = []
        for other in names[1:]:
            pair = {"first": names[0], "other": other}
            of = DIFFERENCES.get(self.question.measure, gettext_lazy("Difference"))
            hints = (_("%(first)s minus %(other)s"), _("%(first)s divided by %(other)s"))
            for word, hint in zip((str(of), _("Ratio")), hints, strict=True):
                told = _("%(what)s to %(other)s") % {"what": word, **pair} if len(names) > 2 else word
                heads.append((told, hint % pair))
        return tuple(heads)

    @property
    def has_unit(self) -> bool:
        """Tell whether a row has one unit; with types in columns, each column has its own."""
        return self.question.compared != Dimension.EQUIPMENT

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Return all rows, each followed by those nested in it."""
        return tuple(self._rows())

    @property
    def shown_rows(self) -> tuple[Row, ...]:
        """Return the rows that a page shows."""
        return self.rows[:MAXIMUM_ROWS]

    @property
    def left_out(self) -> int:
        """Return how many rows only a file holds."""
        return max(0, len(self.rows) - MAXIMUM_ROWS)

    def _rows(self) -> Iterator[Row]:
        question = self.question
        for heading in self._headings(question.rows):
            nested = []
            if question.split:
                pairs = ((heading, inner) for inner in self._headings(question.split))
                nested = [self._row(pair) for pair in pairs if self._has_sum(pair)]
            if question.split == Dimension.EQUIPMENT and question.compared != Dimension.EQUIPMENT:
                if nested:
                    yield Row((heading,), "", ())
            else:
                yield self._row((heading,))
            yield from nested

    def _has_sum(self, headings: Sequence[Heading]) -> bool:
        """Tell whether anything is reported in a row, before its cells and their addresses are made."""
        question = self.question
        at = {heading.dimension: heading.value for heading in headings}
        place = tuple(at.get(one, ALL) for one in question.shipment_dimensions)
        kinds = [heading.value for heading in headings if heading.dimension == Dimension.EQUIPMENT]
        of_columns = question.compared == Dimension.EQUIPMENT
        wanted = kinds or [kind.pk for kind in (self._types if of_columns else self._types[:1])]
        return any((None, kind, place) in self._places for kind in wanted)

    def _row(self, headings: tuple[Heading, ...]) -> Row:
        cells = tuple(self._cell((*headings, column)) for column in self.columns)
        return Row(headings, self._unit(headings), cells, tuple(self._contrasts(cells)))

    def _unit(self, headings: Sequence[Heading]) -> str:
        kind = next((heading for heading in headings if heading.dimension == Dimension.EQUIPMENT), None)
        if kind:
            return kind.unit
        only = self._types[0] if self.has_unit and self._types else None
        return type_heading(only, self.question.measure, ()).unit if only else ""

    def _contrasts(self, cells: Sequence[Cell]) -> Iterator[Contrast]:
        """Yield difference and ratio of the first cell against each other thing's."""
        names = self.question.names
        units = [column.unit for column in self.columns]
        for number in range(1, len(names)):
            if units[0] != units[number]:
                none = Contrast(None, _("cannot be said: counted in different units"))
                yield from (none, none)
            else:
                yield from contrast(cells[0], cells[number], (names[0], names[number]))

    def _cell(self, headings: Sequence[Heading]) -> Cell:
        question = self.question
        column = headings[-1]
        kinds = [heading.value for heading in headings if heading.dimension == Dimension.EQUIPMENT]
        kind = kinds[0] if kinds else self._types[0].pk if self._types else None
        at = {heading.dimension: heading.value for heading in headings[:-1]}
        # Without types in rows or columns there is one type; with types in columns the sum is over no things.
        thing = None if column.dimension == Dimension.EQUIPMENT else column.value
        rows = tuple(at.get(one, ALL) for one in question.shipment_dimensions)
        place: Place = (thing, kind or 0, rows)  # A type is always known.
        tally = self._totals.own(place)
        conflicts = tally.conflicts - sum(
            self._totals.own((thing, part, place[2])).conflicts for part in self._parts.get(place[1], ())
        )
        text, operand, reason = measured(question.measure, tally, conflicts)
        address = self._address(headings, tally) if tally.total.count else ""
        label = ", ".join(heading.label for heading in headings)
        links = self._links(headings) if tally.overlap.to_decide else ""
        possible = self._totals.may_belong(place)
        return Cell(text, operand, reason, tally, address, label, links, possible, conflicts)

    @cached_property
    def _parts(self) -> dict[int, list[int]]:
        """Return by type those below it that are shown, too, without any shown in between.

        A dispute goes no further up than its unit, so that a type of mixed units has none of theirs.
        """
        by_path = {kind.path: kind for kind in self._types}
        parts: dict[int, list[int]] = {}
        for path, kind in by_path.items():
            steps = path.split("/")
            above = (by_path.get("/".join(steps[:depth])) for depth in range(len(steps) - 1, 0, -1))
            whole = next((one for one in above if one), None)
            if whole and whole.unit == kind.unit:
                parts.setdefault(whole.pk, []).append(kind.pk)
        return parts

    def _address(self, headings: Sequence[Heading], tally: Tally) -> str:
        """Return the address of the lines behind a cell; empty where the list cannot be narrowed to it."""
        parameters = self._parameters(headings)
        if parameters is None:
            return ""
        counts_reports = self.question.measure in (Measure.SHIPMENTS, Measure.REPORTS)
        if not counts_reports and tally.total.interval is not None:
            parameters["delivered"] = ["yes"]  # Orders and pledges enter no estimate.
        return f"{reverse('delivery-list')}?{urlencode(parameters, doseq=True)}"

    def _links(self, headings: Sequence[Heading]) -> str:
        """Return the address of the undecided links in a cell; empty where no list can be narrowed to it."""
        parameters = self._parameters(headings)
        if parameters is None:
            return ""
        return f"{reverse('link-list')}?{urlencode(parameters, doseq=True)}"

    def _parameters(self, headings: Sequence[Heading]) -> dict[str, list[str]] | None:
        """Return what narrows a list to a cell; None where no list can be."""
        if any(heading.parameters is None for heading in headings):
            return None
        parameters = dict(self.question.parameters)
        if not any(heading.dimension == Dimension.EQUIPMENT for heading in headings) and self.question.types:
            parameters["equipment"] = [self._types[0].slug]
        for heading in headings:
            parameters.update(heading.parameters or {})
        return parameters

    def _headings(self, dimension: Dimension) -> tuple[Heading, ...]:
        if dimension == Dimension.EQUIPMENT:
            shown = set() if self.question.types else {kind.path for kind in self._types}
            return tuple(type_heading(kind, self.question.measure, shown) for kind in self._types)
        return self._found.get(dimension, ())

    @cached_property
    def _found(self) -> dict[Dimension, tuple[Heading, ...]]:
        """Return the years, countries, suppliers or shipments that have data, in order."""
        found: dict[Dimension, tuple[Heading, ...]] = {}
        for number, dimension in enumerate(self.question.shipment_dimensions):
            values = self._totals.values(number)
            if dimension == Dimension.YEAR:
                ordered = sorted(values, key=lambda year: (year is None, year == SEVERAL_YEARS, year or 0))
                found[dimension] = tuple(year_heading(year) for year in ordered)
                continue
            names = self._names.get(dimension, {})
            headings = [named_heading(dimension, value, names.get(value or 0)) for value in values]
            headings.sort(key=lambda heading: (heading.value is None, heading.label.casefold(), heading.key))
            found[dimension] = tuple(headings)
        return found

    @property
    def unit_of_columns(self) -> bool:
        """Tell whether columns head types, each with its unit."""
        return self.question.compared == Dimension.EQUIPMENT and self.question.measure not in COUNTED_IN
