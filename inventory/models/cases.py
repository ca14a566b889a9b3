"""Load everything that is known about shipments, as the domain compares it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection

from inventory.domain.comparison import Appearance, Case, Detail, Line
from inventory.domain.independence import Attribution, Basis, CitationEdge, Edge, ReportNode
from inventory.models.deliveries import ReportedDelivery
from inventory.models.details import ReportedDetail
from inventory.models.evidence import Evidence
from inventory.models.reports import Report, ReportRepeat

ONE_DAY = timedelta(days=1)  # The database ends a range of days on the day after the last.

# What publications cite, and what those cite in turn: one query however long the chain.
CITATION_CHAIN = """
WITH RECURSIVE chain AS (
    SELECT id, publication_id, cited_publication_id, cited_source_id, basis
    FROM inventory_citation WHERE publication_id = ANY(%s)
    UNION
    SELECT c.id, c.publication_id, c.cited_publication_id, c.cited_source_id, c.basis
    FROM inventory_citation c JOIN chain ON c.publication_id = chain.cited_publication_id
)
SELECT chain.publication_id, citing.source_id, chain.cited_publication_id, cited.source_id,
    chain.cited_source_id, chain.basis
FROM chain
JOIN inventory_publication citing ON citing.id = chain.publication_id
LEFT JOIN inventory_publication cited ON cited.id = chain.cited_publication_id
"""


@dataclass(slots=True)
class Dossier:
    """Hold the rows on one shipment, and the case that the domain makes of them.

    ``reports`` come with publication, sources; ``lines`` with their type; ``details`` with place, its country
    and party; ``evidence`` with its counts and the ``report_keys`` of what rests on it. All in order of
    primary key.
    """

    reports: list[Report] = field(default_factory=list)
    repeats: list[ReportRepeat] = field(default_factory=list)
    lines: list[ReportedDelivery] = field(default_factory=list)
    details: list[ReportedDetail] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    citations: tuple[CitationEdge, ...] = ()
    publication_sources: dict[int, int] = field(default_factory=dict)

    def appearance(self) -> Appearance:
        """Return when the reports appeared: a span of days counts from its last, when all of it is over."""
        days = {report.pk: report.publication.published_days for report in self.reports}
        return Appearance(
            {pk: span.upper - ONE_DAY for pk, span in days.items() if span},
            {report.pk: report.superseded_by_id for report in self.reports if report.superseded_by_id},
        )

    def case(self) -> Case:
        """Return the shipment as the domain compares it."""
        repeated = defaultdict(list)
        for edge in self.repeats:
            repeated[edge.report_id].append(Edge(edge.repeated_id, Basis(edge.basis)))
        resting = defaultdict(list)
        for evidence in self.evidence:
            for report in vars(evidence)["report_keys"]:  # ``with_report_keys`` adds it.
                resting[report].append(evidence.pk)
        return Case(
            reports=tuple(_node(report, repeated[report.pk], resting[report.pk]) for report in self.reports),
            citations=self.citations,
            publication_sources=self.publication_sources,
            lines=tuple(_line(line) for line in self.lines),
            details=tuple(case_detail(detail) for detail in self.details),
            confirmed=self._confirmed(),
        )

    def _confirmed(self) -> dict[int, int]:
        """Return the visually confirmed minimum per type: the most that one piece of evidence shows.

        Two videos may show the same vehicles, so their counts are never added.
        """
        seen: dict[int, int] = {}
        for evidence in self.evidence:
            for count in evidence.counts.all():
                seen[count.equipment_type_id] = max(count.count, seen.get(count.equipment_type_id, 0))
        return seen


def load_dossiers(shipment_ids: Iterable[int]) -> dict[int, Dossier]:
    """Return a dossier for each shipment, empty for one without reports. Runs seven queries."""
    dossiers = {pk: Dossier() for pk in shipment_ids}
    of_these = {"shipment__in": list(dossiers)}
    reports = Report.objects.filter(**of_these).select_related("publication__source", "asserter")
    for report in reports.order_by("pk"):
        dossiers[report.shipment_id].reports.append(report)
    for edge in ReportRepeat.objects.filter(**of_these).order_by("pk"):
        dossiers[edge.shipment_id].repeats.append(edge)
    lines = ReportedDelivery.objects.filter(**of_these).select_related("equipment_type", "label_type")
    for line in lines.order_by("pk"):
        dossiers[line.shipment_id].lines.append(line)
    details = ReportedDetail.objects.filter(**of_these).select_related("place__country", "party", "report")
    for detail in details.order_by("pk"):
        dossiers[detail.shipment_id].details.append(detail)
    located = Evidence.objects.filter(**of_these).select_related("place").with_report_keys()
    for evidence in located.prefetch_related("counts").order_by("pk"):
        dossiers[evidence.shipment_id].evidence.append(evidence)
    _add_citations(dossiers.values())
    return dossiers


def _add_citations(dossiers: Collection[Dossier]) -> None:
    """Give each dossier the chains of citation that start at its publications. Runs one query."""
    cited_by = chains(report.publication_id for dossier in dossiers for report in dossier.reports)
    for dossier in dossiers:
        sources = {report.publication_id: report.publication.source_id for report in dossier.reports}
        dossier.citations, dossier.publication_sources = followed(sources, cited_by)


def chains(publications: Iterable[int]) -> dict[int, list[Any]]:
    """Return what these publications lead to, by the publication that cites. Runs one query, or none."""
    starts = sorted(set(publications))
    cited_by: dict[int, list[Any]] = defaultdict(list)
    if starts:
        with connection.cursor() as cursor:
            cursor.execute(CITATION_CHAIN, [starts])
            for row in cursor.fetchall():
                cited_by[row[0]].append(row)
    return cited_by


def followed(
    publication_sources: Mapping[int, int], cited_by: Mapping[int, list[Any]]
) -> tuple[tuple[CitationEdge, ...], dict[int, int]]:
    """Follow publications through ``chains``; return the citations, and whose each publication is."""
    sources = dict(publication_sources)
    edges, waiting = [], list(sources)
    seen = set(waiting)
    while waiting:
        for citing, citing_source, cited, cited_publication_source, cited_source, basis in cited_by.get(
            waiting.pop(), ()
        ):
            edges.append(CitationEdge(citing, cited, cited_source, Basis(basis)))
            sources[citing] = citing_source
            if cited is not None:
                sources[cited] = cited_publication_source
                if cited not in seen:
                    seen.add(cited)
                    waiting.append(cited)
    return tuple(edges), sources


def _node(report: Report, repeats: list[Edge], evidence: list[int]) -> ReportNode:
    days = report.publication.published_days
    return ReportNode(
        key=report.pk,
        publication=report.publication_id,
        source=report.publication.source_id,
        asserter=report.asserter_id,
        attribution=Attribution(report.attribution),
        is_first_hand=report.is_first_hand,
        repeats=tuple(repeats),
        published=days.lower if days else None,
        superseded=report.superseded_by_id is not None,
        published_last=days.upper - ONE_DAY if days else None,
        evidence=tuple(sorted(evidence)),
        stage=report.stage,
    )


def _line(line: ReportedDelivery) -> Line:
    return Line(
        key=line.pk,
        report=line.report_id,
        type=line.equipment_type_id,
        interval=line.interval,
        best=line.best,
        kind=line.kind,
        scope=line.scope,
        label_type=line.label_type_id,
        label=line.label,
    )


def case_detail(detail: ReportedDetail) -> Detail:
    """Return a detail, which comes with its place, as the domain compares it."""
    days = detail.date_days
    return Detail(
        key=detail.pk,
        report=detail.report_id,
        kind=detail.kind,
        value=_value(detail),
        polarity=detail.polarity,
        day_interval=(days.lower, days.upper - ONE_DAY) if days else None,
        contained_in=_containing(detail),
        modality=detail.modality or detail.report.modality,
        hedge=detail.hedge,
        is_first_hand=detail.report.is_first_hand,
    )


def _value(detail: ReportedDetail) -> tuple[str, int | str]:
    """Return what is stated, so that equal values are equal: a country is one value under any place."""
    if detail.place is not None:
        if detail.place.kind == detail.place.Kind.COUNTRY:
            return "country", detail.place.country_id or 0
        return "place", detail.place.pk
    if detail.party_id is not None:
        return "party", detail.party_id
    return detail.kind, detail.date or detail.stage or detail.text.casefold()


def _containing(detail: ReportedDetail) -> tuple[tuple[str, int], ...]:
    """Return the country around a place; nothing contains a party, since a force is not its state."""
    place = detail.place
    if place is None or place.country_id is None or place.kind == place.Kind.COUNTRY:
        return ()
    return (("country", place.country_id),)
