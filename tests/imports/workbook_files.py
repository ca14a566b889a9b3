"""Make workbooks for tests, sound ones and such as are made to do harm."""

import io
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook

OPEN_DOCUMENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    "<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
)


def excel(fill: Callable[[Workbook], None]) -> bytes:
    """Return a workbook of Office Open XML that a function has filled."""
    book = Workbook()
    fill(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def open_document(tables: str, manifest: str = "<manifest/>") -> bytes:
    """Return a workbook of OpenDocument with such tables."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = OPEN_DOCUMENT.format(tables=tables)
    return packed({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def packed(parts: Mapping[str, str | bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of the parts, the first of them as it is."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number, (name, content) in enumerate(parts.items()):
            archive.writestr(name, content, kind if number else zipfile.ZIP_STORED)
    return file.getvalue()


def repacked(workbook: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a workbook with some parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    return packed({**kept, **parts})
