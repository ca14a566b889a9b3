"""Measure exports against psql and django-import-export, and over a real server."""

from __future__ import annotations

import http.client
import statistics
import time
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from django.http import QueryDict

from benchmarks.measuring import Figure, measure
from benchmarks.psql import run_psql
from benchmarks.serving import served
from inventory.columns.column import names_of
from inventory.exports.copy import copy_statement, csv_lines
from inventory.exports.deliveries import export_deliveries
from inventory.exports.export import AnyExport, Export
from inventory.exports.profiles import PROFILES
from inventory.filters.deliveries import DeliveryFilter
from inventory.models import ReportedDelivery
from inventory.tables.deliveries import DeliveryTable
from inventory.tables.page import sort_table

ADDRESS = "http://localhost/deliveries/"
PEER_LINES = 2_000
PAGE = "/deliveries/?superseded=include&export=csv"
FEW = "&during=2015-01"  # A hundredth of the made-up lines.
MEGABYTE = 1024  # kilobytes


def exports(runs: int) -> Iterator[Figure]:
    """Write every line as CSV: from Python, from a real server, and as a peer does."""
    export = export_deliveries(ReportedDelivery.objects.for_list().order_by("pk"), ADDRESS)
    count = export.rows.count()
    yield measure(
        f"export {count:,} lines with all columns",
        lambda: _consume(export),
        limit=("psql with the same statement", lambda: _psql(export)),
        runs=runs,
    )
    yield from _compare_with_peer(runs)
    yield from _over_the_wire(runs)
    for name in ("shipments_wide", "sipri_like", "unroca_like"):
        profile = PROFILES[name].everything(ADDRESS)
        rows = sum(1 for _ in profile.cells())
        yield measure(f"export {rows:,} rows as {name}", partial(_consume, profile), runs=runs)


def _consume(export: AnyExport) -> None:
    for _ in csv_lines(export):
        continue


def _psql(export: Export) -> None:
    """Copy the rows out by PostgreSQL's own client, into nothing."""
    statement = copy_statement(export)
    run_psql(f"{statement.as_string(None) if statement else 'SELECT'};\n")


def _compare_with_peer(runs: int) -> Iterator[Figure]:
    """Write some of the lines, against django-import-export with the same columns."""
    if find_spec("import_export") is None:
        yield Figure("not compared with django-import-export: install the group bench", 0)
        return
    from benchmarks.peers import exporting  # noqa: PLC0415  (May be missing.)

    first = ReportedDelivery.objects.for_list().order_by("pk")[:PEER_LINES]
    export = export_deliveries(
        ReportedDelivery.objects.for_list().filter(pk__in=[line.pk for line in first]).order_by("pk"), ADDRESS
    )
    yield measure(
        f"export {export.rows.count():,} lines",
        lambda: _consume(export),
        limit=("django-import-export", exporting(export.rows, names_of(export.columns))),
        runs=runs,
    )


def _over_the_wire(runs: int) -> Iterator[Figure]:
    """Download from a real server: time to the first byte, row and end, and what its memory grows by."""
    export = _listed()
    with served() as (port, server):
        process = _largest_child(server)
        _download(port, PAGE + FEW)
        few = _download(port, PAGE + FEW)
        before = _peak(process)
        firsts, rows, wholes, limits = [], [], [], []
        lines = 0
        for _ in range(runs):
            downloaded = _download(port, PAGE)
            firsts.append(downloaded.first)
            rows.append(downloaded.row)
            wholes.append(downloaded.whole)
            lines = downloaded.lines
            started = time.perf_counter()
            _psql(export)
            limits.append(time.perf_counter() - started)
        growth = (_peak(process) - before) / MEGABYTE
    yield Figure(f"first byte of {lines:,} lines over the wire", statistics.median(firsts))
    yield Figure(f"first row of {lines:,} lines over the wire", statistics.median(rows))
    yield Figure(
        f"{lines:,} lines over the wire, {growth:+.1f} MB beside {few.lines:,} lines",
        statistics.median(wholes),
        "psql with the same statement",
        statistics.median(limits),
    )


def _listed() -> Export:
    """Return the export that the page gives, in the order of its list."""
    chosen = DeliveryFilter(QueryDict("superseded=include"), ReportedDelivery.objects.for_list())
    table = DeliveryTable(chosen.qs)
    sort_table(table, QueryDict())
    return export_deliveries(table.queryset, ADDRESS)


class _Download:
    """Hold the seconds to the body's first byte, to its first row and to its end, and how many rows came."""

    def __init__(self, first: float, row: float, whole: float, lines: int) -> None:
        self.first, self.row, self.whole, self.lines = first, row, whole, lines


def _download(port: int, path: str) -> _Download:
    visitor = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    started = time.perf_counter()
    visitor.request("GET", path)
    response = visitor.getresponse()
    chunk = response.read1()
    first = time.perf_counter() - started
    if response.status != http.client.OK:
        raise RuntimeError(f"{path} answered {response.status}: {chunk[:200]!r}")
    lines, row = -1, 0.0  # The head is none.
    while chunk:
        lines += chunk.count(b"\n")
        row = row or (time.perf_counter() - started if lines > 0 else 0)
        chunk = response.read1()
    visitor.close()
    return _Download(first, row, time.perf_counter() - started, lines)


def _largest_child(process: int) -> int:
    """Return the process that answers: the largest of those that the server has started."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return max(map(int, children), key=_peak)


def _peak(process: int) -> int:
    """Return the most memory that a process has had, in kilobytes."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])
