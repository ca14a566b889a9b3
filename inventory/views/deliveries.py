"""Answer for reported deliveries: the list, its download, and one line with all that is said about it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from inventory.exports.deliveries import SUPERSEDED_LEFT_OUT, export_deliveries
from inventory.exports.download import chosen_profile, download
from inventory.exports.profiles import profiles_of
from inventory.exports.unroca import export_unroca_like
from inventory.filters.deliveries import DeliveryFilter
from inventory.models import ReportedDelivery
from inventory.models.line_history import load_line_history
from inventory.tables.deliveries import (
    DeliveryTable,
    certainty_text,
    count_text,
    estimate_text,
    voice_text,
)
from inventory.tables.lines import bars_of
from inventory.tables.page import exported_columns, list_page, list_response, sort_table

MOST_OTHERS = 50  # lines of others on the same shipment and type


@require_safe
def delivery_list(request: HttpRequest) -> HttpResponseBase:
    """List count lines, or download them. Runs five queries: count; page; countries; groups; left out."""
    chosen = DeliveryFilter(request.GET, ReportedDelivery.objects.for_list())
    table = DeliveryTable(chosen.qs)
    list_url = reverse("delivery-list")
    if request.GET.get("export"):
        names, problems = exported_columns(request, table)
        sort_table(table, request.GET)
        profile, wrong = chosen_profile(request, "deliveries_long", ("unroca_like",))
        address = request.build_absolute_uri(list_url)
        export = (
            export_unroca_like(table.queryset)
            if profile == "unroca_like"
            else export_deliveries(table.queryset, address, names)
        )
        left_out = SUPERSEDED_LEFT_OUT if not chosen.has_errors and chosen.hides_superseded else ""
        problems = (*chosen.messages, *problems, *wrong)
        return download(request, replace(export, left_out=left_out), problems)
    context = {
        "section": "deliveries",
        "filter": chosen,
        "list_url": list_url,
        "profiles": profiles_of("delivery-list"),
    }
    listing = list_page(table, request.GET)
    return list_response(request, "inventory/deliveries/list.html", listing, context)


@require_safe
def delivery_detail(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Show one count line: its words, who says it through whom, and what others make of it.

    Runs at most eleven queries: line; ratings; shares; repeats; citations; evidence; other lines with their
    number; assessments; history with its people.
    """
    line = get_object_or_404(
        ReportedDelivery.objects.for_list().select_related(
            "base__equipment_type",
            "same_as__equipment_type",
            "cited_source",
            "report__superseded_by__publication__source",
        ),
        uid=uid,
    )
    report = line.report
    others = ReportedDelivery.objects.for_list().filter(
        shipment=line.shipment, equipment_type=line.equipment_type
    )
    shown = list(
        others.exclude(pk=line.pk).order_by("-report__publication__published_days", "pk")[:MOST_OTHERS]
    )
    context = {
        "section": "deliveries",
        "line": line,
        "report": report,
        "count": count_text(line),
        "voice": voice_text(report),
        "certainty": certainty_text(line),
        "estimate": estimate_text(line),
        "rating": report.voice.ratings.select_related("rated_by__public_name").first(),
        "shares": line.shares.select_related("equipment_type"),
        "repeats": report.repeat_edges.select_related(
            "repeated__publication__source", "repeated__asserter", "repeated__shipment"
        ).order_by("pk"),
        "citations": report.publication.citations.select_related(
            "cited_publication__source", "cited_source"
        ).order_by("pk"),
        "evidence": report.evidence.order_by("pk"),
        "others": DeliveryTable(shown, orderable=False, exclude=("period", "destination", "estimate")),
        "other_count": others.order_by().count() - 1,
        "bars": bars_of(line, shown),
        "assessments": line.shipment.assessments.filter(equipment_type=line.equipment_type).select_related(
            "assessed_by__public_name"
        ),
        "history": load_line_history(line),
    }
    return render(request, "inventory/deliveries/detail.html", context)
