"""Write records that Python has computed as text, as harmless in a spreadsheet as what ``copy`` streams."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence

from inventory.domain.spreadsheets import harmless
from inventory.exports.export import Value


def record_lines(
    names: Iterable[str], records: Iterable[Sequence[Value]], delimiter: str = ","
) -> Iterator[bytes]:
    """Yield the head and then each record as one line. None is an empty cell; numbers stay as they are."""
    yield head_line(names, delimiter)
    for record in records:
        yield _line(map(_cell, record), delimiter)


def _cell(value: Value) -> Value:
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(value) if isinstance(value, str) else value


def object_lines(names: Iterable[str], records: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """Yield each record as an object of JSON on a line of its own, with the texts as they are."""
    columns = list(names)
    for record in records:
        named = dict(zip(columns, record, strict=True))
        yield f"{json.dumps(named, ensure_ascii=False, separators=(',', ':'), default=float)}\n".encode()


def head_line(names: Iterable[str], delimiter: str = ",") -> bytes:
    """Return the line of the columns' names."""
    return _line(names, delimiter)


def _line(values: Iterable[Value], delimiter: str = ",") -> bytes:
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter, lineterminator="\n").writerow(values)
    return line.getvalue().encode()
