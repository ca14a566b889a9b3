"""Answer for equipment: the tree, the list of types with its download, and one type's page."""

from __future__ import annotations

from collections import defaultdict

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from inventory.exports.download import csv_download, refused_download
from inventory.exports.equipment import export_equipment
from inventory.filters.equipment import EquipmentFilter
from inventory.models import ClassificationScheme, Country, EquipmentType, Estimate, ReportedDelivery, Verdict
from inventory.models.totals import Tally
from inventory.tables.deliveries import DeliveryTable
from inventory.tables.equipment import EquipmentTable
from inventory.tables.page import list_page, list_response, sort_table
from inventory.tables.totals import NOTHING, Total, lines_address, year_label, year_order
from inventory.tables.tree import tree_of
from inventory.tables.verdicts import verdict_rows

MOST_LINES = 25  # lines on a type's page; the list has them all


@require_safe
def equipment_list(request: HttpRequest) -> HttpResponseBase:
    """Show the tree and list its types, or download them.

    Runs two queries for the list: count; page. Without filters one more for the tree.
    """
    chosen = EquipmentFilter(request.GET, EquipmentType.objects.for_list())
    table = EquipmentTable(chosen.qs)
    list_url = reverse("equipment-list")
    if request.GET.get("export"):
        if chosen.has_errors:
            return refused_download(chosen.messages)
        sort_table(table, request.GET)
        lines = export_equipment(table.queryset, request.build_absolute_uri(list_url))
        return csv_download(lines, "equipment", timezone.localdate())
    # The list's own parameters ask for the list; a fragment holds nothing else.
    shows_tree = not request.GET and not request.headers.get("HX-Request")
    context = {
        "section": "equipment",
        "filter": chosen,
        "list_url": list_url,
        "tree": tree_of(EquipmentType.objects.for_list().defer("description")) if shows_tree else (),
    }
    return list_response(request, "inventory/equipment/list.html", list_page(table, request.GET), context)


@require_safe
def equipment_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a type: its names, verdicts, the types below it, and where it was reported.

    Runs ten queries: type; types above; aliases; schemes; verdicts; types below; sums; countries; number of
    lines; lines.
    """
    equipment_type = get_object_or_404(EquipmentType, slug=slug)
    above = EquipmentType.objects.filter(slug__in=equipment_type.path.split("/"))
    path = sorted(above, key=lambda one: len(one.path))
    verdicts = Verdict.objects.filter(equipment_type__in=path).select_related("category")
    lines = ReportedDelivery.objects.for_list().filter(
        equipment_type__in=EquipmentType.objects.within(equipment_type), report__superseded_by__isnull=True
    )
    newest = lines.order_by("-report__publication__published_days", "-pk")
    below = equipment_type.children.for_list(below=equipment_type).order_by("position", "name", "pk")
    by_year, by_country = _totals(equipment_type)
    context = {
        "section": "equipment",
        "type": equipment_type,
        "path": path[:-1],
        "aliases": equipment_type.aliases.order_by("language", "name"),
        "verdicts": verdict_rows(ClassificationScheme.objects.all(), verdicts, path),
        "below": EquipmentTable(list(below), exclude=("below",), orderable=False),
        "by_year": by_year,
        "by_country": by_country,
        "is_mixed": equipment_type.unit == EquipmentType.Unit.ITEMS,
        "lines": DeliveryTable(list(newest[:MOST_LINES]), orderable=False),
        "line_count": lines.count(),
    }
    return render(request, "inventory/equipment/detail.html", context)


def _totals(equipment_type: EquipmentType) -> tuple[list[Total], list[Total]]:
    """Return what the estimates on a type amount to, by year and by destination. Runs two queries."""
    estimates = Estimate.objects.on_types([equipment_type]).with_year()
    tallies = estimates.tallied_by("shipment__destination__country", "year")
    years: dict[int | None, Tally] = defaultdict(lambda: NOTHING)
    countries: dict[int | None, Tally] = defaultdict(lambda: NOTHING)
    for (country, year), tally in tallies.items():
        years[year] += tally
        countries[country] += tally
    filters = {"equipment": equipment_type.slug}
    by_year = [
        Total(year_label(year), years[year], lines_address(filters, year))
        for year in sorted(years, key=year_order)
    ]
    named = Country.objects.filter(pk__in=[key for key in countries if key]).order_by("name")
    by_country = [
        Total(country.name, countries[country.pk], lines_address({**filters, "country": country.code}))
        for country in named
    ]
    if None in countries:
        by_country.append(
            Total("Unknown", countries[None], lines_address({**filters, "missing": "destination"}))
        )
    return by_year, by_country
