"""Answer for merges of shipments: who merged what, when and why, and taking it back."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from inventory.access import Right, may
from inventory.forms.refusals import message_of
from inventory.models import Merge
from inventory.models.merging import LossError, MergeError, losses_of, ties_of, undo_merge


@require_safe
def merge_detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a merge, and to those who may undo it what would not come back. Runs at most eight queries."""
    return _page(request, _merge(uid), [], HTTPStatus.OK)


@require_POST
def merge_undo(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a merge back, or say why it cannot be."""
    merge = _merge(uid)
    try:
        undo_merge(merge, request.user, accepts_loss=bool(request.POST.get("accepts_loss")))
    except LossError:
        problem = _("Nothing was undone: say that what is lost may stay so.")
        return _page(request, merge, [problem], HTTPStatus.CONFLICT)
    except MergeError as error:
        return _page(request, merge, str(error).splitlines(), HTTPStatus.CONFLICT)
    except IntegrityError as error:
        return _page(request, merge, [message_of(error)], HTTPStatus.CONFLICT)
    messages.success(
        request, _("%(reference)s stands for itself again.") % {"reference": merge.shipment.reference}
    )
    return redirect(merge.shipment)


def _page(request: HttpRequest, merge: Merge, problems: list[str], status: HTTPStatus) -> HttpResponse:
    is_offered = merge.undone_at is None and may(request.user, Right.DECIDE)
    context = {
        "section": "shipments",
        "merge": merge,
        "counts": {name: len(keys) for name, keys in merge.moved.items()},
        "problems": problems,
        "losses": losses_of(merge) if is_offered else [],
        "ties": ties_of(merge) if is_offered else [],
    }
    return render(request, "inventory/merges/detail.html", context, status=status)


def _merge(uid: UUID) -> Merge:
    known = Merge.objects.select_related(
        "shipment", "into", "merged_by__public_name", "undone_by__public_name"
    )
    return get_object_or_404(known, uid=uid)
