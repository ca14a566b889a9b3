"""Register evidence and what is counted in it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inventory.admin.base import RecordAdmin, TabularInline
from inventory.admin.parts import ShipmentPartAdmin, settle
from inventory.forms.evidence import EvidenceForm
from inventory.models import Evidence, EvidenceCount


class EvidenceCountInline(TabularInline):
    """Edit the items counted in a piece of evidence."""

    model = EvidenceCount
    autocomplete_fields = ("equipment_type",)
    extra = 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read the types with the counts."""
        return super().get_queryset(request).select_related("equipment_type")


@admin.register(Evidence)
class EvidenceAdmin(ShipmentPartAdmin):
    """Edit photos, videos, satellite images and tracking records."""

    form = EvidenceForm
    fields = (
        ("shipment", "kind"),
        "title",
        "url",
        ("captured_on", "place"),
        "reports",
        "sha256",
        "note",
    )
    list_display = ("title", "kind", "shipment", "captured_on", "place")
    list_select_related = ("shipment", "place")
    list_filter = ("kind",)
    search_fields = ("title", "shipment__reference", "shipment__title", "place__name", "url")
    ordering = ("-pk",)
    autocomplete_fields = ("shipment", "place", "reports")
    inlines = (EvidenceCountInline,)
    children = ((EvidenceCount, "evidence"),)


@admin.register(EvidenceCount)
class EvidenceCountAdmin(RecordAdmin):
    """Edit counted items one by one."""

    list_display = ("equipment_type", "count", "evidence", "shipment")
    list_select_related = ("equipment_type", "evidence__shipment")
    search_fields = (
        "equipment_type__name",
        "equipment_type__aliases__name",
        "evidence__title",
        "evidence__shipment__reference",
    )
    ordering = ("-pk",)
    autocomplete_fields = ("equipment_type", "evidence")

    @admin.display(description=_("shipment"))
    def shipment(self, row: EvidenceCount) -> str:
        """Show the shipment that the evidence is on."""
        return row.evidence.shipment.reference

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Settle the shipment of the evidence, and of the evidence that it was counted in before."""
        super().save_related(request, form, formsets, change)
        counted_in = {form.instance.evidence_id, form.initial.get("evidence")} - {None}
        settle(Evidence.objects.filter(pk__in=counted_in).values_list("shipment_id", flat=True))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete a count and settle its shipment."""
        super().delete_model(request, obj)
        settle({obj.evidence.shipment_id})

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete counts and settle their shipments, in one transaction."""
        with transaction.atomic():
            shipments = set(queryset.order_by().values_list("evidence__shipment_id", flat=True))
            super().delete_queryset(request, queryset)
            settle(shipments)
