"""Answer for sources: the list with its download, and one source's record."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from inventory.charts.sources import ratings_figure, ties_figure
from inventory.exports.download import download
from inventory.exports.sources import export_sources
from inventory.filters.sources import SourceFilter
from inventory.models import Language, Report, Source
from inventory.models.records import lines_alone, load_profile, load_record
from inventory.models.ties import load_ties
from inventory.tables.page import exported_columns, list_page, list_response, sort_table
from inventory.tables.publications import PublicationTable
from inventory.tables.reports import ReportTable
from inventory.tables.sources import SourceTable

MOST_REPORTS = 25  # reports on a source's page; the list of deliveries has all lines
MOST_LINES = 10  # lines that it alone reported
MOST_INSTANCES = 30  # findings behind the agreement record that are listed
MOST_PUBLICATIONS = 10  # publications on a source's page; their list has them all


@require_safe
def source_list(request: HttpRequest) -> HttpResponseBase:
    """List sources, or download them. Runs three queries: count; page; countries."""
    chosen = SourceFilter(request.GET, Source.objects.for_list())
    table = SourceTable(chosen.qs)
    list_url = reverse("source-list")
    if request.GET.get("export"):
        names, problems = exported_columns(request, table)
        sort_table(table, request.GET)
        export = export_sources(table.queryset, request.build_absolute_uri(list_url), names)
        return download(request, export, [*chosen.messages, *problems])
    context = {"section": "sources", "filter": chosen, "list_url": list_url}
    return list_response(request, "inventory/sources/list.html", list_page(table, request.GET), context)


@require_safe
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a source: its ratings, what it says and through whom, whom it draws on, how it fits the others.

    Runs at most 27 queries, however much it says: source; aliases; ratings; publications; reports with
    their lines; guessed; two of ``load_profile``; two of lines alone; five of ``load_ties``; ten of
    ``load_record``.
    """
    source = get_object_or_404(Source.objects.for_list(), slug=slug)
    publications = source.publications.for_list().order_by(F("published_days").desc(nulls_last=True), "-pk")
    reports = Report.objects.voiced_by(source).for_list().newest_first()
    guessed = Report.objects.filter(asserter=source, attribution=Report.Attribution.GUESSED)
    ratings = list(source.ratings.select_related("rated_by__public_name"))
    ties, profile = load_ties(source), load_profile(source)
    context = {
        "section": "sources",
        "source": source,
        "aliases": source.aliases.order_by("language", "name"),
        "ratings": ratings,
        "ratings_figure": ratings_figure(source, ratings, timezone.localdate()) if ratings else None,
        "publications": PublicationTable(
            list(publications[:MOST_PUBLICATIONS]), orderable=False, exclude=("source",)
        ),
        "reports": ReportTable(list(reports[:MOST_REPORTS])),
        "guessed_count": guessed.count(),
        "profile": profile,
        "languages": [(Language(code).label, number) for code, number in profile.languages],
        "ties": ties,
        "ties_figure": ties_figure(source, ties) if ties.draws_on or ties.drawn_on_by else None,
        "record": load_record(source),
        "most_instances": MOST_INSTANCES,
        **_alone(source),
    }
    return render(request, "inventory/sources/detail.html", context)


def _alone(source: Source) -> dict[str, Any]:
    """Return the newest lines that nobody else has beside the source, and how many there are."""
    lines = lines_alone(source)
    newest = lines.select_related("shipment", "equipment_type").order_by(
        F("shipment__period_days").desc(nulls_last=True), "shipment", "equipment_type__path"
    )
    return {"alone": list(newest[:MOST_LINES]), "alone_count": lines.count()}
