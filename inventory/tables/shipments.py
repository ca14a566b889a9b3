"""Lay out shipments, one a row."""

from __future__ import annotations

from typing import ClassVar

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from inventory.columns import shipments as columns
from inventory.models import Estimate, Shipment
from inventory.tables.base import BaseTable, Column, NumberColumn
from inventory.tables.cells import UNKNOWN, date_text, interval_text, link, place_text, quiet, state_mark
from inventory.wording.numbers import number_words

NONE_COUNTED = quiet(_("none counted"))
UNCOUNTED = _("uncounted")


class ShipmentTable(BaseTable):
    """Shipments with their headline, what is best supported, who speaks and how far they agree."""

    caption = _(
        "Shipments. Items are the best-supported counts at the top of the equipment tree, never summed."
    )
    row_header = "reference"
    selects_by = "shipment"

    reference = Column(verbose_name=_("Reference"), exported=(columns.REFERENCE,), order_by=("reference",))
    title = Column(
        verbose_name=_("Title"),
        exported=(columns.TITLE,),
        order_by=("title",),
        attrs={"td": {"class": "wide"}},
    )
    supplier = Column(verbose_name=_("Supplier"), exported=(columns.SUPPLIER,), order_by=("supplier__name",))
    destination = Column(
        verbose_name=_("Destination"),
        exported=(columns.DESTINATION, columns.DESTINATION_COUNTRY),
        order_by=("destination__country__name", "destination__name"),
    )
    period = Column(
        verbose_name=_("Period"),
        exported=(columns.PERIOD,),
        order_by=("period_days", "period"),
        initial_sort_descending=True,
    )
    state = Column(
        verbose_name=_("State"),
        exported=(columns.STATE, columns.CONFLICTS),
        order_by=("state", "-conflict_count"),
    )
    items = Column(exported=(columns.ITEMS,), accessor="pk", verbose_name=_("Items, best supported"))
    publications = NumberColumn(
        exported=(columns.PUBLICATIONS,),
        verbose_name=_("Publications"),
        accessor="publication_count",
        order_by=("publication_count",),
    )
    voices = NumberColumn(
        exported=(columns.VOICES,),
        verbose_name=_("Voices"),
        accessor="voice_count",
        order_by=("voice_count",),
    )
    evidence = NumberColumn(
        exported=(columns.EVIDENCE,),
        verbose_name=_("Evidence"),
        accessor="evidence_count",
        order_by=("evidence_count",),
    )

    conflicts = NumberColumn(
        accessor="conflict_count",
        verbose_name=_("In conflict"),
        order_by=("conflict_count",),
        exported=(columns.CONFLICTS,),
        is_usual=False,
    )

    class Meta(BaseTable.Meta):
        order_by = ("-period", "reference")
        row_attrs: ClassVar = {"key": lambda record: record.reference}

    def counted(self, number: int) -> str:
        """Return so many shipments in words."""
        return ngettext("%(n)s shipment", "%(n)s shipments", number) % {"n": number_words(number)}

    def render_reference(self, record: Shipment) -> SafeString:
        """Return the reference as the link to the shipment."""
        return format_html('<span class="nowrap">{}</span>', link(record, record.reference))

    def render_title(self, record: Shipment) -> str:
        """Return the analysts' label."""
        return record.title

    def render_supplier(self, record: Shipment) -> str:
        """Return who supplied, or that it is unknown or in dispute."""
        return record.supplier.name if record.supplier else UNKNOWN

    def render_destination(self, record: Shipment) -> SafeString:
        """Return where it went, with an arrow that leads here from the supplier."""
        arrow = SafeString('<span class="quiet" aria-hidden="true">→</span> ')
        return format_html("{}{}", arrow, place_text(record.destination))

    def render_period(self, record: Shipment) -> SafeString:
        """Return when, as recorded."""
        return date_text(record.period)

    def render_items(self, record: Shipment) -> SafeString:
        """Return what was counted of each headline type; a conflict shows where voices part."""
        if not record.items:  # type: ignore[attr-defined]  # ``with_items`` adds it.
            return NONE_COUNTED
        items = ((_item(estimate),) for estimate in record.items)  # type: ignore[attr-defined]  # The same.
        return format_html('<ul class="items">{}</ul>', format_html_join("", "<li>{}</li>", items))

    def render_publications(self, record: Shipment) -> int:
        """Return the number of publications."""
        return record.publication_count

    def render_voices(self, record: Shipment) -> int:
        """Return the number of independent voices."""
        return record.voice_count

    def render_evidence(self, record: Shipment) -> int:
        """Return the number of evidence items."""
        return record.evidence_count

    def render_conflicts(self, record: Shipment) -> int:
        """Return how many types and details are in conflict."""
        return record.conflict_count

    def render_state(self, record: Shipment) -> SafeString:
        """Return the mark of the state, with the number of conflicts."""
        if record.conflict_count:
            return state_mark(record.state, f"{record.state_label} ({record.conflict_count})")
        return state_mark(record.state, record.state_label)


def _item(estimate: Estimate) -> SafeString:
    count = interval_text(estimate.named_quantity if estimate.is_named else estimate.quantity)
    mark = state_mark(estimate.state) if estimate.state in ("conflict", "conflict_below") else ""
    named = pgettext("sum of what is named", "named") if estimate.is_named and count else ""
    return format_html(
        '{} <strong class="nowrap">{}</strong> {}{}',
        estimate.equipment_type.name,
        count or UNCOUNTED,
        named,
        mark,
    )
