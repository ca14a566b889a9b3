"""Answer for pairs of shipments that may be one: proposals, a preview, and what people decide."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import InvalidPage, Paginator
from django.db import IntegrityError
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from inventory.filters.shipments import ShipmentFilter
from inventory.forms.refusals import message_of
from inventory.models import ImportBatch, Merge, Shipment, ShipmentLink
from inventory.models.merging import MergeError, OutdatedMergeError, merge_shipments, preview_merge
from inventory.models.pairs import AROUND_ONE, LIKELY, compare_pair, find_pairs
from inventory.tables.pairs import differences, pair_views

LOOKED_AT_ONCE = 50  # shipments of a page; looking for what is near them takes some 50 ms
LONGEST_REASON = 2_000  # characters, as the page's field takes
NEWEST_FIRST = (F("period_days").desc(nulls_last=True), F("reference").desc(nulls_last=True))


@require_safe
def pair_list(request: HttpRequest) -> HttpResponse:
    """List the likely pairs among a page of the events that are filtered, each with any other.

    Runs at most eight queries besides those of the sign-in and of filters: import; count; keys; near ones;
    shipments; estimates; publications; types.
    """
    asked = request.GET.copy()
    page, batch = (asked.pop(name, [""])[-1] for name in ("page", "batch"))
    brought = _batch(batch)
    chosen = ShipmentFilter(asked, _events(brought))
    shipments = chosen.qs.order_by(*NEWEST_FIRST).values_list("pk", flat=True)
    context: dict[str, Any] = {"section": "shipments", "filter": chosen, "batch": brought}
    try:
        looked_at = Paginator(shipments, LOOKED_AT_ONCE).page(page or "1")
    except InvalidPage:
        status = HTTPStatus.NOT_FOUND
    else:
        status = HTTPStatus.BAD_REQUEST if chosen.has_errors else HTTPStatus.OK
        pairs = pair_views(find_pairs(looked_at.object_list, LIKELY))
        context |= {"looked_at": looked_at, "pairs": pairs}
    return render(request, "inventory/pairs/list.html", context, status=status)


def _batch(uid: str) -> ImportBatch | None:
    """Return the import that an address names, if it names one. Raises Http404 where there is none."""
    try:
        key = UUID(uid) if uid else None
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(ImportBatch, uid=key) if key else None


def _events(batch: ImportBatch | None) -> QuerySet[Shipment]:
    shipments = Shipment.objects if batch is None else Shipment.objects.made_in(batch.history_context)
    return shipments.filter(dataset=None)


@require_safe
def shipment_pairs(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what may be the same as one shipment, and what was decided of it.

    Runs eight queries besides those of the sign-in: shipment; near ones; shipments; estimates; publications;
    types; decisions; merges.
    """
    shipment = _shipment(reference)
    if shipment.merged_into is not None:
        return redirect("shipment-pairs", shipment.merged_into.reference)
    merges = Merge.objects.filter(into=shipment).select_related("shipment", "merged_by__public_name")
    context = {
        "section": "shipments",
        "shipment": shipment,
        "pairs": pair_views(find_pairs([shipment.pk], AROUND_ONE)),
        "links": [
            (decision, decision.counterpart(shipment))
            for decision in ShipmentLink.objects.that_hold(shipment)
        ],
        "merges": merges,
    }
    return render(request, "inventory/pairs/shipment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pair_detail(request: HttpRequest, reference: str, other: str) -> HttpResponse:
    """Show what merging the other shipment into the first would do; then do it, or link them."""
    into, shipment = _shipment(reference), _shipment(other)
    action = request.POST.get("action", "")
    if action in ShipmentLink.Verdict.values:
        return _link(request, into, shipment, action)
    problems, status = [], HTTPStatus.OK
    if action == "merge":
        try:
            merge = _merge(request, shipment, into)
        except OutdatedMergeError:
            problems.append(_("Somebody changed these shipments in the meantime. Nothing was merged."))
            status = HTTPStatus.CONFLICT
        except MergeError as error:
            problems += str(error).splitlines()
            status = HTTPStatus.BAD_REQUEST
        except IntegrityError as error:
            problems.append(message_of(error))
            status = HTTPStatus.BAD_REQUEST
        else:
            told = {"shipment": shipment.reference, "into": into.reference}
            messages.success(request, _("%(shipment)s was merged into %(into)s.") % told)
            return redirect(merge)
    return _pair_page(request, into, shipment, problems, status)


def _merge(request: HttpRequest, shipment: Shipment, into: Shipment) -> Merge:
    reason, looked_at = _reason(request), request.POST.get("looked_at", "")
    if not looked_at:
        raise OutdatedMergeError
    if not reason:
        raise MergeError(_("Say why they are the same."))
    return merge_shipments(shipment, into, request.user, reason, looked_at=looked_at)


def _reason(request: HttpRequest) -> str:
    """Return the reason as typed; the database takes no NUL."""
    return request.POST.get("reason", "").replace("\0", "\N{REPLACEMENT CHARACTER}").strip()[:LONGEST_REASON]


def _pair_page(
    request: HttpRequest, into: Shipment, shipment: Shipment, problems: list[str], status: HTTPStatus
) -> HttpResponse:
    """Show both shipments, and what merging would do if it can be."""
    preview, refusals = None, []
    try:
        preview = preview_merge(shipment, into, request.user)
    except MergeError as error:
        refusals = str(error).splitlines()
    except IntegrityError as error:
        refusals = [message_of(error)]
    pair = None if into == shipment else compare_pair(into, shipment)
    is_mixed = into.dataset_id != shipment.dataset_id
    tally = next((one for one in (into, shipment) if is_mixed and one.is_tally), None)
    context = {
        "section": "shipments",
        "into": into,
        "shipment": shipment,
        "pair": pair_views([pair])[0] if pair else None,
        "differences": differences(into, shipment),
        "preview": preview,
        "refusals": refusals,
        "problems": problems,
        "reason": _reason(request),
        "decided": ShipmentLink.objects.between(into, shipment).first(),
        "tally": tally,
        "desk": reverse("link-list", query={"of": tally.reference}) if tally else "",
    }
    return render(request, "inventory/pairs/detail.html", context, status=status)


def _link(request: HttpRequest, one: Shipment, other: Shipment, verdict: str) -> HttpResponse:
    """Keep a decision on two shipments, once however often it is sent."""
    told = {"one": one.reference, "other": other.reference}
    if one == other:
        messages.error(request, _("A shipment is the same as itself."))
        return redirect("shipment-pairs", one.reference)
    ShipmentLink.objects.decide(one, other, verdict, request.user, _reason(request))
    if verdict == ShipmentLink.Verdict.DISTINCT:
        told_text = _("%(one)s and %(other)s are kept apart, and not proposed again.")
    else:
        told_text = _("%(one)s and %(other)s are not added to each other in totals.")
    messages.success(request, told_text % told)
    return redirect("shipment-pairs", one.reference)


def _shipment(reference: str) -> Shipment:
    """Return a shipment, be it merged, with what its headline names. Raises Http404 where there is none."""
    known = Shipment.everything.select_related("supplier", "destination__country", "merged_into")
    if "\0" in reference:
        raise Http404
    return get_object_or_404(known, reference=reference)
