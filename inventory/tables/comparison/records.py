"""Turn a comparison into records for a file: what the page shows, row by row."""

from __future__ import annotations

from collections.abc import Iterator

from inventory.domain.arithmetic import Difference
from inventory.models.totals import Dimension, Measure, Tally
from inventory.tables.comparison.cells import Contrast, counted
from inventory.tables.comparison.layout import ComparisonTable, Row
from inventory.tables.comparison.question import INTERVALS, TOTAL

type Value = str | int | None

HEADED_BY = {
    Dimension.EQUIPMENT: ("equipment_type", "equipment_name"),
    Dimension.DESTINATION: ("destination", "destination_name"),
    Dimension.SUPPLIER: ("supplier", "supplier_name"),
    Dimension.SHIPMENT: ("shipment", "shipment_title"),
    Dimension.YEAR: ("year",),
}
BOUNDS = {Measure.BEST: ("low", "high"), Measure.LOW: ("low",), Measure.HIGH: ("high",)}


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
        names += [f"{stem}_{name}" for name in _cell_names(question.measure)]
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
    for cell in row.cells:
        values += _cell_values(question.measure, cell.tally)
    for found in row.contrasts:
        values += _contrast_values(found)
    return values


def _cell_names(measure: Measure) -> tuple[str, ...]:
    if measure in INTERVALS:
        return (*BOUNDS[measure], "shipments", "conflicts")
    return tuple(dict.fromkeys((measure.value, "shipments", "conflicts")))


def _cell_values(measure: Measure, tally: Tally) -> list[Value]:
    """Return the values in the order of their names."""
    interval = tally.total.interval
    known: dict[str, Value] = {
        "low": None if interval is None else interval.low,
        "high": None if interval is None else interval.high,
        "shipments": tally.total.count,
        "conflicts": tally.conflicts,
    }
    if measure not in INTERVALS:
        known[measure.value] = counted(measure, tally)
    if measure == Measure.CONFIRMED and not tally.seen:
        known[measure.value] = None
    return [known[name] for name in _cell_names(measure)]


def _contrast_values(found: Contrast) -> list[Value]:
    if found.value is None:
        return [None, None]
    if isinstance(found.value, Difference):
        return [found.value.low, found.value.high]
    return list(found.value.bounds)
