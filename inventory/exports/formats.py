"""Name the formats that every export can be written in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inventory.exports.copy import csv_lines, json_lines, tsv_lines
from inventory.exports.export import Export
from inventory.exports.package import package
from inventory.exports.parquet import parquet
from inventory.exports.workbook import workbook

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class FileFormat:
    """Say how a format is recognised by people and programs, and written."""

    suffix: str
    content_type: str
    write: Callable[[Export], Iterator[bytes]]


# By the name in addresses.
FORMATS = {
    "csv": FileFormat("csv", "text/csv; charset=utf-8", csv_lines),
    "tsv": FileFormat("tsv", "text/tab-separated-values; charset=utf-8", tsv_lines),
    "xlsx": FileFormat("xlsx", WORKBOOK, workbook),
    "jsonl": FileFormat("jsonl", "application/jsonl; charset=utf-8", json_lines),
    "parquet": FileFormat("parquet", "application/vnd.apache.parquet", parquet),
    "package": FileFormat("zip", "application/zip", package),
}
