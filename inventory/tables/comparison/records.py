"""Turn a comparison into records for a file: what the page shows, row by row, in the order of the page.

Where the page shows details or changes beside sums, each record says in ``part`` which of them it is of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.text import slugify

from inventory.domain.arithmetic import Difference, Sum
from inventory.domain.totals.records import EVENTS
from inventory.models.totals import Dimension, Measure, range_with
from inventory.tables.comparison.cells import Cell, Contrast, counted
from inventory.tables.comparison.layout import ComparisonTable, Row
from inventory.tables.comparison.question import INTERVALS, TOTAL
from inventory.tables.comparison.statement_records import (
    BesideSums,
    Record,
    Value,
    change_records,
    detail_records,
)

HEADED_BY = {
    Dimension.EQUIPMENT: ("equipment_type", "equipment_name"),
    Dimension.DESTINATION: ("destination", "destination_name"),
    Dimension.SUPPLIER: ("supplier", "supplier_name"),
    Dimension.SHIPMENT: ("shipment", "shipment_title"),
    Dimension.YEAR: ("year",),
}
PART = "part"  # the column that says what a record is of
PRESS = "press"  # What all events are called in a file.
OPENNESS = ("open", "unknown", "twice", "to_decide", "may_belong", "high_with")
BOUNDS = {Measure.BEST: ("low", "high"), Measure.LOW: ("low",), Measure.HIGH: ("high",)}


def file_names(table: ComparisonTable, beside: BesideSums) -> list[str]:
    """Return the names of all columns: those of sums, and those of what else the page shows."""
    more = beside.columns(table.question.compared)
    part = [PART] if more else []
    return list(dict.fromkeys((*part, *record_names(table), *more)))


def file_records(table: ComparisonTable, beside: BesideSums) -> Iterator[list[Value]]:
    """Yield the values of each record in the order of the names; what a part does not have is empty."""
    names = file_names(table, beside)
    sums = record_names(table)
    parts: list[tuple[str, Iterable[Record]]] = [
        ("total", (dict(zip(sums, record, strict=True)) for record in records(table))),
        ("detail", detail_records(beside.details, table.question.things)),
    ]
    if beside.changes:
        parts.insert(0, ("change", change_records(beside.changes, has_all=beside.has_all)))
    for part, listed in parts:
        for record in listed:
            named = {PART: part, **record}
            yield [named.get(name) for name in names]


def record_names(table: ComparisonTable) -> list[str]:
    """Return the names of a record's values; those of a cell begin with its column's key and unit, if any.

    Differences and ratios are of the first thing against the one that their name ends with.
    """
    question = table.question
    names = [name for dimension in question.row_dimensions for name in HEADED_BY[dimension]]
    if table.has_unit:
        names.append("unit")
    for column in table.columns:
        stem = f"{column.key}_{column.unit}" if table.unit_of_columns else column.key
        names += [f"{stem}_{name}" for name in _cell_names(question.measure, _datasets(table))]
    compared = [column.key for column in table.columns if not column.is_total]
    for key in compared[1:]:
        ends = ("difference_low", "difference_high", "ratio_low", "ratio_high")
        names += ends if len(compared) == 2 else [f"{end}_to_{key}" for end in ends]
    return names


def records(table: ComparisonTable) -> Iterator[list[Value]]:
    """Yield the values of each row that has cells.

    Bounds are closed. Where shipments are counted, an empty low end is an unknown count, and an empty high
    end alone is open; without shipments nothing is reported. A row over all years, or all of anything else,
    says ``total`` there.
    """
    for row in table.rows:
        if row.cells:
            yield _record(table, row)


def _record(table: ComparisonTable, row: Row) -> list[Value]:
    question = table.question
    headings = {heading.dimension: heading for heading in row.headings}
    values: list[Value] = []
    for dimension in question.row_dimensions:
        heading = headings.get(dimension)
        named = (heading.key, heading.label) if heading else (TOTAL, "")
        values += named[: len(HEADED_BY[dimension])]
    if table.has_unit:
        values.append(row.unit)
    datasets = _datasets(table)
    for cell in row.cells:
        values += _cell_values(question.measure, cell, datasets)
    for found in row.contrasts:
        values += _contrast_values(found)
    return values


def _datasets(table: ComparisonTable) -> tuple[str, ...]:
    """Return the names of the datasets that count; none where one alone does."""
    cells = (cell for row in table.rows for cell in row.cells)
    names = sorted({name for cell in cells for name in cell.tally.by_dataset})
    return tuple(names) if len(names) > 1 else ()


def _cell_names(measure: Measure, datasets: Sequence[str]) -> tuple[str, ...]:
    if measure not in INTERVALS:
        return tuple(dict.fromkeys((measure.value, "shipments", "conflicts")))
    bounds = BOUNDS[measure]
    apart = (f"{slugify(PRESS if name == EVENTS else name)}_{end}" for name in datasets for end in bounds)
    return (*bounds, "shipments", "conflicts", *OPENNESS, *apart)


def _cell_values(measure: Measure, cell: Cell, datasets: Sequence[str]) -> list[Value]:
    """Return the values in the order of their names."""
    tally = cell.tally
    if measure in INTERVALS:
        bounds = BOUNDS[measure]
        values: list[Value] = [_end(tally.total, end) for end in bounds]
        values += [tally.total.count, cell.conflicts, *_openness(cell)]
        apart = tally.by_dataset
        return [*values, *(_end(apart.get(name, Sum()), end) for name in datasets for end in bounds)]
    known: dict[str, Value] = {"shipments": tally.total.count, "conflicts": cell.conflicts}
    known.setdefault(measure.value, None if measure == Measure.CONFLICTS else counted(measure, tally))
    if measure == Measure.CONFIRMED and not tally.seen:
        known[measure.value] = None
    return [known[name] for name in _cell_names(measure, datasets)]


def _openness(cell: Cell) -> list[Value]:
    """Return what leaves a total open, in the order of ``OPENNESS``."""
    total, overlap = cell.tally.total, cell.tally.overlap
    with_all = range_with(cell.tally, cell.may_belong)
    return [
        total.open_count,
        total.unknown_count,
        overlap.twice,
        overlap.to_decide,
        cell.may_belong.total.count,
        _end(with_all, "high"),
    ]


def _end(total: Sum, end: str) -> int | None:
    interval = total.interval
    if interval is None:
        return None
    return interval.low if end == "low" else interval.high


def _contrast_values(found: Contrast) -> list[Value]:
    if found.value is None:
        return [None, None]
    if isinstance(found.value, Difference):
        return [found.value.low, found.value.high]
    return list(found.value.bounds)
