"""Bring the cells of a record's files into temporary tables, as the texts that they are."""

from __future__ import annotations

import hashlib
import re

from django.db import DataError, connection, transaction
from psycopg import sql

from inventory.imports.reference.rows import Problem
from inventory.imports.whole_record.package import Package
from inventory.imports.whole_record.problems import RecordFileError
from inventory.imports.whole_record.statements import drop_tables, file_table, make_table
from inventory.models.whole_record import RecordTable

CHUNK_SIZE = 65_536  # bytes


def stage(package: Package) -> list[RecordTable]:
    """Copy every file into a table of its own; return those that have rows.

    Raises RecordFileError with what is wrong with the form of files.
    """
    drop_tables(package.tables)
    counts = {table.name: _stage(package, table) for table in package.tables}
    if problems := [problem for problem in counts.values() if isinstance(problem, Problem)]:
        raise RecordFileError(problems)
    return [table for table in package.tables if counts[table.name]]


def _stage(package: Package, table: RecordTable) -> Problem | int:
    """Copy one file; return the number of its rows, or what is wrong with it."""
    name, head = file_table(table), package.heads[table.name]
    cells = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(column)) for column in head)
    make_table(
        name,
        sql.SQL("(record_row bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {})").format(cells),
    )
    copy = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER true, ENCODING 'UTF8')").format(
        name, sql.SQL(", ").join(map(sql.Identifier, head))
    )
    path = package.path(table)
    digest = hashlib.sha256()
    try:
        with (
            transaction.atomic(),
            path.open("rb") as file,
            connection.cursor() as cursor,
            connection.wrap_database_errors,
            cursor.copy(copy) as rows,
        ):
            while chunk := file.read(CHUNK_SIZE):
                digest.update(chunk)
                rows.write(chunk)
        count = int(cursor.rowcount)
    except DataError as error:
        return _form_problem(path.name, error)
    except OSError as error:
        return Problem(path.name, 1, "", f"cannot be read: {error.strerror}.")
    stated = package.hashes.get(table.name, "")
    if stated and stated != f"sha256:{digest.hexdigest()}":
        reason = "is not the file of the description: its checksum differs. Was it cut off, or changed?"
        return Problem(path.name, 1, "", f"{reason} After a change on purpose, take “hash” out of there.")
    return count


def _form_problem(name: str, error: DataError) -> Problem:
    """Tell where PostgreSQL stopped reading, and why."""
    said = getattr(error.__cause__, "diag", None)
    place = re.search(r"\d+", getattr(said, "context", None) or "")
    reason = getattr(said, "message_primary", None) or str(error)
    return Problem(name, int(place.group()) if place else 1, "", f"cannot be read: {reason}.")
