"""Say what a comparison asks for, and head its rows and columns."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from inventory.models import EquipmentType
from inventory.models.totals import SEVERAL_YEARS, Destination, Dimension, Measure

ALL_YEARS = -1
TOTAL = "total"  # the key of all destinations together, and of all years
INTERVALS = frozenset({Measure.BEST, Measure.LOW, Measure.HIGH})
# What a measure counts that does not count equipment.
COUNTED_IN = {
    Measure.SHIPMENTS: "shipments",
    Measure.REPORTS: "reports",
    Measure.VOICES: "voices",
    Measure.CONFLICTS: "estimates",
}


@dataclass(frozen=True, slots=True)
class Question:
    """Say what is compared and how it is laid out.

    ``parameters`` is what every link to lines carries: supplier and source. ``group_on``, ``period_from`` and
    ``period_to`` are as typed, or empty; ``first`` and ``last`` are the first and last day of the period.
    """

    destinations: tuple[Destination, ...]
    types: tuple[EquipmentType, ...]  # empty: those with data
    rows: Dimension
    columns: Dimension
    is_split: bool
    measure: Measure
    parameters: Mapping[str, str] = field(default_factory=dict)
    group_on: str = ""
    period_from: str = ""
    period_to: str = ""
    first: datetime.date | None = None
    last: datetime.date | None = None

    @property
    def third(self) -> Dimension:
        """Return what stands neither in rows nor in columns."""
        return next(one for one in Dimension if one not in (self.rows, self.columns))

    @property
    def row_dimensions(self) -> tuple[Dimension, ...]:
        """Return what rows are headed by, from the outermost in."""
        return (self.rows, self.third) if self.is_nested else (self.rows,)

    @property
    def is_nested(self) -> bool:
        """Tell whether rows are split by the third dimension; types are never added up, so always by them."""
        return self.is_split or self.third == Dimension.EQUIPMENT


@dataclass(frozen=True, slots=True)
class Heading:
    """Name a row or column, and the lines that belong to it.

    ``value`` is the destination's key, the type's primary key or the year that sums are looked up by.
    ``parameters`` narrows the list of lines to it; None where that cannot be done.
    """

    dimension: Dimension
    value: str | int | None
    key: str  # as written to a file: a code, a slug, a year
    label: str
    unit: str = ""  # of a type
    depth: int = 0
    parameters: Mapping[str, str] | None = None
    note: str = ""

    @property
    def is_total(self) -> bool:
        """Tell whether it is of all destinations or all years."""
        return self.key == TOTAL


def destination_heading(destination: Destination, group_on: str) -> Heading:
    """Return the heading of a country, or of a group as of the day that was typed."""
    parameters = {"group" if destination.is_group else "country": destination.key}
    if destination.is_group and group_on:
        parameters["group_on"] = group_on
    return Heading(
        Dimension.DESTINATION, destination.key, destination.key, destination.name, parameters=parameters
    )


def all_destinations_heading(question: Question) -> Heading:
    """Return the heading of all destinations as one; no list of lines can be narrowed to several."""
    label = "Both together" if len(question.destinations) == 2 else "All together"
    return Heading(Dimension.DESTINATION, None, TOTAL, label, note="Each shipment is counted once.")


def type_heading(kind: EquipmentType, measure: Measure, shown: Collection[int]) -> Heading:
    """Return the heading of a type, indented below one of the types shown."""
    return Heading(
        Dimension.EQUIPMENT,
        kind.pk,
        kind.slug,
        kind.name,
        unit=kind.unit if measure in INTERVALS else COUNTED_IN[measure],
        depth=int(kind.parent_id in shown),
        parameters={"equipment": kind.slug},
    )


def all_years_heading(question: Question) -> Heading:
    """Return the heading of the whole period."""
    typed = {"period_from": question.period_from, "period_to": question.period_to}
    parameters = {name: value for name, value in typed.items() if value}
    return Heading(Dimension.YEAR, ALL_YEARS, TOTAL, "All years", parameters=parameters)


def year_heading(year: int | None, question: Question) -> Heading:
    """Return the heading of a year; its lines are those of the year within the period asked for."""
    if year is None:
        return Heading(Dimension.YEAR, None, "unknown", "Year unknown", parameters={"missing": "period"})
    if year == SEVERAL_YEARS:
        return Heading(
            Dimension.YEAR,
            year,
            "several_years",
            "Several years",
            parameters=all_years_heading(question).parameters,
            note="The list behind it also has lines of single years.",
        )
    written = f"{year:04d}"
    starts_within = question.first is not None and question.first > datetime.date(year, 1, 1)
    ends_within = question.last is not None and question.last < datetime.date(year, 12, 31)
    parameters = {
        "period_from": question.period_from if starts_within else written,
        "period_to": question.period_to if ends_within else written,
    }
    return Heading(Dimension.YEAR, year, written, written, parameters=parameters)


def place_in_tree(kind: EquipmentType) -> tuple[tuple[int, str], ...]:
    """Return the positions on the way to a type at most two levels below the root; parents sort first."""
    above = kind.parent
    if above is None:
        return ()
    own = (kind.position, kind.name)
    return (own,) if above.parent_id is None else ((above.position, above.name), own)
