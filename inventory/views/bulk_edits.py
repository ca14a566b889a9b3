"""Answer for editing many rows at once: choose the values, look at old and new, then change all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from inventory.filters.fields import KeysField, UidsField
from inventory.forms.bulk_edits import BulkForm, DeliveryBulkForm, ShipmentBulkForm
from inventory.models import ReportedDelivery, Shipment
from inventory.models.bulk_edits import Change, OutdatedEditError, apply_changes, digest, plan_changes

MOST_ROWS = 500  # rows in one edit; as many as the longest page of a list holds


@dataclass(frozen=True, slots=True)
class Target:
    """Say what is edited: which rows, how they are named in an address, and by which form."""

    section: str
    parameter: str
    list_name: str
    form: type[BulkForm]
    rows: Callable[[], QuerySet[Any]]
    field: Callable[[], KeysField]


SHIPMENTS = Target(
    section="shipments",
    parameter="shipment",
    list_name="shipment-list",
    form=ShipmentBulkForm,
    rows=lambda: Shipment.objects.select_related("supplier", "destination", "dataset"),
    field=lambda: KeysField(queryset=Shipment.objects.all(), key="reference"),
)
DELIVERIES = Target(
    section="deliveries",
    parameter="selected",
    list_name="delivery-list",
    form=DeliveryBulkForm,
    rows=lambda: ReportedDelivery.objects.select_related("equipment_type", "shipment"),
    field=lambda: UidsField(queryset=ReportedDelivery.objects.all()),
)


@require_http_methods(["GET", "HEAD", "POST"])
def shipment_bulk_edit(request: HttpRequest) -> HttpResponse:
    """Set supplier, destination or dataset of several shipments."""
    return _bulk_edit(request, SHIPMENTS)


@require_http_methods(["GET", "HEAD", "POST"])
def delivery_bulk_edit(request: HttpRequest) -> HttpResponse:
    """Set scope or certainty of several reported deliveries."""
    return _bulk_edit(request, DELIVERIES)


def _bulk_edit(request: HttpRequest, target: Target) -> HttpResponse:
    """Show the form, then what it would change, then change it; when rows changed meanwhile, show both."""
    given = request.POST if request.method == "POST" else request.GET
    try:
        selected = target.field().clean(given.getlist(target.parameter))
    except ValidationError as error:
        return _refused(request, target, error.messages)
    if not selected:
        return _refused(request, target, [_("No row is selected.")])
    if len(selected) > MOST_ROWS:
        return _refused(request, target, [_("Edit %(most)s rows at most at once.") % {"most": MOST_ROWS}])
    rows = target.rows().filter(pk__in=selected.values())
    form = target.form(request.POST or None)
    context = {"section": target.section, "target": target, "selected": list(selected), "form": form}
    if not form.is_bound or not form.is_valid():
        status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
        return _page(request, {**context, "rows": rows.order_by("pk")}, status)
    looked_at, is_outdated = request.POST.get("looked_at", ""), False
    if looked_at:
        try:
            number = apply_changes(rows, form.values, looked_at)
        except OutdatedEditError:
            is_outdated = True
        else:
            return _done(request, target, list(selected), number)
    changes = plan_changes(rows.order_by("pk"), form.values)
    review = {"changes": [_shown(change, form) for change in changes], "looked_at": digest(changes)}
    status = HTTPStatus.CONFLICT if is_outdated else HTTPStatus.OK
    return _page(request, {**context, **review, "is_outdated": is_outdated, "is_review": True}, status)


def _page(request: HttpRequest, context: dict[str, Any], status: HTTPStatus) -> HttpResponse:
    return render(request, "inventory/bulk_edits/edit.html", context, status=status)


def _refused(request: HttpRequest, target: Target, problems: list[str]) -> HttpResponse:
    context = {"section": target.section, "target": target, "problems": problems}
    return _page(request, context, HTTPStatus.BAD_REQUEST)


def _shown(change: Change, form: BulkForm) -> tuple[Any, str, str, str]:
    """Return the row, and the words of the field, the old value and the new one."""
    label = str(form.fields[change.field].label)
    return change.row, label, _words(change.old, form, change.field), _words(change.new, form, change.field)


def _words(value: Any, form: BulkForm, field: str) -> str:
    if value is None:
        return _("unknown")
    if value == "":
        return _("as the report")
    choices = getattr(form.fields[field], "choices", ()) if isinstance(value, str) else ()
    return str(dict(choices).get(value, value))


def _done(request: HttpRequest, target: Target, selected: list[str], number: int) -> HttpResponse:
    text = ngettext("%(number)s value was changed.", "%(number)s values were changed.", number)
    messages.success(request, text % {"number": number})
    return redirect(reverse(target.list_name, query={target.parameter: selected}))
