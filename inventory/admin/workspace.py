"""Register the desk: what was imported."""

from __future__ import annotations

from django.contrib import admin

from inventory.admin.base import ReadOnlyAdmin
from inventory.models import ImportBatch


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
