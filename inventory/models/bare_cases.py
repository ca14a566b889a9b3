"""Load the cases of many shipments from bare rows, for estimates that nobody looks at yet.

Making objects of rows takes longer than comparing them, so only the columns that a case needs are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.db.models.expressions import RawSQL

from inventory.domain.comparison import Case, Detail, Line
from inventory.domain.independence import Attribution, Basis, CitationEdge, Edge, ReportNode
from inventory.domain.intervals import Interval
from inventory.models.arrays import one_of
from inventory.models.cases import ONE_DAY, case_detail, chains, followed
from inventory.models.deliveries import ReportedDelivery
from inventory.models.details import ReportedDetail
from inventory.models.evidence import Evidence, EvidenceCount
from inventory.models.reports import Report, ReportRepeat

# Members of an enumeration are looked up far quicker here than by calling it, a million times in an import.
ATTRIBUTIONS = {one.value: one for one in Attribution}


@dataclass(slots=True)
class BareCase:
    """Gather what one shipment's case is made of."""

    nodes: list[ReportNode] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    details: list[Detail] = field(default_factory=list)
    citations: tuple[CitationEdge, ...] = ()
    publication_sources: dict[int, int] = field(default_factory=dict)
    confirmed: dict[int, int] = field(default_factory=dict)
    evidence_count: int = 0

    def case(self) -> Case:
        """Return the shipment as the domain compares it."""
        return Case(
            tuple(self.nodes),
            self.citations,
            self.publication_sources,
            tuple(self.lines),
            tuple(self.details),
            self.confirmed,
        )


def load_bare_cases(shipment_ids: Collection[int]) -> dict[int, BareCase]:
    """Return what each shipment's case is made of, empty for one without reports.

    The cases equal those of ``load_dossiers``. Runs eight queries.
    """
    found = {pk: BareCase() for pk in shipment_ids}
    ids = one_of(found)
    _add_reports(found, ids)
    _add_lines(found, ids)
    details = ReportedDetail.objects.filter(shipment__in=ids).select_related("place", "report")
    for detail in details.order_by("pk"):
        found[detail.shipment_id].details.append(case_detail(detail))
    for pk in Evidence.objects.filter(shipment__in=ids).order_by("pk").values_list("shipment_id", flat=True):
        found[pk].evidence_count += 1
    counts = EvidenceCount.objects.filter(evidence__shipment__in=ids)
    for pk, equipment_type, count in counts.values_list(
        "evidence__shipment_id", "equipment_type_id", "count"
    ):
        confirmed = found[pk].confirmed
        confirmed[equipment_type] = max(count, confirmed.get(equipment_type, 0))
    cited_by = chains(publication for one in found.values() for publication in one.publication_sources)
    for one in found.values():
        one.citations, one.publication_sources = followed(one.publication_sources, cited_by)
    return found


def _add_reports(found: dict[int, BareCase], ids: RawSQL) -> None:
    """Read the reports, what they repeat and what they rest on. Runs three queries."""
    repeated: dict[int, list[Edge]] = defaultdict(list)
    edges = ReportRepeat.objects.filter(shipment__in=ids).order_by("pk")
    for report, target, basis in edges.values_list("report_id", "repeated_id", "basis"):
        repeated[report].append(Edge(target, Basis(basis)))
    resting = _evidence(ids)
    rows: Iterable[tuple[Any, ...]] = (
        Report.objects.filter(shipment__in=ids)
        .order_by("pk")
        .values_list(
            "pk",
            "shipment_id",
            "publication_id",
            "publication__source_id",
            "asserter_id",
            "attribution",
            "is_first_hand",
            F("publication__published_days__startswith"),
            F("publication__published_days__endswith"),
            "superseded_by_id",
            "stage",
        )
    )
    for pk, shipment, publication, source, asserter, attribution, first_hand, day, last, newer, stage in rows:
        one = found[shipment]
        one.nodes.append(
            ReportNode(
                pk,
                publication,
                source,
                asserter,
                ATTRIBUTIONS[attribution],
                first_hand,
                tuple(repeated.get(pk, ())),
                day,
                newer is not None,
                last - ONE_DAY if last else None,
                tuple(resting.get(pk, ())),
                stage,
            )
        )
        one.publication_sources[publication] = source


def _evidence(ids: RawSQL) -> dict[int, list[int]]:
    """Return the evidence that each report rests on. Runs one query."""
    resting: dict[int, list[int]] = defaultdict(list)
    pairs = Evidence.reports.through.objects.filter(evidence__shipment__in=ids).order_by("evidence_id")
    for report, evidence in pairs.values_list("report_id", "evidence_id"):
        resting[report].append(evidence)
    return resting


def _add_lines(found: dict[int, BareCase], ids: RawSQL) -> None:
    """Read the lines. Runs one query."""
    rows: Iterable[tuple[Any, ...]] = (
        ReportedDelivery.objects.filter(shipment__in=ids)
        .order_by("pk")
        .values_list(
            "pk",
            "shipment_id",
            "report_id",
            "equipment_type_id",
            F("quantity__startswith"),
            F("quantity__endswith"),
            "best",
            "kind",
            "scope",
            "label_type_id",
            "label",
        )
    )
    for pk, shipment, report, equipment_type, low, end, best, kind, scope, label_type, label in rows:
        interval = None if low is None else Interval(low, None if end is None else end - 1)
        found[shipment].lines.append(
            Line(pk, report, equipment_type, interval, best, kind, scope, label_type, label)
        )
