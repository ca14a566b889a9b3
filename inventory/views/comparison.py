"""Compare what is reported of destinations, by equipment and year."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from inventory.exports.download import csv_download, refused_download
from inventory.exports.records import record_lines
from inventory.filters.comparison import ComparisonFilter
from inventory.models import EquipmentType, Estimate
from inventory.models.totals import Dimension, EstimateQuerySet, Measure
from inventory.tables.comparison import ComparisonTable, Question, record_names, records

EXAMPLES = (
    (
        "Mali against Burkina Faso by category",
        {"destination": ["ML", "BF"], "rows": "equipment", "columns": "destination"},
    ),
    (
        "Alliance of Sahel States by year",
        {"destination": ["alliance-of-sahel-states"], "rows": "equipment", "columns": "year"},
    ),
    (
        "Mali, Burkina Faso and Niger by category, each split by year",
        {"destination": ["ML", "BF", "NE"], "split": "rows"},
    ),
    (
        "Where voices part: estimates in conflict, Mali against Burkina Faso",
        {"destination": ["ML", "BF"], "measure": "conflicts"},
    ),
)


@require_safe
def comparison(request: HttpRequest) -> HttpResponseBase:
    """Compare, or download what is compared; without parameters, offer a form and examples.

    Runs six queries: countries; their aliases; groups; categories; estimates; types. Members of groups, and
    each equipment type, supplier and source that is named, cost one more.
    """
    chosen = ComparisonFilter(request.GET or None, Estimate.objects.all())
    table = _compare(chosen) if chosen.is_bound and not chosen.has_errors else None
    if request.GET.get("export"):
        if table is None:
            return refused_download(chosen.messages)
        lines = record_lines(record_names(table), records(table))
        return csv_download(lines, "comparison", timezone.localdate())
    url = reverse("comparison")
    context = {
        "section": "comparison",
        "filter": chosen,
        "table": table,
        "list_url": url,
        "examples": [(title, f"{url}?{urlencode(query, doseq=True)}") for title, query in EXAMPLES],
    }
    return render(request, "inventory/comparison/page.html", context)


def _compare(chosen: ComparisonFilter) -> ComparisonTable:
    """Run the comparison that the filter describes. Runs two queries."""
    question = _question(chosen.form.cleaned_data, chosen.data)
    tallies = cast(EstimateQuerySet, chosen.qs).tallied(question.destinations)
    used = {key.equipment_type for key in tallies}
    types = EquipmentType.objects.filter(pk__in=used).select_related("parent")
    return ComparisonTable(question, tallies, types)


def _question(wish: dict[str, Any], typed: Any) -> Question:
    """Return what the form's values ask for; dates are passed on as they were typed."""
    named = {name: wish[name].slug for name in ("supplier", "source") if wish[name]}
    first, last = wish["period_from"], wish["period_to"]
    return Question(
        destinations=wish["destination"],
        types=wish["equipment"],
        rows=Dimension(wish["rows"]),
        columns=Dimension(wish["columns"]),
        is_split=bool(wish["split"]),
        measure=Measure(wish["measure"]),
        parameters=named,
        group_on=typed.get("group_on", ""),
        period_from=typed.get("period_from", ""),
        period_to=typed.get("period_to", ""),
        first=first.first if first else None,
        last=last.last if last else None,
    )
