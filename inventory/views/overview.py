"""Answer for the overview: what is recorded, what is new, what is disputed, what needs work."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from inventory.models import EquipmentType, Evidence, Publication, Report, ReportedDelivery, Shipment, Source
from inventory.models.catalogues import NEWEST_FIRST
from inventory.tables.disputes import load_disputes
from inventory.tables.reports import ReportTable

MOST_REPORTS = 8
MOST_DISPUTES = 6  # shipments; each is compared afresh to name what is in dispute


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show the state of the record.

    Runs at most twenty queries: seven counts; three for the newest reports; disputed shipments; nine of
    ``load_disputes``.
    """
    figures = _figures()
    disputed = Shipment.objects.filter(conflict_count__gt=0).order_by("-conflict_count", NEWEST_FIRST, "pk")
    context = {
        "figures": figures,
        "is_empty": not figures["shipments"] and not figures["publications"],
        "newest": ReportTable(_newest_reports(), exclude=("stage",)),
        "disputes": load_disputes(disputed.select_related("destination__country")[:MOST_DISPUTES]),
    }
    return render(request, "inventory/overview.html", context)


def _newest_reports() -> list[Report]:
    """Return one report of each of the newest publications, so that an edition of a register fills one row.

    Runs three queries: publications; reports; lines.
    """
    last = Report.objects.filter(publication=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    publications = Publication.objects.annotate(last_report=Subquery(last)).filter(last_report__isnull=False)
    newest = publications.order_by(F("published_days").desc(nulls_last=True), "-pk")
    keys = list(newest.values_list("last_report", flat=True)[:MOST_REPORTS])
    return list(Report.objects.for_list().filter(pk__in=keys).newest_first())


def _figures() -> dict[str, Any]:
    """Return the key figures, and how many rows wait for what work. Runs seven queries."""
    shipments = Shipment.objects.aggregate(
        shipments=Count("pk"),
        destinations=Count("destination__country", distinct=True),
        conflicts=Count("pk", filter=Q(state="conflict")),
        single=Count("pk", filter=Q(state="single")),
    )
    publications = Publication.objects.aggregate(
        publications=Count("pk"), unarchived=Count("pk", filter=Q(archived_url=""))
    )
    sources = Source.objects.aggregate(
        sources=Count("pk", distinct=True),
        unrated=Count("pk", distinct=True, filter=Q(ratings__isnull=True)),
    )
    return {
        **shipments,
        **publications,
        **sources,
        "reports": Report.objects.count(),
        "lines": ReportedDelivery.objects.count(),
        "evidence": Evidence.objects.count(),
        "plurals": EquipmentType.objects.only_in_plurals().count(),
    }
