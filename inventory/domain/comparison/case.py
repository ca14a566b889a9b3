"""Describe everything that is known about one shipment, as the comparison needs it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from inventory.domain.independence import NO_SOURCES, CitationEdge, ReportNode
from inventory.domain.intervals import Interval


class Scope(StrEnum):
    """Name how a line relates to its report's total."""

    TOTAL = "total"
    SUBSET = "subset"
    ADDITIONAL = "additional"
    UNSPECIFIED = "unspecified"


class Polarity(StrEnum):
    """Name whether a statement says that something is so, or that it is not."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class CaseError(ValueError):
    """Tell that the parts of a case do not fit each other, or that the method lacks its input."""


class Line(NamedTuple):
    """State one count of one report on one equipment type.

    `interval` is None if the number is unknown; `kind` is the quantity's kind. `label_type` is the
    class that the source itself gives to the designation ("Linza ambulances"), None if it gives none.
    """

    key: int
    report: int
    type: int
    interval: Interval | None
    best: int | None = None
    kind: str = "exact"
    scope: str = Scope.UNSPECIFIED
    label_type: int | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """State anything else that a report says: a place, a party, a date, a stage, a purpose.

    `contained_in` lists the values that this value lies within (Mali for Bamako). `day_interval` is
    closed; None for what is no date, and for a date of unknown year.
    """

    key: int
    report: int
    kind: str
    value: Hashable
    polarity: str = Polarity.AFFIRMED
    day_interval: tuple[date, date] | None = None
    contained_in: tuple[Hashable, ...] = ()

    @property
    def is_affirmed(self) -> bool:
        """Tell whether the report says that it is so."""
        return self.polarity != Polarity.DENIED


@dataclass(frozen=True, slots=True)
class Case:
    """Gather the reports on one shipment and what they say.

    `confirmed` is the number of items seen on evidence, per type. The counts of `excluded_reports`
    (pledged, ordered or cancelled shipments) are shown but compared with nothing; what they say on
    places, parties and dates is compared.

    Raises CaseError if a line or a detail belongs to no report of the case.
    """

    reports: tuple[ReportNode, ...] = ()
    citations: tuple[CitationEdge, ...] = ()
    publication_sources: Mapping[int, int] = NO_SOURCES
    lines: tuple[Line, ...] = ()
    details: tuple[Detail, ...] = ()
    confirmed: Mapping[int, int] = field(default_factory=dict)
    excluded_reports: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        known = {report.key for report in self.reports}
        statements: tuple[Line | Detail, ...] = (*self.lines, *self.details)
        for statement in statements:
            if statement.report not in known:
                name = type(statement).__name__
                raise CaseError(f"{name} {statement.key} belongs to unknown report {statement.report}.")
