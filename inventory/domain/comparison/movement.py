"""Follow how the estimate of one type moved as reports came in.

Each step is what is concluded from all reports that had appeared by then. A report that was superseded later
still stood until the one that superseded it had appeared.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from inventory.domain.comparison.case import ShipmentInput
from inventory.domain.comparison.conclusions import Conclusions, conclude
from inventory.domain.comparison.estimates import EstimationMethod, TypeEstimate
from inventory.domain.comparison.union import through_variants
from inventory.domain.intervals import Interval
from inventory.domain.tree import Taxonomy


@dataclass(frozen=True, slots=True)
class Appearance:
    """Tell when reports appeared, by their keys, and by which report each superseded one was superseded.

    A report without a day is undated. One that was superseded by a report outside the case never stood.
    """

    days: Mapping[int, date]
    superseded_by: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """Hold what followed once one more report had appeared; `day` is None for an undated one.

    `said` is that report's own count of the type, None if it gives none. `concluded` is None while nothing
    speaks of the type; `estimate` is by the method asked for.
    """

    report: int
    day: date | None
    said: Interval | None
    concluded: TypeEstimate | None
    estimate: Interval | None


def movement(
    case: ShipmentInput,
    taxonomy: Taxonomy,
    key: int,
    appearance: Appearance,
    method: EstimationMethod | None = None,
) -> tuple[Step, ...]:
    """Return a step for every report of a case, in order of appearance, undated ones last.

    The last step is the conclusion of `conclude` on the same type. Raises what `conclude` raises.
    """
    method = method or EstimationMethod()
    steps, standing = [], set[int]()
    for report in sorted(case.reports, key=lambda report: _order(report.key, appearance)):
        standing.add(report.key)
        concluded = conclude(_as_it_stood(case, standing, appearance), taxonomy)
        found = next((one for one in concluded.counts if one.type == key), None)
        steps.append(
            Step(
                report.key,
                appearance.days.get(report.key),
                _said(concluded, report.key, key, taxonomy),
                found,
                found.by_method(method) if found else None,
            )
        )
    return tuple(steps)


def _said(concluded: Conclusions, report: int, key: int, taxonomy: Taxonomy) -> Interval | None:
    """Return what a report states of a type or its variants, or counts beside its totals."""
    for (one, _), bounds in concluded.statements.reports.items():
        if one == report:
            derived = through_variants(bounds.stated, bounds.unknown, taxonomy)
            told = {**derived, **bounds.further, **bounds.stated}
            if key in told:
                return told[key]
    return None


def _order(report: int, appearance: Appearance) -> tuple[date, int]:
    return appearance.days.get(report, date.max), report


def _as_it_stood(case: ShipmentInput, standing: Collection[int], appearance: Appearance) -> ShipmentInput:
    """Return the case as it stood: a report gives way only to one that has appeared."""
    known = {report.key for report in case.reports}
    reports = tuple(
        replace(report, superseded=False)
        if report.superseded and appearance.superseded_by.get(report.key) in known - set(standing)
        else report
        for report in case.reports
        if report.key in standing
    )
    lines = tuple(line for line in case.lines if line.report in standing)
    # Evidence counts from the beginning; details play no part in counts.
    return replace(case, reports=reports, lines=lines, details=())
