"""Write many rows of a table at once: new ones by COPY, changed ones by one UPDATE for each thousand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import batched
from operator import itemgetter
from typing import Any

from django.contrib.postgres.fields import IntegerRangeField
from django.db import connection
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Field, Model
from psycopg import sql

UPDATED_AT_ONCE = 1_000  # rows

type Values = Mapping[str, Any]


def tell_history() -> None:
    """Tell the history's triggers what the changes belong to that COPY makes until the transaction ends.

    COPY goes past the wrapper that tells them. This does nothing but go through it.
    """
    with connection.cursor() as cursor:
        cursor.execute("VALUES (true)")


def spare_subtransactions() -> None:
    """Keep triggers of rows from opening a subtransaction for each row, until the transaction ends.

    Each asks which triggers to ignore. Where no setting says so, it asks in a subtransaction that is rolled
    back, which takes as long as there are checks that wait for the end: with many rows, the square of them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL pgtrigger.ignore = '{}'")


def copy_rows(model: type[Model], rows: Iterable[Values]) -> None:
    """Insert rows, given as values by field, the primary key included.

    A field that a row does not name gets its default. Constraints and triggers hold as for any INSERT; what
    their history belongs to is told by ``tell_history``.
    """
    fields = {field.name: field for field in _written(model)}
    made = {name: field.get_default for name, field in fields.items() if callable(field.default)}
    constant = {name: field.get_default() for name, field in fields.items() if name not in made}
    ranges = [name for name, field in fields.items() if isinstance(field, IntegerRangeField)]
    in_order = itemgetter(*fields)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(sql.Identifier(field.attname) for field in fields.values()),
    )
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            whole = {**constant, **row}
            for name, default in made.items():
                if name not in whole:
                    whole[name] = default()
            for name in ranges:
                whole[name] = _range(whole[name])
            copy.write_row(in_order(whole))


def _range(value: NumericRange | None) -> str | None:
    """Write a range of whole numbers that holds its lower end, as all that are kept; the driver is slower."""
    return None if value is None else f"[{value.lower},{'' if value.upper is None else value.upper})"


def update_rows(model: type[Model], names: Sequence[str], rows: Iterable[Values]) -> None:
    """Set the named fields of rows, each given as values by field with the primary key."""
    known = {field.name: field for field in _written(model)}
    fields = [known[name] for name in ("id", *names)]
    columns = [sql.Identifier(field.attname) for field in fields]
    # Without its length, since a cast cuts a text that is longer, where the table refuses it.
    types = [(field.db_type(connection) or "").partition("(")[0] for field in fields]
    statement = sql.SQL(
        "UPDATE {table} SET ({names}) = ROW({values}) FROM unnest({arrays}) AS now ({written})"
        " WHERE {table}.id = now.id"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        names=sql.SQL(", ").join(columns[1:]),
        values=sql.SQL(", ").join(sql.SQL("now.") + column for column in columns[1:]),
        arrays=sql.SQL(", ").join(sql.SQL(f"%s::{kind}[]") for kind in types),
        written=sql.SQL(", ").join(columns),
    )
    with connection.cursor() as cursor:
        for chunk in batched(rows, UPDATED_AT_ONCE, strict=False):
            values = [[row[field.name] for row in chunk] for field in fields]
            cursor.execute(statement.as_string(), values)


def _written(model: type[Model]) -> list[Field[Any, Any]]:
    """Return the columns that are written, which are all but those that the database computes."""
    return [field for field in model._meta.concrete_fields if not field.generated]
