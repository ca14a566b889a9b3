"""Answer for the desk on which people decide which shipments are of the same deliveries."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from inventory.access import Right, may
from inventory.domain.totals.links import Pair
from inventory.filters.shipments import ShipmentFilter
from inventory.models import Shipment, ShipmentLink
from inventory.models.open_links import (
    OpenLink,
    Outcome,
    around,
    decide_links,
    find_proposals,
    load_open_links,
    revoke_links,
)
from inventory.tables.links import default_basis, link_groups, pair_of_value, pair_value

LONGEST_REASON = 2_000  # characters, as the page's field takes
MOST_AT_ONCE = 500  # links, decided or undone by one request
LINKS_A_PAGE = 200
VERDICTS = {
    "accept": ShipmentLink.Verdict.SAME_OR_INCLUDED,
    "split": ShipmentLink.Verdict.SAME_OR_INCLUDED,
    "reject": ShipmentLink.Verdict.DISTINCT,
}
TICKED = "ticked"


@require_safe
def link_list(request: HttpRequest) -> HttpResponse:
    """List the undecided links among the shipments that are filtered, grouped by what may include the rest.

    ``of`` names one shipment whose links are wanted. Runs thirteen queries at most, besides those of filters.
    """
    asked = request.GET.copy()
    page, of = (asked.pop(name, [""])[-1] for name in ("page", "of"))
    one = _shipment(of) if of else None
    chosen = ShipmentFilter(asked, around(one) if one else Shipment.objects.all())
    types = (chosen.form.cleaned_data.get("equipment") or {}).values() if not chosen.has_errors else ()
    proposals = find_proposals(chosen.qs, types)
    if one:
        proposals = [found for found in proposals if one.pk in found.pair]
    shown = Paginator(sorted(proposals, key=lambda found: found.whole), LINKS_A_PAGE).get_page(page)
    may_decide = may(request.user, Right.DECIDE)
    context: dict[str, Any] = {
        "section": "shipments",
        "filter": chosen,
        "of": one,
        "groups": link_groups(load_open_links(list(shown.object_list))),
        "shown": shown,
        "may_decide": may_decide,
        "last": ShipmentLink.objects.last_of(request.user) if may_decide else [],
        "query": request.GET.urlencode(),
    }
    status = HTTPStatus.BAD_REQUEST if chosen.has_errors else HTTPStatus.OK
    return render(request, "inventory/links/list.html", context, status=status)


def _shipment(reference: str) -> Shipment:
    if "\0" in reference:
        raise Http404
    return get_object_or_404(Shipment.objects.select_related("destination"), reference=reference)


@require_POST
@vary_on_headers("Accept")
def link_decide(request: HttpRequest) -> HttpResponse:
    """Decide on one link, on those that are ticked, or on all of one record.

    Answers a script in JSON, and a form by the list that it came from.
    """
    action = next((name for name in VERDICTS if name in request.POST), "")
    try:
        pairs = _pairs(request, action)
    except ValueError:
        return _refused(request, _("This is no pair of shipments. Nothing was decided."))
    if not action or not pairs:
        return _refused(request, _("Tick the links to decide first. Nothing was decided."))
    if len(pairs) > MOST_AT_ONCE:
        told = _("Decide on at most %(n)s links at once. Nothing was decided.") % {"n": MOST_AT_ONCE}
        return _refused(request, told)
    outcome = _decide(request, action, pairs)
    if not _is_script(request):
        for level, words in _outcome_messages(outcome):
            messages.add_message(request, level, words)
        return redirect(_back(request))
    missed = [(link.shipment_id, link.other_id) for link in outcome.held] + outcome.gone
    return JsonResponse(
        {
            "decided": {pair_value((link.shipment_id, link.other_id)): link.pk for link in outcome.made},
            "missed": [pair_value(pair) for pair in missed],
            "verdict": VERDICTS[action].label,
            "words": " ".join(words for _level, words in _outcome_messages(outcome)),
        }
    )


def _pairs(request: HttpRequest, action: str) -> set[Pair]:
    """Return the pairs that are named, or ticked. Raises ValueError."""
    named = request.POST.get(action, "")
    values = request.POST.getlist("link") if named == TICKED else named.split()
    return {pair_of_value(value) for value in values}


def _decide(request: HttpRequest, action: str, pairs: set[Pair]) -> Outcome:
    typed = request.POST.get("reason", "").replace("\0", "\N{REPLACEMENT CHARACTER}").strip()

    def reason_of(link: OpenLink, links: list[OpenLink]) -> str:
        return typed[:LONGEST_REASON] or default_basis(link, links if action == "split" else [])

    return decide_links(pairs, VERDICTS[action], request.user, reason_of)


def _outcome_messages(outcome: Outcome) -> Iterable[tuple[int, str]]:
    """Yield what became of a request, each with the level of its message."""
    count = len(outcome.made)
    if count:
        verdict = ShipmentLink.Verdict(outcome.made[0].verdict).label
        told = ngettext("%(n)s link decided: %(verdict)s.", "%(n)s links decided: %(verdict)s.", count)
        yield messages.SUCCESS, told % {"n": count, "verdict": verdict}
    for link in outcome.held:
        told = _("%(pair)s was decided by %(who)s in the meantime: %(verdict)s. That decision stands.")
        yield (
            messages.WARNING,
            told
            % {
                "pair": f"{link.shipment.reference} – {link.other.reference}",
                "who": link.decided_by.get_username(),
                "verdict": link.get_verdict_display(),
            },
        )
    if outcome.gone:
        count = len(outcome.gone)
        told = ngettext(
            "%(n)s link is not proposed any more and was left as it is.",
            "%(n)s links are not proposed any more and were left as they are.",
            count,
        )
        yield messages.WARNING, told % {"n": count}


@require_POST
@vary_on_headers("Accept")
def link_undo(request: HttpRequest) -> HttpResponse:
    """Revoke the decisions that are named, so that their links are undecided again."""
    try:
        keys = {int(text) for text in request.POST.getlist("link")}
    except ValueError:
        return _refused(request, _("This is no decision. Nothing was undone."))
    if not keys or len(keys) > MOST_AT_ONCE or max(keys) >= 2**63:
        return _refused(request, _("This is no decision. Nothing was undone."))
    links = revoke_links(keys, request.user)
    told = ngettext("%(n)s link is undecided again.", "%(n)s links are undecided again.", len(links))
    if not links:
        told = _("These decisions were revoked already.")
    if not _is_script(request):
        messages.success(request, told % {"n": len(links)})
        return redirect(_back(request))
    opened = [pair_value((link.shipment_id, link.other_id)) for link in links]
    return JsonResponse({"opened": opened, "words": told % {"n": len(links)}})


@require_POST
def link_revoke(request: HttpRequest, key: int) -> HttpResponse:
    """Revoke a decision on two shipments, so that they may be proposed again.

    Leads back to the page of the shipment that the form names as ``back``, else to what may be the same.
    """
    decision = get_object_or_404(ShipmentLink.objects.select_related("shipment", "other"), pk=key)
    revoke_links([decision.pk], request.user)
    told = {"one": decision.shipment.reference, "other": decision.other.reference}
    messages.success(request, _("%(one)s and %(other)s may be proposed again.") % told)
    back = request.POST.get("back")
    if back in told.values():
        return redirect(f"{reverse('shipment-detail', args=[back])}#links")
    return redirect("shipment-pairs", decision.shipment.reference)


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _refused(request: HttpRequest, words: str) -> HttpResponse:
    if _is_script(request):
        return JsonResponse({"words": words}, status=HTTPStatus.BAD_REQUEST)
    messages.error(request, words)
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """Return the address of the list that a form came from, with its filters."""
    query = request.GET.urlencode()
    return reverse("link-list") + (f"?{query}" if query else "")
