"""Find how often what a source says fits what the others say, and what it says alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from inventory.domain.agreement import Agreement, Finding, Fit, count_of, findings_of
from inventory.domain.comparison import compare
from inventory.models.catalogues import NEWEST_FIRST
from inventory.models.deliveries import ReportedDelivery
from inventory.models.equipment import EquipmentType
from inventory.models.input_loading import load_input_rows
from inventory.models.reports import Report, ReportRepeat
from inventory.models.shipments import Shipment
from inventory.models.sources import Source

MOST_SHIPMENTS = 40  # shipments compared for one source; each takes some milliseconds


@dataclass(frozen=True, slots=True)
class Instance:
    """Hold one finding with the shipment and type that it is on; ``category`` is the type's."""

    shipment: Shipment
    equipment_type: EquipmentType
    category: str
    finding: Finding

    @property
    def year(self) -> str:
        """Return the year in which the shipment's period begins; empty when unknown."""
        days = self.shipment.period_days
        return str(days.lower.year) if days and days.lower else ""


@dataclass(frozen=True, slots=True)
class Record:
    """Hold how far a source agrees with others on the newest shipments on which they speak too.

    ``by_category`` is in order of names, ``by_year`` newest first, those of no known year last.
    ``instances`` stand with those outside first, then wider, then inside.
    """

    agreement: Agreement
    shipment_count: int
    is_cut: bool  # there are more shipments than were compared
    by_category: tuple[tuple[str, Agreement], ...] = ()
    by_year: tuple[tuple[str, Agreement], ...] = ()
    instances: tuple[Instance, ...] = ()


def load_record(source: Source) -> Record:
    """Compare the source with the others on the newest shipments on which both speak.

    Runs one query if there are none, else up to ten: shipments; taxonomy; seven of ``load_input_rows``;
    types.
    """
    shared = Shipment.objects.filter(
        voice_count__gte=2, pk__in=Report.objects.voiced_by(source).values("shipment")
    )
    found = list(shared.order_by(NEWEST_FIRST, "pk")[: MOST_SHIPMENTS + 1])
    if not found:
        return Record(Agreement(), 0, is_cut=False)
    shipments = {one.pk: one for one in found[:MOST_SHIPMENTS]}
    taxonomy = EquipmentType.objects.taxonomy()
    input_rows = load_input_rows(shipments)
    findings = [
        (shipments[pk], finding)
        for pk, rows in input_rows.items()
        for finding in findings_of(compare(rows.shipment_input(), taxonomy), source.pk)
    ]
    instances = _instances(findings)
    return Record(
        agreement=sum((count_of(one.finding) for one in instances), Agreement()),
        shipment_count=len(input_rows),
        is_cut=len(found) > MOST_SHIPMENTS,
        by_category=tuple(sorted(_sums((one.category, one.finding) for one in instances))),
        by_year=tuple(
            sorted(
                _sums((one.year, one.finding) for one in instances), key=lambda pair: pair[0], reverse=True
            )
        ),
        instances=tuple(sorted(instances, key=lambda one: list(reversed(Fit)).index(one.finding.fit))),
    )


@dataclass(frozen=True, slots=True)
class Profile:
    """Hold how a source speaks: reports in its own voice, those first-hand, and languages it publishes in."""

    report_count: int
    first_hand_count: int
    languages: tuple[tuple[str, int], ...]  # the code and how many publications, most first

    @property
    def first_hand_share(self) -> int:
        """Return the share of first-hand reports in per cent, 0 where there is no report."""
        return round(100 * self.first_hand_count / self.report_count) if self.report_count else 0


def load_profile(source: Source) -> Profile:
    """Count how a source speaks. Runs two queries."""
    counts = Report.objects.voiced_by(source).aggregate(
        reports=Count("pk"), first_hand=Count("pk", filter=Q(is_first_hand=True))
    )
    languages = source.publications.order_by().values_list("language").annotate(number=Count("pk"))
    return Profile(counts["reports"], counts["first_hand"], tuple(languages.order_by("-number", "language")))


def _instances(findings: list[tuple[Shipment, Finding]]) -> list[Instance]:
    """Name the types of findings, and their categories. Runs one query."""
    keys = {finding.type for _, finding in findings}
    is_category = Q(level=EquipmentType.Level.CATEGORY)
    types = EquipmentType.objects.filter(Q(pk__in=keys) | is_category).defer("description")
    by_key = {one.pk: one for one in types}
    categories = {one.slug: one.name for one in types if one.level == EquipmentType.Level.CATEGORY}
    return [
        Instance(shipment, by_key[finding.type], _category(by_key[finding.type], categories), finding)
        for shipment, finding in findings
    ]


def _category(equipment_type: EquipmentType, categories: dict[str, str]) -> str:
    """Return the closest category around a type; the type's own name for the root."""
    above = (categories[slug] for slug in reversed(equipment_type.path.split("/")) if slug in categories)
    return next(above, equipment_type.name)


def _sums(findings: Iterable[tuple[str, Finding]]) -> list[tuple[str, Agreement]]:
    """Count findings by a key; Agreement has no order, and keys differ."""
    sums: dict[str, Agreement] = defaultdict(Agreement)
    for key, finding in findings:
        sums[key] += count_of(finding)
    return list(sums.items())


def lines_alone(source: Source) -> QuerySet[ReportedDelivery]:
    """Keep the lines in the source's own voice on a type of which nobody else reports a count there.

    Superseded reports say nothing, and what a source repeats it did not report alone.
    """
    own = Report.objects.voiced_by(source)
    elsewhere = ReportedDelivery.objects.filter(
        ~Q(report__in=own.values("pk")),
        shipment=OuterRef("shipment"),
        equipment_type=OuterRef("equipment_type"),
        report__superseded_by__isnull=True,
    )
    repeated = ReportRepeat.objects.filter(report=OuterRef("report"))
    return ReportedDelivery.objects.filter(
        ~Exists(elsewhere), ~Exists(repeated), report__in=own.filter(superseded_by__isnull=True).values("pk")
    )
