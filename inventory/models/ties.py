"""Find whom a source draws on, who draws on it, and how often its counts fit what the others say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Coalesce

from inventory.domain.agreement import Agreement, agreement_of
from inventory.domain.comparison import compare
from inventory.models.cases import load_dossiers
from inventory.models.catalogues import NEWEST_FIRST
from inventory.models.equipment import EquipmentType
from inventory.models.lists import SPEAKS
from inventory.models.publications import Basis, Citation
from inventory.models.reference import Source
from inventory.models.reports import Report, ReportRepeat
from inventory.models.shipments import Shipment

MOST_SHIPMENTS = 200  # shipments compared for one source; each takes some milliseconds


@dataclass(frozen=True, slots=True)
class Tie:
    """Count how one source draws on another: reports that repeat, publications that cite; by basis."""

    source: Source
    repeats_stated: int
    repeats_inferred: int
    citations_stated: int
    citations_inferred: int

    @property
    def total(self) -> int:
        """Return all of them, for sorting."""
        return self.repeats_stated + self.repeats_inferred + self.citations_stated + self.citations_inferred


@dataclass(frozen=True, slots=True)
class Ties:
    """Hold whom a source draws on and who draws on it, strongest tie first; none is with itself."""

    draws_on: list[Tie]
    drawn_on_by: list[Tie]


@dataclass(frozen=True, slots=True)
class Record:
    """Hold how far a source agrees with others on the newest shipments on which they speak too."""

    agreement: Agreement
    shipment_count: int
    is_cut: bool  # there are more shipments than were compared


def load_ties(source: Source) -> Ties:
    """Return the source's ties. Runs five queries: repeats and citations, both ways; the sources."""
    spoken = Report.objects.voiced_by(source).values("pk")
    repeats, citations = ReportRepeat.objects.order_by(), Citation.objects.order_by()
    cited = Coalesce("cited_publication__source", "cited_source")
    outward = [
        _count(repeats.filter(report__in=spoken), "repeat", _voice("repeated")),
        _count(citations.filter(publication__source=source), "citation", cited),
    ]
    inward = [
        _count(repeats.filter(repeated__in=spoken), "repeat", _voice("report")),
        _count(
            citations.filter(Q(cited_source=source) | Q(cited_publication__source=source)),
            "citation",
            F("publication__source"),
        ),
    ]
    counts = [sum(group, Counter[tuple[int, str, str]]()) for group in (outward, inward)]
    names = Source.objects.in_bulk({key[0] for group in counts for key in group} - {source.pk})
    return Ties(*(_ties(group, names) for group in counts))


def _voice(report: str) -> Case:
    """Return the key of who is taken to speak in a report; see ``Report.voice``."""
    is_spoken_for = Q(
        **{f"{report}__asserter__isnull": False, f"{report}__attribution__in": SPEAKS},
    )
    return Case(
        When(is_spoken_for, then=F(f"{report}__asserter")), default=F(f"{report}__publication__source")
    )


def _count(edges: QuerySet[Any], kind: str, other: Any) -> Counter[tuple[int, str, str]]:
    """Return how many edges of a kind lead to or come from each other source, by basis."""
    rows = edges.annotate(other=other).values_list("other", "basis").annotate(number=Count("pk"))
    return Counter({(other, kind, basis): number for other, basis, number in rows})


def _ties(counts: Counter[tuple[int, str, str]], sources: dict[int, Source]) -> list[Tie]:
    ties = [
        Tie(
            source,
            counts[key, "repeat", Basis.STATED],
            counts[key, "repeat", Basis.INFERRED],
            counts[key, "citation", Basis.STATED],
            counts[key, "citation", Basis.INFERRED],
        )
        for key, source in sources.items()
    ]
    return sorted((tie for tie in ties if tie.total), key=lambda tie: (-tie.total, tie.source.name))


def load_record(source: Source) -> Record:
    """Compare the source with the others on the newest shipments on which both speak.

    Runs one query if there are none, else up to ten: shipments; eight of ``load_dossiers``; types.
    """
    shared = Shipment.objects.filter(
        voice_count__gte=2, pk__in=Report.objects.voiced_by(source).values("shipment")
    )
    keys = list(shared.order_by(NEWEST_FIRST, "pk").values_list("pk", flat=True)[: MOST_SHIPMENTS + 1])
    if not keys:
        return Record(Agreement(), 0, is_cut=False)
    taxonomy = EquipmentType.objects.taxonomy()
    dossiers = load_dossiers(keys[:MOST_SHIPMENTS])
    total = Agreement()
    for dossier in dossiers.values():
        total += agreement_of(compare(dossier.case(), taxonomy), source.pk)
    return Record(total, len(dossiers), is_cut=len(keys) > MOST_SHIPMENTS)
