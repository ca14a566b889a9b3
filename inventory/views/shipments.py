"""Answer for shipments: the list with its download, and all that is reported on one."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from inventory.charts.reported_route import route_figure
from inventory.charts.reported_when import Followed, followable_types, followed_type, timeline_figure
from inventory.domain.comparison import Comparison, EstimationMethod, compare
from inventory.domain.reconciliation import Method
from inventory.exports.copy import csv_lines
from inventory.exports.deliveries import export_deliveries
from inventory.exports.download import chosen_profile, csv_download, download, refused_download
from inventory.exports.formats import TABLE_FORMATS
from inventory.exports.matrix import MOST_MATRICES, export_matrices
from inventory.exports.profiles import profiles_of
from inventory.exports.shipments import export_shipments
from inventory.exports.sipri import export_sipri_like
from inventory.filters.matrix import METHODS, MatrixChoice, read_choice
from inventory.filters.shipments import ShipmentFilter
from inventory.models import ReportedDelivery, Shipment
from inventory.models.readings import ShipmentReading, load_bare_readings, load_reading
from inventory.tables.brief import brief_parts
from inventory.tables.findings import evidence_views, headline_items, judgement_views
from inventory.tables.links import shipment_links
from inventory.tables.matrix import Layout, Matrix, Selection, build_matrix, flat_rows, preferable_voices
from inventory.tables.page import exported_columns, list_page, list_response, sort_table
from inventory.tables.shipments import ShipmentTable

MOST_PROPOSALS = 5  # shipments; more hide the right one
LEAST_SIMILARITY = 0.3  # share of trigrams in common


@require_safe
def shipment_list(request: HttpRequest) -> HttpResponseBase:
    """List shipments, or download them. Runs five queries: count; page; estimates; countries; groups."""
    chosen = ShipmentFilter(request.GET, Shipment.objects.for_list())
    table = ShipmentTable(chosen.qs)
    list_url = reverse("shipment-list")
    if request.GET.get("export"):
        return _download_list(request, table, chosen)
    context = {
        "section": "shipments",
        "filter": chosen,
        "list_url": list_url,
        "profiles": profiles_of("shipment-list"),
    }
    listing = list_page(table, request.GET)
    return list_response(request, "inventory/shipments/list.html", listing, context)


def _download_list(request: HttpRequest, table: ShipmentTable, chosen: ShipmentFilter) -> HttpResponseBase:
    """Answer with the list, its matrices, or its estimates as a register has them."""
    names, problems = exported_columns(request, table)
    sort_table(table, request.GET)
    profile, wrong = chosen_profile(request, "shipments_wide", ("compare_matrix", "sipri_like"))
    problems = (*chosen.messages, *problems, *wrong)
    list_address = request.build_absolute_uri(reverse("shipment-list"))
    if profile == "compare_matrix":
        return _download_matrices(request, table.queryset, problems)
    if profile == "sipri_like":
        return download(request, export_sipri_like(table.queryset), problems)
    return download(request, export_shipments(table.queryset, list_address, names), problems)


def _download_matrices(
    request: HttpRequest, shipments: QuerySet[Shipment], problems: Sequence[str]
) -> HttpResponseBase:
    """Answer with the matrix of each shipment, one below the other. Runs ten queries."""
    found = list(shipments.prefetch_related(None)[: MOST_MATRICES + 1])
    if len(found) > MOST_MATRICES:
        words = _("A file holds the matrices of %(number)s shipments at most. Narrow the list down.")
        problems = [*problems, words % {"number": MOST_MATRICES}]
    if problems:
        return refused_download(problems)
    matrices = {
        reading.shipment.reference: build_matrix(
            reading, compare(reading.records.shipment_input(), reading.taxonomy)
        )
        for reading in load_bare_readings(found)
    }
    return download(request, export_matrices(*flat_rows(matrices)))


@require_safe
def shipment_detail(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Compare all that is reported on one shipment, or download it as a matrix or as its lines.

    Runs the queries of ``load_reading``, twelve at most whatever the shipment's size; two more if signed in,
    and on a tally those of ``shipment_links``.
    """
    choice = read_choice(request.GET)
    reading = None if "\0" in reference else load_reading(reference, choice.scheme)
    if reading is None:
        return _unknown_shipment(request, reference)
    choice.check_scheme([scheme.slug for scheme in reading.schemes])
    comparison = _compare(reading, choice)
    voices = preferable_voices(reading, comparison)
    choice.check_equipment([reading.types[key].slug for key in followable_types(comparison)])
    choice.check_preferred([voice.slug for voice in voices])
    choice.check_export([*TABLE_FORMATS, "lines"])
    rows = Selection(choice.rows) if choice.rows else None
    matrix = build_matrix(reading, comparison, Layout(choice.opened, choice.folded, rows))
    if choice.export:
        return _download(request, reading, matrix, choice)
    context = {
        "section": "shipments",
        "shipment": reading.shipment,
        "reading": reading,
        "matrix": matrix,
        "choice": choice,
        "methods": [words for words in METHODS if words.method is not Method.PREFERRED],
        "is_usual_method": choice.method is Method.MARZULLO,
        "preferable": voices,
        "evidence": evidence_views(reading),
        "judgements": judgement_views(reading),
        "links": shipment_links(reading.shipment) if reading.shipment.is_tally else None,
        **_conclusions(reading, comparison, choice),
        "brief": () if choice.problems else brief_parts(reading, comparison, matrix, _all_rows(request)),
        "permalink": request.build_absolute_uri(),
    }
    status = HTTPStatus.BAD_REQUEST if choice.problems else HTTPStatus.OK
    return render(request, "inventory/shipments/detail.html", context, status=status)


def _all_rows(request: HttpRequest) -> str:
    """Return the query under which the same view hides no row."""
    query = request.GET.copy()
    query["rows"] = Selection.ALL.value
    query.pop("fold", None)
    return f"?{query.urlencode()}"


def _conclusions(reading: ShipmentReading, comparison: Comparison, choice: MatrixChoice) -> dict[str, Any]:
    """Return headline counts, route, and timeline with the types to follow; none with a problem."""
    if choice.problems:
        return {}
    key = followed_type(reading, comparison, choice.equipment)
    judgement = EstimationMethod(choice.method, _preferred(reading, choice))
    return {
        "items": headline_items(reading, comparison),
        "route": route_figure(reading, comparison),
        "timeline": timeline_figure(reading, comparison, Followed(key, judgement, choice.words.label)),
        "followed": reading.types[key].slug if key is not None else "",
        "followable": [reading.types[key] for key in followable_types(comparison)],
    }


def _compare(reading: ShipmentReading, choice: MatrixChoice) -> Comparison:
    """Compare by the method chosen; with a problem by the usual one, whose estimates are then not shown."""
    method = Method.MARZULLO if choice.problems else choice.method
    preferred = _preferred(reading, choice)
    return compare(reading.records.shipment_input(), reading.taxonomy, method=method, preferred=preferred)


def _preferred(reading: ShipmentReading, choice: MatrixChoice) -> int:
    """Return the key of the source to prefer; 0, which stands behind no voice, where there is none."""
    return next((key for key, source in reading.sources.items() if source.slug == choice.preferred), 0)


def _download(
    request: HttpRequest, reading: ShipmentReading, matrix: Matrix, choice: MatrixChoice
) -> HttpResponseBase:
    """Answer with the matrix as it is shown, or with the shipment's lines."""
    if choice.problems:
        return refused_download(choice.problems)
    name = get_valid_filename(reading.shipment.reference)
    if choice.export != "lines":
        export = export_matrices(*flat_rows({reading.shipment.reference: matrix}))
        return download(request, export, name=f"{name}-matrix")
    lines = ReportedDelivery.objects.for_list().filter(shipment=reading.shipment).order_by("pk")
    list_address = request.build_absolute_uri(reverse("delivery-list"))
    return csv_download(csv_lines(export_deliveries(lines, list_address)), f"{name}-lines")


def _unknown_shipment(request: HttpRequest, reference: str) -> HttpResponse:
    """Lead to the shipment that it was merged into; else say that there is none, with similar references.

    Runs two queries at most.
    """
    similar = Shipment.objects.none()
    if "\0" not in reference:
        into = Shipment.objects.filter(merged__reference=reference).first()
        if into is not None:
            query = request.GET.copy()
            query["merged"] = reference
            return redirect(f"{into.get_absolute_url()}?{query.urlencode()}")
        similar = (
            Shipment.objects.annotate(similarity=TrigramSimilarity("reference", reference))
            .filter(similarity__gte=LEAST_SIMILARITY)
            .order_by("-similarity", "reference")[:MOST_PROPOSALS]
        )
    context = {"section": "shipments", "reference": reference, "similar": similar}
    return render(request, "inventory/shipments/unknown.html", context, status=HTTPStatus.NOT_FOUND)
