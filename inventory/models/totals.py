"""Add up estimates by destination, equipment type and year, each shipment once."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Case, Count, Exists, F, Func, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Concat, ExtractYear
from django.db.models.lookups import GreaterThan

from inventory.domain import arithmetic
from inventory.models.deliveries import ReportedDelivery
from inventory.models.equipment import EquipmentType
from inventory.models.lists import SPEAKS
from inventory.models.reference import GroupMembership, Source
from inventory.models.shipments import State

if TYPE_CHECKING:
    from inventory.models.analysis import Estimate  # noqa: F401  # Named in quotes below.

# Stands for the year of a shipment whose period reaches from one year into another. No report says which part
# of it came when, so that it is counted under neither.
SEVERAL_YEARS = 0


class Dimension(models.TextChoices):
    """Name what can stand in rows or columns."""

    EQUIPMENT = "equipment", "Equipment"
    DESTINATION = "destination", "Destinations"
    YEAR = "year", "Years"


class Measure(models.TextChoices):
    """Name what can stand in cells."""

    BEST = "best", "Best supported"
    LOW = "low", "At least"
    HIGH = "high", "At most"
    SHIPMENTS = "shipments", "Shipments"
    REPORTS = "reports", "Reports"
    VOICES = "voices", "Voices"
    CONFLICTS = "conflicts", "In conflict"


@dataclass(frozen=True, slots=True)
class Destination:
    """Name where shipments are headed: a country, or a group of countries with members that change."""

    pk: int
    key: str  # a country's code, a group's slug
    name: str
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Hold what the estimates on one type amount to, on shipments that share destinations and year.

    Each shipment is in one tally of a type alone, so that tallies of one type can be added up.
    ``total`` counts shipments too. ``voices`` and ``reports`` are added up shipment by shipment.
    """

    total: arithmetic.Sum
    conflicts: int  # estimates
    voices: int
    reports: int  # 0 unless asked for

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.total + other.total,
            self.conflicts + other.conflicts,
            self.voices + other.voices,
            self.reports + other.reports,
        )


@dataclass(frozen=True, slots=True)
class TallyKey:
    """Say what a tally is of. ``year`` is None where it is unknown, and where nobody asks for it."""

    destinations: frozenset[str]  # keys
    equipment_type: int
    year: int | None


# By group, the countries that are members in a period; None stands for the days asked about.
type Members = dict[int, dict[DateRange | None, list[int]]]


def load_members(destinations: Sequence[Destination], days: DateRange | None) -> Members:
    """Return the members of the groups on ``days``; without them, with the periods of their membership.

    Runs one query, none without a group. Conditions made of what it returns cost far less than to look
    memberships up for each estimate.
    """
    groups = [destination.pk for destination in destinations if destination.is_group]
    members: Members = {}
    if not groups:
        return members
    memberships = GroupMembership.objects.filter(group__in=groups).order_by("pk")
    if days is not None:
        memberships = memberships.filter(period__overlap=days)
    for group, country, period in memberships.values_list("group", "country", "period"):
        key = period if days is None else None
        members.setdefault(group, {}).setdefault(key, []).append(country)
    return members


class EstimateQuerySet(models.QuerySet["Estimate"]):
    """Select estimates by their shipment and type, and add them up."""

    def headlines(self) -> Self:
        """Keep those that stand for a shipment in a list, in the order of the tree, vehicles first.

        They are on the topmost types that are counted in one unit, so that nothing is shown twice and nothing
        is added across units; a type of mixed units is kept only where a report counts in it.
        """
        mixed = EquipmentType.Unit.ITEMS
        branch = Case(
            When(equipment_type__parent__parent__isnull=True, then="equipment_type__position"),
            default="equipment_type__parent__position",
        )
        return self.filter(
            Q(equipment_type__parent__unit=mixed) & ~Q(equipment_type__unit=mixed)
            | Q(equipment_type__unit=mixed, is_stated=True)
        ).order_by(branch, "equipment_type__position", "pk")

    def on_types(self, types: Sequence[EquipmentType]) -> Self:
        """Keep estimates on exactly these types; without any, on the two levels below the root of the tree.

        An estimate on a type holds what lies below it, so that nothing is rolled up here. A type of mixed
        units has no sum; without a choice it is kept only where a report counts in it.
        """
        if types:
            return self.filter(equipment_type__in=types)
        is_near_the_root = (
            Q(equipment_type__level=EquipmentType.Level.ROOT)
            | Q(equipment_type__parent__level=EquipmentType.Level.ROOT)
            | Q(equipment_type__parent__parent__level=EquipmentType.Level.ROOT)
        )
        has_a_sum = ~Q(equipment_type__unit=EquipmentType.Unit.ITEMS) | Q(is_stated=True)
        return self.filter(is_near_the_root & has_a_sum)

    def since(self, day: datetime.date) -> Self:
        """Keep those of shipments that may have been on the day or later."""
        return self.filter(shipment__period_days__overlap=DateRange(day, None, "[)"))

    def until(self, day: datetime.date) -> Self:
        """Keep those of shipments that may have been on the day or earlier."""
        return self.filter(shipment__period_days__overlap=DateRange(None, day, "(]"))

    def reported_by(self, source: Source) -> Self:
        """Keep those to which the source, speaking or publishing, has a line on the type or below it."""
        return self.filter(Exists(_lines_behind().filter(_is_from(source))))

    def headed_to(self, destinations: Sequence[Destination], members: Members) -> Self:
        """Keep those to any of the destinations, and mark to which: ``is_to_0``, ``is_to_1`` and so on."""
        wanted, marks = Q(), {}
        for number, destination in enumerate(destinations):
            condition = _is_headed_to(destination, members)
            wanted |= condition
            marks[f"is_to_{number}"] = Case(When(condition, then=Value(True)), default=Value(False))
        return self.filter(wanted).annotate(**marks)

    def with_year(self) -> Self:
        """Add ``year``, that of the shipment: ``SEVERAL_YEARS`` across years, null where unknown."""
        first, last = (
            ExtractYear(_day("lower(%(expressions)s)")),
            ExtractYear(_day("upper(%(expressions)s) - 1")),
        )
        return self.annotate(
            year=Case(
                When(shipment__period_days__isnull=True, then=Value(None)),
                When(Q(GreaterThan(last, first)), then=Value(SEVERAL_YEARS)),
                default=first,
                output_field=models.IntegerField(),
            )
        )

    def with_report_count(self, source: Source | None) -> Self:
        """Add ``report_count``: reports that stand, with a line on the type or below, by the source if given.

        Costs a look-up for each estimate, so that it is for when reports are asked for.
        """
        lines = _lines_behind().filter(report__superseded_by__isnull=True)
        if source is not None:
            lines = lines.filter(_is_from(source))
        counts = lines.order_by().values("shipment").annotate(number=Count("report", distinct=True))
        return self.annotate(report_count=Coalesce(Subquery(counts.values("number")), Value(0)))

    def without_year(self) -> Self:
        """Add ``year`` as null, for a sum over all years."""
        return self.annotate(year=Value(None, output_field=models.IntegerField()))

    def without_report_count(self) -> Self:
        """Add ``report_count`` as 0, for when nobody asks."""
        return self.annotate(report_count=Value(0))

    def tallied(self, destinations: Sequence[Destination]) -> dict[TallyKey, Tally]:
        """Return what estimates with destinations, year and report count amount to. Runs one query."""
        marks = [f"is_to_{number}" for number in range(len(destinations))]
        rows = self.order_by().values(*marks, "equipment_type", "year").annotate(**_SUMS)
        return dict(_tally(row, destinations, marks) for row in rows)

    def tallied_by(self, *columns: str) -> dict[tuple[Any, ...], Tally]:
        """Return what estimates amount to for each combination of values, without reports. Runs one query.

        Only estimates on one type make a sum that means something: name the type, or select one.
        """
        rows = self.without_report_count().order_by().values(*columns).annotate(**_SUMS)
        return {tuple(row[column] for column in columns): _amount(row) for row in rows}


_SUMS = {
    "estimates": Count("pk"),
    "low": Sum(Func(F("counted_quantity"), function="lower", output_field=models.BigIntegerField())),
    "high": Sum(Func(F("counted_quantity"), function="upper", output_field=models.BigIntegerField()) - 1),
    "open_count": Count("pk", filter=Q(counted_quantity__upper_inf=True)),
    "unknown_count": Count("pk", filter=Q(counted_quantity__isnull=True)),
    "conflicts": Count("pk", filter=Q(state=State.CONFLICT)),
    "voice_sum": Sum("voices"),
    "report_sum": Sum("report_count"),
}


def _tally(
    row: dict[str, Any], destinations: Sequence[Destination], marks: Sequence[str]
) -> tuple[TallyKey, Tally]:
    keys = frozenset(
        destination.key for destination, mark in zip(destinations, marks, strict=True) if row[mark]
    )
    return TallyKey(keys, row["equipment_type"], row["year"]), _amount(row)


def _amount(row: dict[str, Any]) -> Tally:
    total = arithmetic.Sum(
        row["estimates"], row["low"] or 0, row["high"] or 0, row["open_count"], row["unknown_count"]
    )
    return Tally(total, row["conflicts"], row["voice_sum"], row["report_sum"])


def _day(template: str) -> Func:
    return Func(F("shipment__period_days"), template=template, output_field=models.DateField())


def _is_headed_to(destination: Destination, members: Members) -> Q:
    """Return the condition that the estimate's shipment is headed to a destination."""
    country = "shipment__destination__country"
    if not destination.is_group:
        return Q(**{country: destination.pk})
    condition = Q(pk__in=[])  # A group without members has no shipments.
    for period, countries in members.get(destination.pk, {}).items():
        days = {} if period is None else {"shipment__period_days__overlap": period}
        condition |= Q(**{f"{country}__in": countries}, **days)
    return condition


def _lines_behind() -> models.QuerySet[ReportedDelivery]:
    """Return the lines that an outer estimate is computed from: on its shipment, on its type or below it."""
    below = Concat(OuterRef("equipment_type__path"), Value("/"))
    return ReportedDelivery.objects.filter(
        Q(equipment_type=OuterRef("equipment_type")) | Q(equipment_type__path__startswith=below),
        shipment=OuterRef("shipment"),
    )


def _is_from(source: Source) -> Q:
    """Return the condition that a line is spoken or published by a source."""
    is_voice = Q(report__asserter=source, report__attribution__in=SPEAKS)
    return is_voice | Q(report__publication__source=source)
