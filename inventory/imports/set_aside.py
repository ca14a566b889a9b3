"""Write the rows that an import set aside into a file of their own, to be corrected and brought again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from itertools import pairwise
from pathlib import PurePath

from inventory.imports.files import Contents
from inventory.imports.pipeline import given_of
from inventory.imports.sipri.scope import SET_ASIDE
from inventory.imports.tables import Format, Table
from inventory.imports.texts import lines_of
from inventory.models import ImportBatch, ImportFinding

END = 2**31  # After any line


def name_of_rest(batch: ImportBatch) -> str:
    """Return the name of the file of the rows that a batch sets aside."""
    return f"{PurePath(batch.file_name).stem}-set-aside.csv"


def rows_set_aside(batch: ImportBatch) -> bytes:
    """Return the file of the rows that a batch sets aside, with all that is above them; UTF-8.

    Rows of text are as they were brought. A register's first line says what it is, so that what the file
    lacks is not taken for gone. Raises FileError when the batch's file is not kept or no table.
    """
    given = given_of(batch)
    found, table = given.find_table()
    aside = batch.findings.filter(kind=ImportFinding.Kind.SKIPPED, line__isnull=False)
    lines = {line for line in aside.values_list("line", flat=True) if line is not None}
    head = f"{SET_ASIDE}{batch.file_name}\n" if found.has_preamble else ""
    if given.contents.records is None:
        text = _text_of(given.contents, table, lines)
    else:
        text = _cells_of(table, found, lines)
    return (head + text).encode("utf-8-sig")


def _text_of(contents: Contents, table: Table, lines: Iterable[int]) -> str:
    """Return the lines above the first record, and those of each record set aside, up to the next one."""
    starts = [line.number for line in table.lines]
    ends = dict(pairwise([*starts, END]))
    wanted = set(lines)
    first = min(starts, default=END)
    kept: list[str] = []
    end = first
    for number, line in enumerate(lines_of(contents.text), start=1):
        if number in ends:
            end = ends[number] if number in wanted else number
        if number < end:
            kept.append(line if line.endswith(("\n", "\r")) else f"{line}\n")
    return "".join(kept)


def _cells_of(table: Table, found: Format, lines: Iterable[int]) -> str:
    """Return the records set aside of a workbook or JSON as CSV, below their header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if found.has_preamble:
        out.writelines(f"{line}\n" for line in table.preamble)
    writer.writerow(table.header)
    wanted = set(lines)
    writer.writerows(line.cells for line in table.lines if line.number in wanted)
    return out.getvalue()
