"""Add up estimates on one type, each shipment once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Case, Count, Exists, F, Func, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, ExtractYear, TruncMonth
from django.db.models.lookups import Exact, GreaterThan
from django.utils.translation import gettext_lazy as _

from inventory.domain import arithmetic
from inventory.domain.comparison.case import PROMISED_STAGES, REVERSED_STAGES
from inventory.domain.totals.overlaps import Overlaps
from inventory.domain.totals.records import EVENTS
from inventory.domain.totals.totals import ReportedTotal
from inventory.models.arrays import one_of
from inventory.models.deliveries import ReportedDelivery
from inventory.models.equipment import EquipmentType
from inventory.models.evidence import EvidenceCount
from inventory.models.lists import SPEAKS
from inventory.models.shipments import State
from inventory.models.totals.things import Dimension, Thing

if TYPE_CHECKING:
    from inventory.models.analysis import Estimate  # noqa: F401  # Named in quotes below.

# Stands for the year of a shipment whose period reaches from one year into another. No report says which part
# of it came when, so that it is counted under neither.
SEVERAL_YEARS = 0
# Which types stand in rows where none are named.
ROOT, NEAR_ROOT, EVERY_TYPE = "root", "near_root", "all"
DATASET = "shipment__dataset__name"  # null for events
DISPUTED = (State.CONFLICT, State.CONFLICT_BELOW)
# What of a shipment stands in rows, as an estimate reaches it.
ROW_COLUMNS = {
    Dimension.YEAR: "year",
    Dimension.DESTINATION: "shipment__destination__country",
    Dimension.SUPPLIER: "shipment__supplier",
    Dimension.SHIPMENT: "shipment",
}


class Measure(models.TextChoices):
    """Name what can stand in cells."""

    BEST = "best", _("Best supported")
    LOW = "low", _("Minimum")
    HIGH = "high", _("Maximum")
    CONFIRMED = "confirmed", _("Visually confirmed")
    SHIPMENTS = "shipments", _("Shipments")
    REPORTS = "reports", _("Reports")
    VOICES = "voices", _("Voices")
    CONFLICTS = "conflicts", _("Disputed")


@dataclass(frozen=True, slots=True)
class Tally:
    """Hold what the estimates on one type amount to, on shipments that are alike in what is asked about.

    Each shipment is in one tally of a type alone, so that tallies of one type can be added up.
    ``plain`` is the sum over shipments that overlap no other, and ``datasets`` the same by dataset.
    ``linked`` are the keys of those that do: what they amount to, ``overlaps`` says once all are known.
    ``voices`` and ``reports`` are added up shipment by shipment.
    ``confirmed`` adds up what evidence shows at least, over ``seen`` shipments with evidence on the type.
    """

    plain: arithmetic.Sum
    conflicts: int  # estimates
    voices: int
    reports: int  # 0 unless asked for
    confirmed: int = 0  # items; 0 unless asked for
    seen: int = 0  # shipments; 0 unless asked for
    datasets: Mapping[str, arithmetic.Sum] = field(default_factory=dict)
    linked: frozenset[int] = frozenset()
    equipment_type: int | None = None  # None where no shipment overlaps another
    overlaps: Overlaps | None = field(default=None, compare=False, repr=False)

    @property
    def overlap(self) -> ReportedTotal:
        """Return what the shipments that overlap others amount to, and what is open about it."""
        if self.overlaps is None or self.equipment_type is None:
            return ReportedTotal()
        return self.overlaps.total(self.equipment_type, self.linked)

    @property
    def total(self) -> arithmetic.Sum:
        """Return the sum in which nothing is counted twice; it counts shipments, too."""
        return self.plain + _as_sum(self.overlap, len(self.linked))

    @property
    def by_dataset(self) -> dict[str, arithmetic.Sum]:
        """Return what each dataset amounts to by itself."""
        nothing = arithmetic.Sum()
        apart = {name: _as_sum(found, found.shipments) for name, found in self.overlap.datasets.items()}
        names = sorted({*self.datasets, *apart})
        return {name: self.datasets.get(name, nothing) + apart.get(name, nothing) for name in names}

    def __add__(self, other: Tally) -> Tally:
        names = {*self.datasets, *other.datasets}
        nothing = arithmetic.Sum()
        return Tally(
            self.plain + other.plain,
            self.conflicts + other.conflicts,
            self.voices + other.voices,
            self.reports + other.reports,
            self.confirmed + other.confirmed,
            self.seen + other.seen,
            {name: self.datasets.get(name, nothing) + other.datasets.get(name, nothing) for name in names},
            self.linked | other.linked,
            self.equipment_type or other.equipment_type,
            self.overlaps or other.overlaps,
        )


def _as_sum(found: ReportedTotal, number: int) -> arithmetic.Sum:
    """Return a total of so many shipments as a sum that can be added to others."""
    unknown = number if found.interval is None else found.unknown_count
    return arithmetic.Sum(number, found.low, found.high, found.open_count, unknown)


NOTHING = Tally(arithmetic.Sum(), conflicts=0, voices=0, reports=0)


@dataclass(frozen=True, slots=True)
class TallyKey:
    """Say what a tally is of.

    ``things`` are the positions of the compared things that its shipments belong to. ``at`` are the values of
    what stands in rows, besides equipment: a year, or the primary key of a country, supplier or shipment.
    None is an unknown one.
    """

    things: frozenset[int]
    equipment_type: int
    at: tuple[int | None, ...] = ()


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

    def on_types(self, types: Sequence[EquipmentType], *, level: str = NEAR_ROOT) -> Self:
        """Keep estimates on exactly these types; without any, on those of a level.

        An estimate on a type holds what lies below it, so that nothing is rolled up here. A type of mixed
        units has no sum; without a choice it is kept only where a report counts in it.
        """
        if types:
            return self.filter(equipment_type__in=types)
        if level == ROOT:
            return self.filter(equipment_type__level=EquipmentType.Level.ROOT)
        has_a_sum = ~Q(equipment_type__unit=EquipmentType.Unit.ITEMS) | Q(is_stated=True)
        if level == EVERY_TYPE:
            return self.filter(has_a_sum)
        return self.filter(is_near_the_root("equipment_type__") & has_a_sum)

    def moved(self) -> Self:
        """Keep those on what a report says moved, also where no number is reported.

        What was only promised, or was taken back, is no delivery: it adds nothing, and leaves nothing open.
        """
        lines = _lines_behind().filter(report__superseded_by__isnull=True)
        moved = lines.exclude(report__stage__in=PROMISED_STAGES | REVERSED_STAGES)
        # Estimates are of what moved, so that only one without a number has to be looked up.
        return self.filter(Q(named_quantity__isnull=False) | Exists(moved))

    def since(self, day: datetime.date) -> Self:
        """Keep those of shipments that may have been on the day or later."""
        return self.filter(shipment__period_days__overlap=DateRange(day, None, "[)"))

    def until(self, day: datetime.date) -> Self:
        """Keep those of shipments that may have been on the day or earlier."""
        return self.filter(shipment__period_days__overlap=DateRange(None, day, "(]"))

    def reported_by(self, sources: Sequence[Thing]) -> Self:
        """Keep those to which a source, speaking or publishing, has a line on the type or below it."""
        return self.filter(Exists(_lines_behind().filter(_is_from(sources))))

    def belonging(self, conditions: Sequence[Q]) -> Self:
        """Keep those of which a condition is true, and mark which: ``is_0``, ``is_1`` and so on."""
        wanted, marks = Q(), {}
        for number, condition in enumerate(conditions):
            wanted |= condition
            marks[f"is_{number}"] = Case(When(condition, then=Value(True)), default=Value(False))
        return self.filter(wanted).annotate(**marks)

    def with_years(self) -> Self:
        """Add ``first_year`` and ``last_year`` of the shipment's days, both null where these are unknown."""
        return self.annotate(
            first_year=ExtractYear(_day("lower(%(expressions)s)")),
            last_year=ExtractYear(_day("upper(%(expressions)s) - 1")),
        )

    def with_year(self) -> Self:
        """Add ``year`` of the shipment: ``SEVERAL_YEARS`` across years, null where unknown."""
        return self.with_years().annotate(
            year=Case(
                When(shipment__period_days__isnull=True, then=Value(None)),
                When(Q(GreaterThan(F("last_year"), F("first_year"))), then=Value(SEVERAL_YEARS)),
                default=F("first_year"),
                output_field=models.IntegerField(),
            )
        )

    def with_month(self) -> Self:
        """Add ``month``, the first day of the shipment's month; null where it is unknown or took longer."""
        first = TruncMonth(_day("lower(%(expressions)s)"))
        last = TruncMonth(_day("upper(%(expressions)s) - 1"))
        day = Cast(first, models.DateField())
        month = Case(When(Exact(first, last), then=day), default=None, output_field=models.DateField())
        return self.annotate(month=month)

    def with_report_count(self, sources: Sequence[Thing]) -> Self:
        """Add ``report_count``: reports that stand, with a line on the type or below, by one of the sources.

        Costs a look-up for each estimate, so that it is for when reports are asked for.
        """
        lines = _lines_behind().filter(report__superseded_by__isnull=True)
        if sources:
            lines = lines.filter(_is_from(sources))
        counts = lines.order_by().values("shipment").annotate(number=Count("report", distinct=True))
        return self.annotate(report_count=Coalesce(Subquery(counts.values("number")), Value(0)))

    def without_year(self) -> Self:
        """Add ``year`` as null, for a sum over all years."""
        return self.annotate(year=Value(None, output_field=models.IntegerField()))

    def without_report_count(self) -> Self:
        """Add ``report_count`` as 0, for when nobody asks."""
        return self.annotate(report_count=Value(0))

    def tallied(
        self, marks: Sequence[str], rows: Sequence[Dimension], overlaps: Overlaps
    ) -> dict[TallyKey, Tally]:
        """Return what estimates with marks, year and report count amount to. Runs two queries at most."""
        columns = [ROW_COLUMNS[row] for row in rows]
        found = self._tallies((*marks, "equipment_type", *columns), overlaps)
        tallies: dict[TallyKey, Tally] = {}
        for values, tally in found.items():
            row = dict(zip((*marks, "equipment_type", *columns), values, strict=True))
            key = _key(row, marks, columns)
            tallies[key] = tallies.get(key, NOTHING) + tally
        return tallies

    def seen(self, marks: Sequence[str], rows: Sequence[Dimension]) -> list[tuple[TallyKey, int]]:
        """Return key and shipment of estimates on shipments with items counted on evidence. One query."""
        counts = EvidenceCount.objects.filter(evidence__shipment=OuterRef("shipment"))
        columns = [ROW_COLUMNS[row] for row in rows]
        counted = self.moved().filter(Exists(counts)).order_by()
        found = counted.values(*marks, "equipment_type", "shipment", *columns)
        return [(_key(row, marks, columns), row["shipment"]) for row in found]

    def tallied_by(self, *columns: str, overlaps: Overlaps) -> dict[tuple[Any, ...], Tally]:
        """Return what estimates amount to for each combination of values, without reports.

        Only estimates on one type make a sum that means something: name the type, or select one. Runs two
        queries at most.
        """
        return self.without_report_count()._tallies(columns, overlaps)

    def _tallies(self, columns: Sequence[str], overlaps: Overlaps) -> dict[tuple[Any, ...], Tally]:
        """Return the sums of estimates; those on shipments that overlap others are read one by one."""
        counted = self.moved().order_by()
        alone = counted.exclude(shipment__in=one_of(overlaps.keys)) if overlaps.keys else counted
        tallies: dict[tuple[Any, ...], Tally] = {}
        for row in alone.values(*dict.fromkeys((*columns, DATASET))).annotate(**_SUMS):
            key = tuple(row[column] for column in columns)
            tallies[key] = tallies.get(key, NOTHING) + _amount(row)
        if not overlaps.keys:
            return tallies
        linked = counted.filter(shipment__in=one_of(overlaps.keys))
        read = ("shipment", "equipment_type", "state", "voices", "report_count")
        for row in linked.values(*dict.fromkeys((*columns, *read))):
            key = tuple(row[column] for column in columns)
            tallies[key] = tallies.get(key, NOTHING) + _linked(row, overlaps)
        return tallies


_SUMS = {
    "estimates": Count("pk"),
    "low": Sum(Func(F("named_quantity"), function="lower", output_field=models.BigIntegerField())),
    "high": Sum(Func(F("named_quantity"), function="upper", output_field=models.BigIntegerField()) - 1),
    "open_count": Count("pk", filter=Q(named_quantity__upper_inf=True)),
    "unknown_count": Count("pk", filter=Q(named_quantity__isnull=True)),
    "conflicts": Count("pk", filter=Q(state__in=DISPUTED)),
    "voice_sum": Sum("voices"),
    "report_sum": Sum("report_count"),
}


def _key(row: Mapping[str, Any], marks: Sequence[str], columns: Sequence[str]) -> TallyKey:
    things = frozenset(number for number, mark in enumerate(marks) if row[mark])
    return TallyKey(things, row["equipment_type"], tuple(row[column] for column in columns))


def _amount(row: dict[str, Any]) -> Tally:
    total = arithmetic.Sum(
        row["estimates"], row["low"] or 0, row["high"] or 0, row["open_count"], row["unknown_count"]
    )
    dataset = row[DATASET] or EVENTS
    return Tally(total, row["conflicts"], row["voice_sum"], row["report_sum"], datasets={dataset: total})


def _linked(row: dict[str, Any], overlaps: Overlaps) -> Tally:
    """Return the tally of one estimate on a shipment that overlaps others."""
    return Tally(
        arithmetic.Sum(),
        int(row["state"] in DISPUTED),
        row["voices"],
        row["report_count"],
        linked=frozenset({row["shipment"]}),
        equipment_type=row["equipment_type"],
        overlaps=overlaps,
    )


def _day(template: str) -> Func:
    return Func(F("shipment__period_days"), template=template, output_field=models.DateField())


def is_near_the_root(prefix: str) -> Q:
    """Return the condition on a type that it is the root or stands one or two levels below."""
    return (
        Q(**{f"{prefix}level": EquipmentType.Level.ROOT})
        | Q(**{f"{prefix}parent__level": EquipmentType.Level.ROOT})
        | Q(**{f"{prefix}parent__parent__level": EquipmentType.Level.ROOT})
    )


def _lines_behind() -> models.QuerySet[ReportedDelivery]:
    """Return the lines that an outer estimate is computed from: on its shipment, on its type or below it."""
    below = Concat(OuterRef("equipment_type__path"), Value("/"))
    return ReportedDelivery.objects.filter(
        Q(equipment_type=OuterRef("equipment_type")) | Q(equipment_type__path__startswith=below),
        shipment=OuterRef("shipment"),
    )


def _is_from(sources: Sequence[Thing]) -> Q:
    """Return the condition that a line is spoken or published by one of the sources, or classes of them."""
    single = [source.pk for source in sources if not source.kinds]
    kinds = [kind for source in sources for kind in source.kinds]
    is_voice = Q(report__asserter__in=single) | Q(report__asserter__kind__in=kinds)
    is_publisher = Q(report__publication__source__in=single) | Q(report__publication__source__kind__in=kinds)
    return Q(is_voice, report__attribution__in=SPEAKS) | is_publisher
