"""Find the rows of a record again in the database by their identifiers, and hold them to each other.

A row that is not there gets its key now, so that others can refer to it before it is written.
"""

from __future__ import annotations

from collections.abc import Iterator

from psycopg import sql

from inventory.imports.whole_record.cells import MOST
from inventory.imports.whole_record.problems import BadRow, shown
from inventory.imports.whole_record.statements import (
    all_of,
    fetch,
    file_table,
    key_table,
    listed,
    make_table,
    model_table,
    raw,
    value,
)
from inventory.models.whole_record import Column, RecordTable, table_of


def find_keys(table: RecordTable) -> None:
    """Make the table of a file's keys, after those of the tables that its own key names.

    New rows get keys in the order of entry, where the file keeps it.
    """
    columns = [table.column(name) for name in table.key]
    found = sql.SQL(
        "SELECT f.record_row, t.id AS known, {cells} FROM {file} f {references} LEFT JOIN {rows} t ON {same}"
        " ORDER BY {order}"
    ).format(
        cells=listed(
            sql.SQL("{} AS {}").format(value(column), sql.Identifier(column.name)) for column in columns
        ),
        file=file_table(table),
        references=listed((reference(column) for column in columns if column.target), " "),
        rows=model_table(table),
        same=all_of(_same(column) for column in columns),
        order=listed([*_entry(table), sql.SQL("f.record_row")]),
    )
    make_table(
        key_table(table),
        sql.SQL(
            "AS SELECT record_row, coalesce(known, nextval(pg_get_serial_sequence({}, 'id'))) AS id,"
            " known IS NOT NULL AS is_known, {} FROM ({}) found"
        ).format(sql.Literal(table.model._meta.db_table), listed(map(sql.Identifier, table.key)), found),
    )


def _entry(table: RecordTable) -> list[sql.Composable]:
    return [value(column) for column in table.columns if column.is_number]


def _same(column: Column) -> sql.Composed:
    """Return the condition that a row of the record has what the file's row has in a column of the key."""
    stated = sql.SQL("{}.id").format(_alias(column)) if column.target else value(column)
    kept: sql.Composable = sql.Identifier("t", column.attname)
    if column.end:
        kept = sql.SQL("lower({})").format(kept)
    equal = sql.SQL("{} = {}").format(kept, stated)
    # Only where a key may be without a value, since no index and no hash serves this.
    return equal if column.is_required else sql.SQL("{} IS NOT DISTINCT FROM {}").format(kept, stated)


def reference(column: Column) -> sql.Composed:
    """Return the join to the row that a cell names; without it where the cell is empty."""
    named = table_of(column.target)
    alias = _alias(column)
    cells = [*(named.column(name) for name in named.key[:-1]), column]
    conditions = (
        sql.SQL("{}.{} = {}").format(alias, sql.Identifier(name), value(cell))
        for name, cell in zip(named.key, cells, strict=True)
    )
    return sql.SQL("LEFT JOIN {} {} ON {}").format(key_table(named), alias, all_of(conditions))


def _alias(column: Column) -> sql.Identifier:
    return sql.Identifier(f"named_by_{column.name}")


def referred_key(column: Column) -> sql.Composed:
    """Return the expression of the key of the row that a cell names, after ``reference``."""
    return sql.SQL("{}.id").format(_alias(column))


def bad_keys(table: RecordTable) -> Iterator[BadRow]:
    """Yield rows that name none, and rows whose identifier stands in the file before. Runs two queries."""
    if dangling := [_dangling(table, column) for column in table.columns if column.target]:
        query = sql.SQL("{} ORDER BY 1, 2 LIMIT {}").format(
            listed(dangling, " UNION ALL "), sql.Literal(MOST)
        )
        for row, column, cell in fetch(query):
            file = f"{table_of(table.column(column).target).name}.csv"
            yield BadRow(row, column, f"{shown(cell)} names no row of {file}.")
    names = listed(map(sql.Identifier, table.key))
    twice = sql.SQL(
        "SELECT record_row FROM (SELECT record_row, row_number() OVER (PARTITION BY {} ORDER BY record_row)"
        " AS time FROM {}) k WHERE time > 1 ORDER BY 1 LIMIT {}"
    ).format(names, key_table(table), sql.Literal(MOST))
    for (row,) in fetch(twice):
        yield BadRow(row, ", ".join(table.key), "stands in the file twice.")


def _dangling(table: RecordTable, column: Column) -> sql.Composed:
    """Return the query for the cells of a column that name no row: the row, the column and the cell."""
    return sql.SQL(
        "SELECT f.record_row, {name}, {cell} FROM {file} f {reference} WHERE {cell} <> '' AND {key} IS NULL"
    ).format(
        name=sql.Literal(column.name),
        cell=raw(column),
        file=file_table(table),
        reference=reference(column),
        key=referred_key(column),
    )
