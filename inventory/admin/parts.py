"""Edit parts of a shipment and keep its estimates in step, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from inventory.admin.base import RecordAdmin
from inventory.models import Estimate

NAMING = ("publication__source", "asserter", "shipment")  # what a report's name is made of


class ShipmentPartAdmin(RecordAdmin):
    """Edit what a shipment's estimates rest on, and compute them anew in the same transaction.

    The model has a ``shipment``.
    """

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the rows below, then settle the shipment, and the former one where the row was moved."""
        super().save_related(request, form, formsets, change)
        settle({form.instance.shipment_id, form.initial.get("shipment") if change else None})

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete a row and settle its shipment."""
        shipment = obj.shipment_id
        super().delete_model(request, obj)
        settle({shipment})

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete rows and settle their shipments, in one transaction."""
        with transaction.atomic():
            shipments = set(queryset.order_by().values_list("shipment_id", flat=True))
            super().delete_queryset(request, queryset)
            settle(shipments)


def settle(shipments: Iterable[int | None]) -> None:
    """Compute the shipments' estimates anew, and try the rules that the database would try at the end.

    Raises IntegrityError where one is broken, while the page can still show it at its field.
    """
    if wanted := {shipment for shipment in shipments if shipment is not None}:
        Estimate.objects.recompute(sorted(wanted))
    connection.check_constraints()


class ReportPartAdmin(ShipmentPartAdmin):
    """Edit one row of a report by itself; it stays with its report."""

    list_select_related: ClassVar = (
        "shipment",
        *(f"report__{name}" for name in NAMING),
    )
    list_defer = ("report__note", "report__quote", "report__publication__text", "shipment__note")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Let the report be chosen once."""
        fixed = tuple(super().get_readonly_fields(request, obj))
        return (*fixed, "report") if obj is not None else fixed

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read what a row is named by with it: lists, pages and autocompletes all show it."""
        return super().get_queryset(request).select_related(*self.list_select_related)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Put a new row under its report's shipment."""
        obj.shipment_id = obj.report.shipment_id
        super().save_model(request, obj, form, change)
