"""Register count lines: inside their report, and one by one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inventory.admin.base import StackedInline
from inventory.admin.exporting import ExportingAdmin
from inventory.admin.parts import ReportPartAdmin
from inventory.domain.quantities import QuantityError
from inventory.forms.deliveries import (
    DeliveryForm,
    DeliveryFormSet,
    SingleDeliveryForm,
    quantity_of,
    reads_as_stored,
    reread_shares,
)
from inventory.forms.readings import reading_text
from inventory.models import ReportedDelivery

HAND_HELP = _(
    "Fill these in only where the words above cannot be read, for instance in another language. "
    "They then count instead of the words."
)


def reading_of(line: ReportedDelivery) -> str:
    """Return how a line's count was read, for people."""
    try:
        quantity = quantity_of(line)
    except QuantityError:
        return str(line.interval)  # SQL wrote a kind that does not fit the interval.
    if quantity is None:
        return "Shown once the count is read."
    is_read = reads_as_stored(line, line.base.interval if line.base else None)
    return reading_text(quantity) + ("" if is_read else " · by hand")


class DeliveryInline(StackedInline):
    """Edit the count lines of a report: a type and the words, the interval is read from them."""

    model = ReportedDelivery
    form = DeliveryForm
    formset = DeliveryFormSet
    verbose_name_plural = "counts"
    verbose_name = "count"
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("equipment_type", "phrase", "reading"),
                    ("share_of", "scope", "same_items", "label"),
                )
            },
        ),
        (
            _("Interval by hand"),
            {"fields": (("low", "high", "hand_kind"),), "description": HAND_HELP, "classes": ("collapse",)},
        ),
        (
            _("Certainty and quote"),
            {
                "fields": (("label_type", "cited_source", "modality", "hedge"), "quote"),
                "classes": ("collapse",),
            },
        ),
    )
    readonly_fields = ("reading",)
    autocomplete_fields = ("equipment_type", "label_type", "cited_source")

    @admin.display(description=_("read as"))
    def reading(self, line: ReportedDelivery) -> str:
        """Show how the count was read."""
        return reading_of(line)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Offer three empty lines on a new report, one on a saved one."""
        return 3 if obj is None else 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read what the lines name with them."""
        return super().get_queryset(request).select_related("equipment_type", "base")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Tell the script where words are read back while they are typed."""
        formset: Any = super().get_formset(request, obj, **kwargs)
        _offer_reading(formset.form)
        return formset

    class Media:
        js = ("inventory/count_preview.js",)
        css: ClassVar = {"all": ("inventory/admin.css",)}


def _offer_reading(form: Any) -> None:
    if "phrase" in form.base_fields:
        form.base_fields["phrase"].widget.attrs |= {
            "data-read-count": reverse("report-read-count"),
            "autocomplete": "off",
        }


@admin.register(ReportedDelivery)
class ReportedDeliveryAdmin(ExportingAdmin, ReportPartAdmin):
    """Edit count lines one by one."""

    export_profile = "deliveries_long"

    form = SingleDeliveryForm
    fieldsets = (
        (
            None,
            {"fields": ("report", ("equipment_type", "phrase", "reading"), ("share_of", "scope", "label"))},
        ),
        (_("Interval by hand"), {"fields": (("low", "high", "hand_kind"),), "description": HAND_HELP}),
        (
            _("Certainty and quote"),
            {"fields": (("label_type", "cited_source", "modality", "hedge"), "same_as", "quote")},
        ),
    )
    readonly_fields = ("reading",)
    list_display = ("equipment_type", "phrase", "reading", "scope", "shipment", "voice")
    list_select_related = (*ReportPartAdmin.list_select_related, "equipment_type", "base")
    list_filter = ("kind", "scope", "modality")
    search_fields = (
        "equipment_type__name",
        "equipment_type__aliases__name",
        "label",
        "phrase",
        "shipment__reference",
        "shipment__title",
    )
    ordering = ("-pk",)
    autocomplete_fields = ("report", "equipment_type", "label_type", "cited_source")

    @admin.display(description=_("read as"))
    def reading(self, line: ReportedDelivery) -> str:
        """Show how the count was read."""
        return reading_of(line)

    @admin.display(description=_("voice"))
    def voice(self, line: ReportedDelivery) -> str:
        """Show who is taken to speak."""
        return line.report.voice.name

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Tell the script where words are read back while they are typed."""
        form = super().get_form(request, obj, change=change, **kwargs)
        _offer_reading(form)
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save a line and the shares that follow from it."""
        former = ReportedDelivery.objects.get(pk=obj.pk).interval if change else None
        super().save_model(request, obj, form, change)
        reread_shares(obj, former)

    class Media:
        js = ("inventory/count_preview.js",)
        css: ClassVar = {"all": ("inventory/admin.css",)}
