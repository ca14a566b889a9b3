"""Say what stands in the rows of totals, and what sums are of, also where they may be of several."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inventory.models.totals.belonging import Divided
from inventory.models.totals.things import Dimension

# Stands for the year, or month, of a shipment whose period reaches from one into another. No report says
# which part of it came when, so that it is in neither's sum, and may belong to each.
SEVERAL_YEARS = 0
# What of a shipment stands in rows, as an estimate reaches it.
ROW_COLUMNS = {
    Dimension.YEAR: ("first_year", "last_year"),
    Dimension.MONTH: ("first_month", "last_month"),
    Dimension.DESTINATION: ("shipment__destination__country",),
    Dimension.SUPPLIER: ("shipment__supplier",),
    Dimension.SHIPMENT: ("shipment",),
}
DIVIDED = "divided"  # annotation: the key of a shipment with several destinations or suppliers, else null

type RowValue = int | datetime.date | None


@dataclass(frozen=True, slots=True)
class TallyKey:
    """Say what a tally is of.

    ``things`` are the positions of the compared things that its shipments certainly belong to, ``may_things``
    those that they may belong to besides. ``at`` are the values of what stands in rows, besides equipment: a
    year, the first day of a month, or the primary key of a country, supplier or shipment. None is an unknown
    one. ``may_at`` are the further values that each may have. It is not ``is_certain`` where it may lie
    outside what is selected.
    """

    things: frozenset[int]
    equipment_type: int
    at: tuple[RowValue, ...] = ()
    may_things: frozenset[int] = frozenset()
    may_at: tuple[tuple[RowValue, ...], ...] = ()
    is_certain: bool = True


def at_rows(
    rows: Sequence[Dimension], values: Mapping[str, Any], named: int | None, divided: Divided
) -> tuple[tuple[RowValue, ...], tuple[tuple[RowValue, ...], ...]]:
    """Return what stands in rows, and what else may, for values by column.

    ``named`` is the key of a shipment whose several destinations or suppliers are in ``divided``.
    """
    own: list[RowValue] = []
    further: list[tuple[RowValue, ...]] = []
    for row in rows:
        columns = ROW_COLUMNS[row]
        if len(columns) == 2:
            first, last = (values[column] for column in columns)
            own.append(first if first == last else SEVERAL_YEARS)
            further.append(() if first == last else tuple(_between(first, last)))
            continue
        value = values[columns[0]]
        is_open = value is None and named is not None
        own.append(value)
        further.append(tuple(sorted(divided.named(row).get(named, ()))) if is_open and named else ())
    return tuple(own), tuple(further)


def _between(first: int | datetime.date, last: int | datetime.date) -> list[RowValue]:
    """Return the years, or first days of months, from the first to the last."""
    if isinstance(first, datetime.date) and isinstance(last, datetime.date):
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        return [datetime.date(month // 12, month % 12 + 1, 1) for month in months]
    if isinstance(first, int) and isinstance(last, int):
        return list(range(first, last + 1))
    raise TypeError("A span has two years or two months.")
