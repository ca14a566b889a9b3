"""Hold what totals are made of: shipments with their counts, and what a dataset covers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from inventory.domain.intervals import Interval

EVENTS = "events"  # what all events are called as a dataset

type Days = tuple[date, date]  # first and last, both included


class StageGroup(StrEnum):
    """Name the groups of stages, which are never added up nor linked with each other."""

    PROMISED = "promised"
    MOVED = "moved"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class Count:
    """Hold what is concluded of one shipment on one type.

    ``quantity`` is None where a number is not reported; its high end is None where it is open. ``is_stated``
    is false where the count only adds up the types named below it. A disputed count comes as its envelope.
    """

    quantity: Interval | None
    is_stated: bool = True
    is_disputed: bool = False

    @property
    def low(self) -> int:
        """Return how many items there are at least; 0 where the number is not reported."""
        return self.quantity.low if self.quantity else 0

    @property
    def high(self) -> int | None:
        """Return how many items there are at most; None where that is open or not reported."""
        return self.quantity.high if self.quantity else None


@dataclass(frozen=True, slots=True)
class CountedShipment:
    """Hold an event or a tally with its counts by type, each parent of a counted type included.

    ``dataset`` is what counts nothing twice by its making: a register, one voice's tallies, all events.
    ``place`` is the country of destination; None is unknown, as with the supplier and the days. It is not
    ``is_certain`` where it may lie outside what is selected: its counts then have no low end.
    """

    key: int
    dataset: str
    counts: Mapping[int, Count]
    is_tally: bool = False
    is_certain: bool = True
    days: Days | None = None
    place: int | None = None
    supplier: int | None = None
    stage: StageGroup = StageGroup.MOVED

    @property
    def span(self) -> float:
        """Return over how many days it reaches; without known days it has no end."""
        return (self.days[1] - self.days[0]).days if self.days else float("inf")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Say what a dataset declares to cover; None is everything. Types include those below them."""

    types: Collection[int] | None = None
    recipients: Collection[int] | None = None
    suppliers: Collection[int] | None = None
    years: tuple[int, int] | None = None  # first and last


@dataclass(frozen=True, slots=True)
class Scope:
    """Say what a total is of, as a dataset's coverage is asked about it; None is everything."""

    type: int
    above: tuple[int, ...] = field(default=())  # the types above it
    recipient: int | None = None
    supplier: int | None = None
    years: tuple[int, int] | None = None


class Silence(StrEnum):
    """Say why a dataset has nothing in a total. Neither is 0, nor contradicts a count."""

    NOT_COVERED = "not_covered"
    NO_RECORD = "no_record"


def silence_of(coverage: Coverage, scope: Scope) -> Silence:
    """Return why a dataset without a record is silent: it does not look there, or it looked in vain.

    >>> silence_of(Coverage(types={2}), Scope(type=3, above=(2, 1))).value
    'no_record'
    >>> silence_of(Coverage(years=(1950, 2024)), Scope(type=3, years=(2025, 2025))).value
    'not_covered'
    """
    is_type = coverage.types is None or not {scope.type, *scope.above}.isdisjoint(coverage.types)
    is_when = coverage.years is None or scope.years is None or _overlap(coverage.years, scope.years)
    is_covered = (
        is_type
        and is_when
        and _is_among(scope.recipient, coverage.recipients)
        and _is_among(scope.supplier, coverage.suppliers)
    )
    return Silence.NO_RECORD if is_covered else Silence.NOT_COVERED


def _is_among(asked: int | None, covered: Collection[int] | None) -> bool:
    return asked is None or covered is None or asked in covered


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
