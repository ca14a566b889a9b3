"""Register what is concluded: estimates and snapshots to look at, assessments to sign."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inventory.admin.base import ReadOnlyAdmin
from inventory.admin.history import range_text
from inventory.admin.parts import ShipmentPartAdmin
from inventory.forms.evidence import AssessmentForm
from inventory.models import Assessment, Estimate, Snapshot


@admin.register(Estimate)
class EstimateAdmin(ReadOnlyAdmin):
    """Show the computed estimates."""

    list_display = ("shipment", "equipment_type", "counted", "named", "stated_by", "voices", "state")
    list_select_related = ("shipment", "equipment_type")
    list_filter = ("state", "is_dispute_origin", "is_type_disputed", "is_stated")
    search_fields = (
        "shipment__reference",
        "shipment__title",
        "equipment_type__name",
        "equipment_type__aliases__name",
    )
    ordering = ("-pk",)
    fields = (
        "shipment",
        "equipment_type",
        "counted",
        "named",
        "stated_by",
        "voices",
        "compatible",
        "incompatible",
        "bases",
        "state",
        "is_stated",
        "is_named",
        "is_dispute_origin",
        "is_type_disputed",
    )

    @admin.display(description=_("items"))
    def counted(self, estimate: Estimate) -> str:
        """Show the closed interval."""
        return range_text(estimate.quantity)

    @admin.display(description=_("in lists and totals"))
    def named(self, estimate: Estimate) -> str:
        """Show the closed interval that stands for the type in lists."""
        return range_text(estimate.named_quantity)


@admin.register(Assessment)
class AssessmentAdmin(ShipmentPartAdmin):
    """Edit judgements, signed by whoever enters them."""

    form = AssessmentForm
    fields = (
        "shipment",
        ("equipment_type", "detail_kind"),
        "quantity",
        "judgement",
        "rationale",
        ("likelihood", "confidence", "is_tension"),
        ("assessed_on", "assessed_by"),
        ("made_over", "is_stale"),
    )
    readonly_fields = ("assessed_by", "made_over", "is_stale")
    list_display = ("judgement", "shipment", "equipment_type", "confidence", "assessed_by", "is_stale")
    list_select_related = ("shipment", "equipment_type", "assessed_by")
    list_filter = ("is_stale", "is_tension", "likelihood", "confidence")
    search_fields = (
        "judgement",
        "shipment__reference",
        "shipment__title",
        "equipment_type__name",
        "equipment_type__aliases__name",
    )
    ordering = ("-pk",)
    autocomplete_fields = ("shipment", "equipment_type")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Sign a new judgement."""
        if not change:
            obj.assessed_by = request.user
        super().save_model(request, obj, form, change)


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    """Show frozen results."""

    list_display = ("title", "row_count", "taken_by", "taken_at")
    list_select_related = ("taken_by",)
    search_fields = ("title", "path", "sha256")
    ordering = ("-pk",)
    list_defer = ("content",)
