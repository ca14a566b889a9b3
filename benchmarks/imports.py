"""Measure the import of our own long file against PostgreSQL's COPY of the rows that come of it."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection, transaction

from benchmarks.data import ONE_LINE, fill_record
from benchmarks.measuring import Figure
from inventory.exports.copy import csv_lines
from inventory.exports.deliveries import export_deliveries
from inventory.imports.pipeline import import_file
from inventory.models import ReportedDelivery

# In the order in which they refer to each other.
TABLES = (
    "inventory_publication",
    "inventory_shipment",
    "inventory_report",
    "inventory_reporteddelivery",
)
PEER_LINES = 5_000  # Enough for a steady speed; by default the package takes four milliseconds for each.
FLAT = "benchmark_flat"
KILOBYTE = 1024  # bytes; the kernel tells the peak in these


def imports(runs: int) -> Iterator[Figure]:
    """Import the database's lines into an empty one, then as many of which each has a shipment of its own."""
    with transaction.atomic():
        lines = ReportedDelivery.objects.count()
        figures = [*_compare_with_peers(runs), *_measure("", runs)]
        _empty()
        fill_record(lines, ONE_LINE)
        figures += _measure(", one to a shipment", runs)
        transaction.set_rollback(True)
    yield from figures


def _measure(shape: str, runs: int) -> list[Figure]:
    """Import every line, against COPY into the same tables, and into a plain one. Leaves the tables empty."""
    with TemporaryDirectory() as folder:
        path, count = _write_files(Path(folder))
        _empty()
        before = _peak()
        _import_and_forget(path)
        growth = _peak() - before
        limit, flat, whole, read = _timed(
            lambda: _copy_tables(Path(folder)),
            lambda: _copy_flat(path),
            lambda: _import(path, dry_run=False),
            lambda: _import(path, dry_run=True),
            runs=runs,
        )
    speed = f"import {count:,} lines{shape}: {count / whole:,.0f} a second, +{growth / KILOBYTE:,.0f} MB"
    return [
        Figure(speed, whole, "COPY into the four tables", limit),
        Figure(speed, whole, "COPY into one plain table", flat),
        Figure("  of that: read, resolve and plan", read),
        Figure("  of that: write, with history and estimates", whole - read),
    ]


def _compare_with_peers(runs: int) -> list[Figure]:
    """Import some of the lines, against django-import-export with the same file and with the same rows.

    By itself the package checks no rule of a model, and computes no estimates.
    """
    if find_spec("import_export") is None:
        return [Figure("not compared with django-import-export: install the group bench", 0)]
    from benchmarks.peers import importing, importing_file, peer_rows  # noqa: PLC0415  (May be missing.)

    with TemporaryDirectory() as folder, transaction.atomic():
        _leave_lines(PEER_LINES)
        path, count = _write_files(Path(folder))
        tables = peer_rows(count)
        limit, ours, previewed, *theirs = _timed(
            lambda: _copy_tables(Path(folder)),
            lambda: _import(path, dry_run=False),
            lambda: _preview_and_import(path),
            importing_file(path, is_previewed=False),
            importing_file(path, is_previewed=True),
            importing(tables, is_tuned=False),
            importing(tables, is_tuned=True),
            runs=runs,
        )
        transaction.set_rollback(True)
    speed = f"import {count:,} lines: {count / ours:,.0f} a second"
    by_default, by_default_previewed, given_rows, in_bulk = theirs
    return [
        Figure(speed, ours, "django-import-export's default", by_default),
        Figure("  with a preview before, on both sides", previewed, "its default", by_default_previewed),
        Figure(speed, ours, "its default, given the rows of each table", given_rows),
        Figure(speed, ours, "its bulk mode, given the rows of each table", in_bulk),
        Figure(f"  COPY of what {count:,} lines make", limit, "django-import-export's default", by_default),
    ]


def _preview_and_import(path: Path) -> None:
    _import(path, dry_run=True)
    _import(path, dry_run=False)


def _leave_lines(count: int) -> None:
    """Delete all but the first lines and what they hang on."""
    last = list(ReportedDelivery.objects.order_by("pk").values_list("pk", flat=True)[:count])[-1]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM inventory_estimate")
        cursor.execute("DELETE FROM inventory_reporteddelivery WHERE id > %s", [last])
        for of, owner in (("reporteddelivery", "report"), ("report", "publication"), ("report", "shipment")):
            cursor.execute(
                f"DELETE FROM inventory_{owner} WHERE id NOT IN (SELECT {owner}_id FROM inventory_{of})"  # noqa: S608
            )


def _empty() -> None:
    connection.check_constraints()  # A table is not emptied while some wait to be.
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")


def _timed(*works: Callable[[], object], runs: int) -> list[float]:
    """Return the median of seconds that each work takes.

    The works take turns, since the machine may have other things to do, each time on the same rows.
    """
    taken = [[_time(work) for work in works] for _ in range(runs)]
    return [statistics.median(seconds) for seconds in zip(*taken, strict=True)]


def _time(work: Callable[[], object]) -> float:
    """Return the seconds that work takes on empty tables, its foreign keys checked; what it did is undone.

    The tables are emptied anew each time: rows that were taken back before would still be in its way.
    """
    with transaction.atomic():
        _empty()
        started = time.perf_counter()
        work()
        connection.check_constraints()
        taken = time.perf_counter() - started
        transaction.set_rollback(True)
    return taken


def _import_and_forget(path: Path) -> None:
    with transaction.atomic():
        _import(path, dry_run=False)
        transaction.set_rollback(True)


def _write_files(folder: Path) -> tuple[Path, int]:
    """Write the long file, and a file for each table as COPY gives it."""
    lines = ReportedDelivery.objects.for_list().order_by("pk")
    path = folder / "deliveries.csv"
    with path.open("wb") as file:
        for chunk in csv_lines(export_deliveries(lines, "http://localhost/deliveries/")):
            file.write(chunk if isinstance(chunk, bytes) else chunk.encode())
    for table in TABLES:
        with (
            (folder / table).open("wb") as file,
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} TO STDOUT") as rows,
        ):
            for row in rows:
                file.write(row)
    return path, lines.count()


def _copy_tables(folder: Path) -> None:
    """Copy the rows into their tables, with all indexes, constraints and triggers."""
    for table in TABLES:
        _copy(f"COPY {table} FROM STDIN", folder / table)


def _copy_flat(path: Path) -> None:
    """Copy the file as it is into one table of text with one index."""
    with path.open(encoding="utf-8-sig") as file:
        header = file.readline().strip().split(",")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {FLAT} ({', '.join(f'"{name}" text' for name in header)})")
        cursor.execute(f'CREATE INDEX ON {FLAT} ("{header[0]}")')
    _copy(f"COPY {FLAT} FROM STDIN (FORMAT csv, HEADER)", path)


def _copy(statement: str, path: Path) -> None:
    with connection.cursor() as cursor, path.open("rb") as file, cursor.copy(statement) as rows:
        while chunk := file.read(64 * KILOBYTE):
            rows.write(chunk)


def _import(path: Path, *, dry_run: bool) -> None:
    outcome = import_file(path, dry_run=dry_run)
    if outcome.has_problems:
        raise RuntimeError(f"The file has problems: {outcome.plan.problems[0]}")


def _peak() -> int:
    """Return the most memory that the process ever had, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
