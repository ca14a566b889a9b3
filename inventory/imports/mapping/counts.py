"""Read a count of a mapped table: its words, or else the bounds in columns of their own."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from inventory.domain.intervals import Interval
from inventory.domain.messages import Message, cut
from inventory.domain.quantities import Kind, Quantity, QuantityError, parse_quantity
from inventory.imports.codes import CellFault, PlanNote
from inventory.imports.counts_told import count_message
from inventory.imports.evidence import is_date_for_count
from inventory.imports.mapping.cells import MappedRow
from inventory.imports.mapping.fields import Field

DIGITS_OF_DAY = 5  # of a spreadsheet's number of a day since 1927


def read_count(row: MappedRow, phrase: str, notes: list[Message]) -> Quantity:
    """Return the count of a row; unknown where nothing is said of it.

    Where words and bounds differ the words win, and the difference is added to ``notes``. Words that cannot
    be read are refused unless bounds stand beside them.
    """
    before = len(row.row.problems)
    bounds = _bounds(row, phrase)
    if len(row.row.problems) > before:
        return _unknown(phrase)
    if not phrase:
        return bounds or _unknown(phrase)
    read = _fault_of_date(row, phrase) or _count_in(phrase)
    if isinstance(read, Message):
        if bounds is None:
            row.refuse(Field.PHRASE, read)
        return bounds or _unknown(phrase)
    if bounds is not None and bounds.interval != read.interval:
        notes.append(
            Message(
                PlanNote.WORDS_STAND,
                line=str(row.row.line),
                phrase=cut(phrase),
                read=count_message(read),
                beside=count_message(bounds),
            )
        )
    return read


def _fault_of_date(row: MappedRow, phrase: str) -> Message | None:
    """Say that a date stands where a count should, or the number of its day beside some; else nothing."""
    if is_date_for_count(phrase):
        return Message(CellFault.DATE_FOR_COUNT, text=cut(phrase))
    evidence, number = row.row.evidence, phrase.partition(".")[0]
    if evidence is None or not number.isdecimal() or len(number) != DIGITS_OF_DAY:
        return None
    is_day = evidence.has_dates(row.column(Field.PHRASE))
    return Message(CellFault.DAY_FOR_COUNT, text=cut(phrase)) if is_day else None


# Tables give the same counts on many rows.
@lru_cache(maxsize=10_000)
def _count_in(phrase: str) -> Quantity | Message:
    """Return the count that words state, or else what is wrong with them."""
    try:
        return parse_quantity(phrase)
    except QuantityError as error:
        return error.message


def _unknown(phrase: str) -> Quantity:
    return Quantity(Kind.UNKNOWN, None, None, phrase)


def _bounds(row: MappedRow, phrase: str) -> Quantity | None:
    """Return what the columns of bounds say; None when they say nothing, or what cannot be."""
    low, high, best = (row.number(name) for name in (Field.LOW, Field.HIGH, Field.BEST))
    if low is None and high is None:
        return None if best is None else replace(parse_quantity(f"about {best}"), phrase=phrase)
    if low is not None and high is not None and low > high:
        row.refuse(Field.LOW, CellFault.LOW_ABOVE_HIGH, low=low, high=high)
        return None
    kind, interval = _kind(low, high)
    if best is not None and not interval.contains(Interval(best, best)):
        row.refuse(Field.BEST, CellFault.BEST_OUTSIDE, number=best, interval=str(interval))
        return None
    return Quantity(kind, interval, best, phrase)


def _kind(low: int | None, high: int | None) -> tuple[Kind, Interval]:
    """Return the kind of count that bounds make; at most so many are at least one, as in words."""
    if low is None:
        low = min(1, high or 0)
    if high is None:
        return Kind.AT_LEAST, Interval(low, None)
    if low != high:
        return Kind.RANGE, Interval(low, high)
    return Kind.EXACT if high else Kind.NONE, Interval(high, high)
