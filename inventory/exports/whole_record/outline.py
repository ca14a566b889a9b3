"""Outline the files of the whole record for people: what a row is, and which rows it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inventory.models.whole_record import LEFT_OUT, TABLES, RecordTable, table_of


@dataclass(frozen=True, slots=True)
class OutlinedTable:
    """Say of a file what a row of it is, by which columns it is known, and of which files it names rows."""

    file: str
    row: str
    key: Sequence[str]
    names: Sequence[str]
    is_private: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """Hold the files in their order, and what is in none of them, with the reason."""

    tables: Sequence[OutlinedTable]
    left_out: Sequence[tuple[str, str]]


def outline() -> Outline:
    """Return the outline of all files."""
    left_out = [(str(model._meta.verbose_name), reason) for model, reason in LEFT_OUT.items()]
    return Outline([_outlined(table) for table in TABLES], left_out)


def row_of(table: RecordTable) -> str:
    """Return what a row of a table is, as its model says."""
    return table.row or (table.model.__doc__ or "").strip().partition("\n")[0]


def _outlined(table: RecordTable) -> OutlinedTable:
    named = {table_of(column.target).name: None for column in table.columns if column.target}
    return OutlinedTable(f"{table.name}.csv", row_of(table), table.key, list(named), table.is_private)
