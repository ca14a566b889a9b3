"""Add up estimates on one type, each shipment once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Count, Exists, F, Func, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, ExtractYear, TruncMonth
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
from inventory.models.totals.belonging import Belonging
from inventory.models.totals.things import Thing

if TYPE_CHECKING:
    from inventory.models.analysis import Estimate  # noqa: F401  # Named in quotes below.

# Which types stand in rows where none are named.
HEADLINES, ROOT, NEAR_ROOT, EVERY_TYPE = "headlines", "root", "near_root", "all"
DATASET = "shipment__dataset__name"  # null for events
CERTAIN, POSSIBLE = 2, 1  # how far a shipment belongs to what is compared
DISPUTED = (State.CONFLICT, State.CONFLICT_BELOW)


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
    ``conflicts`` counts the disagreements that arise on the type or below it, ``disputed`` the estimates that
    are in dispute themselves, also where that arises on a wider type.
    ``linked`` are the keys of shipments that overlap others: what they amount to, ``overlaps`` says once all
    are known. ``voices`` and ``reports`` are added up shipment by shipment.
    ``confirmed`` adds up what evidence shows at least, over ``seen`` shipments with evidence on the type.
    """

    plain: arithmetic.Sum
    conflicts: int
    voices: int
    reports: int  # 0 unless asked for
    confirmed: int = 0  # items; 0 unless asked for
    seen: int = 0  # shipments; 0 unless asked for
    datasets: Mapping[str, arithmetic.Sum] = field(default_factory=dict)
    linked: frozenset[int] = frozenset()
    equipment_type: int | None = None  # None where no shipment overlaps another
    overlaps: Overlaps | None = field(default=None, compare=False, repr=False)
    disputed: int = 0

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
            self.disputed + other.disputed,
        )


def _as_sum(found: ReportedTotal, number: int) -> arithmetic.Sum:
    """Return a total of so many shipments as a sum that can be added to others."""
    unknown = number if found.interval is None else found.unknown_count
    return arithmetic.Sum(number, found.low, found.high, found.open_count, unknown)


NOTHING = Tally(arithmetic.Sum(), conflicts=0, voices=0, reports=0)


def range_with(own: Tally, possible: Tally) -> arithmetic.Sum:
    """Return a total with what may belong to it: that adds nothing to the low end, and all to the high end.

    Where both may be of the same deliveries, or are, that is not counted twice.
    """
    if possible is NOTHING:
        return own.total
    plain = own.plain + _without_low(possible.plain)
    overlaps, kind = own.overlaps or possible.overlaps, own.equipment_type or possible.equipment_type
    found = ReportedTotal()
    if overlaps is not None and kind is not None:
        found = overlaps.total(kind, own.linked, possible.linked)
    both = plain + _as_sum(found, len(own.linked) + len(possible.linked))
    return replace(both, low=own.total.low, high=max(both.high, own.total.low))


def datasets_with(own: Tally, possible: Tally) -> dict[str, arithmetic.Sum]:
    """Return what each dataset amounts to by itself, with what may belong, as ``range_with`` does."""
    if possible is NOTHING:
        return own.by_dataset
    overlaps, kind = own.overlaps or possible.overlaps, own.equipment_type or possible.equipment_type
    apart: Mapping[str, ReportedTotal] = {}
    if overlaps is not None and kind is not None:
        apart = overlaps.total(kind, own.linked, possible.linked).datasets
    nothing = arithmetic.Sum()
    found = {}
    for name in sorted({*own.datasets, *possible.datasets, *apart}):
        both = own.datasets.get(name, nothing) + _without_low(possible.datasets.get(name, nothing))
        linked = apart.get(name, ReportedTotal())
        both += _as_sum(linked, linked.shipments)
        low = own.by_dataset.get(name, nothing).low
        found[name] = replace(both, low=low, high=max(both.high, low))
    return found


def _without_low(found: arithmetic.Sum) -> arithmetic.Sum:
    return replace(found, low=0)


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
        if level == HEADLINES:
            return self.headlines()
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

    def reported_by(self, sources: Sequence[Thing]) -> Self:
        """Keep those to which a source, speaking or publishing, has a line on the type or below it."""
        return self.filter(Exists(_lines_behind().filter(_is_from(sources))))

    def belonging(self, conditions: Sequence[Belonging]) -> Self:
        """Mark what belongs to each: ``is_0``, ``is_1`` and so on are ``CERTAIN``, ``POSSIBLE`` or 0."""
        return self.annotate(
            **{
                f"is_{number}": Case(
                    When(one.certain, then=Value(CERTAIN)),
                    When(one.possible, then=Value(POSSIBLE)),
                    default=Value(0),
                )
                for number, one in enumerate(conditions)
            }
        )

    def with_years(self) -> Self:
        """Add ``first_year`` and ``last_year`` of the shipment's days, both null where these are unknown."""
        return self.annotate(
            first_year=ExtractYear(_day("lower(%(expressions)s)")),
            last_year=ExtractYear(_day("upper(%(expressions)s) - 1")),
        )

    def with_months(self) -> Self:
        """Add ``first_month`` and ``last_month``, as first days; both null where the days are unknown."""
        first, last = _day("lower(%(expressions)s)"), _day("upper(%(expressions)s) - 1")
        return self.annotate(
            first_month=Cast(TruncMonth(first), models.DateField()),
            last_month=Cast(TruncMonth(last), models.DateField()),
        )

    def with_disputes(self) -> Self:
        """Add ``disputes``: how many disagreements arise on the type or below it, each counted once.

        Costs a look-up for each estimate of a shipment in dispute.
        """
        within = Q(equipment_type=OuterRef("equipment_type")) | Q(
            equipment_type__path__startswith=Concat(OuterRef("equipment_type__path"), Value("/"))
        )
        arisen = self.model._default_manager.filter(
            within, shipment=OuterRef("shipment"), is_dispute_origin=True
        )
        number = arisen.order_by().values("shipment").annotate(number=Count("pk")).values("number")
        counted = When(shipment__conflict_count__gt=0, then=Coalesce(Subquery(number), Value(0)))
        return self.annotate(disputes=Case(counted, default=Value(0)))

    def with_report_count(self, sources: Sequence[Thing]) -> Self:
        """Add ``report_count``: reports that stand, with a line on the type or below, by one of the sources.

        Costs a look-up for each estimate, so that it is for when reports are asked for.
        """
        lines = _lines_behind().filter(report__superseded_by__isnull=True)
        if sources:
            lines = lines.filter(_is_from(sources))
        counts = lines.order_by().values("shipment").annotate(number=Count("report", distinct=True))
        return self.annotate(report_count=Coalesce(Subquery(counts.values("number")), Value(0)))

    def without_report_count(self) -> Self:
        """Add ``report_count`` as 0, for when nobody asks."""
        return self.annotate(report_count=Value(0))

    def seen(self, *columns: str) -> list[tuple[tuple[Any, ...], int]]:
        """Return values and shipment of those on shipments with items counted on evidence. One query."""
        counts = EvidenceCount.objects.filter(evidence__shipment=OuterRef("shipment"))
        counted = self.moved().filter(Exists(counts)).order_by()
        return [(tuple(values), shipment) for shipment, *values in counted.values_list("shipment", *columns)]

    def tallied(self, *columns: str, overlaps: Overlaps) -> dict[tuple[Any, ...], Tally]:
        """Return what estimates with a report count amount to for each combination of values.

        Only estimates on one type make a sum that means something: name the type, or select one. Those on
        shipments that overlap others are read one by one. Runs two queries at most.
        """
        counted = self.moved().with_disputes().order_by()
        alone = counted.exclude(shipment__in=one_of(overlaps.keys)) if overlaps.keys else counted
        tallies: dict[tuple[Any, ...], Tally] = {}
        for row in alone.values(*dict.fromkeys((*columns, DATASET))).annotate(**_SUMS):
            key = tuple(row[column] for column in columns)
            tallies[key] = tallies.get(key, NOTHING) + _amount(row)
        if not overlaps.keys:
            return tallies
        linked = counted.filter(shipment__in=one_of(overlaps.keys))
        read = ("shipment", "equipment_type", "state", "disputes", "voices", "report_count")
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
    "conflicts": Sum("disputes"),
    "disputed": Count("pk", filter=Q(state__in=DISPUTED)),
    "voice_sum": Sum("voices"),
    "report_sum": Sum("report_count"),
}


def _amount(row: dict[str, Any]) -> Tally:
    total = arithmetic.Sum(
        row["estimates"], row["low"] or 0, row["high"] or 0, row["open_count"], row["unknown_count"]
    )
    dataset = row[DATASET] or EVENTS
    return Tally(
        total,
        row["conflicts"],
        row["voice_sum"],
        row["report_sum"],
        datasets={dataset: total},
        disputed=row["disputed"],
    )


def _linked(row: dict[str, Any], overlaps: Overlaps) -> Tally:
    """Return the tally of one estimate on a shipment that overlaps others."""
    return Tally(
        arithmetic.Sum(),
        row["disputes"],
        row["voices"],
        row["report_count"],
        linked=frozenset({row["shipment"]}),
        equipment_type=row["equipment_type"],
        overlaps=overlaps,
        disputed=int(row["state"] in DISPUTED),
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
