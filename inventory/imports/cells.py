"""Read the cells of a row by column name, and collect what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from inventory.domain.dates import DateError, parse_edtf, read_written
from inventory.domain.messages import Message, Value, cut, message_of
from inventory.domain.no_value import is_no_value
from inventory.domain.spreadsheets import FALSE_WORDS, TRUE_WORDS
from inventory.imports.codes import CellFault, FileFault, PlanCode
from inventory.imports.evidence import NOT_AVAILABLE, Evidence
from inventory.imports.lines import FileError
from inventory.models.names import Unknown, UnknownNameError
from inventory.wording.messages import words

LARGEST_COUNT = 2_000_000_000  # items; an int4range holds no more than 2,147,483,647.
WHOLE_NUMBER = re.compile(r"[0-9]{1,10}")  # Other scripts' digits are digits to Python, but not to us.
# As data frames write whole numbers: 2.0, and 1e+05 in R. A spreadsheet's 1E+05 may have lost digits.
WRITTEN_NUMBER = re.compile(r"(?P<whole>[0-9]{1,10})(?:[.,]0+)?(?:e\+(?P<zeros>[0-9]{2}))?")
GROUPED = re.compile(r"[0-9]{1,3}(?:[, '’\u00a0\u202f][0-9]{3}){1,3}")
# As people and databases write them besides.
YES = TRUE_WORDS | {"t", "yes", "y", "1", "1.0", "так"}
NO = FALSE_WORDS | {"f", "no", "n", "0", "0.0", "ні"}
UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Say what is wrong, and where: the line from 1, and the column where it is one cell's fault.

    ``unknown`` is the name that nobody knows, where that is the fault. ``is_left_out`` says that the row
    states no delivery, such as a total, and is passed over rather than wrong.
    """

    line: int
    column: str
    reason: Message
    unknown: Unknown | None = field(default=None, compare=False)
    is_left_out: bool = field(default=False, compare=False)

    @property
    def leaves_out(self) -> bool:
        """Tell whether its row is passed over: somebody decided so of a name in it, or it states nothing."""
        return self.is_left_out or (self.unknown is not None and self.unknown.is_skipped)

    @property
    def place(self) -> tuple[int, str]:
        """Return where it is, by which problems are told in order."""
        return self.line, self.column

    def __str__(self) -> str:
        if not self.column:
            return words(Message(PlanCode.AT_LINE, line=str(self.line), reason=self.reason))
        place = {"line": str(self.line), "column": self.column}
        return words(Message(PlanCode.AT_CELL, **place, reason=self.reason))


@dataclass(slots=True)
class Row:
    """Read the cells of one row; a bad cell is added to ``problems`` and read as empty.

    What programs write is read as what it stands for: 2.0, TRUE, 17-Jan-25. ``evidence`` tells what a cell
    alone leaves open.
    """

    line: int
    cells: Mapping[str, str]
    problems: list[Problem] = field(repr=False)
    evidence: Evidence | None = field(default=None, repr=False)

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def refuse(self, column: str, reason: Message | str, /, **values: Value) -> None:
        """Record a problem with one cell, by its code and the values of that."""
        self.problems.append(Problem(self.line, column, message_of(reason, **values)))

    def refuse_name(self, column: str, error: UnknownNameError, classes: tuple[str, ...] = ()) -> None:
        """Record that a cell names what nobody knows; ``classes`` say what the row calls it."""
        unknown = replace(error.unknown, classes=classes)
        self.problems.append(Problem(self.line, column, error.message, unknown))

    def required(self, column: str) -> str:
        """Return the cell, which must not be empty."""
        text = self.cells[column]
        if not text.strip():
            self.refuse(column, CellFault.EMPTY)
        return text

    def choice(self, column: str, allowed: Collection[str], default: str | None = None) -> str:
        """Return the cell, one of the allowed words; without a default it must be given."""
        text = self.cells[column]
        if text not in allowed:
            text = "" if _is_missing(text) else text.strip().casefold()
        if not text and default is not None:
            return default
        if text not in allowed:
            if text:
                codes = ", ".join(word for word in allowed if word)
                self.refuse(column, CellFault.NONE_OF, text=cut(self.cells[column]), allowed=codes)
            else:
                self.refuse(column, CellFault.EMPTY)
        return text

    def flag(self, column: str) -> bool:
        """Return whether the cell says yes; an empty one says no."""
        text = self.cells[column].strip().casefold()
        if text in YES:
            return True
        if text not in NO and not _is_missing(self.cells[column]):
            self.refuse(column, CellFault.NO_FLAG, text=cut(self.cells[column]))
        return False

    def number(self, column: str, largest: int = LARGEST_COUNT) -> int | None:
        """Return the whole number in the cell, zero or more; None when it is empty."""
        text = self.cells[column].strip()
        if _is_missing(text):
            return None
        number = _number_in(text)
        if number is not None and number <= largest:
            return number
        if text.startswith("-") and text[1:].isdigit():
            self.refuse(column, CellFault.NEGATIVE, text=cut(text))
        elif number is None:
            self.refuse(column, CellFault.NO_NUMBER, text=cut(text))
        else:
            self.refuse(column, CellFault.TOO_LARGE, text=cut(text), number=largest)
        return None

    def date(self, column: str) -> str:
        """Return the EDTF date in the cell; empty when it is empty.

        EDTF stays as it is; what a program made of it is read as the column's other dates tell.
        """
        text = self.cells[column].strip()
        if not text or _is_edtf(text):
            return text
        if _is_missing(text):
            return ""
        try:
            if self.evidence is None:
                return read_written(text).edtf
            return read_written(text, self.evidence.habits(self.evidence.dates, column)).edtf
        except DateError as error:
            self.refuse(column, error.message)
            return ""

    def uid(self, column: str, *, is_required: bool = False) -> str | None:
        """Return the identifier in the cell; None when it is empty."""
        text = self.cells[column].strip()
        if not text:
            if is_required:
                self.refuse(column, CellFault.EMPTY)
            return None
        uid = uid_in(text)
        if uid is None:
            self.refuse(column, CellFault.NO_UID, text=cut(text))
        return uid


# Files give the same dates on many lines.
@lru_cache(maxsize=10_000)
def _is_edtf(text: str) -> bool:
    try:
        parse_edtf(text)
    except DateError:
        return False
    return True


def _is_missing(text: str) -> bool:
    """Tell whether a cell holds nothing, where NA is no name."""
    return not text or is_no_value(text) or text.strip() == NOT_AVAILABLE


def _number_in(text: str) -> int | None:
    """Return the whole number that a program wrote; None for anything else.

    >>> [_number_in(text) for text in ("7", "2.0", "1e+05", "1,200", "1E+05", "2.5", "1.200")]
    [7, 2, 100000, 1200, None, None, None]
    """
    if WHOLE_NUMBER.fullmatch(text):
        return int(text)
    if match := WRITTEN_NUMBER.fullmatch(text):
        return int(match["whole"] + "0" * int(match["zeros"] or 0))
    return int(re.sub(r"\D", "", text)) if GROUPED.fullmatch(text) else None


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
    complaints: list[Message] = []
    if doubled := sorted({column for column in header if header.count(column) > 1}):
        complaints.append(Message(FileFault.DOUBLED_COLUMNS, columns=_names(doubled)))
    if unknown := [column for column in header if column not in columns and column not in optional]:
        complaints.append(Message(FileFault.UNKNOWN_COLUMNS, columns=_names(unknown)))
    if missing := [column for column in columns if column not in header]:
        complaints.append(Message(FileFault.MISSING_COLUMNS, columns=_names(missing)))
    if complaints:
        reason = complaints[0]
        for other in complaints[1:]:
            reason = Message(FileFault.COLUMNS, first=reason, other=other)
        raise FileError(FileFault.HEADER, name=name, line=str(line), reason=reason)


def _names(columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(cut(column) for column in columns)
