"""Compare what is reported of shipments, destinations, suppliers, sources, types, periods and editions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from inventory.exports.download import csv_download, refused_download
from inventory.exports.records import record_lines
from inventory.filters.comparison import COMPARED, DAYS, ComparisonFilter
from inventory.models import SavedView
from inventory.models.comparisons import TooManyShipmentsError, tally
from inventory.models.totals import Dimension
from inventory.models.workspace import ListPage
from inventory.tables.comparison import ComparisonTable, Question, base_parameters, record_names, records
from inventory.views.comparison_figure import multiples

MOST_EXAMPLES = 12


@dataclass(frozen=True, slots=True)
class Tab:
    """Lead to the form for one kind of thing."""

    label: str
    address: str
    is_current: bool


@require_safe
def comparison(request: HttpRequest) -> HttpResponseBase:
    """Compare, or download what is compared; without parameters, offer a form and examples.

    The number of queries does not grow with the rows: what is typed costs the queries of its fields; the
    comparison itself three, and seven more where visual evidence or sources are compared.
    """
    chosen = ComparisonFilter(request.GET, kind=request.GET.get("kind", ""))
    table, refusal = None, ""
    if chosen.is_bound and not chosen.has_errors:
        try:
            table = _compare(chosen, request.GET)
        except TooManyShipmentsError as error:
            refusal = _too_many(error)
    if request.GET.get("export"):
        if table is None:
            return refused_download([refusal] if refusal else chosen.messages)
        lines = record_lines(record_names(table), records(table))
        return csv_download(lines, "comparison", timezone.localdate())
    context = {
        "section": "comparison",
        "filter": chosen,
        "table": table,
        "figure": multiples(table) if table and not table.is_empty else None,
        "refusal": refusal,
        "tabs": _tabs(chosen, request.GET),
        "list_url": reverse("comparison"),
        "examples": [] if table else _examples(),
    }
    return render(request, "inventory/comparison/page.html", context)


def _compare(chosen: ComparisonFilter, asked: QueryDict) -> ComparisonTable:
    """Run the comparison that the filter describes. Raises TooManyShipmentsError."""
    wish = chosen.wish
    is_equipment = wish["compare"] == Dimension.EQUIPMENT
    question = Question(
        compared=wish["compare"],
        things=() if is_equipment else wish[wish["compare"]],
        types=wish["equipment"],
        rows=wish["rows"],
        split=wish["split"],
        measure=wish["measure"],
        parameters=base_parameters(wish, {name: asked.get(name, "") for name in DAYS}),
        group_on=asked.get("group_on", ""),
    )
    found = tally(chosen.selection(), question.things, question.row_dimensions, wish["measure"])
    return ComparisonTable(question, found.tallies, found.types, found.names)


def _too_many(error: TooManyShipmentsError) -> str:
    message = _(
        "These sources speak of %(number)s shipments, and each is reconciled for each source. Narrow it "
        "down to %(maximum)s at most: by destination, supplier or period."
    )
    return message % {"number": error.number, "maximum": error.maximum}


def _tabs(chosen: ComparisonFilter, asked: QueryDict) -> list[Tab]:
    """Return a tab for each kind of thing; what was typed so far goes along."""
    tabs = []
    for value, label in COMPARED:
        query = asked.copy()
        for name in ("compare", "rows", "split", "export"):
            query.pop(name, None)
        query["kind"] = str(value)
        address = f"{reverse('comparison')}?{query.urlencode()}"
        tabs.append(Tab(str(label), address, is_current=chosen.compared == value))
    return tabs


def _examples() -> list[tuple[str, str]]:
    """Return title and address of the comparisons that came with the site. Runs one query."""
    kept: Any = SavedView.objects.filter(page=ListPage.COMPARISON, owner=None).order_by("pk")
    return [(view.title, view.get_absolute_url()) for view in kept[:MOST_EXAMPLES]]
