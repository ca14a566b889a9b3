"""Say what is wrong with a file of the whole record, and in which line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from inventory.imports.problems import ProblemsError
from inventory.imports.reference.rows import Problem
from inventory.models.whole_record import RecordTable

SHOWN_VALUE = 60  # characters


class RecordFileError(ProblemsError):
    """Refuse the files of a record, with the problems found in them."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """Say what is wrong with one record of a file, counted from 1 without the head."""

    row: int
    column: str
    reason: str


def located(folder: Path, table: RecordTable, bad: Iterable[BadRow]) -> list[Problem]:
    """Return the problems with the lines of the file, in their order."""
    found = list(bad)
    path = folder / f"{table.name}.csv"
    lines = _lines_of(path, {one.row for one in found}) if found else {}
    problems = [Problem(path.name, lines.get(one.row, 1), one.column, one.reason) for one in found]
    return sorted(problems, key=lambda one: (one.line, one.column))


def _lines_of(path: Path, rows: set[int]) -> dict[int, int]:
    """Return the line in which each of these records begins."""
    return {row: line for row, line in enumerate(_beginnings(path)) if row in rows}


def _beginnings(path: Path) -> Iterator[int]:
    """Yield the line in which each record begins, that of the head first."""
    is_inside = False  # a quoted cell
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not is_inside:
                yield number
            is_inside ^= line.count(b'"') % 2 == 1


def shown(value: str) -> str:
    """Return a value in quotation marks, not too long for a message."""
    return f"“{value[:SHOWN_VALUE]}{'…' if len(value) > SHOWN_VALUE else ''}”"
