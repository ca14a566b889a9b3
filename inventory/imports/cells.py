"""Read the cells of a row by column name, and collect what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from inventory.domain.dates import DateError, parse_edtf
from inventory.imports.files import FileError, shown
from inventory.models.names import Unknown, UnknownNameError

MOST_LISTED = 20  # columns that a message names
LARGEST_COUNT = 2_000_000_000  # items; an int4range holds no more than 2,147,483,647.
WHOLE_NUMBER = re.compile(r"[0-9]{1,10}")  # Other scripts' digits are digits to Python, but not to us.
UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Say what is wrong, and where: the line from 1, and the column where it is one cell's fault.

    ``unknown`` is the name that nobody knows, where that is the fault.
    """

    line: int
    column: str
    reason: str
    unknown: Unknown | None = field(default=None, compare=False)

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        return f"line {self.line}{column}: {self.reason}"


@dataclass(slots=True)
class Row:
    """Read the cells of one row; a bad cell is added to ``problems`` and read as empty."""

    line: int
    cells: Mapping[str, str]
    problems: list[Problem] = field(repr=False)

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def refuse(self, column: str, reason: str) -> None:
        """Record a problem with one cell."""
        self.problems.append(Problem(self.line, column, reason))

    def refuse_name(self, column: str, error: UnknownNameError) -> None:
        """Record that a cell names what nobody knows."""
        self.problems.append(Problem(self.line, column, str(error), error.unknown))

    def required(self, column: str) -> str:
        """Return the cell, which must not be empty."""
        text = self.cells[column]
        if not text.strip():
            self.refuse(column, "is empty.")
        return text

    def choice(self, column: str, allowed: Collection[str], default: str | None = None) -> str:
        """Return the cell, one of the allowed words; without a default it must be given."""
        text = self.cells[column]
        if not text and default is not None:
            return default
        if text not in allowed:
            words = ", ".join(word for word in allowed if word)
            self.refuse(column, f"{shown(text)} is none of {words}." if text else "is empty.")
        return text

    def number(self, column: str, largest: int = LARGEST_COUNT) -> int | None:
        """Return the whole number in the cell, zero or more; None when it is empty."""
        text = self.cells[column].strip()
        if not text:
            return None
        if text.startswith("-") and text[1:].isdigit():
            self.refuse(column, f"{shown(text)}: a count cannot be negative.")
        elif not WHOLE_NUMBER.fullmatch(text):
            self.refuse(column, f"{shown(text)} is not a whole number written with the digits 0–9.")
        elif int(text) > largest:
            self.refuse(column, f"{text} is above {largest:,}, the largest number accepted.")
        else:
            return int(text)
        return None

    def date(self, column: str) -> str:
        """Return the EDTF date in the cell; empty when it is empty."""
        text = self.cells[column].strip()
        fault = _fault_of_date(text) if text else ""
        if fault:
            self.refuse(column, fault)
            return ""
        return text

    def uid(self, column: str, *, is_required: bool = False) -> str | None:
        """Return the identifier in the cell; None when it is empty."""
        text = self.cells[column].strip()
        if not text:
            if is_required:
                self.refuse(column, "is empty.")
            return None
        uid = uid_in(text)
        if uid is None:
            self.refuse(column, f"{shown(text)} is no identifier such as 0a1b2c3d-…")
        return uid


# Files give the same dates on many lines.
@lru_cache(maxsize=10_000)
def _fault_of_date(text: str) -> str:
    """Say what is wrong with a date; empty when nothing is."""
    try:
        parse_edtf(text)
    except DateError as error:
        return str(error)
    return ""


def uid_in(text: str) -> str | None:
    """Return the identifier that a text is, in lower case; None for any other text."""
    uid = text.lower()
    return uid if UID.fullmatch(uid) else None


def check_header(
    name: str, line: int, header: Sequence[str], columns: Collection[str], optional: Collection[str] = ()
) -> None:
    """Refuse a header with doubled, unknown or missing columns; ``optional`` ones may be missing.

    Raises FileError that names the columns.
    """
    complaints = []
    if doubled := sorted({column for column in header if header.count(column) > 1}):
        complaints.append(f"columns stand twice: {_listed(doubled)}")
    if unknown := [column for column in header if column not in columns and column not in optional]:
        complaints.append(f"unknown columns: {_listed(unknown)}")
    if missing := [column for column in columns if column not in header]:
        complaints.append(f"missing columns: {_listed(missing)}")
    if complaints:
        raise FileError(f"{name}, line {line}: {'; '.join(complaints)}.")


def _listed(columns: Sequence[str]) -> str:
    listed = ", ".join(shown(column) for column in columns[:MOST_LISTED])
    more = len(columns) - MOST_LISTED
    return f"{listed} and {more:,} more" if more > 0 else listed
