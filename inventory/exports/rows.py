"""Write rows that are computed in Python as CSV, in the same form as COPY writes those of a query."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from inventory.exports.copy import FORMULA

_FORMULA = re.compile(FORMULA)


def plain_lines(rows: Iterable[Iterable[str | int | None]]) -> Iterator[bytes]:
    """Yield each row as one record; texts that a spreadsheet would take for a formula are made harmless."""
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(map(_harmless, row))
        yield line.getvalue().encode()


def _harmless(cell: str | int | None) -> str | int:
    if cell is None:
        return ""
    return _FORMULA.sub(r"'\1", cell) if isinstance(cell, str) else cell
