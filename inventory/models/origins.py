"""Say on which publications a set of reports rests, for the source line of a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Window

from inventory.models.publications import Publication
from inventory.models.reports import Report
from inventory.models.sources import Source


@dataclass(frozen=True, slots=True)
class Origins:
    """Hold what is said of the publication with the most reports, and how many others there are."""

    source: str
    is_register: bool
    published_on: str  # EDTF; empty: unknown
    others: int


def load_origins(reports: QuerySet[Report]) -> Origins | None:
    """Return what reports rest on, superseded ones left out; None where there are none. Runs one query."""
    columns = ("publication__source__name", "publication__source__kind", "publication__published_on")
    active = reports.filter(superseded_by__isnull=True).order_by().values_list("publication", *columns)
    counted = active.annotate(reports=Count("pk", distinct=True), all=Window(Count("*")))
    row = counted.order_by("-reports", "publication").first()
    if row is None:
        return None
    _key, source, kind, published_on, _reports, publications = row
    return Origins(source, kind == Source.Kind.REGISTER, published_on, publications - 1)


def origins_of(reports: Iterable[Report]) -> Origins | None:
    """Return the same of reports that are loaded with their publications and sources."""
    active = [report.publication for report in reports if report.superseded_by_id is None]
    if not active:
        return None
    counted = Counter(publication.pk for publication in active)
    lead: Publication = min(active, key=lambda one: (-counted[one.pk], one.pk))
    is_register = lead.source.kind == Source.Kind.REGISTER
    return Origins(lead.source.name, is_register, lead.published_on, len(counted) - 1)
