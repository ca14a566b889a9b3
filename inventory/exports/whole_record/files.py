"""Write the files of the whole record to a folder or an archive, all of one moment, in constant memory."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connection, transaction

from inventory.exports.copy import csv_lines
from inventory.exports.files import written
from inventory.exports.package import Counted
from inventory.exports.whole_record.description import described, description
from inventory.exports.whole_record.rows import export_table
from inventory.models.whole_record import tables_for

DESCRIPTION = "datapackage.json"
EPOCH = (1980, 1, 1, 0, 0, 0)  # An archive's files have a time; theirs says nothing.

type Opener = Callable[[str], AbstractContextManager[Any]]


class FolderError(ValueError):
    """Refuse a folder that holds other files."""


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """Say how many rows of a table were written."""

    name: str
    rows: int


def write_record(folder: Path, *, is_private: bool) -> list[WrittenTable]:
    """Write the record to a folder, which is new, empty, or holds an earlier record.

    The folder is as it was until all is written. Raises FolderError, and OSError where it cannot be written.
    """
    names = {f"{table.name}.csv" for table in tables_for(is_private=True)} | {DESCRIPTION}
    if folder.exists() and (foreign := sorted({one.name for one in folder.iterdir()} - names)):
        raise FolderError(f"{folder} holds other files, such as {foreign[0]}; choose a folder of its own.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".record-") as made:
        tables = _write(lambda name: (Path(made) / name).open("wb"), is_private=is_private)
        for name in names:
            (folder / name).unlink(missing_ok=True)
        for path in Path(made).iterdir():
            shutil.move(path, folder / path.name)
    return tables


def archive_record(*, is_private: bool) -> Iterator[bytes]:
    """Yield the record as a ZIP archive."""
    return written(lambda file: _archive(file, is_private=is_private))


def _archive(file: BinaryIO, *, is_private: bool) -> None:
    with zipfile.ZipFile(file, "w") as archive:

        def opened(name: str) -> AbstractContextManager[Any]:
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            return archive.open(member, "w", force_zip64=True)

        _write(opened, is_private=is_private)


def _write(opened: Opener, *, is_private: bool) -> list[WrittenTable]:
    """Write each table and then the description, which has their checksums."""
    tables, counts = tables_for(is_private=is_private), []
    with _one_moment():
        for table in tables:
            with opened(f"{table.name}.csv") as file:
                counted = Counted(file)
                for chunk in csv_lines(export_table(table, is_private=is_private)):
                    counted.write(chunk)
            counts.append(counted)
    facts = [{"bytes": one.size, "hash": f"sha256:{one.sha256}", "rows": one.rows} for one in counts]
    with opened(DESCRIPTION) as file:
        file.write(described(description(tables, facts, is_private=is_private)))
    return [WrittenTable(table.name, one.rows) for table, one in zip(tables, counts, strict=True)]


@contextmanager
def _one_moment() -> Iterator[None]:
    """Let all queries see the record as it is at the first of them, unless a transaction is under way."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
