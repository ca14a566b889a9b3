"""Read one sheet of a workbook in a process of its own, within limits of memory and time.

Run as a program by `workbooks`: the workbook comes by standard input, its sheet's name as the argument. The
first line of the answer is an object, either with an ``error`` or with what was read; each further line is a
row, as its number and its cells. A workbook that is made to overwhelm its reader kills this process only.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import unescape

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

MEMORY = 2 * 1024**3  # bytes of address space
LARGEST_UNPACKED = 400 * 1024**2  # bytes of all parts of a workbook
HIGHEST_RATIO = 200  # of a part's size to its packed size; sheets of real workbooks have some 10 to 30.
SMALL_PART = 1024**2  # bytes; a part below this may have any ratio.
MOST_PARTS = 10_000
MOST_CELLS = 10_000_000
MOST_ROWS = 1_048_576  # of a sheet
LONGEST_TEXT = 400 * 1024**2  # characters of all cells
CHUNK_SIZE = 1024**2  # bytes
COMPOUND = b"\xd0\xcf\x11\xe0"  # first bytes of Excel's workbooks before 2007, and encrypted ones since

ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
LONGEST_ENTITY = 32  # bytes that two chunks share, so that no mark is cut in two
CELL = re.compile(rb"<(?:\w+:)?c\s(?P<attributes>[^>]*?)(?:/>|>(?P<inside>.*?)</(?:\w+:)?c>)", re.DOTALL)
REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?>(?P<formula>[^<]*)</")
VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>(?P<value>[^<]*)</")
ROW = re.compile(rb"<(?:\w+:)?row\s([^>]*)>")
COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
LARGEST_WHOLE = 10**15  # Above it a floating-point number is no exact count.

type Place = tuple[int, int]  # row and column, from 0


class WorkbookError(Exception):
    """Refuse a workbook, by a code of ``BookFault`` and the values that fill its words."""

    def __init__(self, code: str, /, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


def read_sheet(content: bytes, asked: str) -> tuple[dict[str, Any], Iterator[tuple[int, list[str]]]]:
    """Return what is known of a sheet and its rows with something in them, each with its number from 1.

    ``asked`` names the sheet; when empty it is the first that is not hidden. Raises WorkbookError.
    """
    if content.startswith(COMPOUND):
        check_streams(content)
    else:
        check_parts(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names
        name = asked or _first_shown(book)
        if name not in names:
            raise WorkbookError("book.no_sheet", sheet=name, sheets=names)
        sheet = book.get_sheet_by_name(name)
    except PasswordError as error:
        raise WorkbookError("book.protected") from error
    except CalamineError as error:
        raise WorkbookError("book.unreadable", reason=str(error)) from error
    if sheet.end is None:
        others = [other for other in names if other != name]
        if others:
            raise WorkbookError("book.empty_sheet_beside_others", sheet=name, sheets=others)
        raise WorkbookError("book.empty_sheet", sheet=name)
    if (sheet.end[0] + 1) * (sheet.end[1] + 1) > MOST_CELLS:
        end = {"row": sheet.end[0] + 1, "column": sheet.end[1] + 1}
        raise WorkbookError("book.too_wide", sheet=name, **end, limit=MOST_CELLS)
    hidden = hidden_values(content, names.index(name))
    merged = [*(sheet.merged_cell_ranges or []), *hidden.merged]
    tall = [found for found in merged if found[0][0] != found[1][0]]
    told = {
        "sheets": names,
        "hidden_sheets": [
            one.name for one in book.sheets_metadata if one.visible != SheetVisibleEnum.Visible
        ],
        "sheet": name,
        "merged": len(tall),
        "hidden_rows": hidden.rows,
        "hidden_columns": hidden.columns,
    }
    return told, _rows(sheet, tall, hidden.values)


def _first_shown(book: CalamineWorkbook) -> str:
    shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    return (shown or book.sheet_names or [""])[0]


def _rows(
    sheet: CalamineSheet, merged: Sequence[tuple[Place, Place]], unseen: dict[Place, str]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows; a cell that is merged over several says the same in each, in its first column."""
    # The rows come without the empty columns before the first that holds something.
    left, right = (sheet.start or (0, 0))[1], (sheet.end or (0, 0))[1]
    filled: dict[Place, Place] = {
        (row, first[1]): first for first, last in merged for row in range(first[0] + 1, last[0] + 1)
    }
    sources = dict.fromkeys(filled.values(), "")
    total = 0
    for number, values in enumerate(sheet.iter_rows()):
        cells = [""] * left + [text_of(value) for value in values]
        cells += [""] * (right + 1 - len(cells))
        for column, cell in enumerate(cells if unseen or filled else ()):
            place = (number, column)
            if not cell and place in unseen:
                cells[column] = unseen[place]
            elif not cell and place in filled:
                cells[column] = sources[filled[place]]
            if place in sources:
                sources[place] = cells[column]
        total += sum(map(len, cells))
        if total > LONGEST_TEXT:
            raise WorkbookError("book.long_text", limit=LONGEST_TEXT, row=number + 1)
        if any(cells):
            yield number + 1, cells


def text_of(value: object) -> str:
    """Return a cell's value as a file would have it: dates in ISO form, whole numbers without a fraction.

    >>> from datetime import timedelta
    >>> text_of(5.0), text_of(5.5), text_of("001"), text_of(True), text_of(timedelta(hours=30))
    ('5', '5.5', '001', 'true', '1 day, 6:00:00')
    >>> text_of(date(2025, 1, 17)), text_of(datetime(2025, 1, 17)), text_of(datetime(2025, 1, 17, 12, 30))
    ('2025-01-17', '2025-01-17', '2025-01-17T12:30:00')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST_WHOLE:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def check_streams(content: bytes) -> None:
    """Raise WorkbookError for a compound file that is encrypted, or no workbook from before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise WorkbookError("book.protected")
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        is_text = "WordDocument".encode("utf-16-le") in content
        raise WorkbookError("book.word_document" if is_text else "book.no_workbook")


def check_parts(content: bytes) -> None:
    """Raise WorkbookError for a ZIP archive that is no workbook, or made to overwhelm who unpacks it.

    Each part is unpacked to see its true size, since what the archive says of it may be false.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError) as error:
        raise WorkbookError("book.damaged", reason=str(error)) from error
    names = {part.filename for part in parts}
    if not names & {"xl/workbook.xml", "content.xml"}:
        is_text = "word/document.xml" in names
        raise WorkbookError("book.word_document" if is_text else "book.zip_archive")
    if len(parts) > MOST_PARTS:
        raise WorkbookError("book.many_parts", number=len(parts), limit=MOST_PARTS)
    declared = sum(part.file_size for part in parts)
    if declared > LARGEST_UNPACKED:
        raise _too_large(declared)
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise WorkbookError("book.protected")
    left = LARGEST_UNPACKED
    for part in parts:
        left -= _unpacked_size(content, part, left)


def _too_large(size: int) -> WorkbookError:
    limit = LARGEST_UNPACKED // 1024**2
    return WorkbookError("book.too_large", size=size // 1024**2, limit=limit)


def _unpacked_size(content: bytes, part: zipfile.ZipInfo, limit: int) -> int:
    """Return a part's true size. Raises WorkbookError past the limit, and where entities are defined."""
    start = part.header_offset
    names, extra = (int.from_bytes(content[start + at : start + at + 2], "little") for at in (26, 28))
    start += 30 + names + extra
    packed = memoryview(content)[start : start + part.compress_size]
    if part.flag_bits & 1 or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise WorkbookError("book.packed_part", part=part.filename)
    size, tail = 0, b""
    for chunk in _unpacked(packed, is_packed=part.compress_type == zipfile.ZIP_DEFLATED):
        size += len(chunk)
        if size > limit:
            raise _too_large(LARGEST_UNPACKED - limit + size)
        if size > SMALL_PART and size > HIGHEST_RATIO * max(1, part.compress_size):
            raise WorkbookError("book.bomb", ratio=HIGHEST_RATIO, part=part.filename)
        if ENTITY.search(tail + chunk) or b"<\0!\0E\0N\0T\0I\0T\0Y" in tail + chunk:
            raise WorkbookError("book.entities", part=part.filename)
        tail = chunk[-LONGEST_ENTITY:]
    if size != part.file_size:
        raise WorkbookError("book.wrong_length", part=part.filename)
    return size


def _unpacked(packed: memoryview, *, is_packed: bool) -> Iterator[bytes]:
    if not is_packed:
        yield bytes(packed)
        return
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    waiting = bytes(packed)
    try:
        while waiting:
            yield unpacker.decompress(waiting, CHUNK_SIZE)
            waiting = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise WorkbookError("book.damaged", reason=str(error)) from error


@dataclass(slots=True)
class Hidden:
    """Hold what the reader does not give: texts of cells, by place, and cells that are merged.

    ``rows`` are the numbers of those that people do not see, ``columns`` says how many columns these are.
    """

    values: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    columns: int = 0


def hidden_values(content: bytes, index: int) -> Hidden:
    """Return the errors such as ``#REF!`` of a sheet, and its formulas without a saved result.

    Formulas are text here, never computed. Workbooks from before 2007 are not looked at.
    """
    if not content.startswith(b"PK"):
        return Hidden()
    archive = zipfile.ZipFile(io.BytesIO(content))
    if "content.xml" in archive.namelist():
        return _hidden_in_open_document(archive.read("content.xml"), index)
    part = _part_of_sheet(archive, index)
    if not part:
        return Hidden()
    sheet = archive.read(part)
    return Hidden(_hidden_in_sheet(sheet), [], *_unseen_in_sheet(sheet))


def _unseen_in_sheet(sheet: bytes) -> tuple[list[int], int]:
    """Return the numbers of the rows of a sheet that are hidden or filtered out, and how many columns are."""
    if b"hidden=" not in sheet:
        return [], 0
    rows = [tag for tag in ROW.findall(sheet) if HIDDEN.search(tag)]
    columns = [tag for tag in COLUMN.findall(sheet) if HIDDEN.search(tag)]
    numbers = [int(found[1]) for tag in rows if (found := re.search(rb"\br=[\"'](\d{1,7})[\"']", tag))]
    spans = [[int(end) for end in re.findall(rb"\b(?:min|max)=[\"'](\d{1,5})[\"']", tag)] for tag in columns]
    return numbers, sum(max(ends) - min(ends) + 1 for ends in spans if ends)


def _hidden_in_sheet(sheet: bytes) -> dict[Place, str]:
    if b'"e"' not in sheet and b"'e'" not in sheet and b"<f" not in sheet and b":f" not in sheet:
        return {}
    found: dict[Place, str] = {}
    for cell in CELL.finditer(sheet):
        inside = cell["inside"] or b""
        where = REFERENCE.search(cell["attributes"])
        value, formula = VALUE.search(inside), FORMULA.search(inside)
        is_error = re.search(rb"\bt=[\"']e[\"']", cell["attributes"]) is not None
        if where and is_error:
            found[_place(where)] = unescape(value["value"].decode()) if value else "#VALUE!"
        elif where and formula and not (value and value["value"]):
            found[_place(where)] = "=" + unescape(formula["formula"].decode())
    return found


def _hidden_in_open_document(content: bytes, index: int) -> Hidden:
    hidden = Hidden()
    marks = (b'"error"', b":formula=", b":number-rows-spanned=", b":visibility=")
    if not any(mark in content for mark in marks):
        return hidden
    # Entities, by which such a text could grow without bounds, were refused before.
    sheet = list(ElementTree.fromstring(content).iter(f"{TABLE}table"))[index]  # noqa: S314
    row = 0
    for record in sheet.iter(f"{TABLE}table-row"):
        column = 0
        for cell in record:
            _note_cell(hidden, cell, (row, column))
            column += int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        repeated = int(record.get(f"{TABLE}number-rows-repeated", "1"))
        if record.get(f"{TABLE}visibility") in ("collapse", "filter"):
            hidden.rows += range(row + 1, row + 1 + min(repeated, MOST_ROWS))
        row += repeated
    return hidden


def _note_cell(hidden: Hidden, cell: ElementTree.Element, place: Place) -> None:
    words = "".join(cell.itertext())
    kinds = [value for name, value in cell.items() if name.endswith("}value-type")]
    if "error" in kinds:
        hidden.values[place] = words or "#VALUE!"
    elif cell.get(f"{TABLE}formula") and not kinds:
        hidden.values[place] = "=" + cell.get(f"{TABLE}formula", "").partition("=")[2]
    rows, columns = (int(cell.get(f"{TABLE}number-{of}-spanned", "1")) for of in ("rows", "columns"))
    if rows > 1:
        hidden.merged.append((place, (place[0] + rows - 1, place[1] + columns - 1)))


def _part_of_sheet(archive: zipfile.ZipFile, index: int) -> str | None:
    """Return the name of the part that holds a sheet; None where it is missing."""
    # Entities, by which such a text could grow without bounds, were refused before.
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    sheets = [element for element in book.iter() if element.tag.endswith("}sheet")]
    target = targets.get(sheets[index].get(RELATIONS)) or ""
    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return part if part in archive.namelist() else None


def _place(where: re.Match[bytes]) -> Place:
    column = 0
    for letter in where[1]:
        column = column * 26 + letter - ord("A") + 1
    return int(where[2]) - 1, column - 1


def main(asked: str) -> None:
    """Answer for the workbook on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        told, rows = read_sheet(sys.stdin.buffer.read(), asked)
        lines = [json.dumps(row) for row in rows]
    except WorkbookError as error:
        told, lines = {"error": {"code": error.code, "values": error.values}}, []
    except (ElementTree.ParseError, KeyError, IndexError, ValueError, zipfile.BadZipFile) as error:
        told, lines = {"error": {"code": "book.damaged", "values": {"reason": str(error)}}}, []
    sys.stdout.write("\n".join([json.dumps(told), *lines]))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
