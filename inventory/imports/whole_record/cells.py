"""Check every cell of a record's files for itself: whether it is there, readable and allowed."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.postgres.fields import IntegerRangeField
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import DecimalField, UUIDField
from django.utils.translation import override
from psycopg import sql

from inventory.imports.problems import SHOWN_PROBLEMS
from inventory.imports.whole_record.problems import BadRow, shown
from inventory.imports.whole_record.statements import (
    database_type,
    fetch,
    file_table,
    is_text,
    listed,
    raw,
    value,
    value_field,
)
from inventory.models.whole_record import Column, RecordTable, Type

MOST = SHOWN_PROBLEMS + 1  # bad cells of a kind that are looked for in a file; more than are shown
# How each type is written, and what it is called. The database reads more, some of it otherwise than meant.
FORMS = {
    Type.NUMBER: (r"^-?[0-9]+(\.[0-9]+)?$", "a number"),
    Type.DATE: (r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "a date such as 2025-01-17"),
    Type.DATETIME: (
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$",
        "a time such as 2025-01-17T12:00:00Z",
    ),
    Type.OBJECT: (r"^\s*\{", "an object of JSON"),
}
# What is written as the database writes it, which is quicker to tell than by a pattern.
CANONICAL = {
    Type.INTEGER: "a whole number that fits here",
    Type.BOOLEAN: "true or false",
    Type.STRING: "an identifier (UUID in lower case)",
}


def bad_cells(table: RecordTable) -> list[BadRow]:
    """Return the cells of a table that cannot be taken, the first of the file. Runs one query.

    Then, if all can be read, what only Python can check: one query for each such column, and for each text.
    """
    found = [BadRow(*row) for row in fetch(_unreadable(table))]
    return found or list(_invalid(table))


def _unreadable(table: RecordTable) -> sql.Composed:
    # One look at the file for each column: a row of VALUES beside each row of it takes ten times as long.
    looks = []
    for column in table.columns:
        if checks := list(_checks(table, column)):
            cases = listed((sql.SQL("WHEN {} THEN {}").format(*check) for check in checks), " ")
            look = sql.SQL("SELECT f.record_row, {} AS name, CASE {} END AS reason FROM {} f")
            looks.append(look.format(sql.Literal(column.name), cases, file_table(table)))
    return sql.SQL(
        "SELECT record_row, name, reason FROM ({}) found WHERE reason IS NOT NULL"
        " ORDER BY record_row LIMIT {}"
    ).format(listed(looks, " UNION ALL "), sql.Literal(MOST))


def _checks(table: RecordTable, column: Column) -> Iterator[tuple[sql.Composable, sql.Composable]]:
    """Yield what a cell must not be, and what is then said."""
    cell = raw(column)
    given = sql.SQL("{} <> ''").format(cell)
    quoted = sql.SQL("'“' || left({}, 60) || '” '").format(cell)
    if column.is_required and column.name not in table.shown_if:
        yield sql.SQL("{} = ''").format(cell), sql.Literal("is empty.")
    if not is_text(column):
        kind = Type.STRING if isinstance(value_field(column), UUIDField) else column.type
        name = CANONICAL[kind] if kind in CANONICAL else FORMS[kind][1]
        reason = sql.SQL("{} || {}").format(quoted, sql.Literal(f"is not {name}."))
        for condition in _misread(column, kind):
            yield sql.SQL("{} AND {}").format(given, condition), reason
    if column.choices:
        words = ", ".join(column.choices)
        condition = sql.SQL("{} AND {} NOT IN ({})").format(
            given, cell, listed(map(sql.Literal, column.choices))
        )
        yield condition, sql.SQL("{} || {}").format(quoted, sql.Literal(f"is none of {words}."))
    if column.longest:
        condition = sql.SQL("char_length({0}) > {2} AND char_length({1}) > {2}").format(
            cell, value(column), sql.Literal(column.longest)
        )
        yield condition, sql.Literal(f"has more than {column.longest} characters.")
    if column.end in ("high", "last"):
        yield from _range_checks(table, column)


def _misread(column: Column, kind: Type) -> Iterator[sql.Composable]:
    """Yield the conditions that a cell is not what the column holds, or would be taken for something else."""
    cell, held = raw(column), database_type(column)
    if kind not in CANONICAL:
        yield sql.SQL("{} !~ {}").format(cell, sql.Literal(FORMS[kind][0]))
    yield sql.SQL("NOT pg_input_is_valid({}, {})").format(cell, sql.Literal(held))
    if kind in CANONICAL:
        yield sql.SQL("{0}::{1}::text <> {0}").format(cell, sql.SQL(held))
    if isinstance(column.field, DecimalField):
        yield sql.SQL("{} ~ {}").format(cell, sql.Literal(rf"\.[0-9]{{{column.field.decimal_places + 1},}}$"))


def _range_checks(table: RecordTable, column: Column) -> Iterator[tuple[sql.Composable, sql.Composable]]:
    """Yield what two ends must not be together; both are readable by then, else more is told than one."""
    lower = raw(next(one for one in table.columns if one.field is column.field and one is not column))
    upper = raw(column)
    if isinstance(column.field, IntegerRangeField):
        condition = sql.SQL("{} <> '' AND {} = ''").format(upper, lower)
        yield condition, sql.Literal("has no low end beside it.")
    kind = "int4range" if isinstance(column.field, IntegerRangeField) else "daterange"
    both = sql.SQL("'[' || {} || ',' || {} || ']'").format(lower, upper)
    yield (
        sql.SQL("NOT pg_input_is_valid({}, {})").format(both, sql.Literal(kind)),
        sql.SQL("'“' || {} || '” is below the low end, or out of bounds.'").format(upper),
    )


def _invalid(table: RecordTable) -> Iterator[BadRow]:
    """Yield the cells that the fields' own validators refuse: addresses, dates in EDTF, short names."""
    for column in table.stored:
        if column.validators:
            for text, reason in list(_refused(table, column)):
                rows = sql.SQL("SELECT f.record_row FROM {} f WHERE {} = {} ORDER BY 1 LIMIT {}").format(
                    file_table(table), value(column), sql.Literal(text), sql.Literal(MOST)
                )
                yield from (BadRow(row, column.name, f"{shown(text)}: {reason}") for (row,) in fetch(rows))


def _refused(table: RecordTable, column: Column) -> Iterator[tuple[str, str]]:
    """Yield the texts of a column that are refused, with the reason; reads them in chunks."""
    query = sql.SQL("SELECT DISTINCT {} FROM {} f").format(value(column), file_table(table))
    refused = 0
    with connection.chunked_cursor() as cursor, override("en"):
        cursor.execute(query.as_string())
        for (text,) in cursor:
            if text and (reason := _reason(column, text)):
                yield text, reason
                refused += 1
            if refused == MOST:
                return


def _reason(column: Column, text: str) -> str:
    """Return why the validators of a column refuse a text; empty where they do not."""
    try:
        for validator in column.validators:
            validator(text)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
