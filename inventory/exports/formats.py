"""Name the formats that every export can be written in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inventory.columns.column import FileColumn
from inventory.columns.destinations import POSITION
from inventory.exports.copy import csv_lines, json_lines, tsv_lines
from inventory.exports.export import AnyExport
from inventory.exports.geojson import geojson
from inventory.exports.package import package
from inventory.exports.parquet import parquet
from inventory.exports.workbook import workbook

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class FileFormat:
    """Say how a format is recognised by people and programs, and written.

    ``needs`` are columns without which there is nothing to write. Only a format that ``has_head`` can have
    other words than the columns' names there.
    """

    suffix: str
    content_type: str
    write: Callable[[AnyExport], Iterator[bytes]]
    needs: tuple[FileColumn, ...] = ()
    has_head: bool = False


# By the name in addresses.
FORMATS = {
    "csv": FileFormat("csv", "text/csv; charset=utf-8", csv_lines, has_head=True),
    "tsv": FileFormat("tsv", "text/tab-separated-values; charset=utf-8", tsv_lines, has_head=True),
    "xlsx": FileFormat("xlsx", WORKBOOK, workbook, has_head=True),
    "jsonl": FileFormat("jsonl", "application/jsonl; charset=utf-8", json_lines),
    "parquet": FileFormat("parquet", "application/vnd.apache.parquet", parquet),
    "package": FileFormat("zip", "application/zip", package),
    "geojson": FileFormat("geojson", "application/geo+json", geojson, needs=POSITION),
}
# Those that take rows of any kind.
TABLE_FORMATS = [name for name, known in FORMATS.items() if not known.needs]


def formats_of(export: AnyExport) -> list[str]:
    """Return the names of the formats that an export can be written in."""
    return [name for name, known in FORMATS.items() if set(known.needs) <= set(export.columns)]
