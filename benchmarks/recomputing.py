"""Measure what it costs to compute the estimates of shipments afresh, as after an upgrade."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from benchmarks.data import ONE_LINE, SEVERAL_VOICES, Shape
from benchmarks.imports import refill, restored
from benchmarks.measuring import Figure
from inventory.models import Estimate, Shipment

LINES_PER_SHIPMENT = 10  # of --lines, so that its default makes 10,000 shipments
# Most of them are small, as in a record that registers fill and the press adds to; the last number is of ten.
MIXED = (
    ("one line", ONE_LINE, 5),
    ("two reports with two lines", Shape(2, 2), 3),
    ("four reports with five lines", SEVERAL_VOICES, 2),
)


def recomputing(runs: int) -> Iterator[Figure]:
    """Recompute shipments of each kind, whose estimates are up to date: processor time, and until it is done.

    In the end the record is as it was.
    """
    processor, whole, shipments = 0.0, 0.0, 0
    with restored() as lines:
        for title, shape, share in MIXED:
            count = max(1, lines // LINES_PER_SHIPMENT * share // 10)
            refill(count * shape.reports_per_shipment * shape.lines_per_report, shape)
            own, until = _measured(runs)
            yield from _figures(f"{count:,} shipments of {title}", own, until)
            processor, whole, shipments = processor + own, whole + until, shipments + count
    yield from _figures(f"{shipments:,} shipments together", processor, whole)


def _figures(title: str, processor: float, whole: float) -> Iterator[Figure]:
    yield Figure(title, whole)
    yield Figure("  of that: processor time without the database's", processor)


def _measured(runs: int) -> tuple[float, float]:
    """Return the medians of processor time and of time, in seconds; the first run, which writes, left out."""
    taken = []
    for _ in range(runs + 1):
        started, began = time.process_time(), time.perf_counter()
        Estimate.objects.recompute(Shipment.objects.values_list("pk", flat=True))
        taken.append((time.process_time() - started, time.perf_counter() - began))
    own, until = zip(*taken[1:], strict=True)
    return statistics.median(own), statistics.median(until)
