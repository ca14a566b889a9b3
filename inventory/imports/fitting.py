"""Make the records of a table as wide as its header, where programs leave out or add what is empty."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inventory.domain.messages import Message
from inventory.imports.codes import PlanNote
from inventory.imports.lines import Line

INDEX = re.compile(r"(?:Unnamed: \d+(?:\.\d+)?)?")  # the header of what a data frame numbers its rows by
NUMBER = re.compile(r"\d{1,9}")


def as_wide(
    header: Sequence[str], lines: Sequence[Line], least: float
) -> tuple[tuple[str, ...], tuple[Line, ...], tuple[Message, ...]]:
    """Return the header, the records as wide as it, and notes; a row has at least a share of the cells.

    Empty cells beyond the header go, and so do nameless columns behind it that are empty throughout.
    Spreadsheets leave delimiters out behind a record's last filled cell: what is missing there is empty, and
    told. Where each record has one cell more, the header lacks that of the names of rows, as R writes it.
    """
    cells = tuple(header)
    width = len(cells)
    odd = [line for line in lines if len(line.cells) != width]
    if odd and len(odd) == len(lines) and _have_row_names(lines, width):
        return ("", *cells), tuple(lines), ()
    short = [line.number for line in odd if least * width <= len(line.cells) < width]
    fitted = tuple(_fitted(line, width, least) for line in lines) if odd else tuple(lines)
    notes = _notes(short, width)
    while width and not cells[width - 1].strip() and not any(_reaches(line, width) for line in fitted):
        width -= 1
    if width < len(cells):
        cells, fitted = cells[:width], tuple(Line(line.number, line.cells[:width]) for line in fitted)
    return cells, fitted, notes


def _have_row_names(lines: Sequence[Line], width: int) -> bool:
    """Tell whether each record has one cell more than the header, and a name."""
    if any(len(line.cells) != width + 1 for line in lines):
        return False
    return len({line.cells[0] for line in lines}) == len(lines) and any(line.cells[-1] for line in lines)


def _fitted(line: Line, width: int, least: float) -> Line:
    """Return a record with the empty cells that it lacks and without those that it has too many."""
    cells = line.cells
    if least * width <= len(cells) < width:
        return Line(line.number, (*cells, *[""] * (width - len(cells))))
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        return Line(line.number, cells[:width])
    return line


def _reaches(line: Line, width: int) -> bool:
    """Tell whether a record has something in its last cells, from the given one on."""
    return any(cell.strip() for cell in line.cells[width - 1 :])


def _notes(short: Sequence[int], width: int) -> tuple[Message, ...]:
    if not short:
        return ()
    return (Message(PlanNote.SHORT_ROWS, count=len(short), width=width, line=str(short[0])),)


def without_index(
    header: tuple[str, ...], lines: tuple[Line, ...]
) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """Return a table without its first column if that has no name and only numbers the rows."""
    if not header or not INDEX.fullmatch(header[0].strip()) or not lines:
        return header, lines
    numbers = [line.cells[0].strip() if line.cells else "" for line in lines]
    if len(set(numbers)) != len(numbers) or not all(map(NUMBER.fullmatch, numbers)):
        return header, lines
    return without_index(header[1:], tuple(Line(line.number, line.cells[1:]) for line in lines))
