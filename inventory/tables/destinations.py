"""Lay out destinations, one country a row."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from inventory.columns import destinations as columns
from inventory.models import Country
from inventory.tables.base import BaseTable, Column, NumberColumn
from inventory.tables.cells import UNKNOWN, date_text, link, number_link, quiet
from inventory.wording.numbers import number_words

NO_GROUP = quiet(_("none recorded"))


class DestinationTable(BaseTable):
    """Countries that shipments are headed to."""

    caption = _("Countries that shipments are headed to. Voices are added up shipment by shipment.")
    row_header = "country"

    country = Column(
        exported=(columns.COUNTRY, columns.NAME),
        accessor="name",
        order_by=("name",),
        verbose_name=_("Country"),
    )
    shipments = NumberColumn(
        exported=(columns.SHIPMENTS,),
        accessor="shipment_count",
        order_by=("shipment_count",),
        verbose_name=_("Shipments"),
    )
    voices = NumberColumn(
        exported=(columns.VOICES,), accessor="voice_sum", order_by=("voice_sum",), verbose_name=_("Voices")
    )
    conflicts = NumberColumn(
        exported=(columns.SHIPMENTS_IN_CONFLICT,),
        accessor="conflict_count",
        order_by=("conflict_count",),
        verbose_name=_("In conflict"),
    )
    last_period = Column(
        exported=(columns.LATEST_PERIOD,),
        order_by=("last_days", "last_period"),
        verbose_name=_("Latest period"),
        initial_sort_descending=True,
    )
    region = Column(verbose_name=_("Region"), exported=(columns.REGION,), order_by=("region",))
    groups = Column(exported=(columns.GROUPS,), accessor="group_names", verbose_name=_("Groups today"))

    class Meta(BaseTable.Meta):
        order_by = ("-shipments", "country")

    def counted(self, number: int) -> str:
        """Return so many destinations in words."""
        return ngettext("%(n)s destination", "%(n)s destinations", number) % {"n": number_words(number)}

    def render_country(self, record: Country) -> SafeString:
        """Return the country as the link to its page."""
        return link(record)

    def render_shipments(self, record: Country) -> SafeString:
        """Return the number of shipments, as the link to them."""
        return number_link(record.shipment_count, "shipment-list", country=record.code)  # type: ignore[attr-defined]  # An annotation.

    def render_voices(self, record: Country) -> int:
        """Return the independent voices, shipment by shipment."""
        return record.voice_sum  # type: ignore[attr-defined,no-any-return]  # An annotation.

    def render_conflicts(self, record: Country) -> SafeString:
        """Return the number of shipments in conflict, as the link to them."""
        count = record.conflict_count  # type: ignore[attr-defined]  # An annotation.
        return number_link(count, "shipment-list", country=record.code, state="conflict")

    def render_last_period(self, record: Country) -> SafeString:
        """Return when the latest shipment was."""
        return date_text(record.last_period)  # type: ignore[attr-defined]  # An annotation.

    def render_region(self, record: Country) -> str:
        """Return the subregion."""
        return record.region or UNKNOWN

    def render_groups(self, record: Country) -> str:
        """Return the names of the groups that it is in today."""
        return record.group_names or NO_GROUP  # type: ignore[attr-defined]  # An annotation.
