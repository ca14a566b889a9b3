"""Read a file into text and rows, and refuse what is no table before anything else looks at it."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LARGEST_FILE = 200 * 1024 * 1024  # bytes
LONGEST_LINE = 1024 * 1024  # bytes; the longest record of the known formats has some two thousand.
LONGEST_CELL = 131_072  # characters
SHOWN_LENGTH = 80  # characters of an offending text

# First bytes of files that people pick by mistake, or that are renamed to .csv.
SIGNATURES = {
    b"\x89PNG\r\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an Excel workbook; save the sheet as CSV",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook; save the sheet as CSV",
    b"\x1f\x8b": "a gzip archive",
}


class FileError(ValueError):
    """Refuse a whole file, with a sentence that says why and where."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Hold a file's text. ``encoding`` is named as people know it; ``sha256`` is of the bytes."""

    name: str
    text: str
    encoding: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Line:
    """Hold the cells of one record and the line of the file, from 1, on which it starts."""

    number: int
    cells: tuple[str, ...]


def read_contents(path: Path) -> Contents:
    """Return the text of a file in UTF-8, in UTF-16 with its mark, or else in Windows-1252.

    Raises FileError when it cannot be read, is empty or too long, or is no text.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            limit = LARGEST_FILE // 1024**2
            raise FileError(f"{path.name} has {size // 1024**2} MB; at most {limit} MB are read.")
        content = path.read_bytes()
    except OSError as error:
        raise FileError(f"{path.name} cannot be read: {error.strerror}.") from error
    _refuse_other_kinds(path.name, content)
    text, encoding = _decode(path.name, content)
    _refuse_unreadable(path.name, text)
    return Contents(path.name, text, encoding, hashlib.sha256(content).hexdigest())


def _refuse_other_kinds(name: str, content: bytes) -> None:
    if not content.strip(b" \t\r\n\xef\xbb\xbf"):
        raise FileError(f"{name} is empty.")
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            raise FileError(f"{name} is no CSV file: it is {kind}.")


def _decode(name: str, content: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as error:
            raise FileError(f"{name} starts as UTF-16 text but is none: {error.reason}.") from error
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise FileError(
            f"{name}, line {line}: the file holds NUL bytes, so it is no text, or UTF-16 without its mark."
        )
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        # SIPRI's site writes Windows-1252. Text in UTF-8 never passes for it unseen: it was tried first.
        pass
    try:
        return content.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        byte = content[error.start]
        raise FileError(
            f"{name}, line {line}: the byte {byte:#04x} is neither UTF-8 nor Windows-1252 text."
        ) from error


def _refuse_unreadable(name: str, text: str) -> None:
    """Refuse NUL characters, which the database cannot keep, and lines no table has."""
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise FileError(f"{name}, line {line}: the text holds a NUL character.")
    start = number = 0
    while start < len(text):
        number += 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > LONGEST_LINE:
            raise FileError(
                f"{name}, line {number} has {end - start:,} characters; at most {LONGEST_LINE:,} are read."
            )
        start = end + 1


def read_lines(name: str, text: str, first_line: int = 1) -> Iterator[Line]:
    """Yield the records of CSV text, blank ones left out; ``first_line`` is the number of its first line.

    Raises FileError, with the line, at an unbalanced quotation mark or a cell that is too long.
    """
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = first_line
    try:
        for cells in reader:
            if any(cells):
                yield Line(start, tuple(cells))
            start = first_line + reader.line_num
    except csv.Error as error:
        raise FileError(f"{name}, line {start}: {_reason(error)}") from error


def _reason(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end of data" in text:
        return "a quotation mark opens here and is never closed."
    if "field larger" in text:
        return f"a cell has more than {LONGEST_CELL:,} characters; a quotation mark may be unbalanced."
    if "expected after" in text:
        return "a quotation mark inside a quoted cell is not doubled."
    return f"this is no CSV: {text}."


def shown(text: str) -> str:
    """Return a text in quotation marks for a message, cut if it is long."""
    return f"“{text}”" if len(text) <= SHOWN_LENGTH else f"“{text[:SHOWN_LENGTH]}…”"
