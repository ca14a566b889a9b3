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


def copy_rows(model: type[Model], rows: Iterable[Values]) -> None:
    """Insert rows, given as values by column name, the primary key included.

    A column that a row does not name gets its default. Constraints and triggers hold as for any INSERT.
    """
    fields = {field.attname: field for field in _written(model)}
    made = {name: field.get_default for name, field in fields.items() if callable(field.default)}
    constant = {name: field.get_default() for name, field in fields.items() if name not in made}
    ranges = [name for name, field in fields.items() if isinstance(field, IntegerRangeField)]
    in_order = itemgetter(*fields)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, fields))
    )
    with connection.cursor() as cursor:
        # COPY goes past the wrapper that tells the history's triggers what a change belongs to. This does
        # nothing but go through it; what is told holds until the transaction ends.
        cursor.execute("VALUES (true)")
        with connection.wrap_database_errors, cursor.copy(statement) as copy:
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


def update_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Values]) -> None:
    """Set the named columns of rows, each given as values by column name with the primary key."""
    # Without its length, since a cast cuts a text that is longer, where the table refuses it.
    types = {field.attname: (field.db_type(connection) or "").partition("(")[0] for field in _written(model)}
    written = ("id", *columns)
    statement = sql.SQL(
        "UPDATE {table} SET ({names}) = ROW({values}) FROM unnest({arrays}) AS now ({written})"
        " WHERE {table}.id = now.id"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        names=sql.SQL(", ").join(map(sql.Identifier, columns)),
        values=sql.SQL(", ").join(sql.Identifier("now", name) for name in columns),
        arrays=sql.SQL(", ").join(sql.SQL(f"%s::{types[name]}[]") for name in written),
        written=sql.SQL(", ").join(map(sql.Identifier, written)),
    )
    with connection.cursor() as cursor:
        for chunk in batched(rows, UPDATED_AT_ONCE, strict=False):
            cursor.execute(statement.as_string(), [[row[name] for row in chunk] for name in written])


def _written(model: type[Model]) -> list[Field[Any, Any]]:
    """Return the columns that are written, which are all but those that the database computes."""
    return [field for field in model._meta.concrete_fields if not field.generated]
