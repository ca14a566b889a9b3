r"""Stream an export by PostgreSQL's COPY: as CSV or TSV, safe to open in a spreadsheet, or as JSON lines.

COPY writes some half a million rows a second in constant memory. Files are UTF-8 without a byte order mark,
with ``\n`` between records. CSV and TSV begin with one head line and quote where needed; an unknown value is
an empty cell.

A text that a spreadsheet would run gets an apostrophe in front, as ``inventory.domain.spreadsheets`` says, so
that a reader can undo this exactly. Numbers are left as they are. JSON lines hold texts as they are, and null
for what is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connections
from psycopg import sql

from inventory.columns.column import names_of
from inventory.domain.spreadsheets import RISKY
from inventory.exports.export import AnyExport, Export, RecordExport, head_of
from inventory.exports.records import head_line, object_lines, record_lines
from inventory.models.whole_record import Type

CHUNK_SIZE = 65_536  # bytes


def csv_lines(export: AnyExport) -> Iterator[bytes]:
    """Yield the head and then the rows, in chunks of about 64 KiB.

    Runs one query, when the first rows are asked for; closing the generator early stops it.
    """
    return _separated(export, ",")


def tsv_lines(export: AnyExport) -> Iterator[bytes]:
    """Yield the same with tabs between the cells."""
    return _separated(export, "\t")


def json_lines(export: AnyExport) -> Iterator[bytes]:
    """Yield each row as an object on a line of its own, with the columns as names, in order."""
    if isinstance(export, Export):
        yield from copied_objects(export, sql.SQL("row_to_json(line)"))
    else:
        yield from object_lines(names_of(export.columns), export.cells())


def copied_objects(export: Export, made: sql.Composable) -> Iterator[bytes]:
    """Yield what is made in SQL of each row, called ``line``: an object of JSON on a line of its own."""
    statement = export.statement()
    if statement:
        names = sql.SQL(", ").join(map(sql.Identifier, names_of(export.columns)))
        query = sql.SQL("SELECT {}::text FROM ({}) AS line({})").format(made, _plain(statement), names)
        # JSON escapes control characters, so with these nothing is quoted and each line is the object itself.
        options = sql.SQL(r"FORMAT csv, ENCODING 'UTF8', QUOTE E'\x01', DELIMITER E'\x02'")
        yield from _copied(export, _copy(query, options))


def _separated(export: AnyExport, delimiter: str) -> Iterator[bytes]:
    if isinstance(export, RecordExport):
        yield from record_lines(head_of(export), export.cells(), delimiter)
        return
    yield head_line(head_of(export), delimiter)
    copy = copy_statement(export, delimiter)
    if copy is not None:
        yield from _copied(export, copy)


def copy_statement(export: Export, delimiter: str = ",") -> sql.Composed | None:
    """Return the statement that copies the rows out, in order and harmless; None when it can select none."""
    statement = export.statement()
    if not statement:
        return None
    names = [sql.Identifier(column.name) for column in export.columns]
    cells = [_cell(name, column.type) for name, column in zip(names, export.columns, strict=True)]
    query = sql.SQL("SELECT {} FROM ({}) AS line({})").format(
        sql.SQL(", ").join(cells), _plain(statement), sql.SQL(", ").join(names)
    )
    options = sql.SQL("FORMAT csv, ENCODING 'UTF8', DELIMITER {}").format(sql.Literal(delimiter))
    return _copy(query, options)


def _cell(name: sql.Identifier, kind: Type) -> sql.Composable:
    if kind is Type.BOOLEAN:
        return sql.SQL("{}::text").format(name)  # "true", where COPY writes "t"
    if kind is not Type.STRING:
        return name
    return sql.SQL("regexp_replace({}::text, {}, {})").format(name, sql.Literal(RISKY), sql.Literal(r"'\1"))


def _plain(statement: str) -> Any:
    # The ORM has put it together and the driver has quoted what people typed.
    return sql.SQL(statement)


def _copy(query: sql.Composed, options: sql.Composable) -> sql.Composed:
    return sql.SQL("COPY ({}) TO STDOUT ({})").format(query, options)


def _copied(export: Export, copy: sql.Composed) -> Iterator[bytes]:
    buffer = bytearray()
    with connections[export.rows.db].cursor() as cursor, cursor.copy(copy) as lines:
        for line in lines:
            buffer += line
            if len(buffer) >= CHUNK_SIZE:
                yield bytes(buffer)
                buffer.clear()
    if buffer:
        yield bytes(buffer)
