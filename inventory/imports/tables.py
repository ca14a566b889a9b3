"""Find the table in a file: the lines before the header, the header, and the records below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from inventory.domain.spreadsheets import ERRORS
from inventory.imports.cells import Problem, Row, check_header
from inventory.imports.files import Contents, FileError, Line, shown
from inventory.imports.lines import check_line, column_letters
from inventory.imports.records import REGISTER, Staged, TableScope
from inventory.imports.texts import DELIMITERS, guess_delimiter, lines_of, read_lines, read_record
from inventory.models.names import Names

LONGEST_PREAMBLE = 40  # lines before the header
LONGEST_HEADER = 20  # lines that one header may take up
LOOKED_AT = 300  # lines by which the delimiter is guessed
FEWEST_SHARED = 3  # columns that make a format the likely one


class UnknownTableError(FileError):
    """Refuse a file whose columns are not those of a known format, so that they have to be mapped."""


class RefusedTableError(FileError):
    """Refuse a file of a known shape that holds no deliveries; ``table`` may serve for something else."""

    def __init__(self, message: str, format_name: str, table: Table) -> None:
        super().__init__(message)
        self.format_name = format_name
        self.table = table


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a file's parts: the lines before the header, the names of its columns, and its records.

    ``delimiter`` stood between the cells, and is empty for a workbook or JSON; ``header_line`` is the line of
    the header; ``name`` is the file's. ``is_escaped`` says that texts like formulas have an apostrophe in
    front, as our own exports of text write them. ``scope`` says within what its rows are found again.
    """

    preamble: tuple[str, ...]
    header: tuple[str, ...]
    lines: tuple[Line, ...]
    delimiter: str = ""
    header_line: int = 1
    name: str = ""
    scope: TableScope = REGISTER

    @property
    def is_escaped(self) -> bool:
        """Tell whether it came as text with delimiters; workbooks and JSON say themselves what is text."""
        return bool(self.delimiter)

    def rows(self, problems: list[Problem]) -> Iterator[Row]:
        """Yield each record with its cells by column; see ``whole_lines``."""
        for number, cells in self.whole_lines(problems):
            yield Row(number, dict(zip(self.header, cells, strict=True)), problems)

    def whole_lines(self, problems: list[Problem]) -> Iterator[Line]:
        """Yield each record; one with too few or too many cells is a problem, and is not yielded.

        A spreadsheet's error in a cell of text is a problem too, and is read as empty.
        """
        width = len(self.header)
        for line in self.lines:
            number, cells = line
            if len(cells) != width:
                reason = f"has {len(cells)} cells; the header has {width}."
                problems.append(Problem(number, "", reason))
            # Every error begins with this sign, and few rows have it: it is looked for first.
            elif self.is_escaped and "#" in "".join(cells) and not ERRORS.isdisjoint(cells):
                problems += self._errors_in(line)
                yield Line(number, tuple("" if cell in ERRORS else cell for cell in cells))
            else:
                yield line

    def _errors_in(self, line: Line) -> list[Problem]:
        return [
            Problem(line.number, column, f"holds {cell}, a spreadsheet's error, instead of a value.")
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


def as_read(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return records as they are."""
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Format:
    """Describe a shape of file.

    ``columns`` must all be there, ``optional`` ones may; others may be there only if it ``ignores_others``.
    ``stage`` reads the table into records. ``head`` turns the header's cells into the names of columns,
    ``mend`` repairs the records that the maker breaks. A ``refusal`` says why such a file is never imported.
    """

    name: str
    columns: Sequence[str]
    stage: Callable[[Table, Names], Staged]
    optional: Sequence[str] = ()
    has_preamble: bool = False
    head: Callable[[Sequence[str]], tuple[str, ...]] = plain
    mend: Callable[[Sequence[Line]], tuple[Line, ...]] = as_read
    ignores_others: bool = False
    refusal: str = ""

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
    ]
    likeliest = max(candidates, key=lambda candidate: candidate[:3], default=None)
    if likeliest is None or (not likeliest[0] and likeliest[1] < FEWEST_SHARED):
        raise _unknown(contents, formats)
    found, start = likeliest[3], likeliest[4]
    header = found.head(start.cells)
    try:
        others = header if found.ignores_others else found.optional
        check_header(contents.name, start.line, header, found.columns, others)
    except FileError as error:
        raise UnknownTableError(str(error)) from error
    table = _table(contents, start, header, found.mend)
    if found.refusal:
        raise RefusedTableError(f"{contents.name}: {found.refusal}", found.name, table)
    return found, table


def _unknown(contents: Contents, formats: Sequence[Format]) -> FileError:
    start = next(iter(_starts(contents)))
    check_line(contents.name, Line(start.line, start.cells))
    first = contents.text.lstrip().partition("\n")[0].strip() or ", ".join(start.cells)
    names = ", ".join(dict.fromkeys(known.name for known in formats))
    return UnknownTableError(
        f"{contents.name}, line {start.line}: no known header; it starts {shown(first)}. Known are: {names}."
    )


def guess_table(contents: Contents) -> Table:
    """Return the table of a file of no known format: what most of its records look like.

    The header is the record that was asked for, or else the first that is as wide as most and for the greater
    part filled, unlike a title. Raises FileError, with the line, for a table that is broken.
    """
    starts = list(_starts(contents))
    delimiter = contents.asked.delimiter
    if contents.records is None and not delimiter:
        delimiter = guess_delimiter("".join(islice(lines_of(contents.text), LOOKED_AT)))
    starts = [start for start in starts if start.delimiter == delimiter and any(start.cells)]
    if not starts:
        raise FileError(f"{contents.name}: there is no header where it was looked for.")
    widths = [len(start.cells) for start in starts]
    width = max(widths, key=lambda cells: (widths.count(cells), cells))
    wide = [start for start in starts if len(start.cells) == width]
    start = next((start for start in wide if 2 * sum(map(bool, start.cells)) > width), wide[0])
    check_line(contents.name, Line(start.line, start.cells))
    return _table(contents, start, column_names(start.cells), as_read)


def _starts(contents: Contents) -> Iterator[_Start]:
    """Yield each record that may be the header, for each delimiter that may stand between cells."""
    asked = contents.asked
    if contents.records is not None:
        for number, record in enumerate(contents.records[:LONGEST_PREAMBLE]):
            if asked.header_line in (0, record.number):
                yield _Start(record.number, record.cells, "", number + 1)
        return
    most = asked.header_line or LONGEST_PREAMBLE
    head = list(islice(lines_of(contents.text), most + LONGEST_HEADER))
    delimiters = (asked.delimiter,) if asked.delimiter else DELIMITERS
    for number in range(1, min(most, len(head)) + 1):
        if asked.header_line in (0, number):
            for delimiter in delimiters:
                cells, taken = read_record(head[number - 1 : number - 1 + LONGEST_HEADER], delimiter)
                yield _Start(number, tuple(cells), delimiter, number + taken)


def _table(
    contents: Contents,
    start: _Start,
    header: tuple[str, ...],
    mend: Callable[[Sequence[Line]], tuple[Line, ...]],
) -> Table:
    """Return the table below a header."""
    if contents.records is not None:
        above = contents.records[: start.next_line - 1]
        preamble = tuple(", ".join(filter(None, line.cells)) for line in above)
        records: Sequence[Line] = contents.records[start.next_line :]
    else:
        lines = lines_of(contents.text)
        preamble = tuple(line.rstrip("\r\n;") for line in islice(lines, start.line - 1))
        below = islice(lines, start.next_line - start.line, None)
        records = list(read_lines(contents.name, below, start.next_line, start.delimiter))
    return Table(preamble, header, mend(records), start.delimiter, start.line, contents.name)
