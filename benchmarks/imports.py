"""Measure the import of our own long file against psql's COPY of the rows that come of it, and a peer."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection

from benchmarks.data import ONE_LINE, SEVERAL_VOICES, Shape, fill_record
from benchmarks.measuring import Figure
from benchmarks.psql import run_psql
from inventory.exports.copy import csv_lines
from inventory.exports.deliveries import export_deliveries
from inventory.imports.pipeline import import_file
from inventory.models import Estimate, ReportedDelivery, Shipment

# In the order in which they refer to each other.
TABLES = (
    "inventory_publication",
    "inventory_shipment",
    "inventory_report",
    "inventory_reporteddelivery",
)
HISTORY = tuple(f"{table}event" for table in TABLES)
KEPT = ("inventory_importbatch", "inventory_importfile", "pghistory_context")
PEER_LINES = 10_000  # Enough for a steady speed; by default the package takes six milliseconds for each.
KILOBYTE = 1024  # bytes; the kernel tells the peak in these


def imports(runs: int) -> Iterator[Figure]:
    """Import made-up lines into an empty record, then as many of which each has a shipment of its own.

    All is committed, as it is at the desk; in the end the record is as it was.
    """
    with restored() as lines:
        yield from _compare_with_peers(runs)
        yield from _measure("", lines, SEVERAL_VOICES, runs)
        yield from _measure(", one to a shipment", lines, ONE_LINE, runs)


@contextmanager
def restored() -> Iterator[int]:
    """Give the number of lines, and make the record afterwards what it was."""
    lines, has_estimates = ReportedDelivery.objects.count(), Estimate.objects.exists()
    try:
        yield lines
    finally:
        refill(lines, SEVERAL_VOICES)
        if has_estimates:
            Estimate.objects.recompute(Shipment.objects.values_list("pk", flat=True))


def _measure(title: str, lines: int, shape: Shape, runs: int) -> Iterator[Figure]:
    """Import every line, against COPY of the same rows into the same tables."""
    with TemporaryDirectory() as folder:
        path, count = _write_files(Path(folder), lines, shape)
        before = _peak()
        _time(lambda: _import(path, dry_run=False))
        growth = _peak() - before
        limit, whole, read = _timed(
            lambda: _copy_tables(Path(folder)),
            lambda: _import(path, dry_run=False),
            lambda: _import(path, dry_run=True),
            runs=runs,
        )
    speed = f"import {count:,} lines{title}: {count / whole:,.0f} a second, +{growth / KILOBYTE:,.0f} MB"
    yield Figure(speed, whole, "psql's COPY of what they make", limit)
    yield Figure("  of that: read, resolve and plan", read)
    yield Figure("  of that: write, with history and estimates", whole - read)


def _compare_with_peers(runs: int) -> Iterator[Figure]:
    """Import some lines, against django-import-export with the same file and with the rows that it makes.

    By itself the package checks no rule of a model, and computes no estimates.
    """
    if find_spec("import_export") is None:
        yield Figure("not compared with django-import-export: install the group bench", 0)
        return
    from benchmarks.peers import importing, importing_file, peer_rows  # noqa: PLC0415  (May be missing.)

    with TemporaryDirectory() as folder:
        path, count = _write_files(Path(folder), PEER_LINES, SEVERAL_VOICES)
        tables = peer_rows()
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
    by_default, by_default_previewed, given_rows, in_bulk = theirs
    speed = f"import {count:,} lines: {count / ours:,.0f} a second"
    yield Figure(speed, ours, "django-import-export's default", by_default)
    yield Figure("  with a preview before, on both sides", previewed, "its default", by_default_previewed)
    yield Figure(speed, ours, "its default, given the rows of each table", given_rows)
    yield Figure(speed, ours, "its bulk mode, given the rows of each table", in_bulk)
    yield Figure(
        f"  psql's COPY of what {count:,} lines make", limit, "django-import-export's default", by_default
    )


def _preview_and_import(path: Path) -> None:
    _import(path, dry_run=True)
    _import(path, dry_run=False)


def _import(path: Path, *, dry_run: bool) -> None:
    outcome = import_file(path, dry_run=dry_run)
    if outcome.has_problems:
        raise RuntimeError(f"The file has problems: {outcome.plan.problems[0]}")


def _copy_tables(folder: Path) -> None:
    """Copy the rows into their tables, with all indexes, constraints and triggers, in one transaction."""
    copies = [f"\\copy {table} FROM '{folder / table}'" for table in TABLES]
    run_psql("\n".join(("BEGIN;", *copies, "COMMIT;", "")))


def _timed(*works: Callable[[], object], runs: int) -> list[float]:
    """Return the median of seconds that each work takes.

    The works take turns, since the machine may have other things to do, each time on the same rows.
    """
    taken = [[_time(work) for work in works] for _ in range(runs)]
    return [statistics.median(seconds) for seconds in zip(*taken, strict=True)]


def _time(work: Callable[[], object]) -> float:
    """Return the seconds that work takes on an empty record."""
    _empty()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _write_files(folder: Path, lines: int, shape: Shape) -> tuple[Path, int]:
    """Make lines, and write of them the long file, and a file for each table as COPY gives it."""
    refill(lines, shape)
    made = ReportedDelivery.objects.for_list().order_by("pk")
    path = folder / "deliveries.csv"
    with path.open("wb") as file:
        for chunk in csv_lines(export_deliveries(made, "http://localhost/deliveries/")):
            file.write(chunk if isinstance(chunk, bytes) else chunk.encode())
    for table in TABLES:
        with (
            (folder / table).open("wb") as file,
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} TO STDOUT") as rows,
        ):
            for row in rows:
                file.write(row)
    return path, made.count()


def refill(lines: int, shape: Shape) -> None:
    """Make about so many lines in the place of all that was recorded, and no estimates."""
    _empty()
    fill_record(lines, shape)


def _empty() -> None:
    """Empty the record, its history, and what is kept of imports."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join((*TABLES, *HISTORY, *KEPT))} CASCADE")


def _peak() -> int:
    """Return the most memory that the process ever had, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
