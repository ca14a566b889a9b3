"""Read the count of a line of our own export: its bounds, or else its phrase."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from inventory.columns import deliveries as columns
from inventory.columns.column import names_of
from inventory.domain.intervals import Interval
from inventory.domain.messages import Message, cut
from inventory.domain.quantities import Kind as CountKind
from inventory.domain.quantities import Quantity, QuantityError, parse_quantity
from inventory.imports.cells import Row
from inventory.imports.codes import CellFault
from inventory.imports.evidence import is_date_for_count, numbers_of_date
from inventory.models import ReportedDelivery

BOUNDS = (columns.KIND, columns.LOW, columns.HIGH, columns.BEST)
COUNT_COLUMNS = names_of(BOUNDS)
KIND, LOW, HIGH, BEST = COUNT_COLUMNS
PHRASE = columns.PHRASE.name
NEGATIVE = re.compile(r"-([0-9]{1,10})(?:\.0)?")
COUNT_KINDS = tuple(ReportedDelivery.Kind.values)


def read_count(row: Row) -> Quantity:
    """Return the count that the bounds state, or else the phrase; a bad one is read as unknown."""
    phrase = row[PHRASE]
    if any(row[column].strip() for column in COUNT_COLUMNS):
        return _stated_count(row, phrase)
    try:
        return parse_quantity(phrase)
    except QuantityError as error:
        row.refuse(PHRASE, error.message)
        return Quantity(CountKind.UNKNOWN, None, None, phrase)


def looks_rewritten(phrase: str) -> bool:
    """Tell whether a spreadsheet may have made a date or a negative number of the words of a count."""
    return is_date_for_count(phrase) or NEGATIVE.fullmatch(phrase) is not None


def doubt_of(phrase: str, values: Mapping[str, Any]) -> Message | None:
    """Say what a spreadsheet seems to have made of the words of a count; None where it made nothing.

    The words are evidence: a date or a negative number in their place is no change that anybody meant.
    """
    count = values["quantity"]
    if not count or (values["best"] is None and count.upper is None):
        return None
    low, high = count.lower, (count.upper or count.lower + 1) - 1
    if {low, high} <= numbers_of_date(phrase.strip()):
        return Message(CellFault.DATE_OF_COUNT, text=cut(phrase), count=f"{low}-{high}")
    if (match := NEGATIVE.fullmatch(phrase.strip())) and int(match[1]) in (low, high, values["best"]):
        return Message(CellFault.NEGATIVE_OF_COUNT, text=cut(phrase), count=match[1])
    return None


def _stated_count(row: Row, phrase: str) -> Quantity:
    before = len(row.problems)
    kind = row.choice(KIND, COUNT_KINDS)
    low, high, best = row.number(LOW), row.number(HIGH), row.number(BEST)
    if low is not None and high is not None and low > high:
        row.refuse(LOW, CellFault.LOW_ABOVE_HIGH, low=low, high=high)
    elif low is None and high is not None:
        row.refuse(LOW, CellFault.NO_LOW_BESIDE_HIGH, high=high)
    elif low is None and kind != CountKind.UNKNOWN:
        row.refuse(LOW, CellFault.NO_LOW_OF_KIND, kind=cut(kind))
    elif high == 0 and kind != CountKind.NONE:
        row.refuse(KIND, CellFault.ZERO_IS_NONE)
    if len(row.problems) == before:
        try:
            return Quantity(CountKind(kind), None if low is None else Interval(low, high), best, phrase)
        except QuantityError as error:
            row.refuse(KIND, error.reason)
    return Quantity(CountKind.UNKNOWN, None, None, phrase)
