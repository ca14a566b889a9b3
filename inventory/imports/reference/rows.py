"""Read the rows of a reference file, and collect everything that is wrong with them."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.db.backends.postgresql.psycopg_any import DateRange

from inventory.domain.dates import DateError, DayInterval, parse_edtf
from inventory.imports.problems import ProblemsError
from inventory.wording.messages import words

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Problem:
    """Say what is wrong, and where: a file, its line from 1, and a column where it is one cell's fault."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}, line {self.line}{column}: {self.reason}"


class ReferenceFileError(ProblemsError):
    """Refuse reference files, with every problem found in them."""


@dataclass(slots=True)
class Row:
    """Read the cells of one row; a bad cell is added to `problems` and read as empty."""

    file: str
    line: int
    cells: dict[str, str]
    problems: list[Problem] = field(repr=False)

    def refuse(self, column: str, reason: str) -> None:
        """Record a problem with one cell."""
        self.problems.append(Problem(self.file, self.line, column, reason))

    def text(self, column: str, limit: int, *, is_required: bool = False) -> str:
        """Return the cell, of at most `limit` characters."""
        text = self.cells[column]
        if is_required and not text:
            self.refuse(column, "is empty.")
        if len(text) > limit:
            self.refuse(column, f"has {len(text)} characters; {limit} are allowed.")
        return text

    def choice(self, column: str, allowed: Collection[str]) -> str:
        """Return the cell, which is one of the allowed words."""
        text = self.cells[column]
        if text not in allowed:
            self.refuse(column, f"“{text}” is none of {', '.join(allowed)}.")
        return text

    def reference(
        self, column: str, known: Collection[str], what: str, *, is_required: bool = True
    ) -> str | None:
        """Return the cell, the key of a row of another file; None when it is empty and may be."""
        text = self.cells[column]
        if not text and not is_required:
            return None
        if text not in known:
            self.refuse(column, f"“{text}” is not the key of a {what}.")
        return text

    def number(self, column: str) -> int:
        """Return the whole number in the cell, zero or more."""
        text = self.cells[column]
        if not re.fullmatch(r"[0-9]{1,9}", text):
            self.refuse(column, f"“{text}” is not a whole number of zero or more.")
            return 0
        return int(text)

    def flag(self, column: str) -> bool:
        """Return the cell, true or false."""
        return self.choice(column, ("true", "false")) == "true"

    def degrees(self, column: str, limit: int) -> Decimal | None:
        """Return the decimal degrees in the cell, between minus and plus `limit`; None when it is empty."""
        text = self.cells[column]
        if not text:
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            self.refuse(column, f"“{text}” is not a number of degrees.")
            return None
        if not -limit <= value <= limit:
            self.refuse(column, f"“{text}” is outside -{limit} to {limit} degrees.")
            return None
        return value

    def period(self, first: str, end: str) -> DateRange | None:
        """Return the days from one cell's date up to the other's, which is the first day after.

        A year or month counts as a whole, so that an end of `1979` includes that year. None when both cells
        are empty.
        """
        lower, upper = self._days(first), self._days(end)
        if lower is None and upper is None:
            return None
        last = None if upper is None else upper.last if upper.first == upper.last else upper.last + ONE_DAY
        if lower is not None and last is not None and lower.first >= last:
            self.refuse(end, f"“{self.cells[end]}” is not after “{self.cells[first]}”.")
            return None
        return DateRange(None if lower is None else lower.first, last, "[)")

    def _days(self, column: str) -> DayInterval | None:
        text = self.cells[column]
        if not text:
            return None
        try:
            return parse_edtf(text)
        except DateError as error:
            self.refuse(column, words(error.message))
            return None


def read_rows(path: Path, columns: Sequence[str], problems: list[Problem]) -> list[Row]:
    """Return the rows of a CSV file in UTF-8 that has exactly the given columns, in any order.

    What cannot be read is added to `problems`; then the rows that could be read are returned, maybe none.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.append(
            Problem(
                path.name, line, "", f"is not UTF-8 text: it holds the byte {error.object[error.start]:#04x}."
            )
        )
        return []
    except OSError as error:
        problems.append(Problem(path.name, 1, "", f"cannot be read: {error.strerror}."))
        return []
    return list(_rows(path.name, text, columns, problems))


def _rows(name: str, text: str, columns: Sequence[str], problems: list[Problem]) -> Iterator[Row]:
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = next(lines, [])
    if sorted(header) != sorted(columns):
        problems.append(
            Problem(name, 1, "", f"the columns are “{', '.join(header)}”; expected “{', '.join(columns)}”.")
        )
        return
    line = lines.line_num + 1
    try:
        for cells in lines:
            if len(cells) == len(header):
                yield Row(name, line, dict(zip(header, map(str.strip, cells), strict=True)), problems)
            else:
                problems.append(
                    Problem(name, line, "", f"has {len(cells)} cells; {len(header)} are expected.")
                )
            line = lines.line_num + 1
    except csv.Error as error:
        problems.append(Problem(name, line, "", f"is not CSV: {error}."))
