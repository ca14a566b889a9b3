"""Answer for publications: the list with its download, and one document with what is taken from it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from inventory.access import NO_STORE, Right, may
from inventory.charts.publications import chain_figure
from inventory.exports.deliveries import export_deliveries
from inventory.exports.download import download
from inventory.exports.publications import export_publications
from inventory.filters.publications import PublicationFilter
from inventory.models import Publication, Report, ReportedDelivery, ReportedDetail
from inventory.models.chains import load_chain, load_drifts
from inventory.models.neighbours import load_neighbours
from inventory.tables.documents import DocumentTable, gaps_of, passages_of, stretches_of
from inventory.tables.page import exported_columns, list_page, list_response, sort_table
from inventory.tables.publications import PublicationTable

MOST_REPORTS = 100  # reports on a publication's page; an edition of a register can have thousands


@require_safe
def publication_list(request: HttpRequest) -> HttpResponseBase:
    """List publications, or download them. Runs two queries: count; page."""
    chosen = PublicationFilter(request.GET, Publication.objects.for_list())
    table = PublicationTable(chosen.qs)
    list_url = reverse("publication-list")
    if request.GET.get("export"):
        names, problems = exported_columns(request, table)
        sort_table(table, request.GET)
        export = export_publications(table.queryset, request.build_absolute_uri(list_url), names)
        return download(request, export, [*chosen.messages, *problems])
    context = {"section": "publications", "filter": chosen, "list_url": list_url}
    return list_response(request, "inventory/publications/list.html", list_page(table, request.GET), context)


@require_safe
def publication_detail(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Show a document, its reports with lines and details, and what changed along its chain; or its lines.

    Runs at most sixteen queries: publication; rating; reports; lines; details; newer reports; citations;
    received; four of ``load_chain``; two of ``load_drifts``; two of ``load_neighbours``. The text is for
    those with the right to read it, unless it is marked public.
    """
    publication = get_object_or_404(
        Publication.objects.for_list().defer(None).select_related("source__country"), uid=uid
    )
    if request.GET.get("export"):
        lines = ReportedDelivery.objects.for_list().filter(report__publication=publication).order_by("pk")
        site = request.build_absolute_uri(reverse("delivery-list"))
        return download(request, export_deliveries(lines, site))
    details = ReportedDetail.objects.select_related("party", "place")
    reports = (
        publication.reports.for_list()
        .select_related("superseded_by__publication__source")
        .prefetch_related(Prefetch("details", details))
        .order_by("pk")
    )
    listed = list(reports[:MOST_REPORTS])
    context = {
        "section": "publications",
        "publication": publication,
        "rating": publication.source.ratings.select_related("rated_by__public_name").first(),
        "reports": DocumentTable(listed, exclude=("publication", "published")),
        "superseded": [report for report in listed if report.superseded_by],
        "citations": publication.citations.select_related("cited_publication__source", "cited_source"),
        "received": publication.citations_received.select_related("publication__source"),
        "gaps": gaps_of(publication, listed),
        "neighbours": load_neighbours(publication),
        **_chain(publication),
        **_text(publication, listed, may_read=may(request.user, Right.READ_TEXT)),
    }
    response = render(request, "inventory/publications/detail.html", context)
    if context["stretches"] and not publication.is_text_public:
        response["Cache-Control"] = NO_STORE
    return response


def _chain(publication: Publication) -> dict[str, Any]:
    """Return the drawing of what draws on what, and what became of the counts on the way."""
    chain = load_chain(publication)
    return {
        "chain_figure": chain_figure(publication, chain) if chain.links else None,
        "drifts": load_drifts(chain),
    }


def _text(publication: Publication, reports: list[Report], *, may_read: bool) -> dict[str, Any]:
    """Return the text with its passages, if it may be shown, and the passages that stand by themselves."""
    passages = passages_of(reports)
    if not publication.text or not (publication.is_text_public or may_read):
        return {"stretches": [], "passages": passages, "hides_text": bool(publication.text)}
    stretches, unheld = stretches_of(publication.text, passages)
    return {"stretches": stretches, "passages": unheld, "hides_text": False}
