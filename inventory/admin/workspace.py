"""Register the desk: what was imported, kept views, preferences and drafts."""

from __future__ import annotations

from django.contrib import admin

from inventory.admin.base import ReadOnlyAdmin, RecordAdmin
from inventory.models import ImportBatch, ListPreference, ReportDraft, SavedView


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    """Show which files were applied, and what became of their rows."""

    list_display = (
        "file_name",
        "file_format",
        "imported_by",
        "imported_at",
        "rows_read",
        "rows_new",
        "rows_changed",
        "rows_unchanged",
    )
    list_select_related = ("imported_by",)
    search_fields = ("file_name", "file_format", "sha256")
    ordering = ("-pk",)


@admin.register(SavedView)
class SavedViewAdmin(RecordAdmin):
    """Rename a kept view, hand it to somebody, or remove it."""

    list_display = ("title", "page", "owner", "created_at")
    list_filter = ("page",)
    list_select_related = ("owner",)
    search_fields = ("title", "query")
    autocomplete_fields = ("owner",)
    readonly_fields = ("uid", "created_at")


@admin.register(ListPreference)
class ListPreferenceAdmin(ReadOnlyAdmin):
    """Show what somebody's list shows."""

    list_display = ("user", "page", "density", "columns")
    list_filter = ("page",)
    list_select_related = ("user",)
    search_fields = ("user__username",)


@admin.register(ReportDraft)
class ReportDraftAdmin(ReadOnlyAdmin):
    """Show what somebody was writing."""

    list_display = ("owner", "created_at", "saved_at")
    list_select_related = ("owner",)
    search_fields = ("owner__username",)
