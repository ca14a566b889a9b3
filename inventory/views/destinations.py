"""Answer for destinations: the list with its download, a country's page, and a group's."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from inventory.exports.destinations import export_destinations
from inventory.exports.download import csv_download, refused_download
from inventory.filters.destinations import DestinationFilter
from inventory.models import Country, CountryGroup, EquipmentType, Estimate, Shipment
from inventory.models.catalogues import number_of
from inventory.models.lists import ShipmentQuerySet
from inventory.models.totals import EstimateQuerySet
from inventory.tables.destinations import DestinationTable
from inventory.tables.page import list_page, list_response, sort_table
from inventory.tables.shipments import ShipmentTable
from inventory.tables.totals import YearTable, year_table

MOST_SHIPMENTS = 25  # shipments on a country's or group's page; the list has them all


@require_safe
def destination_list(request: HttpRequest) -> HttpResponseBase:
    """List countries with shipments, or download them.

    Runs three queries: count; page; groups of the filter. The page takes three more: groups; members;
    shipments without a country.
    """
    today = timezone.localdate()
    chosen = DestinationFilter(request.GET, Country.objects.for_list(today))
    table = DestinationTable(chosen.qs)
    list_url = reverse("destination-list")
    if request.GET.get("export"):
        if chosen.has_errors:
            return refused_download(chosen.messages)
        sort_table(table, request.GET)
        lines = export_destinations(table.queryset, request.build_absolute_uri(list_url))
        return csv_download(lines, "destinations", today)
    context: dict[str, Any] = {"section": "destinations", "filter": chosen, "list_url": list_url}
    if not request.headers.get("HX-Request"):
        context["groups"] = CountryGroup.objects.for_list(today).order_by("name")
        context["unknown_count"] = Shipment.objects.filter(destination__country__isnull=True).count()
    return list_response(request, "inventory/destinations/list.html", list_page(table, request.GET), context)


@require_safe
def destination_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show a country: what arrived, from whom, when, how sure.

    Runs nine queries: country; aliases; memberships; sums; categories; suppliers; counts; shipments with
    their items.
    """
    country = get_object_or_404(Country, code=code.upper())
    shipments = Shipment.objects.filter(destination__country=country)
    estimates = Estimate.objects.filter(shipment__destination__country=country)
    suppliers = shipments.order_by().values("supplier__slug", "supplier__name")
    context = {
        "section": "destinations",
        "country": country,
        "aliases": country.aliases.order_by("language", "name"),
        "memberships": country.memberships.select_related("group").order_by("group__name", "period"),
        "years": _years(estimates, {"country": country.code}),
        "suppliers": suppliers.annotate(
            shipments=Count("pk"),
            voices=Max("voice_count"),
            conflicts=Count("pk", filter=Q(state="conflict")),
            single=Count("pk", filter=Q(state="single")),
        ).order_by("-shipments", F("supplier__name").asc(nulls_last=True)),
        "counts": _counts(shipments),
        "table": _newest(shipments),
    }
    return render(request, "inventory/destinations/detail.html", context)


@require_safe
def destination_group(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a group: its members and their dates, and what came to them while they were members.

    Runs seven queries: group; memberships; sums; categories; counts; shipments with their items.
    """
    group = get_object_or_404(CountryGroup, slug=slug)
    shipments = Shipment.objects.to_group(group)
    estimates = Estimate.objects.filter(shipment__in=shipments.values("pk"))
    reached = Shipment.objects.filter(
        destination__country=OuterRef("country"), period_days__overlap=OuterRef("period")
    )
    memberships = group.memberships.select_related("country").annotate(
        shipment_count=number_of(reached, "destination__country")
    )
    context = {
        "section": "destinations",
        "group": group,
        "memberships": memberships.order_by("country__name", "period"),
        "today": timezone.localdate(),
        "years": _years(estimates, {"group": group.slug}),
        "counts": _counts(shipments),
        "table": _newest(shipments),
    }
    return render(request, "inventory/destinations/group.html", context)


def _years(estimates: EstimateQuerySet, filters: dict[str, str]) -> YearTable:
    """Return the estimates on the topmost types of one unit, by year. Runs two queries."""
    tallies = estimates.headlines().with_year().tallied_by("equipment_type", "year")
    used = {key for key, _year in tallies}
    return year_table(
        tallies, EquipmentType.objects.filter(pk__in=used).select_related("parent__parent"), filters
    )


def _counts(shipments: ShipmentQuerySet) -> dict[str, int]:
    """Return how many shipments there are in each state. Runs one query."""
    return shipments.order_by().aggregate(
        shipments=Count("pk"),
        **{state: Count("pk", filter=Q(state=state)) for state in ("conflict", "agreed", "single", "silent")},
    )


def _newest(shipments: ShipmentQuerySet) -> ShipmentTable:
    newest = shipments.for_list().order_by(F("period_days").desc(nulls_last=True), "reference")
    return ShipmentTable(list(newest[:MOST_SHIPMENTS]), orderable=False)
