"""Register datasets, and what people decided of shipments; they decide it on the shipments' own pages."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin

from inventory.admin.base import ReadOnlyAdmin, RecordAdmin
from inventory.forms.datasets import DatasetForm
from inventory.models import Dataset, Merge, ShipmentLink


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    """Show which shipments were merged into which, and what moved."""

    list_display = ("shipment", "into", "merged_by", "merged_at", "reason", "undone_by", "undone_at")
    list_select_related = ("shipment", "into", "merged_by", "undone_by")
    search_fields = ("shipment__reference", "into__reference", "reason")
    ordering = ("-pk",)


@admin.register(ShipmentLink)
class ShipmentLinkAdmin(ReadOnlyAdmin):
    """Show which shipments were decided to be the same or included, or not."""

    list_display = (
        *("shipment", "verdict", "other", "decided_by", "decided_at"),
        *("reason", "revoked_by", "revoked_at"),
    )
    list_filter = ("verdict",)
    list_select_related = ("shipment", "other", "decided_by", "revoked_by")
    search_fields = ("shipment__reference", "other__reference", "reason")
    ordering = ("-pk",)


@admin.register(Dataset)
class DatasetAdmin(RecordAdmin):
    """Edit what registers and voices with tallies cover."""

    form = DatasetForm
    fields = (
        ("name", "slug", "kind", "source"),
        ("scheme", "first_year", "last_year"),
        ("recipients", "suppliers"),
    )
    list_display = ("name", "kind", "source", "scheme", "first_year", "last_year")
    list_select_related = ("source", "scheme")
    search_fields = ("name", "source__name")
    ordering = ("name",)
    autocomplete_fields = ("source", "recipients", "suppliers")
    prepopulated_fields: ClassVar = {"slug": ("name",)}
