"""Lay counts on one type side by side on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inventory.domain.intervals import Interval
from inventory.models import ReportedDelivery
from inventory.tables.matrix.bars import Bar, Scale


@dataclass(frozen=True, slots=True)
class Bars:
    """Hold the bars of the line, of the others and of the estimate, all on one scale."""

    own: Bar
    others: tuple[tuple[ReportedDelivery, Bar], ...]
    estimate: Bar
    estimate_interval: Interval | None


def bars_of(line: ReportedDelivery, others: Sequence[ReportedDelivery]) -> Bars:
    """Draw a line that ``with_estimate`` has read among the others on the same shipment and type."""
    quantity = line.estimate_quantity  # type: ignore[attr-defined]  # An annotation.
    estimate = None
    if quantity is not None:
        estimate = Interval(quantity.lower, None if quantity.upper is None else quantity.upper - 1)
    said = [one.interval for one in (line, *others)]
    scale = Scale.around([one for one in (*said, estimate) if one is not None])
    return Bars(
        scale.bar(line.interval, line.best),
        tuple((one, scale.bar(one.interval, one.best)) for one in others),
        scale.bar(estimate),
        estimate,
    )
