"""Register shipments, reports and what reports say besides counts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from inventory.admin.base import StackedInline, TabularInline
from inventory.admin.deliveries import DeliveryInline
from inventory.admin.exporting import ExportingAdmin
from inventory.admin.parts import NAMING, ReportPartAdmin, ShipmentPartAdmin
from inventory.domain.provenance import CycleError
from inventory.forms.records import Refusal
from inventory.forms.reports import (
    DetailForm,
    DetailFormSet,
    RepeatForm,
    RepeatFormSet,
    ReportForm,
    SingleDetailForm,
    SingleRepeatForm,
)
from inventory.models import Report, ReportedDelivery, ReportedDetail, ReportRepeat, Shipment


class DetailInline(StackedInline):
    """Edit the statements of a report that are not counts."""

    model = ReportedDetail
    form = DetailForm
    formset = DetailFormSet
    verbose_name_plural = "details"
    verbose_name = "detail"
    fieldsets = (
        (
            None,
            {"fields": (("kind", "party", "place"), ("date", "stage", "text"), ("polarity", "is_partial"))},
        ),
        (_("Certainty and quote"), {"fields": (("modality", "hedge"), "quote"), "classes": ("collapse",)}),
    )
    autocomplete_fields = ("party", "place")
    extra = 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read what the statements name with them."""
        return super().get_queryset(request).select_related("party", "place")


class RepeatInline(TabularInline):
    """Edit which reports on the same shipment a report repeats."""

    model = ReportRepeat
    form = RepeatForm
    formset = RepeatFormSet
    fk_name = "report"
    verbose_name_plural = "repeats other reports on the same shipment"
    autocomplete_fields = ("repeated",)
    extra = 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read the names of both reports with the repetitions."""
        names = [f"{side}__{name}" for side in ("report", "repeated") for name in NAMING]
        return super().get_queryset(request).select_related(*names)


@admin.register(Shipment)
class ShipmentAdmin(ExportingAdmin):
    """Edit the headlines of shipments; their state is computed."""

    export_profile = "shipments_wide"

    fields = (
        ("reference", "title"),
        ("supplier", "destination", "period"),
        "dataset",
        "note",
        ("state", "publication_count", "voice_count", "evidence_count", "conflict_count"),
        "merged_into",
        "report_links",
    )
    readonly_fields = (
        "state",
        "publication_count",
        "voice_count",
        "evidence_count",
        "conflict_count",
        "merged_into",
        "report_links",
    )
    list_display = (
        "reference",
        "title",
        "supplier",
        "destination",
        "period",
        "dataset",
        "state",
        "voice_count",
        "merged_into",
    )
    list_select_related = ("supplier", "destination", "dataset", "merged_into")
    list_filter = ("state", "dataset")
    search_fields = ("reference", "title", "supplier__name", "destination__name")
    ordering = ("-pk",)
    autocomplete_fields = ("supplier", "destination", "dataset")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Shipment], search_term: str
    ) -> tuple[QuerySet[Shipment], bool]:
        """Offer only shipments that were not merged into others where one is to be chosen."""
        found, has_duplicates = super().get_search_results(request, queryset, search_term)
        is_choice = request.resolver_match is not None and request.resolver_match.url_name == "autocomplete"
        return (found.filter(merged_into=None) if is_choice else found), has_duplicates

    @admin.display(description=_("reports"))
    def report_links(self, shipment: Shipment) -> str | SafeString:
        """Link to the reports on a shipment, and to the form for one more."""
        if not shipment.pk:
            return "—"
        reports = reverse("admin:inventory_report_changelist", query={"shipment__id__exact": shipment.pk})
        more = reverse("admin:inventory_report_add", query={"shipment": shipment.pk})
        return format_html('<a href="{}">List them</a> · <a href="{}">Add one</a>', reports, more)


@admin.register(Report)
class ReportAdmin(ShipmentPartAdmin):
    """Edit a report with its counts, details and repetitions on one page."""

    form = ReportForm
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("shipment", "publication"),
                    ("asserter", "attribution", "attribution_phrase"),
                    "is_first_hand",
                    ("stage", "modality", "hedge", "credibility"),
                )
            },
        ),
        (
            _("Quote, note and replacement"),
            {"fields": ("quote", "note", "superseded_by"), "classes": ("collapse",)},
        ),
    )
    list_display = ("voice", "shipment", "publication", "stage", "modality", "attribution", "credibility")
    list_select_related = NAMING
    list_defer = ("note", "quote", "publication__text", "publication__note", "shipment__note")
    list_filter = ("attribution", "stage", "modality", "credibility")
    search_fields = (
        "shipment__reference",
        "shipment__title",
        "publication__title",
        "publication__source__name",
        "publication__source__aliases__name",
        "asserter__name",
        "asserter__aliases__name",
    )
    ordering = ("-pk",)
    autocomplete_fields = ("shipment", "publication", "asserter", "superseded_by")
    inlines = (DeliveryInline, DetailInline, RepeatInline)
    children = ((ReportedDelivery, "report"), (ReportedDetail, "report"), (ReportRepeat, "report"))
    refusal_fields: ClassVar = {"report_confirmed_needs_two_voices": "credibility"}

    @admin.display(description=_("voice"))
    def voice(self, report: Report) -> str:
        """Show who is taken to speak."""
        return report.voice.name

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        """Read what a report's name is made of, for autocompletes too."""
        return super().get_queryset(request).select_related(*NAMING)

    def refusal_for(self, request: HttpRequest, error: IntegrityError | CycleError) -> Refusal:
        """Point to the grade where it is this report's, and say so where it is another's."""
        refusal = super().refusal_for(request, error)
        if refusal.field == "credibility" and request.POST.get("credibility") != "1":
            return Refusal(None, f"Another report on the shipment is graded 1. {refusal.message}")
        return refusal


@admin.register(ReportedDetail)
class ReportedDetailAdmin(ReportPartAdmin):
    """Edit statements one by one."""

    form = SingleDetailForm
    fields = (
        "report",
        ("kind", "party", "place"),
        ("date", "stage", "text"),
        ("polarity", "is_partial", "modality", "hedge"),
        "quote",
    )
    list_display = ("kind", "stated", "polarity", "shipment", "report")
    list_select_related = (*ReportPartAdmin.list_select_related, "party", "place")
    list_filter = ("kind", "polarity", "stage", "modality")
    search_fields = (
        "party__name",
        "party__aliases__name",
        "place__name",
        "place__aliases__name",
        "text",
        "shipment__reference",
        "shipment__title",
    )
    ordering = ("-pk",)
    autocomplete_fields = ("report", "party", "place")

    @admin.display(description=_("value"))
    def stated(self, detail: ReportedDetail) -> str:
        """Show what the report says."""
        return detail.value


@admin.register(ReportRepeat)
class ReportRepeatAdmin(ReportPartAdmin):
    """Edit repetitions one by one."""

    form = SingleRepeatForm
    fields = ("report", "repeated", "basis")
    list_display = ("report", "repeated", "basis", "shipment")
    list_select_related = (
        *ReportPartAdmin.list_select_related,
        *(f"repeated__{name}" for name in NAMING),
    )
    list_filter = ("basis",)
    search_fields = (
        "shipment__reference",
        "report__publication__source__name",
        "repeated__publication__source__name",
    )
    ordering = ("-pk",)
    autocomplete_fields = ("report", "repeated")
