"""Name the temporary tables of an import of the whole record, and write cells as values of the database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, models
from psycopg import sql

from inventory.domain.spreadsheets import ESCAPED
from inventory.models.whole_record import Column, RecordTable, table_of

ANALYSED_FROM = 1_000  # rows; below that the planner does well without a look


def file_table(table: RecordTable) -> sql.Identifier:
    """Return the name of the table that holds the cells of a file: `record_row` from 1, and texts."""
    return sql.Identifier(f"record_file_{table.name}")


def key_table(table: RecordTable) -> sql.Identifier:
    """Return the name of the table that holds each row's `id`, whether it `is_known`, and its key."""
    return sql.Identifier(f"record_keys_{table.name}")


def row_table(table: RecordTable) -> sql.Identifier:
    """Return the name of the table that holds the rows as the database is to keep them."""
    return sql.Identifier(f"record_rows_{table.name}")


def model_table(table: RecordTable) -> sql.Identifier:
    """Return the name of the table of the record itself."""
    return sql.Identifier(table.model._meta.db_table)


def drop_tables(tables: Iterable[RecordTable]) -> None:
    """Take away the temporary tables of an import that came before."""
    names = [named(table) for table in tables for named in (file_table, key_table, row_table)]
    run(sql.SQL("DROP TABLE IF EXISTS {}").format(listed(names)))


def make_table(name: sql.Identifier, what: sql.Composable) -> None:
    """Make a temporary table, which lasts as long as the connection."""
    made = run(sql.SQL("CREATE TEMPORARY TABLE {} {}").format(name, what))
    if made >= ANALYSED_FROM:
        run(sql.SQL("ANALYZE {}").format(name))


def run(statement: sql.Composable) -> int:
    """Run a statement; return how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.connection))
        return int(cursor.rowcount)


def fetch(statement: sql.Composable) -> list[tuple[Any, ...]]:
    """Run a query; return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.connection))
        return list(cursor.fetchall())


def listed(parts: Iterable[sql.Composable], between: str = ", ") -> sql.Composed:
    """Join parts of a statement."""
    return sql.SQL(between).join(parts)


def all_of(conditions: Iterable[sql.Composable]) -> sql.Composed:
    """Join conditions that all have to hold."""
    return listed([sql.SQL("true"), *conditions], " AND ")


def value_field(column: Column) -> models.Field[Any, Any]:
    """Return the field that a cell shows: of a reference, the identifier of the row that it names."""
    return table_of(column.target).identifier.field if column.target else column.field


def is_text(column: Column) -> bool:
    """Return whether the cell of a column is a text of its own, which may have an apostrophe in front."""
    return isinstance(value_field(column), models.CharField | models.TextField)


def database_type(column: Column) -> str:
    """Return the database's type of a cell, a text's without its length."""
    if column.end:
        return "integer" if column.end in ("low", "high") else "date"
    kind = value_field(column).db_type(connection) or ""
    return "text" if is_text(column) else kind


def raw(column: Column, source: str = "f") -> sql.Composed:
    """Return the expression of a cell as it is written; empty where nothing is."""
    return sql.SQL("coalesce({}, '')").format(sql.Identifier(source, column.name))


def value(column: Column, source: str = "f") -> sql.Composed:
    """Return the expression of a cell's value: a text without the apostrophe in front, else null if empty."""
    if is_text(column):
        # The first character decides almost always, and costs a tenth of the pattern.
        written = sql.SQL("CASE WHEN left({0}, 1) = '''' AND {0} ~ {1} THEN substr({0}, 2) ELSE {0} END")
        return written.format(raw(column, source), sql.Literal(ESCAPED.pattern))
    kind: Any = sql.SQL(database_type(column))
    return sql.SQL("nullif({}, '')::{}").format(raw(column, source), kind)
