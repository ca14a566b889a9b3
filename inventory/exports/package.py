"""Write an export as a data package: what the file is, from where, when and how to cite it, beside the file.

A ZIP archive of the data as CSV, ``datapackage.json`` (Frictionless Data Package, version 1), the codebook
and the citation as text, BibTeX and RIS.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.utils import timezone

from inventory.columns.column import FileColumn
from inventory.domain.citation import Citable, as_bibtex, as_ris, as_text
from inventory.exports.copy import csv_lines
from inventory.exports.export import AnyExport
from inventory.exports.files import written
from inventory.exports.records import record_lines

UNSTATED = {
    "name": "notspecified",
    "title": "The site states none; the terms of the sources named in the file hold.",
}
# What the files of this site have in common, whatever they hold.
COMMON = (
    "An empty cell, null in JSON Lines and Parquet, means one thing: nothing is recorded. It is never zero, "
    "false or an empty text; the description of a column says what follows from it. Dates as reported are "
    "EDTF (ISO 8601-2), days are ISO 8601. In CSV, a text that a spreadsheet would take for a formula has an "
    "apostrophe in front. The two-letter code of Namibia is NA: tell programs that only an empty cell is "
    "missing (pandas: keep_default_na=False, na_values=['']; R: na.strings = ''), or use three-letter codes."
)
# What an address carries that is no part of what selects the rows.
PASSING = frozenset({"export", "profile", "headers", "page", "per_page", "view", "density"})


@dataclass(frozen=True, slots=True)
class Packed:
    """Hold what goes into a package: a file with its columns, origin and time, and what it leaves out."""

    profile: str
    address: str
    columns: Sequence[FileColumn]
    chunks: Iterable[bytes]
    moment: datetime
    left_out: str = ""


def package(export: AnyExport) -> Iterator[bytes]:
    """Yield the archive, in constant memory."""
    lines, now = csv_lines(export), timezone.now()
    return pack(Packed(export.profile, export.address, export.columns, lines, now, export.left_out))


def pack(packed: Packed) -> Iterator[bytes]:
    """Yield the archive of a file, whatever its origin."""
    return written(lambda file: _write(packed, file))


def _write(packed: Packed, file: BinaryIO) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        name = f"{packed.profile}.csv"
        with archive.open(name, "w", force_zip64=True) as data:
            counted = Counted(data)
            for chunk in packed.chunks:
                counted.write(chunk)
        described = _description(packed, name, counted)
        archive.writestr("datapackage.json", json.dumps(described, ensure_ascii=False, indent=2) + "\n")
        archive.writestr("codebook.csv", b"".join(codebook_lines(packed.columns)))
        cited = Citable(
            described["title"],
            packed.address,
            timezone.localdate(packed.moment),
            counted.sha256,
            counted.rows,
        )
        for suffix, write in (("txt", as_text), ("bib", as_bibtex), ("ris", as_ris)):
            archive.writestr(f"citation.{suffix}", write(cited))


def codebook_lines(columns: Sequence[FileColumn]) -> Iterator[bytes]:
    """Yield a codebook as CSV: name, type and meaning of each column."""
    return record_lines(("name", "type", "meaning"), [(one.name, one.type, one.meaning) for one in columns])


class Counted:
    """Pass bytes of CSV on, and keep their number, their checksum and the number of records."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.size = 0
        self.rows = -1  # The head is none.

    def write(self, chunk: bytes) -> None:
        """Take whole records."""
        self._file.write(chunk)
        self._digest.update(chunk)
        self.size += len(chunk)
        # Chunks end where records do, so that what stands before the first quotation mark is outside of any,
        # and so is every second part. A reader of CSV would refuse a very long cell.
        self.rows += sum(part.count(b"\n") for part in chunk.split(b'"')[::2])

    @property
    def sha256(self) -> str:
        """Return the checksum of all that was written."""
        return self._digest.hexdigest()


def _description(packed: Packed, name: str, counted: Counted) -> dict[str, Any]:
    asked = [(key, value) for key, value in parse_qsl(urlsplit(packed.address).query) if key not in PASSING]
    chosen = ", ".join(f"{key} {value}" for key, value in asked) or "all rows"
    return {
        "profile": "tabular-data-package",
        "name": packed.profile.replace("_", "-"),
        "title": f"{packed.profile.replace('_', ' ').capitalize()}: {chosen}",
        "description": f"{packed.left_out} {COMMON}".strip(),
        "homepage": packed.address,
        "created": packed.moment.isoformat(timespec="seconds"),
        "licenses": [_licence()],
        "filter": [list(pair) for pair in asked],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": packed.profile.replace("_", "-"),
                "path": name,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": counted.size,
                "hash": f"sha256:{counted.sha256}",
                "rows": counted.rows,
                "schema": {
                    "fields": [_field(column) for column in packed.columns],
                    "missingValues": [""],
                },
            }
        ],
    }


def _field(column: FileColumn) -> dict[str, Any]:
    found: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.meaning}
    if column.choices:
        found["constraints"] = {"enum": [code for code in column.choices.values if code]}
    return found


def _licence() -> dict[str, str]:
    """Return the licence that who runs the site gives to its data."""
    name = settings.DATA_LICENCE
    return {"name": name, "path": f"https://spdx.org/licenses/{name}.html"} if name else UNSTATED
