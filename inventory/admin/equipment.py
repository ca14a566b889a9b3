"""Register the equipment tree, its names, and the schemes that judge it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from inventory.admin.base import RecordAdmin, TabularInline
from inventory.admin.exporting import ExportingAdmin
from inventory.admin.parts import settle
from inventory.admin.reference import AliasAdmin
from inventory.forms.equipment import EquipmentTypeForm, SingleVerdictForm, VerdictForm
from inventory.models import (
    ClassificationScheme,
    EquipmentAlias,
    EquipmentType,
    SchemeCategory,
    Shipment,
    Verdict,
)

ESTIMATE_FIELDS = frozenset({"parent", "unit", "level"})  # what reconciliation reads of a type


class EquipmentAliasInline(TabularInline):
    """Edit a type's other names."""

    model = EquipmentAlias


class VerdictInline(TabularInline):
    """Edit what the schemes say of a type."""

    model = Verdict
    form = VerdictForm
    autocomplete_fields = ("scheme", "category")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read the schemes with their verdicts."""
        return super().get_queryset(request).select_related("scheme", "category", "equipment_type")


@admin.register(EquipmentType)
class EquipmentTypeAdmin(ExportingAdmin):
    """Edit the equipment tree."""

    export_profile = "equipment"

    form = EquipmentTypeForm
    fields = (
        ("name", "slug"),
        "parent",
        "tree_path",
        ("level", "unit", "position"),
        "is_overlapping",
        "description",
        "types_below",
    )
    readonly_fields = ("tree_path", "types_below")
    list_display = ("name", "level", "unit", "slugs")
    list_filter = ("level", "unit")
    search_fields = ("name", "aliases__name", "slug")
    ordering = ("path",)
    autocomplete_fields = ("parent",)
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    inlines = (EquipmentAliasInline, VerdictInline)
    children = ((EquipmentAlias, "equipment_type"), (Verdict, "equipment_type"))

    @admin.display(description=_("place in the tree"), ordering="path")
    def slugs(self, row: EquipmentType) -> str:
        """Show the path without a query per row."""
        return row.path.replace("/", " › ")

    @admin.display(description=_("place in the tree"))
    def tree_path(self, row: EquipmentType) -> str:
        """Show the names from the root down."""
        if not row.pk:
            return "Shown once it is saved."
        steps = [row.path]
        while "/" in steps[-1]:
            steps.append(steps[-1].rpartition("/")[0])
        names = EquipmentType.objects.filter(path__in=steps).order_by("path").values_list("name", flat=True)
        return " › ".join(names)

    @admin.display(description=_("types below"))
    def types_below(self, row: EquipmentType) -> str | SafeString:
        """Link to the list of the types whose parent this is."""
        if not row.pk:
            return "—"
        address = reverse("admin:inventory_equipmenttype_changelist", query={"parent__id__exact": row.pk})
        return format_html('<a href="{}">{} types directly below</a>', address, row.children.count())

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Compute the estimates anew that a move in the tree, or another unit, touches."""
        super().save_related(request, form, formsets, change)
        if change and ESTIMATE_FIELDS & set(form.changed_data):
            below = EquipmentType.objects.within(EquipmentType.objects.get(pk=form.instance.pk))
            settle(
                Shipment.objects.filter(deliveries__equipment_type__in=below)
                .order_by()
                .distinct()
                .values_list("pk", flat=True)
            )


@admin.register(EquipmentAlias)
class EquipmentAliasAdmin(AliasAdmin):
    """Edit other names of types."""

    owner = "equipment_type"


class SchemeCategoryInline(TabularInline):
    """Edit a scheme's categories."""

    model = SchemeCategory


@admin.register(ClassificationScheme)
class ClassificationSchemeAdmin(RecordAdmin):
    """Edit the schemes through which the tree can be seen."""

    list_display = ("name", "publisher", "url")
    search_fields = ("name", "slug", "publisher")
    ordering = ("name",)
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    inlines = (SchemeCategoryInline,)


@admin.register(SchemeCategory)
class SchemeCategoryAdmin(RecordAdmin):
    """Edit categories one by one."""

    list_display = ("code", "name", "scheme")
    list_select_related = ("scheme",)
    search_fields = ("code", "name", "scheme__name")
    ordering = ("scheme", "code")
    autocomplete_fields = ("scheme",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SchemeCategory]:
        """Read the schemes with their categories."""
        return super().get_queryset(request).select_related("scheme")


@admin.register(Verdict)
class VerdictAdmin(RecordAdmin):
    """Edit verdicts one by one."""

    form = SingleVerdictForm
    list_display = ("equipment_type", "scheme", "outcome", "category", "basis")
    list_select_related = ("equipment_type", "scheme", "category")
    list_filter = ("outcome",)
    search_fields = ("equipment_type__name", "equipment_type__aliases__name", "scheme__name", "basis")
    ordering = ("-pk",)
    autocomplete_fields = ("equipment_type", "scheme", "category")
