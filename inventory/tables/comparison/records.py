"""Turn a comparison into records for a file: what the page shows, row by row, in the order of the page.

Where the page shows details or changes beside sums, each record says in ``part`` which of them it is of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.text import slugify

from inventory.columns import comparison as columns
from inventory.columns.column import FileColumn
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
    Dimension.EQUIPMENT: (columns.EQUIPMENT_TYPE, columns.EQUIPMENT_NAME),
    Dimension.DESTINATION: (columns.DESTINATION, columns.DESTINATION_NAME),
    Dimension.SUPPLIER: (columns.SUPPLIER, columns.SUPPLIER_NAME),
    Dimension.SHIPMENT: (columns.SHIPMENT, columns.SHIPMENT_TITLE),
    Dimension.YEAR: (columns.YEAR,),
}
PRESS = "press"  # What all events are called in a file.
OPENNESS = (
    columns.THING_OPEN,
    columns.THING_UNKNOWN,
    columns.THING_TWICE,
    columns.THING_TO_DECIDE,
    columns.THING_MAY_BELONG,
    columns.THING_HIGH_WITH,
)
LOW, HIGH = columns.THING_LOW, columns.THING_HIGH
BOUNDS = {Measure.BEST: (LOW, HIGH), Measure.LOW: (LOW,), Measure.HIGH: (HIGH,)}
OF_DATASET = {LOW: columns.THING_DATASET_LOW, HIGH: columns.THING_DATASET_HIGH}
COUNTED = {
    Measure.CONFIRMED: columns.THING_CONFIRMED,
    Measure.SHIPMENTS: columns.THING_SHIPMENTS,
    Measure.REPORTS: columns.THING_REPORTS,
    Measure.VOICES: columns.THING_VOICES,
    Measure.CONFLICTS: columns.THING_CONFLICTS,
}
CONTRASTS = (columns.DIFFERENCE_LOW, columns.DIFFERENCE_HIGH, columns.RATIO_LOW, columns.RATIO_HIGH)


def file_columns(table: ComparisonTable, beside: BesideSums) -> list[FileColumn]:
    """Return all columns: those of sums, and those of what else the page shows."""
    more = beside.columns(table.question.compared)
    part = [columns.PART] if more else []
    return list(dict.fromkeys((*part, *record_columns(table), *more)))


def file_records(table: ComparisonTable, beside: BesideSums) -> Iterator[list[Value]]:
    """Yield the values of each record in the order of the columns; what a part does not have is empty."""
    everything = file_columns(table, beside)
    sums = record_columns(table)
    parts: list[tuple[str, Iterable[Record]]] = [
        ("total", (dict(zip(sums, record, strict=True)) for record in records(table))),
        ("detail", detail_records(beside.details, table.question.things)),
    ]
    if beside.changes:
        parts.insert(0, ("change", change_records(beside.changes, has_all=beside.has_all)))
    for part, listed in parts:
        for record in listed:
            filled = {columns.PART: part, **record}
            yield [filled.get(column) for column in everything]


def record_columns(table: ComparisonTable) -> list[FileColumn]:
    """Return the columns of a record; the name of a cell's begins with its column's key and unit, if any.

    Differences and ratios are of the first thing against the one that their name ends with.
    """
    question = table.question
    found = [column for dimension in question.row_dimensions for column in HEADED_BY[dimension]]
    if table.has_unit:
        found.append(columns.UNIT)
    for shown in table.columns:
        stem = f"{shown.key}_{shown.unit}" if table.unit_of_columns else shown.key
        found += _cell_columns(question.measure, stem, _datasets(table))
    compared = [shown.key for shown in table.columns if not shown.is_total]
    for key in compared[1:]:
        end = "" if len(compared) == 2 else f"_to_{key}"
        found += [replace(column, name=f"{column.name}{end}") for column in CONTRASTS]
    return found


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


def _cell_columns(measure: Measure, thing: str, datasets: Sequence[str]) -> list[FileColumn]:
    """Return the columns of one thing compared."""
    if measure not in INTERVALS:
        return [column.named(thing=thing) for column in _counted_columns(measure)]
    bounds = BOUNDS[measure]
    apart = [
        OF_DATASET[end].named(thing=thing, dataset=slugify(PRESS if name == EVENTS else name))
        for name in datasets
        for end in bounds
    ]
    own = (*bounds, columns.THING_SHIPMENTS, columns.THING_CONFLICTS, *OPENNESS)
    return [*(column.named(thing=thing) for column in own), *apart]


def _counted_columns(measure: Measure) -> list[FileColumn]:
    """Return the columns of what a measure counts that is no interval."""
    return list(dict.fromkeys((COUNTED[measure], columns.THING_SHIPMENTS, columns.THING_CONFLICTS)))


def _cell_values(measure: Measure, cell: Cell, datasets: Sequence[str]) -> list[Value]:
    """Return the values in the order of their columns."""
    tally = cell.tally
    if measure in INTERVALS:
        bounds = BOUNDS[measure]
        values: list[Value] = [_end(tally.total, end) for end in bounds]
        values += [tally.total.count, cell.conflicts, *_openness(cell)]
        apart = tally.by_dataset
        return [*values, *(_end(apart.get(name, Sum()), end) for name in datasets for end in bounds)]
    known: Record = {columns.THING_SHIPMENTS: tally.total.count, columns.THING_CONFLICTS: cell.conflicts}
    column = COUNTED[measure]
    known.setdefault(column, None if measure == Measure.CONFLICTS else counted(measure, tally))
    if measure == Measure.CONFIRMED and not tally.seen:
        known[column] = None
    return [known[column] for column in _counted_columns(measure)]


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
        _end(with_all, HIGH),
    ]


def _end(total: Sum, end: FileColumn) -> int | None:
    interval = total.interval
    if interval is None:
        return None
    return interval.low if end == LOW else interval.high


def _contrast_values(found: Contrast) -> list[Value]:
    if found.value is None:
        return [None, None]
    if isinstance(found.value, Difference):
        return [found.value.low, found.value.high]
    return [Decimal(bound) for bound in found.value.bounds]
