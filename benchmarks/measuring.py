"""Time a thing several times and say what the median was."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold one measured line: medians in seconds, and the ratio to the limit or the worst if there is one."""

    name: str
    seconds: float
    limit_name: str = ""
    limit_seconds: float | None = None
    worst_seconds: float | None = None

    def __str__(self) -> str:
        ours = f"{self.name:<58} {self.seconds * 1000:>10.1f} ms"
        if self.worst_seconds is not None:
            return f"{ours}   worst {self.worst_seconds * 1000:.1f} ms"
        if self.limit_seconds is None:
            return ours
        share = self.limit_seconds / self.seconds
        return f"{ours}   {share:>5.2f} of {self.limit_name} ({self.limit_seconds * 1000:.1f} ms)"


def measure(
    name: str, ours: Callable[[], object], *, limit: tuple[str, Callable[[], object]] | None = None, runs: int
) -> Figure:
    """Run ours, and the limit in turn with it, after one run of each that is not counted."""
    taken: list[float] = []
    limits: list[float] = []
    for counted in (False, *[True] * runs):
        seconds = _time(ours)
        limit_seconds = _time(limit[1]) if limit else None
        if counted:
            taken.append(seconds)
            if limit_seconds is not None:
                limits.append(limit_seconds)
    if limit is None:
        return Figure(name, statistics.median(taken))
    return Figure(name, statistics.median(taken), limit[0], statistics.median(limits))


def measure_worst(works: dict[str, Callable[[], object]], *, runs: int) -> Iterator[Figure]:
    """Run each several times, and yield its median and worst; then the median of all and the worst of all.

    One run of each that is not counted goes before.
    """
    every: list[float] = []
    for name, work in works.items():
        work()
        taken = [_time(work) for _ in range(runs)]
        every += taken
        yield Figure(name, statistics.median(taken), worst_seconds=max(taken))
    yield Figure(f"all {len(works)} together", statistics.median(every), worst_seconds=max(every))


def _time(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
