"""Register what people decided of shipments that may be one; they decide it on the shipments' own pages."""

from __future__ import annotations

from django.contrib import admin

from inventory.admin.base import ReadOnlyAdmin
from inventory.models import Distinction, Merge


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    """Show which shipments were merged into which, and what moved."""

    list_display = ("shipment", "into", "merged_by", "merged_at", "reason", "undone_by", "undone_at")
    list_select_related = ("shipment", "into", "merged_by", "undone_by")
    search_fields = ("shipment__reference", "into__reference", "reason")
    ordering = ("-pk",)


@admin.register(Distinction)
class DistinctionAdmin(ReadOnlyAdmin):
    """Show which shipments were decided not to be the same."""

    list_display = ("shipment", "other", "decided_by", "decided_at", "reason", "revoked_by", "revoked_at")
    list_select_related = ("shipment", "other", "decided_by", "revoked_by")
    search_fields = ("shipment__reference", "other__reference", "reason")
    ordering = ("-pk",)
