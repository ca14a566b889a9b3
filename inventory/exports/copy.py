r"""Stream a queryset as CSV by PostgreSQL's COPY, safe to open in a spreadsheet.

COPY writes some half a million rows a second in constant memory. The file is UTF-8 without a byte order
mark, with commas, quotes where needed, ``\n`` between records and one head line; an unknown value is an empty
cell.

A text that a spreadsheet would take for a formula gets an apostrophe in front. So that a reader can undo
this exactly, a text of apostrophes before such a character gets one more: to read a file, take one apostrophe
away from each text that matches ``^'+[=+\-@\t\r\n＝＋－＠]``. Numbers are left as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import CharField, F, Func, QuerySet, TextField, Value
from django.db.models.expressions import Combinable

CHUNK_SIZE = 65_536  # bytes
FORMULA = r"^('*[=+\-@\t\r\n＝＋－＠])"


def csv_lines(queryset: QuerySet[Any], columns: Mapping[str, Combinable]) -> Iterator[bytes]:
    """Yield the head and then the queryset's rows, in its order, in chunks of about 64 KiB.

    ``columns`` maps each column's name to what stands in it, in order. Runs one query, when the first rows
    are asked for; closing the generator early stops it.
    """
    yield _head(columns)
    statement, parameters = _select(queryset, columns)
    if not statement:
        return
    buffer = bytearray()
    with connections[queryset.db].cursor() as cursor:
        # COPY takes no parameters, so the client puts them in, quoted by the driver.
        copy = cursor.mogrify(f"COPY ({statement}) TO STDOUT (FORMAT csv, ENCODING 'UTF8')", parameters)
        with cursor.copy(copy) as rows:
            for row in rows:
                buffer += row
                if len(buffer) >= CHUNK_SIZE:
                    yield bytes(buffer)
                    buffer.clear()
    if buffer:
        yield bytes(buffer)


def _head(columns: Mapping[str, Combinable]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(columns)
    return line.getvalue().encode()


def _select(queryset: QuerySet[Any], columns: Mapping[str, Combinable]) -> tuple[str, tuple[Any, ...]]:
    """Return the query for the columns with its parameters; an empty text when it can select nothing."""
    # A column may be called as a field of the model is, so the names in the query are others.
    plain = queryset.annotate(**{f"csv_{name}": expression for name, expression in columns.items()})
    cells = [
        _harmless(name)
        if isinstance(plain.query.annotations[name].output_field, CharField | TextField)
        else F(name)
        for name in (f"csv_{name}" for name in columns)
    ]
    try:
        statement, parameters = plain.values_list(*cells).query.sql_with_params()
    except EmptyResultSet:
        return "", ()
    return statement, parameters


def _harmless(name: str) -> Func:
    return Func(F(name), Value(FORMULA), Value(r"'\1"), function="regexp_replace", output_field=TextField())
