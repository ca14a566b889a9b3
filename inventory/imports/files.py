"""Read a file, whatever its kind, into text or records, and refuse what is no table."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

from inventory.domain.messages import Message, cut
from inventory.imports.codes import FileFault, FileKind, FileNote
from inventory.imports.json_lines import looks_like_json, read_json
from inventory.imports.lines import LARGEST_FILE, FileError, Line, shown
from inventory.imports.texts import DELIMITERS, ENCODINGS, decode, refuse_long_lines
from inventory.imports.workbooks import is_workbook, read_workbook

__all__ = [
    "LARGEST_FILE",
    "Contents",
    "FileError",
    "Line",
    "Reading",
    "read_contents",
    "read_file",
    "shown",
]

# First bytes of files that people pick by mistake, or that are renamed to .csv.
SIGNATURES = {
    b"\x89PNG\r\n": FileKind.PNG,
    b"\xff\xd8\xff": FileKind.JPEG,
    b"GIF8": FileKind.GIF,
    b"%PDF": FileKind.PDF,
    b"PK\x05\x06": FileKind.EMPTY_ZIP,
    b"\x1f\x8b": FileKind.GZIP,
    b"7z\xbc\xaf": FileKind.SEVEN_ZIP,
    b"Rar!": FileKind.RAR,
    b"PAR1": FileKind.PARQUET,
    b"SQLite format 3\0": FileKind.SQLITE,
}
HTML = re.compile(rb"\s*(<!doctype html|<html|<head|<table|<\?xml)", re.IGNORECASE)
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
TEXT_SUFFIXES = (".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Reading:
    """Say how a file is to be read where that is not left to us; what is empty, or zero, is found out.

    ``edition`` is the day of a register that does not tell it, in ISO form.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_line: int = 0
    edition: str = ""

    @classmethod
    def from_json(cls, stated: Mapping[str, Any]) -> Self:
        """Return the reading that ``to_json`` made such an object of. Raises FileError for any other."""
        reading = cls(**{name: stated[name] for name in cls.__slots__ if name in stated})
        kinds = {name: int if name == "header_line" else str for name in cls.__slots__}
        are_known = all(isinstance(getattr(reading, name), kind) for name, kind in kinds.items())
        if stated.keys() - set(cls.__slots__) or not are_known:
            raise FileError(FileFault.UNKNOWN_READING)
        if reading.encoding and reading.encoding not in ENCODINGS:
            raise FileError(FileFault.NO_ENCODING, text=cut(reading.encoding), known=", ".join(ENCODINGS))
        if reading.delimiter and reading.delimiter not in DELIMITERS:
            raise FileError(FileFault.NO_DELIMITER, text=cut(reading.delimiter))
        try:
            date.fromisoformat(reading.edition or "2000-01-01")
        except ValueError as error:
            raise FileError(FileFault.NO_DAY, text=cut(reading.edition)) from error
        return reading

    def to_json(self) -> dict[str, str | int]:
        """Return what is stated, without what is left to us."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Contents:
    """Hold what a file says.

    ``text`` is that of a text file; ``records`` are those of a workbook or of JSON, the header among them,
    and None for text. ``encoding`` is named as people know it; for a workbook it is its kind. ``sha256`` is
    of the bytes. ``asked`` is what was said of how to read it. ``notes`` are for people.
    """

    name: str
    text: str
    encoding: str
    sha256: str
    asked: Reading = Reading()
    records: tuple[Line, ...] | None = None
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()


def read_file(path: Path) -> bytes:
    """Return the bytes of a file. Raises FileError when it cannot be read or is too long."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            limit = LARGEST_FILE // 1024**2
            raise FileError(FileFault.TOO_LARGE, name=path.name, size=size // 1024**2, limit=limit)
        return path.read_bytes()
    except OSError as error:
        raise FileError(FileFault.UNREADABLE, name=path.name, reason=str(error.strerror)) from error


def read_contents(name: str, content: bytes, asked: Reading | None = None) -> Contents:
    """Return what a file says: text in any of ENCODINGS, JSON lines, or a sheet of a workbook.

    What the file holds decides, not its name; a name that says otherwise makes a note. Raises FileError when
    it is empty or no table.
    """
    asked = asked or Reading()
    _refuse_other_kinds(name, content)
    sha256 = hashlib.sha256(content).hexdigest()
    if is_workbook(content):
        sheet = read_workbook(name, content, asked.sheet)
        notes = (*_misnamed(name, TEXT_SUFFIXES, sheet.kind), *sheet.notes)
        return Contents(name, "", sheet.kind, sha256, asked, sheet.lines, sheet.name, sheet.names, notes)
    text, encoding = decode(name, content, asked.encoding)
    if not text.strip():
        raise FileError(FileFault.EMPTY, name=name)
    notes = tuple(_misnamed(name, WORKBOOK_SUFFIXES))
    records = read_json(name, text) if looks_like_json(name, text) else None
    if records is None:
        refuse_long_lines(name, text)
    return Contents(name, text, encoding, sha256, asked, records, notes=notes)


def _refuse_other_kinds(name: str, content: bytes) -> None:
    if not content.strip(b" \t\r\n\xef\xbb\xbf"):
        raise FileError(FileFault.EMPTY, name=name)
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            raise FileError(FileFault.NO_TABLE, name=name, kind=Message(kind))
    if HTML.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise FileError(FileFault.WEB_PAGE, name=name)


def _misnamed(name: str, suffixes: tuple[str, ...], kind: str = "") -> list[Message]:
    """Return a note when a file's name promises another kind than it is; ``kind`` is empty for text."""
    if not name.lower().endswith(suffixes):
        return []
    suffix = name[name.rfind(".") :]
    if not kind:
        return [Message(FileNote.MISNAMED, suffix=suffix)]
    return [Message(FileNote.MISNAMED_KIND, suffix=suffix, kind=kind)]
