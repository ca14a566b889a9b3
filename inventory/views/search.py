"""Answer for the search of everything: the page of results, and suggestions while somebody types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from inventory.domain.search import MOST_CHARACTERS, MOST_WORDS, read_query
from inventory.models.search import Kind, search, suggest
from inventory.tables.search import lay_out, search_address, shipments_of


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what a query finds, grouped by kind, or more of one kind. Runs at most twenty queries."""
    query = read_query(request.GET.get("q", ""))
    asked = request.GET.get("kind", "")
    kind = Kind(asked) if asked in Kind.values else None
    results = search(query, kind)
    groups = lay_out(results.found, query, is_exact=not (results.is_alike or results.is_in_part))
    context = {
        "query": query,
        "kind": kind,
        "unknown_kind": asked if asked and not kind else "",
        "is_empty": not query.words,
        "groups": groups,
        "total": sum(group.count for group in groups),
        "is_capped": any(group.is_capped for group in groups),
        "results": results,
        "proposal_address": search_address(results.proposal) if results.proposal else "",
        "all_address": search_address(query.text),
        "combination": shipments_of(results),
        "limits": {"characters": MOST_CHARACTERS, "words": MOST_WORDS},
        "examples": [
            (text, search_address(text)) for text in ("T72B3M", "Bamako", _("convoy"), "defenceWeb")
        ],
    }
    is_fragment = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    template = "inventory/search/page.html"
    response = render(request, f"{template}#results" if is_fragment else template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def search_suggestions(request: HttpRequest) -> HttpResponse:
    """Offer what somebody who is still typing may mean, as options of a list. At most eleven queries."""
    query = read_query(request.GET.get("q", ""))
    context = {
        "query": query,
        "groups": lay_out(suggest(query), query),
        "all_address": search_address(query.text),
    }
    return render(request, "inventory/search/suggestions.html", context)
