"""Register the desk: what was imported and decided of it, kept views, preferences and drafts."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from inventory.admin.base import ReadOnlyAdmin, RecordAdmin
from inventory.models import (
    ImportBatch,
    ImportFile,
    ImportFinding,
    ImportProgress,
    ListPreference,
    MappingProfile,
    NameDecision,
    PublicName,
    ReportDraft,
    SavedView,
)
from inventory.wording.messages import words


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    """Show which files were brought, how far they are, and what became of their rows.

    Bringing one leads to the pages of imports: there is one way into the record.
    """

    list_display = (
        "file_name",
        "state",
        "file_format",
        "imported_by",
        "created_at",
        "imported_at",
        "rows_read",
        "rows_new",
        "rows_changed",
        "rows_unchanged",
        "rows_skipped",
        "rows_wrong",
    )
    list_filter = ("state",)
    list_select_related = ("imported_by",)
    search_fields = ("file_name", "file_format", "sha256")
    ordering = ("-pk",)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the page that takes a file."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return redirect("import-add")


@admin.register(ImportFile)
class ImportFileAdmin(ReadOnlyAdmin):
    """Show which files are kept."""

    list_display = ("sha256", "size", "stored_at")
    fields = ("sha256", "size", "stored_at")
    search_fields = ("sha256",)
    ordering = ("-pk",)


@admin.register(ImportFinding)
class ImportFindingAdmin(ReadOnlyAdmin):
    """Show what plans said of lines."""

    list_display = ("batch", "number", "kind", "line", "column", "words")
    list_filter = ("kind",)
    list_select_related = ("batch",)
    search_fields = ("code", "values")

    @admin.display(description=_("finding"))
    def words(self, found: ImportFinding) -> str:
        """Return what is told, in the reader's language."""
        return words(found.message)


@admin.register(ImportProgress)
class ImportProgressAdmin(ReadOnlyAdmin):
    """Show how far the work on batches is."""

    list_display = ("batch", "step", "done", "total", "started_at", "updated_at", "is_cancelled")
    search_fields = ("batch",)


@admin.register(MappingProfile)
class MappingProfileAdmin(RecordAdmin):
    """Rename what is remembered of the columns of somebody's table, or remove it."""

    list_display = ("title", "owner", "changed_at")
    list_select_related = ("owner",)
    search_fields = ("title",)
    autocomplete_fields = ("owner",)
    readonly_fields = ("created_at", "changed_at")


@admin.register(NameDecision)
class NameDecisionAdmin(RecordAdmin):
    """Change or forget what a name in somebody's tables was decided to mean."""

    list_display = ("name", "kind", "source", "meaning", "is_skipped", "decided_by", "decided_at")
    list_filter = ("kind", "is_skipped")
    list_select_related = ("source", "decided_by")
    search_fields = ("name",)
    autocomplete_fields = (
        "source",
        "means_source",
        "means_place",
        "means_party",
        "means_equipment_type",
        "decided_by",
    )
    readonly_fields = ("decided_at",)


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
    """Show people what they themselves were writing; a draft is its owner's alone."""

    list_display = ("owner", "created_at", "saved_at")
    list_select_related = ("owner",)
    search_fields = ("owner__username",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave out the drafts of others, whatever somebody may do."""
        return super().get_queryset(request).filter(owner=request.user.pk)


@admin.register(PublicName)
class PublicNameAdmin(ReadOnlyAdmin):
    """Show under which name people sign in public; they choose it themselves."""

    list_display = ("name", "person")
    list_select_related = ("person",)
    search_fields = ("name", "person__username")
