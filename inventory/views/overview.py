"""Answer for the overview: what is recorded, what is new, what is disputed, what needs work."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Func, Max, OuterRef, Q, Subquery
from django.db.models.fields import DateField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from inventory.charts.destinations import REGIONS, Destination, fit_region
from inventory.charts.figure import Figure
from inventory.charts.figures import destinations_figure, history_figure, month_before, month_slots, series_of
from inventory.charts.sourcing import source_words
from inventory.models import (
    Country,
    EquipmentType,
    Evidence,
    Publication,
    Report,
    ReportedDelivery,
    Shipment,
    Source,
)
from inventory.models.catalogues import NEWEST_FIRST
from inventory.models.origins import load_origins
from inventory.models.totals import HEADLINES, SEVERAL_YEARS, Dimension
from inventory.models.totals.adding import add_up_selected
from inventory.models.totals.belonging import within_days
from inventory.models.totals.selection import Selection
from inventory.tables.disputes import load_disputes
from inventory.tables.reports import ReportTable
from inventory.tables.totals import months_address, tree_order

MOST_REPORTS = 8
MOST_DISPUTES = 6  # shipments; each is compared afresh to name what is in dispute
MOST_COUNTRIES = 12  # beside the map; the list of destinations has them all
MONTHS = 24  # up to the newest month in which something is recorded


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show the state of the record.

    Runs at most 26 queries: seven counts; three for the newest reports; disputed shipments; nine of
    ``load_disputes``; countries and years of the map; newest month, sums and categories;
    publications. ``map`` chooses what part of the world the map shows.
    """
    region = request.GET.get("map", "")
    if region and region not in REGIONS:
        raise Http404
    figures = _figures()
    disputed = Shipment.objects.filter(conflict_count__gt=0).order_by("-conflict_count", NEWEST_FIRST, "pk")
    countries = list(Country.objects.reached())
    destinations = sorted(map(_destination, countries), key=lambda one: (-one.shipments, one.name))
    shown = region or fit_region(destinations)
    months, source = _months(), source_words(load_origins(Report.objects.all()))
    context = {
        "figures": figures,
        "is_empty": not figures["shipments"] and not figures["publications"],
        "newest": ReportTable(_newest_reports(), exclude=("stage",)),
        "disputes": load_disputes(disputed.select_related("destination__country")[:MOST_DISPUTES]),
        "regions": [(name, label, name == shown) for name, (label, _box) in REGIONS.items()],
        "map": destinations_figure("destinations-map", destinations, shown)
        .with_years(Shipment.objects.years())
        .with_source(source),
        "reached": destinations[:MOST_COUNTRIES],
        "months": months.with_source(source) if months else None,
    }
    return render(request, "inventory/overview.html", context)


def _destination(country: Country) -> Destination:
    """Return a country of ``reached`` as a map shows it."""
    return Destination(
        name=country.name,
        alpha3=country.alpha3,
        shipments=country.shipment_count,  # type: ignore[attr-defined]  # An annotation.
        conflicts=country.conflict_count,  # type: ignore[attr-defined]  # The same.
        position=country.position,
        address=country.get_absolute_url(),
    )


def _months() -> Figure | None:
    """Return what came in the newest months by category; None where no day is known. Runs three queries."""
    first_day = Func(F("period_days"), function="lower", output_field=DateField())
    newest = Shipment.objects.aggregate(newest=Max(first_day))["newest"]
    if newest is None:
        return None
    first = month_before(newest, MONTHS - 1)
    selection = Selection(within_days(first, None), level=HEADLINES)
    totals = add_up_selected(selection, [Dimension.MONTH])
    types = EquipmentType.objects.filter(pk__in=totals.types()).select_related("parent__parent")
    series = series_of(
        totals,
        sorted(types, key=tree_order),
        lambda kind, month: months_address({"equipment": kind.slug}, month or first, month or newest),
        lambda kind, month: months_address(
            {"equipment": kind.slug}, month or first, month or newest, to_decide=True
        ),
    )
    slots = month_slots(newest, MONTHS, has_longer=SEVERAL_YEARS in totals.values())
    title, axis = _("Reported deliveries by category and month"), _("Month of delivery")
    return history_figure("months", title, series, slots, axis)


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
        publications=Count("pk"),
        unarchived=Count("pk", filter=Q(archived_url="")),
        unlinked=Count("pk", filter=Q(url="", archived_url="")),
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
