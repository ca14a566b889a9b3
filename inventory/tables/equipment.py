"""Lay out equipment types, one a row."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from inventory.columns import equipment as columns
from inventory.models import EquipmentType
from inventory.tables.base import BaseTable, Column, NumberColumn
from inventory.tables.cells import link, number_link, quiet
from inventory.wording.numbers import number_words

ROOT = quiet(_("nothing: root"))


class EquipmentTable(BaseTable):
    """Equipment types with what is reported on them and everything below them."""

    caption = _("Equipment types. Each count takes in the types below; shipments also where it is denied.")
    row_header = "name"

    name = Column(
        verbose_name=_("Name"),
        exported=(columns.EQUIPMENT_TYPE, columns.NAME),
        order_by=("name",),
    )
    below = Column(exported=(columns.PARENT,), accessor="parent", order_by=("path",), verbose_name=_("Below"))
    level = Column(verbose_name=_("Level"), exported=(columns.LEVEL,), order_by=("level",))
    unit = Column(exported=(columns.UNIT,), order_by=("unit",), verbose_name=_("Counted in"))
    shipments = NumberColumn(
        verbose_name=_("Shipments"),
        exported=(columns.SHIPMENTS,),
        accessor="shipment_count",
        order_by=("shipment_count",),
    )
    conflicts = NumberColumn(
        exported=(columns.SHIPMENTS_IN_CONFLICT,),
        accessor="conflict_count",
        order_by=("conflict_count",),
        verbose_name=_("Disputed"),
    )
    reports = NumberColumn(
        verbose_name=_("Reports"),
        exported=(columns.REPORTS,),
        accessor="report_count",
        order_by=("report_count",),
    )

    class Meta(BaseTable.Meta):
        order_by = ("-shipments", "below")

    def counted(self, number: int) -> str:
        """Return so many equipment types in words."""
        return ngettext("%(n)s equipment type", "%(n)s equipment types", number) % {"n": number_words(number)}

    def render_name(self, record: EquipmentType) -> SafeString:
        """Return the type as the link to its page."""
        return link(record)

    def render_below(self, record: EquipmentType) -> SafeString:
        """Return the type above; the root has none."""
        return link(record.parent) if record.parent else ROOT

    def render_level(self, record: EquipmentType) -> str:
        """Return whether it is a category, family or variant."""
        return record.get_level_display()

    def render_unit(self, record: EquipmentType) -> str:
        """Return what is counted."""
        return record.get_unit_display()

    def render_shipments(self, record: EquipmentType) -> SafeString:
        """Return the number of shipments, as the link to them."""
        return number_link(record.shipment_count, "shipment-list", equipment=record.slug)  # type: ignore[attr-defined]  # An annotation.

    def render_conflicts(self, record: EquipmentType) -> SafeString:
        """Return the number of shipments with a dispute that arises on this very type."""
        return format_html("{}", record.conflict_count)  # type: ignore[attr-defined]  # An annotation.

    def render_reports(self, record: EquipmentType) -> SafeString:
        """Return the number of reports that stand, as the link to their lines."""
        return number_link(record.report_count, "delivery-list", equipment=record.slug)  # type: ignore[attr-defined]  # An annotation.
