"""Read a count of the press file: its words if they can be read, else the columns beside them."""

from __future__ import annotations

from inventory.domain.intervals import Interval
from inventory.domain.messages import Message, cut
from inventory.domain.quantities import Kind, Quantity, QuantityError, parse_quantity
from inventory.imports.cells import Row
from inventory.imports.codes import CellFault, PlanNote
from inventory.imports.counts_told import count_message

PHRASE, LEAST, MOST, WORDING = "count_as_written", "count_min", "count_max", "count_kind"
WORDINGS = ("exact", "at_least", "over", "about", "unstated")


def read_count(row: Row, notes: list[Message]) -> Quantity:
    """Return the count of a row, with its words as written.

    The columns speak where the words are in a language that is not read, or are missing. Where both speak and
    differ, the words win, and the difference is added to ``notes``.
    """
    phrase = row[PHRASE]
    coded = _coded(row, phrase)
    try:
        read = parse_quantity(phrase)
    except QuantityError:
        return coded
    if _differ(read, coded):
        notes.append(
            Message(
                PlanNote.WORDS_STAND,
                line=str(row.line),
                phrase=cut(phrase),
                read=count_message(read),
                beside=_columns_text(row),
            )
        )
    return read


def _coded(row: Row, phrase: str) -> Quantity:
    """Return what the three columns say; bad cells are refused and read as unknown."""
    least, most = row.number(LEAST), row.number(MOST)
    wording = row.choice(WORDING, WORDINGS)
    unknown = Quantity(Kind.UNKNOWN, None, None, phrase)
    if wording not in WORDINGS or not _fits(row, wording, least, most) or wording == "unstated":
        return unknown
    if wording == "about":
        return _about(least, most, phrase)
    low = least or 0
    if wording == "exact":
        return Quantity(Kind.EXACT if low else Kind.NONE, Interval(low, low), None, phrase)
    kind, low = (Kind.AT_LEAST, low) if wording == "at_least" else (Kind.MORE_THAN, low + 1)
    return Quantity(kind, Interval(low, None), None, phrase)


def _fits(row: Row, wording: str, least: int | None, most: int | None) -> bool:
    """Tell whether the bounds can belong to the wording; refuse them if not."""
    if least is not None and most is not None and least > most:
        row.refuse(LEAST, CellFault.LOW_ABOVE_HIGH, low=least, high=most)
    elif wording != "unstated" and least is None and (wording != "about" or most is None):
        row.refuse(LEAST, CellFault.NO_FIGURE_OF_WORDING, wording=wording)
    elif wording == "exact" and least != most:
        row.refuse(
            MOST, CellFault.EXACT_DIFFERS, text=cut(row[MOST]), low="" if least is None else str(least)
        )
    else:
        return True
    return False


def _about(least: int | None, most: int | None, phrase: str) -> Quantity:
    """Return an approximate count: ten per cent around one figure, up to a figure, or between two."""
    if least is not None and most is None:
        return Quantity(Kind.VAGUE, Interval(least, None), None, phrase)
    if least is not None and most is not None and least != most:
        return Quantity(Kind.APPROXIMATE, Interval(least, most), None, phrase)
    figure = parse_quantity(f"about {most}" if least is not None else f"nearly {most}")
    return Quantity(figure.kind, figure.interval, figure.best, phrase)


def _differ(read: Quantity, coded: Quantity) -> bool:
    """Tell whether words and columns disagree; a plural without number says what no column can."""
    if read.kind is Kind.BARE_PLURAL and coded.interval is None:
        return False
    return (read.kind, read.interval) != (coded.kind, coded.interval)


def _columns_text(row: Row) -> str:
    bounds = "–".join(part or "…" for part in (row[LEAST], row[MOST])) if row[LEAST] or row[MOST] else ""
    return f"{row[WORDING]} {bounds}".strip()
