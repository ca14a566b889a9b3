"""Find the table in a file: the lines before the header, the header, and the records below it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from inventory.imports.cells import Problem, Row, check_header
from inventory.imports.files import Contents, FileError, Line, read_lines, shown
from inventory.imports.records import Staged
from inventory.models.names import Names

LONGEST_PREAMBLE = 40  # lines before the header
FEWEST_SHARED = 3  # columns that make a format the likely one


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a file's parts: the lines before the header, the names of its columns, and its records."""

    preamble: tuple[str, ...]
    header: tuple[str, ...]
    lines: tuple[Line, ...]

    def rows(self, problems: list[Problem]) -> Iterator[Row]:
        """Yield each record; one with too few or too many cells is a problem, and is not yielded."""
        for line in self.lines:
            if len(line.cells) == len(self.header):
                yield Row(line.number, dict(zip(self.header, line.cells, strict=True)), problems)
            else:
                reason = f"has {len(line.cells)} cells; the header has {len(self.header)}."
                problems.append(Problem(line.number, "", reason))


def plain(cells: Sequence[str]) -> tuple[str, ...]:
    """Return cells as they are."""
    return tuple(cells)


def as_read(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return records as they are."""
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Format:
    """Describe a shape of file.

    ``columns`` must all be there, ``optional`` ones may. ``stage`` reads the table into records. ``head``
    turns the header's cells into the names of columns, ``mend`` repairs the records that the maker breaks.
    """

    name: str
    columns: Sequence[str]
    stage: Callable[[Table, Names], Staged]
    optional: Sequence[str] = ()
    has_preamble: bool = False
    head: Callable[[Sequence[str]], tuple[str, ...]] = plain
    mend: Callable[[Sequence[Line]], tuple[Line, ...]] = as_read

    def shared(self, header: Sequence[str]) -> int:
        """Return how many of the format's columns a header has."""
        return len({*self.columns, *self.optional}.intersection(self.head(header)))


def find_table(contents: Contents, formats: Sequence[Format]) -> tuple[Format, Table]:
    """Return the format that the file has, and its table.

    Raises FileError when no format is like it, or when its columns are not those of the likeliest format.
    """
    head = contents.text.split("\n", LONGEST_PREAMBLE)[:LONGEST_PREAMBLE]
    likeliest = max(
        (
            (known.shared(_cells(line)), -number, known)
            for number, line in enumerate(head, start=1)
            for known in formats
            if number == 1 or known.has_preamble
        ),
        key=lambda candidate: candidate[:2],
    )
    shared, number, found = likeliest[0], -likeliest[1], likeliest[2]
    if shared < FEWEST_SHARED:
        names = ", ".join(known.name for known in formats)
        raise FileError(
            f"{contents.name}, line 1: no known header; it starts {shown(head[0].strip())}."
            f" Known are: {names}."
        )
    header = found.head(_cells(head[number - 1]))
    check_header(contents.name, number, header, found.columns, found.optional)
    rest = contents.text.split("\n", number)
    lines = read_lines(contents.name, rest[number] if len(rest) > number else "", number + 1)
    preamble = tuple(line.rstrip("\r;") for line in head[: number - 1])
    return found, Table(preamble, header, found.mend(list(lines)))


def _cells(line: str) -> list[str]:
    """Return the cells of a header line; none when it is no CSV."""
    try:
        return next(csv.reader([line.rstrip("\r")], strict=True), [])
    except csv.Error:
        return []
