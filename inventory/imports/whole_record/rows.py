"""Make the rows of a record what the database keeps, and tell those that differ from what it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.postgres.fields import IntegerRangeField
from psycopg import sql

from inventory.imports.whole_record.keys import reference, referred_key
from inventory.imports.whole_record.statements import (
    fetch,
    file_table,
    key_table,
    listed,
    make_table,
    model_table,
    row_table,
    value,
)
from inventory.models import Evidence
from inventory.models.merging import MOVED
from inventory.models.whole_record import Column, RecordTable, table_of
from inventory.models.whole_record.moved import moved_by_key


@dataclass(frozen=True, slots=True)
class Counts:
    """Count the rows of a file that are new, changed and unchanged."""

    new: int
    changed: int
    unchanged: int


def make_rows(table: RecordTable, *, has_private_texts: bool) -> None:
    """Make the table of rows: `record_row`, `id`, `is_known`, `is_changed`, and the columns to keep."""
    cells = [
        sql.SQL("{} AS {}").format(expression, sql.Identifier(name))
        for name, expression in _cells(table, has_private_texts=has_private_texts)
    ]
    rows = sql.SQL(
        "SELECT {all} FROM {file} f JOIN {keys} k USING (record_row)"
        " LEFT JOIN {model} t ON t.id = k.id {joins}"
    ).format(
        all=listed([sql.SQL("f.record_row, k.id, k.is_known"), *cells]),
        file=file_table(table),
        keys=key_table(table),
        model=model_table(table),
        joins=listed(_joins(table), " "),
    )
    compared = compared_columns(table)
    is_changed = (
        sql.SQL("v.is_known AND ({}) IS DISTINCT FROM ({})").format(
            listed(sql.Identifier("v", name) for name in compared),
            listed(sql.Identifier("t", name) for name in compared),
        )
        if compared
        else sql.SQL("false")
    )
    make_table(
        row_table(table),
        sql.SQL("AS SELECT v.*, {} AS is_changed FROM ({}) v LEFT JOIN {} t ON t.id = v.id").format(
            is_changed, rows, model_table(table)
        ),
    )


def compared_columns(table: RecordTable) -> list[str]:
    """Return the columns of the database whose difference makes a row a changed one."""
    left_out = {*table.once, *table.key}
    names = [column.attname for column in table.stored if column.name not in left_out]
    return list(dict.fromkeys(names))


def kept_columns(table: RecordTable) -> list[str]:
    """Return the columns of the database that the table of rows has."""
    follows = [f"{name}_id" for name in table.follows]
    return list(dict.fromkeys([*(column.attname for column in table.stored), *follows]))


def _joins(table: RecordTable) -> Iterator[sql.Composable]:
    yield from (reference(column) for column in table.columns if column.target)
    for followed in table.follows.values():
        column = table.column(followed)
        yield sql.SQL("LEFT JOIN {} followed ON followed.id = {}").format(
            row_table(table_of(column.target)), referred_key(column)
        )


def _cells(table: RecordTable, *, has_private_texts: bool) -> Iterator[tuple[str, sql.Composable]]:
    """Yield the columns to keep with the expressions of their values."""
    for column in table.stored:
        if column.end in ("", "low", "first"):
            yield column.attname, _cell(table, column, has_private_texts=has_private_texts)
    for name in table.follows:
        yield f"{name}_id", sql.Identifier("followed", f"{name}_id")


def _cell(table: RecordTable, column: Column, *, has_private_texts: bool) -> sql.Composable:
    if column.end:
        return _range(table, column)
    if column.target is not None:
        return _reference(table, column)
    if column.name == "moved":
        return _moved(column)
    if column.name in table.shown_if and not has_private_texts:
        flag = value(table.column(table.shown_if[column.name]))
        kept = sql.Identifier("t", column.attname)
        return sql.SQL("CASE WHEN {} THEN {} ELSE coalesce({}, '') END").format(flag, value(column), kept)
    return value(column)


def _range(table: RecordTable, column: Column) -> sql.Composed:
    """Return the range between two cells, both inclusive; null, where that may be, if both are empty."""
    low, high = (value(one) for one in table.columns if one.field is column.field)
    made = "int4range" if isinstance(column.field, IntegerRangeField) else "daterange"
    range_ = sql.SQL("{}({}, {}, '[]')").format(sql.Identifier(made), low, high)
    if not column.field.null:
        return range_
    return sql.SQL("CASE WHEN {} IS NOT NULL OR {} IS NOT NULL THEN {} END").format(low, high, range_)


def _reference(table: RecordTable, column: Column) -> sql.Composable:
    """Return the key that a cell names; of a pair the smaller one stands first, as the database wants."""
    if column.name not in table.pair:
        return referred_key(column)
    both = listed(referred_key(table.column(name)) for name in table.pair)
    order = "least" if column.name == table.pair[0] else "greatest"
    return sql.SQL("{}({})").format(sql.SQL(order), both)


def _moved(column: Column) -> sql.Composed:
    models = {**MOVED, "link": Evidence.reports.through}
    keys = {kind: key_table(table_of(model)).as_string() for kind, model in models.items()}
    cell = value(column).as_string()
    return sql.SQL("{}").format(sql.SQL(moved_by_key(cell, keys)))


def count_rows(table: RecordTable) -> Counts:
    """Count what a file brings."""
    query = sql.SQL(
        "SELECT count(*) FILTER (WHERE NOT is_known), count(*) FILTER (WHERE is_changed),"
        " count(*) FILTER (WHERE is_known AND NOT is_changed) FROM {}"
    ).format(row_table(table))
    return Counts(*fetch(query)[0])
