"""Answer for equipment: the tree, the list of types with its download, and one type's page."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from inventory.charts.destinations import Destination
from inventory.charts.figure import Figure
from inventory.charts.figures import (
    fitted_map_figure,
    history_figure,
    series_of,
    span_words,
    with_span,
    year_slots,
)
from inventory.charts.sourcing import source_words
from inventory.exports.download import download
from inventory.exports.equipment import export_equipment
from inventory.exports.totals import export_totals
from inventory.filters.equipment import EquipmentFilter
from inventory.models import (
    ClassificationScheme,
    Country,
    EquipmentType,
    Report,
    ReportedDelivery,
    Verdict,
)
from inventory.models.origins import load_origins
from inventory.models.totals import HEADLINES, Dimension, Tally
from inventory.models.totals.adding import add_up_selected
from inventory.models.totals.belonging import load_divided
from inventory.models.totals.covered import load_covered
from inventory.models.totals.selection import Selection
from inventory.models.totals.yearly import load_yearly_of_type
from inventory.tables.deliveries import DeliveryTable
from inventory.tables.equipment import EquipmentTable
from inventory.tables.page import exported_columns, list_page, list_response, sort_table
from inventory.tables.totals import (
    Total,
    lines_address,
    links_address,
    tree_order,
    year_label,
    year_order,
)
from inventory.tables.tree import tree_of
from inventory.tables.verdicts import verdict_rows

MOST_LINES = 25  # lines on a type's page; the list has them all


@require_safe
def equipment_list(request: HttpRequest) -> HttpResponseBase:
    """Show the tree and list its types, or download them.

    Runs two queries for a filtered list: count; page; four for all types: tree; sums; categories;
    publications.
    """
    chosen = EquipmentFilter(request.GET, EquipmentType.objects.for_list())
    list_url = reverse("equipment-list")
    # The list's own parameters ask for the list; a fragment holds nothing else.
    shows_tree = not request.GET and not request.headers.get("HX-Request")
    # The tree has every type, so that the list need not count all of them again.
    types = list(chosen.qs.defer("description")) if shows_tree else []
    table = EquipmentTable(types if shows_tree else chosen.qs)
    if request.GET.get("export"):
        names, problems = exported_columns(request, table)
        sort_table(table, request.GET)
        export = export_equipment(table.queryset, request.build_absolute_uri(list_url), names)
        return download(request, export, [*chosen.messages, *problems])
    context = {
        "section": "equipment",
        "filter": chosen,
        "list_url": list_url,
        "tree": tree_of(types),
        "history": _history_of_all() if shows_tree else None,
    }
    return list_response(request, "inventory/equipment/list.html", list_page(table, request.GET), context)


@require_safe
def equipment_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a type: its names, verdicts, subtypes, and where it was reported; or download its totals by year.

    Runs eighteen queries: type; types above; aliases; schemes; verdicts; types below; eight of sums;
    countries; publications; number of lines; lines.
    """
    equipment_type = get_object_or_404(EquipmentType, slug=slug)
    if request.GET.get("export"):
        return download(request, export_totals(load_yearly_of_type(equipment_type)), name=f"totals-{slug}")
    above = EquipmentType.objects.filter(slug__in=equipment_type.path.split("/"))
    path = sorted(above, key=lambda one: len(one.path))
    verdicts = Verdict.objects.filter(equipment_type__in=path).select_related("category")
    lines = ReportedDelivery.objects.for_list().filter(
        equipment_type__in=EquipmentType.objects.within(equipment_type), report__superseded_by__isnull=True
    )
    newest = lines.order_by("-report__publication__published_days", "-pk")
    below = equipment_type.children.for_list(below=equipment_type).order_by("position", "name", "pk")
    totals, source = _Totals(equipment_type), source_words(load_origins(_reports_with(equipment_type)))
    history, drawn_map = totals.history(), totals.map()
    context = {
        "section": "equipment",
        "type": equipment_type,
        "path": path[:-1],
        "aliases": equipment_type.aliases.order_by("language", "name"),
        "verdicts": verdict_rows(ClassificationScheme.objects.all(), verdicts, path),
        "below": EquipmentTable(list(below), exclude=("below",), orderable=False),
        "by_year": totals.by_year(),
        "by_country": totals.by_country(),
        "history": history.with_source(source) if history else None,
        "map": drawn_map.with_source(source) if drawn_map else None,
        "is_mixed": equipment_type.unit == EquipmentType.Unit.ITEMS,
        "lines": DeliveryTable(list(newest[:MOST_LINES]), orderable=False),
        "line_count": lines.count(),
    }
    return render(request, "inventory/equipment/detail.html", context)


def _reports_with(equipment_type: EquipmentType) -> QuerySet[Report]:
    """Return the reports that count a type, or one below it."""
    within = EquipmentType.objects.within(equipment_type)
    return Report.objects.filter(deliveries__equipment_type__in=within)


def _history_of_all() -> Figure:
    """Return what came by year, on the topmost types of one unit. Runs three queries."""
    totals = add_up_selected(Selection(level=HEADLINES), [Dimension.YEAR])
    types = EquipmentType.objects.filter(pk__in=totals.types()).select_related("parent__parent")
    series = series_of(totals, sorted(types, key=tree_order), _lines, _links)
    slots = year_slots(totals.values())
    title = _("Reported deliveries by category and year")
    figure = history_figure("history", title, series, slots, _("Year of delivery"))
    return figure.with_source(source_words(load_origins(Report.objects.all())))


def _lines(kind: EquipmentType, year: int | None) -> str:
    """Return what leads to the lines on a type in a year."""
    return lines_address({"equipment": kind.slug}, year)


def _links(kind: EquipmentType, year: int | None) -> str:
    """Return what leads to the undecided links on a type in a year."""
    return links_address({"equipment": kind.slug}, year)


class _Totals:
    """Hold what the estimates on a type amount to, by year and by destination."""

    def __init__(self, equipment_type: EquipmentType) -> None:
        self.type = equipment_type
        self.filters = {"equipment": equipment_type.slug}
        selection = Selection(divided=load_divided(), types=[equipment_type])
        totals = add_up_selected(selection, [Dimension.YEAR, Dimension.DESTINATION])
        self.years, self.countries = totals.along(0), totals.along(1)
        keys = self.countries.values() - {None}
        self.covered = load_covered([equipment_type])
        self.named = list(Country.objects.filter(pk__in=keys).order_by("name"))

    def by_year(self) -> list[Total]:
        """Return a row for each year, the newest first."""
        return [
            Total(
                year_label(year),
                self.years.own((None, self.type.pk, (year,))),
                lines_address(self.filters, year),
                links_address(self.filters, year),
                self.years.may_belong((None, self.type.pk, (year,))),
                self.covered.silent(self.years.own((None, self.type.pk, (year,))), self.type.pk, year)
                if year
                else {},
            )
            for year in sorted(self.years.values(), key=year_order)
        ]

    def by_country(self) -> list[Total]:
        """Return a row for each destination, the unknown one last."""
        rows = [
            Total(
                country.name,
                self._to(country.pk),
                self._address(country),
                links_address({**self.filters, "country": country.code}),
                self.countries.may_belong((None, self.type.pk, (country.pk,))),
            )
            for country in self.named
        ]
        unknown = self._to(None)
        if unknown.total.count:
            address = lines_address({**self.filters, "missing": "destination"})
            links = links_address({**self.filters, "country": "unknown"})
            rows.append(Total(_("Unknown"), unknown, address, links))
        return rows

    def _to(self, country: int | None) -> Tally:
        return self.countries.own((None, self.type.pk, (country,)))

    def history(self) -> Figure | None:
        """Return what came by year; None where units are mixed, so that there are no sums."""
        if self.type.unit == EquipmentType.Unit.ITEMS:
            return None
        title = _("Reported deliveries of %(name)s by year") % {"name": self.type.name}
        series = series_of(self.years, [self.type], _lines, _links)
        slots = year_slots(self.years.values())
        return history_figure("history", title, series, slots, _("Year of delivery"))

    def map(self) -> Figure | None:
        """Return where it was headed to, in shipments; None where nobody knows."""
        reached = [
            Destination(
                name=country.name,
                alpha3=country.alpha3,
                shipments=self._to(country.pk).total.count,
                conflicts=self._to(country.pk).conflicts,
                position=country.position,
                address=self._address(country),
            )
            for country in self.named
            if self._to(country.pk).total.count
        ]
        title = _("Destinations of reported shipments with %(name)s") % {"name": self.type.name}
        title = with_span(title, span_words(year_slots(self.years.values())))
        return fitted_map_figure("map", title, reached, [country.alpha3 for country in self.named])

    def _address(self, country: Country) -> str:
        return lines_address({**self.filters, "country": country.code})
