"""Answer for destinations: the list with its download, a country's page, and a group's."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from inventory.charts.destinations import REGIONS, Destination, fit_region
from inventory.charts.figure import Figure
from inventory.charts.figures import (
    destinations_figure,
    fitted_map_figure,
    flow_figure,
    history_figure,
    series_of,
    year_slots,
)
from inventory.charts.flow import Stream
from inventory.charts.sourcing import source_words
from inventory.exports.destinations import export_destinations
from inventory.exports.download import download
from inventory.exports.totals import export_totals
from inventory.filters.destinations import DestinationFilter
from inventory.models import Country, CountryGroup, Report, Shipment
from inventory.models.catalogues import number_of
from inventory.models.lists import ShipmentQuerySet
from inventory.models.origins import load_origins
from inventory.models.totals import Dimension, Thing
from inventory.models.totals.yearly import YearlyTotals, load_yearly
from inventory.tables.destinations import DestinationTable
from inventory.tables.page import exported_columns, list_page, list_response, sort_table
from inventory.tables.shipments import ShipmentTable
from inventory.tables.totals import YearTable, lines_address, links_address, year_table

MOST_SHIPMENTS = 25  # shipments on a country's or group's page; the list has them all


@require_safe
def destination_list(request: HttpRequest) -> HttpResponseBase:
    """List countries with shipments, or download them.

    Runs three queries: count; page; groups of the filter. The page takes six more: groups; members;
    shipments without a country; countries of the map; suppliers and destinations; publications. ``map``
    chooses what part of the world the map shows.
    """
    today = timezone.localdate()
    query = request.GET.copy()
    region = query.pop("map", [""])[-1]
    if region and region not in REGIONS:
        raise Http404
    chosen = DestinationFilter(query, Country.objects.for_list(today))
    table = DestinationTable(chosen.qs)
    list_url = reverse("destination-list")
    if request.GET.get("export"):
        names, problems = exported_columns(request, table)
        sort_table(table, request.GET)
        export = export_destinations(table.queryset, request.build_absolute_uri(list_url), names)
        return download(request, export, [*chosen.messages, *problems])
    context: dict[str, Any] = {
        "section": "destinations",
        "filter": chosen,
        "list_url": list_url,
        "has_places": True,
    }
    if not request.headers.get("HX-Request"):
        context["groups"] = CountryGroup.objects.for_list(today).order_by("name")
        context["unknown_count"] = Shipment.objects.filter(destination__country__isnull=True).count()
        reached = [_destination(country) for country in Country.objects.reached()]
        shown = region or fit_region(reached)
        context["regions"] = [(name, label, name == shown) for name, (label, _box) in REGIONS.items()]
        source = source_words(load_origins(Report.objects.all()))
        years = Shipment.objects.years()
        drawn_map = destinations_figure("destinations-map", reached, shown)
        context["map"] = drawn_map.with_years(years).with_source(source)
        flow = _flow(Shipment.objects.all(), _("Reported shipments by supplier and destination"))
        context["flow"] = flow.with_years(years).with_source(source)
    return list_response(request, "inventory/destinations/list.html", list_page(table, request.GET), context)


@require_safe
def destination_detail(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a country: what arrived, from whom, when, how sure; or download its totals by year.

    Runs twenty queries: country; aliases; memberships; nine of sums; suppliers; counts; flow; places; years;
    publications; shipments with their items.
    """
    country = get_object_or_404(Country, code=code.upper())
    shipments = Shipment.objects.filter(destination__country=country)
    yearly = load_yearly(Thing(Dimension.DESTINATION, country.pk, country.code, country.name))
    if request.GET.get("export"):
        return download(request, export_totals(yearly), name=f"totals-{country.code}")
    years, history = _years(
        yearly,
        {"country": country.code},
        _("Reported deliveries to %(name)s by category and year") % {"name": country.name},
    )
    flow_title = _("Suppliers of reported shipments to %(name)s") % {"name": country.name}
    suppliers = shipments.order_by().values("supplier__slug", "supplier__name")
    context = {
        "section": "destinations",
        "country": country,
        "aliases": country.aliases.order_by("language", "name"),
        "memberships": country.memberships.select_related("group").order_by("group__name", "period"),
        "years": years,
        **_figures(shipments, history, _flow(shipments, flow_title), _country_map(country, shipments)),
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
def destination_group(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a group, its members and what came to them while they were members; or download its totals.

    Runs nineteen queries: group; memberships; ten of sums; counts; flow; countries reached; years;
    publications; shipments with their items.
    """
    group = get_object_or_404(CountryGroup, slug=slug)
    shipments = Shipment.objects.to_group(group)
    reached = Shipment.objects.filter(
        destination__country=OuterRef("country"), period_days__overlap=OuterRef("period")
    )
    yearly = load_yearly(Thing(Dimension.DESTINATION, group.pk, group.slug, group.name, is_group=True))
    if request.GET.get("export"):
        return download(request, export_totals(yearly), name=f"totals-{group.slug}")
    years, history = _years(
        yearly,
        {"group": group.slug},
        _("Reported deliveries to members of %(name)s by category and year") % {"name": group.name},
    )
    flow_title = _("Suppliers of reported shipments to members of %(name)s") % {"name": group.name}
    memberships = group.memberships.select_related("country").annotate(
        shipment_count=number_of(reached, "destination__country")
    )
    context = {
        "section": "destinations",
        "group": group,
        "memberships": memberships.order_by("country__name", "period"),
        "today": timezone.localdate(),
        "years": years,
        **_figures(shipments, history, _flow(shipments, flow_title), _group_map(group, shipments)),
        "counts": _counts(shipments),
        "table": _newest(shipments),
    }
    return render(request, "inventory/destinations/group.html", context)


def _figures(
    shipments: ShipmentQuerySet, history: Figure, flow: Figure, drawn_map: Figure | None
) -> dict[str, Figure | None]:
    """Return a page's figures with the source line that they share, and the years. Runs two queries."""
    years = shipments.years()
    source = source_words(load_origins(Report.objects.filter(shipment__in=shipments.values("pk"))))
    return {
        "history": history.with_source(source),
        "flow": flow.with_years(years).with_source(source),
        "map": drawn_map.with_years(years).with_source(source) if drawn_map else None,
    }


def _years(yearly: YearlyTotals, filters: dict[str, str], title: str) -> tuple[YearTable, Figure]:
    """Return what came to a destination by main category and year, to read and to see."""
    totals = yearly.totals
    table = year_table(totals, yearly.types, filters, yearly.covered)
    series = series_of(
        totals,
        table.categories,
        lambda category, year: lines_address({**filters, "equipment": category.slug}, year),
        lambda category, year: links_address({**filters, "equipment": category.slug}, year),
    )
    slots = year_slots(totals.values())
    return table, history_figure("history", title, series, slots, _("Year of delivery"))


def _flow(shipments: ShipmentQuerySet, title: str) -> Figure:
    """Return who supplies which country, by the headlines of shipments. Runs one query."""
    columns = ("supplier__slug", "supplier__name", "destination__country__code", "destination__country__name")
    rows = shipments.order_by().values_list(*columns).annotate(shipments=Count("pk"))
    streams = [
        Stream(supplier or "", country or "", number, _shipments_address(slug, code))
        for slug, supplier, code, country, number in rows
    ]
    return flow_figure("flow", title, streams)


def _shipments_address(supplier: str | None, country: str | None) -> str:
    """Return the list of shipments of a supplier to a country; either is None where it is unknown."""
    query = {"supplier": supplier} if supplier else {"missing": "supplier"}
    if country:
        query["country"] = country
    elif supplier:
        query["missing"] = "destination"
    return reverse("shipment-list", query=query)


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


def _position(longitude: Decimal | None, latitude: Decimal | None) -> tuple[float, float] | None:
    """Return a position as maps take it; None where it is not known."""
    return None if longitude is None or latitude is None else (float(longitude), float(latitude))


def _country_map(country: Country, shipments: ShipmentQuerySet) -> Figure | None:
    """Return the map of a country with the places that shipments are headed to. Runs one query.

    None where nobody knows where the country lies.
    """
    columns = ("slug", "name", "longitude", "latitude")
    rows = shipments.order_by().values_list(*(f"destination__{column}" for column in columns))
    counted = rows.annotate(number=Count("pk"), disputed=Count("pk", filter=Q(state="conflict")))
    places = [
        Destination(name, "", number, disputed, _position(longitude, latitude), _place_address(slug))
        for slug, name, longitude, latitude, number, disputed in counted
    ]
    title = _("Destinations of reported shipments in %(name)s") % {"name": country.name}
    return fitted_map_figure("map", title, places, [country.alpha3])


def _place_address(slug: str) -> str:
    return reverse("shipment-list", query={"destination": slug})


def _group_map(group: CountryGroup, shipments: ShipmentQuerySet) -> Figure | None:
    """Return the map of the countries that shipments reached while they were members. Runs one query.

    None where there are none.
    """
    rows = (
        shipments.order_by()
        .values("destination__country")
        .annotate(number=Count("pk"), disputed=Count("pk", filter=Q(state="conflict")))
    )
    counted = {row["destination__country"]: row for row in rows}
    countries = Country.objects.filter(pk__in=counted).order_by("name")
    reached = [
        Destination(
            country.name,
            country.alpha3,
            counted[country.pk]["number"],
            counted[country.pk]["disputed"],
            country.position,
            country.get_absolute_url(),
        )
        for country in countries
    ]
    title = _("Destinations of reported shipments to members of %(name)s") % {"name": group.name}
    return fitted_map_figure("map", title, reached, [one.alpha3 for one in reached])


def _counts(shipments: ShipmentQuerySet) -> dict[str, int]:
    """Return how many shipments there are in each state. Runs one query."""
    return shipments.order_by().aggregate(
        shipments=Count("pk"),
        **{state: Count("pk", filter=Q(state=state)) for state in ("conflict", "agreed", "single", "silent")},
    )


def _newest(shipments: ShipmentQuerySet) -> ShipmentTable:
    newest = shipments.for_list().order_by(F("period_days").desc(nulls_last=True), "reference")
    return ShipmentTable(list(newest[:MOST_SHIPMENTS]), orderable=False)
