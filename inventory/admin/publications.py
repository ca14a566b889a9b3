"""Register publications and what they draw on."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inventory.access import Right, may
from inventory.admin.base import RecordAdmin, StackedInline
from inventory.admin.exporting import ExportingAdmin
from inventory.admin.parts import settle
from inventory.forms.publications import CitationForm, CitationFormSet, PublicationForm, SingleCitationForm
from inventory.models import Citation, Publication, Shipment


def shipments_drawing_on(publications: Collection[int]) -> list[int]:
    """Return the shipments whose voices depend on what the publications cite.

    They are those with a report in one of them, or in one that draws on them, however indirectly.
    Runs one query per level of citations above the publications, and one for the shipments.
    """
    seen, level = set(publications), set(publications)
    while level:
        citing = Citation.objects.filter(cited_publication__in=level).order_by()
        level = set(citing.values_list("publication_id", flat=True)) - seen
        seen |= level
    found = Shipment.objects.filter(reports__publication__in=seen).order_by().distinct()
    return list(found.values_list("pk", flat=True))


TEXT_FIELDS = ("text", "is_text_public")


class CitationInline(StackedInline):
    """Edit what a publication draws on."""

    model = Citation
    form = CitationForm
    formset = CitationFormSet
    fk_name = "publication"
    fields = (("cited_publication", "cited_source"), ("basis", "phrase"))
    autocomplete_fields = ("cited_publication", "cited_source")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read what is cited with the citations."""
        found = super().get_queryset(request)
        return found.select_related("publication", "cited_publication", "cited_source")


@admin.register(Publication)
class PublicationAdmin(ExportingAdmin):
    """Edit publications."""

    export_profile = "publications"

    form = PublicationForm
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "source",
                    "title",
                    "url",
                    "archived_url",
                    ("published_on", "language"),
                )
            },
        ),
        (_("Text and note"), {"fields": ("text", "is_text_public", "note"), "classes": ("collapse",)}),
    )
    list_display = ("title", "source", "published_on", "language", "is_text_public")
    list_select_related = ("source",)
    list_defer = ("text", "note")
    list_filter = ("language", "is_text_public")
    search_fields = ("title", "source__name", "source__aliases__name", "url")
    ordering = ("-pk",)
    autocomplete_fields = ("source",)
    inlines = (CitationInline,)
    children = ((Citation, "publication"),)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out a text that is not public, and whether it is, without the right to read it."""
        groups = super().get_fieldsets(request, obj)
        is_private = obj is not None and obj.text and not obj.is_text_public
        if not is_private or may(request.user, Right.READ_TEXT):
            return groups
        return [
            (name, {**options, "fields": [one for one in options["fields"] if one not in TEXT_FIELDS]})
            for name, options in groups
        ]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the citations, then count the voices anew wherever they depend on this publication."""
        super().save_related(request, form, formsets, change)
        is_changed = change and {"source", "published_on"} & set(form.changed_data)
        if is_changed or any(formset.has_changed() for formset in formsets):
            settle(shipments_drawing_on({form.instance.pk}))


@admin.register(Citation)
class CitationAdmin(RecordAdmin):
    """Edit citations one by one."""

    form = SingleCitationForm
    list_display = ("publication", "cited_publication", "cited_source", "basis", "phrase")
    list_select_related = ("publication", "cited_publication", "cited_source")
    list_filter = ("basis",)
    search_fields = ("publication__title", "cited_publication__title", "cited_source__name", "phrase")
    ordering = ("-pk",)
    autocomplete_fields = ("publication", "cited_publication", "cited_source")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Count the voices anew wherever they depend on the citing publication, former or new."""
        super().save_related(request, form, formsets, change)
        citing = {form.instance.publication_id, form.initial.get("publication")} - {None}
        settle(shipments_drawing_on(citing))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete a citation and count the voices anew."""
        super().delete_model(request, obj)
        settle(shipments_drawing_on({obj.publication_id}))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete citations and count the voices anew, in one transaction."""
        with transaction.atomic():
            citing = set(queryset.order_by().values_list("publication_id", flat=True))
            super().delete_queryset(request, queryset)
            settle(shipments_drawing_on(citing))
