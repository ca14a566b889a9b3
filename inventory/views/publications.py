"""Answer for publications: the list with its download, and one document with what is taken from it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from inventory.exports.download import csv_download, refused_download
from inventory.exports.publications import export_publications
from inventory.filters.publications import PublicationFilter
from inventory.models import Publication
from inventory.tables.page import list_page, list_response, sort_table
from inventory.tables.publications import PublicationTable
from inventory.tables.reports import ReportTable

MOST_REPORTS = 100  # reports on a publication's page; an edition of a register can have thousands


@require_safe
def publication_list(request: HttpRequest) -> HttpResponseBase:
    """List publications, or download them. Runs two queries: count; page."""
    chosen = PublicationFilter(request.GET, Publication.objects.for_list())
    table = PublicationTable(chosen.qs)
    list_url = reverse("publication-list")
    if request.GET.get("export"):
        if chosen.has_errors:
            return refused_download(chosen.messages)
        sort_table(table, request.GET)
        lines = export_publications(table.queryset, request.build_absolute_uri(list_url))
        return csv_download(lines, "publications", timezone.localdate())
    context = {"section": "publications", "filter": chosen, "list_url": list_url}
    return list_response(request, "inventory/publications/list.html", list_page(table, request.GET), context)


@require_safe
def publication_detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a document, its reports with their lines, and citations both ways.

    Runs six queries: publication; reports; lines; newer reports that supersede; citations; received. The
    text is for editors, unless it is marked public.
    """
    publication = get_object_or_404(
        Publication.objects.for_list().defer(None).select_related("source__country"), uid=uid
    )
    reports = (
        publication.reports.for_list().select_related("superseded_by__publication__source").order_by("pk")
    )
    listed = list(reports[:MOST_REPORTS])
    shows_text = publication.is_text_public or request.user.is_staff
    context = {
        "section": "publications",
        "publication": publication,
        "reports": ReportTable(listed, exclude=("publication", "published")),
        "superseded": [report for report in listed if report.superseded_by],
        "citations": publication.citations.select_related("cited_publication__source", "cited_source"),
        "received": publication.citations_received.select_related("publication__source"),
        "text": publication.text if shows_text else "",
        "hides_text": bool(publication.text) and not shows_text,
    }
    return render(request, "inventory/publications/detail.html", context)
