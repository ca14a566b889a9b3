"""Find the table in a file: the lines before the header, the header, and the records below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, pairwise

from inventory.domain.messages import Message, cut
from inventory.domain.spreadsheets import ERRORS
from inventory.imports.cells import Problem, Row, check_header
from inventory.imports.codes import CellFault, FileFault, RowFault
from inventory.imports.evidence import Evidence
from inventory.imports.files import Contents, FileError, Line
from inventory.imports.fitting import as_wide, without_index
from inventory.imports.heads import NUMERIC, join_heads
from inventory.imports.lines import check_line, column_letters
from inventory.imports.records import REGISTER, Staged, TableScope
from inventory.imports.texts import DELIMITERS, guess_delimiter, lines_of, read_lines, read_record
from inventory.models.names import Names

LONGEST_PREAMBLE = 40  # lines before the header
LONGEST_HEADER = 20  # lines that one header may take up
LOOKED_AT = 300  # lines by which the delimiter is guessed
FEWEST_SHARED = 3  # columns that make a format the likely one
LEAST_OF_KNOWN = 0.5  # of a known format's cells, without which a row is torn rather than short
EDITION = "Data generated: "  # What a register's preamble has before its day


class UnknownTableError(FileError):
    """Refuse a file whose columns are not those of a known format, so that they have to be mapped."""


class RefusedTableError(FileError):
    """Refuse a file of a known shape that holds no deliveries; ``table`` may serve for something else."""

    def __init__(self, message: Message, format_name: str, table: Table) -> None:
        super().__init__(message)
        self.format_name = format_name
        self.table = table


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a file's parts: the lines before the header, the names of its columns, and its records.

    ``delimiter`` stood between the cells, and is empty for a workbook or JSON; ``header_line`` is the line of
    the header; ``name`` is the file's. ``is_escaped`` says that texts like formulas have an apostrophe in
    front, as our own exports of text write them. ``scope`` says within what its rows are found again,
    ``notes`` what was made of its shape.
    """

    preamble: tuple[str, ...]
    header: tuple[str, ...]
    lines: tuple[Line, ...]
    delimiter: str = ""
    header_line: int = 1
    name: str = ""
    notes: tuple[Message, ...] = ()
    scope: TableScope = REGISTER

    @property
    def is_escaped(self) -> bool:
        """Tell whether it came as text with delimiters; workbooks and JSON say themselves what is text."""
        return bool(self.delimiter)

    def rows(self, problems: list[Problem]) -> Iterator[Row]:
        """Yield each record with its cells by column; see ``whole_lines``."""
        evidence = self.evidence()
        for number, cells in self.whole_lines(problems):
            yield Row(number, dict(zip(self.header, cells, strict=True)), problems, evidence)

    def evidence(self, dates: Sequence[str] = (), *, has_years: bool = False) -> Evidence:
        """Return what columns tell of their cells; nothing is gathered before it is asked for.

        ``dates`` are the columns of dates; ``has_years`` says that none of them lacks its year.
        """
        return Evidence(self.header, self.lines, dates, has_years=has_years)

    def whole_lines(self, problems: list[Problem]) -> Iterator[Line]:
        """Yield each record; one with too few or too many cells is a problem, and is not yielded.

        A spreadsheet's error in a cell of text is a problem too, and is read as empty.
        """
        width = len(self.header)
        for line in self.lines:
            number, cells = line
            if len(cells) != width:
                reason = Message(RowFault.WRONG_WIDTH, count=len(cells), width=width)
                problems.append(Problem(number, "", reason))
            # Every error begins with this sign, and few rows have it: it is looked for first.
            elif self.is_escaped and "#" in "".join(cells) and not ERRORS.isdisjoint(cells):
                problems += self._errors_in(line)
                yield Line(number, tuple("" if cell in ERRORS else cell for cell in cells))
            else:
                yield line

    def _errors_in(self, line: Line) -> list[Problem]:
        return [
            Problem(line.number, column, Message(CellFault.SPREADSHEET_ERROR, text=cell))
            for column, cell in zip(self.header, line.cells, strict=True)
            if cell in ERRORS
        ]


def plain(cells: Sequence[str]) -> tuple[str, ...]:
    """Return cells as they are."""
    return tuple(cells)


def column_names(cells: Sequence[str]) -> tuple[str, ...]:
    """Return a name for each column: without white space around it, and none empty or twice the same.

    >>> column_names([" Type ", "", "Number", "Number"])
    ('Type', 'column B', 'Number', 'Number (2)')
    """
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = plain_name = " ".join(cell.split()) or f"column {column_letters(number)}"
        count = 1
        while name in names:
            count += 1
            name = f"{plain_name} ({count})"
        names.append(name)
    return tuple(names)


@dataclass(frozen=True, slots=True)
class Format:
    """Describe a shape of file.

    ``columns`` must all be there, ``optional`` ones may; others may be there only if it ``ignores_others``.
    ``stage`` reads the table into records. ``head`` turns the header's cells into the names of columns,
    ``mend`` repairs the records that the maker breaks; else what a row lacks at its end is empty.
    Where it ``drops_index``, a nameless column that numbers the rows is none. A ``refusal`` says why such
    a file is never imported.
    """

    name: str
    columns: Sequence[str]
    stage: Callable[[Table, Names], Staged]
    optional: Sequence[str] = ()
    has_preamble: bool = False
    head: Callable[[Sequence[str]], tuple[str, ...]] = plain
    mend: Callable[[Sequence[Line]], tuple[Line, ...]] | None = None
    ignores_others: bool = False
    drops_index: bool = False
    refusal: FileFault | None = None

    def shared(self, header: Sequence[str]) -> tuple[bool, int]:
        """Return whether a header has all of the format's columns, and how many of them it has."""
        names = set(self.head(header))
        shared = len(names.intersection((*self.columns, *self.optional)))
        return shared > 0 and names.issuperset(self.columns), shared


@dataclass(frozen=True, slots=True)
class _Start:
    """Hold a record that may be the header: its line, its cells, and the line after it."""

    line: int
    cells: tuple[str, ...]
    delimiter: str
    next_line: int


NOTHING = _Start(0, (), "", 0)


def find_table(contents: Contents, formats: Sequence[Format]) -> tuple[Format, Table]:
    """Return the format that the file has, and its table.

    Raises UnknownTableError when no format is like it or its columns are not those of the likeliest one,
    RefusedTableError when files of its format are never imported, and FileError for a table that is broken.
    """
    starts = list(_starts(contents))
    first = next((start.line for start in starts if any(start.cells)), 1)
    candidates = [
        (*known.shared(start.cells), -start.line, known, start)
        for start in starts
        for known in formats
        if start.line == first or known.has_preamble or contents.records is not None
        # What is never imported is known by all of its columns, and by no fewer.
        if not known.refusal or known.shared(start.cells)[0]
    ]
    likeliest = max(candidates, key=lambda candidate: candidate[:3], default=None)
    if likeliest is None or (not likeliest[0] and likeliest[1] < FEWEST_SHARED):
        raise _unknown(contents, formats)
    found, start = likeliest[3], likeliest[4]
    table = _table(contents, start, found)
    try:
        others = table.header if found.ignores_others else found.optional
        check_header(contents.name, start.line, table.header, found.columns, others)
    except FileError as error:
        raise UnknownTableError(error.message) from error
    if found.refusal:
        raise RefusedTableError(Message(found.refusal, name=contents.name), found.name, table)
    return found, table


def _unknown(contents: Contents, formats: Sequence[Format]) -> FileError:
    start = next(iter(_starts(contents)))
    check_line(contents.name, Line(start.line, start.cells))
    first = contents.text.lstrip().partition("\n")[0].strip() or ", ".join(start.cells)
    names = ", ".join(dict.fromkeys(known.name for known in formats if not known.refusal))
    return UnknownTableError(
        FileFault.UNKNOWN_TABLE, name=contents.name, line=str(start.line), text=cut(first), known=names
    )


def guess_table(contents: Contents) -> Table:
    """Return the table of a file of no known format: what most of its records look like.

    The header is the record that was asked for, or else the first that is as wide as most and for the greater
    part filled, unlike a title; see ``_may_head``. Raises FileError, with the line, for a broken table.
    """
    starts = list(_starts(contents))
    delimiter = contents.asked.delimiter
    if contents.records is None and not delimiter:
        delimiter = guess_delimiter("".join(islice(lines_of(contents.text), LOOKED_AT)))
    starts = [start for start in starts if start.delimiter == delimiter and any(start.cells)]
    if not starts:
        raise FileError(FileFault.NO_HEADER, name=contents.name)
    widths = [_width(start.cells) for start in starts]
    width = max(widths, key=lambda cells: (widths.count(cells), cells))
    wide = [start for start in starts if _width(start.cells) >= width]
    start = next((start for start in starts if _may_head(start.cells, width)), wide[0])
    check_line(contents.name, Line(start.line, start.cells))
    return _table(contents, start, GUESSED)


def _width(cells: Sequence[str]) -> int:
    """Return the number of cells up to the last that holds something."""
    return max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _may_head(cells: Sequence[str], width: int) -> bool:
    """Tell whether a record may be the header of records that are so wide.

    It is for the greater part filled. It may lack one cell, that of the names of rows, if all its others are
    names.
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    if _width(cells) >= width:
        return 2 * len(filled) > width
    are_names = len(set(filled)) == len(cells) and not any(map(NUMERIC.fullmatch, filled))
    return width > FEWEST_SHARED and len(cells) == width - 1 and are_names


def _starts(contents: Contents) -> Iterator[_Start]:
    """Yield each record that may be the header, for each delimiter that may stand between cells.

    A head of two rows comes before its first row alone.
    """
    records = _starts_of_text(contents) if contents.records is None else _starts_of_records(contents)
    for start, below in records:
        if joined := join_heads(start.cells, below.cells):
            yield replace(start, cells=joined, next_line=below.next_line)
        yield start


def _starts_of_records(contents: Contents) -> Iterator[tuple[_Start, _Start]]:
    """Yield each record of a workbook or JSON that may be the header, and the one below it."""
    records = contents.records or ()
    starts = [
        _Start(record.number, record.cells, "", number)
        for number, record in enumerate(records[: LONGEST_PREAMBLE + 1], start=1)
    ]
    for start, below in pairwise([*starts, NOTHING]):
        if contents.asked.header_line in (0, start.line) and start.next_line <= LONGEST_PREAMBLE:
            yield start, below


def _starts_of_text(contents: Contents) -> Iterator[tuple[_Start, _Start]]:
    """Yield each record of text that may be the header, and the one below it, for each delimiter."""
    asked = contents.asked
    most = asked.header_line or LONGEST_PREAMBLE
    head = list(islice(lines_of(contents.text), most + 2 * LONGEST_HEADER))
    for number in range(asked.header_line or 1, min(most, len(head)) + 1):
        for delimiter in (asked.delimiter,) if asked.delimiter else DELIMITERS:
            start = _record_at(head, number, delimiter)
            yield start, _record_at(head, start.next_line, delimiter)


def _record_at(head: Sequence[str], line: int, delimiter: str) -> _Start:
    cells, taken = read_record(list(head[line - 1 : line - 1 + LONGEST_HEADER]), delimiter)
    return _Start(line, tuple(cells), delimiter, line + taken)


def _table(contents: Contents, start: _Start, found: Format) -> Table:
    """Return the table below a header."""
    if contents.records is not None:
        above = [line for line in contents.records if line.number < start.line]
        preamble = tuple(", ".join(filter(None, line.cells)) for line in above)
        records: Sequence[Line] = contents.records[start.next_line :]
    else:
        lines = lines_of(contents.text)
        preamble = tuple(line.rstrip("\r\n;") for line in islice(lines, start.line - 1))
        below = islice(lines, start.next_line - start.line, None)
        records = list(read_lines(contents.name, below, start.next_line, start.delimiter))
    if contents.asked.edition:
        preamble = (f"{EDITION}{date.fromisoformat(contents.asked.edition):%d %b %Y}", *preamble)
    place = (start.delimiter, start.line, contents.name)
    cells, fitted = start.cells, tuple(records)
    notes: tuple[Message, ...] = ()
    if not found.mend:
        cells, fitted, notes = as_wide(cells, fitted, 0.0 if found.ignores_others else LEAST_OF_KNOWN)
    if found.drops_index:
        cells, fitted = without_index(cells, fitted)
    return Table(preamble, found.head(cells), found.mend(fitted) if found.mend else fitted, *place, notes)


# What is made of a table of no known format.
GUESSED = Format("", (), lambda table, names: Staged(), head=column_names, ignores_others=True)
