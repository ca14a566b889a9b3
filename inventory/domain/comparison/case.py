"""Describe everything that is known about one shipment, as the conclusions need it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from inventory.domain.independence import NO_SOURCES, CitationEdge, ReportNode
from inventory.domain.intervals import Interval


class Scope(StrEnum):
    """Name how a line relates to its report's total.

    EXHAUSTIVE lines are all that there was: together they close the sum above them.
    """

    TOTAL = "total"
    SUBSET = "subset"
    ADDITIONAL = "additional"
    EXHAUSTIVE = "exhaustive"
    UNSPECIFIED = "unspecified"


class Polarity(StrEnum):
    """Name whether a statement says that something is so, or that it is not."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class StageGroup(StrEnum):
    """Name the groups of stages whose counts are comparable; they never mix nor include each other."""

    PROMISED = "promised"
    MOVED = "moved"
    REVERSED = "reversed"


PROMISED_STAGES = frozenset({"pledged", "ordered"})
REVERSED_STAGES = frozenset({"diverted", "returned", "withdrawn", "cancelled", "seized"})


def stage_group(stage: str) -> StageGroup:
    """Return the group that a stage belongs to; a stage that is not said counts as moved.

    >>> [stage_group(stage).value for stage in ("ordered", "in_transit", "", "seized")]
    ['promised', 'moved', 'moved', 'reversed']
    """
    if stage in PROMISED_STAGES:
        return StageGroup.PROMISED
    return StageGroup.REVERSED if stage in REVERSED_STAGES else StageGroup.MOVED


class CaseError(ValueError):
    """Tell that the parts of a case do not fit each other, or that the method lacks its input."""


class Line(NamedTuple):
    """State one count of one report on one equipment type.

    `interval` is None if the number is unknown; `kind` is the quantity's kind. `label_type` is the
    class that the source itself gives to the designation ("Linza ambulances"), None if it gives none;
    `label` is what it calls the items. `cites` is the source that this line is borrowed from, `same_as` the
    key of the line of the same report that counts the same items.
    """

    key: int
    report: int
    type: int
    interval: Interval | None
    best: int | None = None
    kind: str = "exact"
    scope: str = Scope.UNSPECIFIED
    label_type: int | None = None
    label: str = ""
    cites: int | None = None
    same_as: int | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """State anything else that a report says: a place, a party, a date, a stage, a purpose.

    `contained_in` lists the values that this value lies within (Mali for Bamako). `day_interval` is
    closed; None for what is no date, and for a date of unknown year. `modality` and `hedge` are the source's
    own certainty, `is_first_hand` says that it saw for itself, `is_partial` that it speaks of a part only.
    """

    key: int
    report: int
    kind: str
    value: Hashable
    polarity: str = Polarity.AFFIRMED
    day_interval: tuple[date, date] | None = None
    contained_in: tuple[Hashable, ...] = ()
    modality: str = ""
    hedge: str = ""
    is_first_hand: bool = False
    is_partial: bool = False

    @property
    def is_affirmed(self) -> bool:
        """Return whether the report says that it is so."""
        return self.polarity != Polarity.DENIED


@dataclass(frozen=True, slots=True)
class ShipmentInput:
    """Gather the reports on one shipment and what they say.

    `confirmed` is the number of items seen on evidence, per type. Counts are compared only with those of
    their group of stages; what reports say on places, parties and dates is compared at every stage.

    Raises CaseError if a line or a detail belongs to no report of the case.
    """

    reports: tuple[ReportNode, ...] = ()
    citations: tuple[CitationEdge, ...] = ()
    publication_sources: Mapping[int, int] = NO_SOURCES
    lines: tuple[Line, ...] = ()
    details: tuple[Detail, ...] = ()
    confirmed: Mapping[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = {report.key for report in self.reports}
        statements: tuple[Line | Detail, ...] = (*self.lines, *self.details)
        for statement in statements:
            if statement.report not in known:
                name = type(statement).__name__
                raise CaseError(f"{name} {statement.key} belongs to unknown report {statement.report}.")


# The name under which the builders of cases know it; it goes when they are one.
Case = ShipmentInput
