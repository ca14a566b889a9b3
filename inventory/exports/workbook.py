"""Write an export as a workbook for spreadsheets (Office Open XML), row by row in constant memory.

Texts are stored as texts, so none is taken for a formula and none needs an apostrophe. A workbook has no
room for every file: see ``MOST_ROWS`` and ``LONGEST_TEXT``; control characters, which it cannot hold, are
written as U+FFFD.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from inventory.columns.column import names_of
from inventory.exports.export import AnyExport, head_of
from inventory.exports.files import written

MOST_ROWS = 1_048_575  # below the head line
LONGEST_TEXT = 32_767  # characters of a cell
FIRST_YEAR = 1901  # Excel knows no earlier days, and takes those of early 1900 for others; they are texts.


class TooLargeError(Exception):
    """A workbook cannot hold this; the message says what, and what can."""


def workbook(export: AnyExport) -> Iterator[bytes]:
    """Yield the workbook. Raises TooLargeError before its first byte."""
    return written(lambda file: _write(export, file))


def _write(export: AnyExport, file: BinaryIO) -> None:
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(export.profile[:31])  # Excel takes no longer names.
    sheet.freeze_panes = "A2"
    sheet.append([_text(sheet, name) for name in head_of(export)])
    try:
        names = names_of(export.columns)
        for number, row in enumerate(export.cells(), start=1):
            sheet.append(_cells(sheet, names, row, number))
    finally:
        book.save(file)  # Otherwise openpyxl leaves what it has begun behind.


def _cells(sheet: Any, names: Iterable[str], row: Sequence[Any], number: int) -> list[Any]:
    if number > MOST_ROWS:
        message = _("A workbook holds %(number)s rows and these are more. Narrow them down or take CSV.")
        raise TooLargeError(message % {"number": f"{MOST_ROWS:,}"})
    return [_cell(sheet, value, name, number) for name, value in zip(names, row, strict=True)]


def _cell(sheet: Any, value: Any, name: str, number: int) -> Any:
    if value is None or isinstance(value, bool | int | Decimal):
        return value
    if isinstance(value, date) and value.year >= FIRST_YEAR:
        return WriteOnlyCell(sheet, value)
    text = str(value)
    if len(text) > LONGEST_TEXT:
        message = _("“%(name)s” of row %(row)s is too long for a cell of a workbook. Take CSV.")
        raise TooLargeError(message % {"name": name, "row": f"{number:,}"})
    return _text(sheet, text) if text else None


def _text(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text))
    cell.data_type = "s"  # openpyxl takes a leading “=” for a formula.
    return cell
