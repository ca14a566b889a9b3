"""Write records that are computed in Python as CSV, as harmless in a spreadsheet as what ``copy`` streams."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from inventory.domain.spreadsheets import harmless

type Value = str | int | None


def record_lines(names: Iterable[str], records: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """Yield the head and then each record as one line. None is an empty cell; numbers stay as they are."""
    yield head_line(names)
    for record in records:
        yield _line([harmless(value) if isinstance(value, str) else value for value in record])


def head_line(names: Iterable[str], delimiter: str = ",") -> bytes:
    """Return the line of the columns' names."""
    return _line(names, delimiter)


def _line(values: Iterable[Value], delimiter: str = ",") -> bytes:
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter, lineterminator="\n").writerow(values)
    return line.getvalue().encode()
