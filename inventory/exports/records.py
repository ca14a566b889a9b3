"""Write computed records as CSV, as harmless in a spreadsheet as what ``copy`` streams from the database."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from inventory.exports.copy import FORMULA

type Value = str | int | None


def record_lines(names: Sequence[str], records: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """Yield the head and then each record as one line. None is an empty cell; numbers stay as they are."""
    yield _line(names)
    for record in records:
        yield _line([_harmless(value) for value in record])


def _line(values: Iterable[Value]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue().encode()


def _harmless(value: Value) -> Value:
    return re.sub(FORMULA, r"'\1", value) if isinstance(value, str) else value
