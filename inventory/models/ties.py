"""Find whom a source draws on and who draws on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Coalesce

from inventory.models.lists import SPEAKS
from inventory.models.publications import Basis, Citation
from inventory.models.reports import Report, ReportRepeat
from inventory.models.sources import Source


@dataclass(frozen=True, slots=True)
class Tie:
    """Count how one source draws on another: reports that repeat, publications that cite; by basis."""

    source: Source
    repeats_stated: int
    repeats_inferred: int
    citations_stated: int
    citations_inferred: int

    @property
    def repeats(self) -> int:
        """Return how many reports repeat."""
        return self.repeats_stated + self.repeats_inferred

    @property
    def citations(self) -> int:
        """Return how many publications cite."""
        return self.citations_stated + self.citations_inferred

    @property
    def is_guessed(self) -> bool:
        """Tell whether no text says so: all of it is text reuse, or a guess."""
        return not (self.repeats_stated or self.citations_stated)

    @property
    def total(self) -> int:
        """Return all of them, for sorting."""
        return self.repeats + self.citations


@dataclass(frozen=True, slots=True)
class Ties:
    """Hold whom a source draws on and who draws on it, strongest tie first; none is with itself."""

    draws_on: list[Tie]
    drawn_on_by: list[Tie]


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
