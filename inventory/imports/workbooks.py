"""Read a sheet of an Excel or OpenDocument workbook, apart from this process; see `workbook_reader`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inventory.domain.messages import Message
from inventory.imports.codes import FileFault, FileNote
from inventory.imports.lines import FileError, Line, check_line

READER = Path(__file__).with_name("workbook_reader.py")
LONGEST_WAIT = 120  # seconds
PACKED = b"PK\x03\x04"  # Office Open XML and OpenDocument, which are ZIP archives
COMPOUND = b"\xd0\xcf\x11\xe0"  # Excel's workbooks before 2007, and encrypted ones since
KINDS = {
    ".ods": "OpenDocument sheet",
    ".xls": "Excel workbook (before 2007)",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold the rows of a sheet that hold something, and the names of all sheets.

    ``notes`` say what was made of cells that are not read as they stand.
    """

    name: str
    names: tuple[str, ...]
    kind: str
    lines: tuple[Line, ...]
    notes: tuple[Message, ...]


def is_workbook(content: bytes) -> bool:
    """Tell whether the first bytes are those of a workbook, whatever the file's name."""
    return content.startswith((PACKED, COMPOUND))


def read_workbook(name: str, content: bytes, asked: str = "") -> Sheet:
    """Return a sheet of a workbook, the one named or the first. Raises FileError with the reason."""
    answer = _ask(name, content, asked)
    told, *rows = (json.loads(line) for line in answer.splitlines())
    if "error" in told:
        raise FileError(FileFault.WORKBOOK, name=name, reason=Message.from_json(told["error"]))
    lines = _without_margin([check_line(name, Line(number, tuple(cells))) for number, cells in rows])
    if not lines:
        raise FileError(FileFault.EMPTY_SHEET, name=name, sheet=told["sheet"])
    kind = kind_of(content)
    return Sheet(told["sheet"], tuple(told["sheets"]), kind, lines, tuple(_notes(told, kind, lines)))


def kind_of(content: bytes) -> str:
    """Return what kind of workbook it is, for people."""
    if content.startswith(COMPOUND):
        return KINDS[".xls"]
    # An OpenDocument file starts with its kind, unpacked.
    return KINDS[".ods"] if b"application/vnd.oasis.opendocument" in content[:200] else "Excel workbook"


def _ask(name: str, content: bytes, asked: str) -> bytes:
    try:
        answer = subprocess.run(
            [sys.executable, "-I", str(READER), asked],
            input=content,
            capture_output=True,
            timeout=LONGEST_WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FileError(FileFault.SLOW_WORKBOOK, name=name, number=LONGEST_WAIT) from error
    if answer.returncode or not answer.stdout:
        raise FileError(FileFault.NO_WORKBOOK, name=name)
    return answer.stdout


def _without_margin(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the records without the columns on either side that are empty throughout."""
    filled = {place for line in lines for place, cell in enumerate(line.cells) if cell.strip()}
    if not filled:
        return ()
    first, last = min(filled), max(filled) + 1
    kept = (Line(line.number, line.cells[first:last]) for line in lines)
    return tuple(line for line in kept if any(line.cells))


def _notes(told: Mapping[str, Any], kind: str, lines: Sequence[Line]) -> list[Message]:
    """Return what people should know of how the sheet was read, and of what they do not see of it."""
    notes = []
    if others := [name for name in told["sheets"] if name != told["sheet"]]:
        hidden = set(told["hidden_sheets"])
        named = tuple(
            Message(FileNote.HIDDEN_SHEET, sheet=name) if name in hidden else name for name in others
        )
        notes.append(Message(FileNote.OTHER_SHEETS, sheet=told["sheet"], sheets=named))
    unseen = sorted(set(told["hidden_rows"]) & {line.number for line in lines})
    if unseen:
        notes.append(Message(FileNote.HIDDEN_ROWS, count=len(unseen), line=str(unseen[0])))
    if told["hidden_columns"]:
        notes.append(Message(FileNote.HIDDEN_COLUMNS, number=told["hidden_columns"]))
    if told["merged"]:
        notes.append(Message(FileNote.MERGED_CELLS, number=told["merged"]))
    if kind == KINDS[".xls"]:
        notes.append(Message(FileNote.ERRORS_UNSEEN))
    return notes
