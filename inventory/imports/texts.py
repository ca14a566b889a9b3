"""Decode text, and take it apart into records and cells."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from inventory.domain.messages import Message, cut
from inventory.imports.codes import FileFault
from inventory.imports.lines import LONGEST_CELL, MOST_COLUMNS, FileError, Line, check_line

LONGEST_LINE = 1024 * 1024  # bytes; the longest record of the known formats has some two thousand.
DELIMITERS = (",", ";", "\t", "|")
DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}

# Encodings that people may choose, with the codec of each. The first three are recognised.
ENCODINGS = {
    "UTF-8": "utf-8-sig",
    "UTF-16": "utf-16",
    "Windows-1252": "cp1252",
    "Windows-1250": "cp1250",
    "Windows-1251": "cp1251",
    "Windows-1254": "cp1254",
    "Windows-1256": "cp1256",
    "ISO 8859-15": "iso8859-15",
    "Mac OS Roman": "mac-roman",
}
LINE_END = re.compile(r"\r\n?|\n")
BLOCK_SIZE = 64 * 1024  # characters of whole lines
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decode(name: str, content: bytes, asked: str = "") -> tuple[str, str]:
    """Return the text and the name of its encoding; ``asked`` is one of ENCODINGS, or empty to find out.

    Raises FileError, with the line, for what is no text in that encoding.
    """
    text, encoding = _decode_as(name, content, asked) if asked else _decode(name, content)
    _refuse_unreadable(name, text)
    return text, encoding


def _decode_as(name: str, content: bytes, asked: str) -> tuple[str, str]:
    codec = ENCODINGS.get(asked)
    if codec is None:
        raise FileError(FileFault.NO_ENCODING, text=cut(asked), known=", ".join(ENCODINGS))
    try:
        return content.decode(codec), asked
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FileError(FileFault.NOT_IN_ENCODING, name=name, line=str(line), encoding=asked) from error


def _decode(name: str, content: bytes) -> tuple[str, str]:
    if content.startswith(BYTE_ORDER_MARKS):
        try:
            return content.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as error:
            raise FileError(FileFault.NO_UTF16, name=name, reason=error.reason) from error
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise FileError(FileFault.NUL_BYTES, name=name, line=str(line))
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
        raise FileError(FileFault.STRANGE_BYTE, name=name, line=str(line), byte=f"{byte:#04x}") from error


def _refuse_unreadable(name: str, text: str) -> None:
    """Refuse NUL characters, which the database cannot keep."""
    if "\0" in text:
        before = text[: text.index("\0")]
        place = len(before) - before.rfind("\n")
        line = before.count("\n") + 1
        raise FileError(FileFault.NUL_CHARACTER, name=name, line=str(line), place=str(place))


def refuse_long_lines(name: str, text: str) -> None:
    """Raise FileError for lines that no table of text has; JSON may have all its rows on one."""
    if _has_long_line(text):
        for number, line_text in enumerate(lines_of(text), start=1):
            if len(line_text) > LONGEST_LINE:
                length = len(line_text.rstrip("\r\n"))
                raise FileError(
                    FileFault.LONG_LINE, name=name, line=str(number), number=length, limit=LONGEST_LINE
                )


def _has_long_line(text: str) -> bool:
    """Tell whether a line may be too long, by going from the last end of a line in reach to the next."""
    place = 0
    while len(text) - place > LONGEST_LINE:
        end = max(text.rfind(ending, place, place + LONGEST_LINE) for ending in "\n\r")
        if end < 0:
            return True
        place = end + 1
    return False


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines of a text with their ends."""
    return chain.from_iterable(io.StringIO(block, newline="") for block in _blocks_of(text))


def _blocks_of(text: str) -> Iterator[str]:
    """Yield a text in blocks of whole lines; a buffer of all of it would hold it at four times the length."""
    start = 0
    while start < len(text):
        found = LINE_END.search(text, start + BLOCK_SIZE)
        end = found.end() if found else len(text)
        yield text[start:end]
        start = end


def read_lines(name: str, lines: Iterable[str], first_line: int = 1, delimiter: str = ",") -> Iterator[Line]:
    """Yield the records of lines of CSV, blank ones left out; ``first_line`` is the number of the first.

    Lines may end in any way, and in several. Raises FileError, with the line, at an unbalanced quotation mark
    or a cell that is too long.
    """
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    start = first_line
    try:
        for cells in reader:
            if len(cells) > MOST_COLUMNS:
                check_line(name, Line(start, tuple(cells)))
            if any(cells):
                yield Line(start, tuple(cells))
            start = first_line + reader.line_num
    except csv.Error as error:
        raise FileError(FileFault.LINE, name=name, line=str(start), reason=_reason(error)) from error


def read_record(lines: list[str], delimiter: str) -> tuple[list[str], int]:
    """Return the cells of the record that lines start with, and how many lines it takes up.

    There are none when it is no CSV.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        cells = next(reader, [])
    except csv.Error:
        return [], 1
    return cells, reader.line_num


def guess_delimiter(text: str) -> str:
    r"""Return the delimiter by which most records have the same number of cells, most of them filled.

    A comma where none parts anything. Only what ``text`` holds is looked at, so that its beginning is enough.

    >>> [guess_delimiter(text) for text in ("a;b\n1,5;2\n2,5;3\n", "a\tb\n1\t2\n", "a,b;\n1,2;\n")]
    [';', '\t', ',']
    """
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> float:
    """Return how likely a delimiter is, from 0 to 1: more even records and more filled cells are likelier."""
    filled: dict[int, list[int]] = defaultdict(list)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in records:
            if any(cells):
                filled[len(cells)].append(sum(map(bool, cells)))
    except csv.Error:
        # A cell past the limit: what was read before it is enough to guess by.
        pass
    if not filled:
        return 0.0
    usual = max(filled.values(), key=len)
    return len(usual) / sum(map(len, filled.values())) * (1 - len(usual) / sum(usual))


def _reason(error: csv.Error) -> Message:
    text = str(error)
    if "unexpected end of data" in text:
        return Message(FileFault.QUOTE_OPEN)
    if "field larger" in text:
        return Message(FileFault.LONG_QUOTE, number=LONGEST_CELL)
    if "expected after" in text:
        return Message(FileFault.QUOTE_INSIDE)
    return Message(FileFault.NO_CSV, reason=text)
