"""Name the parts of a file that every reader hands on: its records, and what is wrong with it."""

from __future__ import annotations

import re
from typing import NamedTuple

from inventory.imports.codes import FileFault
from inventory.wording.messages import MessageError

LARGEST_FILE = 200 * 1024 * 1024  # bytes
LONGEST_CELL = 131_072  # characters
MOST_COLUMNS = 1_000
SHOWN_LENGTH = 80  # characters of an offending text
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")  # The database cannot keep NUL, nor halves of characters.


class FileError(MessageError):
    """Refuse a whole file, with a message that says why and where."""


class Line(NamedTuple):
    """Hold the cells of one record and the line of the file, from 1, on which it starts."""

    number: int
    cells: tuple[str, ...]


def check_line(name: str, line: Line) -> Line:
    """Return a record that has no more cells, and no longer ones, than any table; else raise FileError."""
    if len(line.cells) > MOST_COLUMNS:
        place = {"name": name, "line": str(line.number)}
        raise FileError(FileFault.MANY_COLUMNS, **place, number=len(line.cells), limit=MOST_COLUMNS)
    for number, cell in enumerate(line.cells, start=1):
        if len(cell) > LONGEST_CELL:
            place = {"name": name, "line": str(line.number), "column": column_letters(number)}
            raise FileError(FileFault.LONG_CELL, **place, number=len(cell), limit=LONGEST_CELL)
    return line


def column_letters(number: int) -> str:
    """Return a column's name as spreadsheets write it.

    >>> [column_letters(number) for number in (1, 26, 27, 16384)]
    ['A', 'Z', 'AA', 'XFD']
    """
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def shown(text: str) -> str:
    r"""Return a text in quotation marks for a message, cut if it is long, as far as the database keeps it.

    >>> shown("T-72"), shown("T\0")
    ('“T-72”', '“T�”')
    """
    text = UNKEEPABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return f"“{text}”" if len(text) <= SHOWN_LENGTH else f"“{text[:SHOWN_LENGTH]}…”"
