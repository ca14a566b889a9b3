"""Lay out reports, one a row: who says what, through whom, on which shipment."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from inventory.models import NOT_DELIVERED, Report, ReportedDelivery
from inventory.tables.base import BaseTable, Column
from inventory.tables.cells import UNKNOWN, date_text, interval_text, link, quiet
from inventory.tables.deliveries import NOT_SAID, voice_text

NO_COUNT = quiet(_("no count"))


class ReportTable(BaseTable):
    """Reports with their lines, in a given order, for the pages of what they belong to."""

    caption = _("Reports: what one voice says about one shipment in one publication.")
    row_header = "shipment"

    shipment = Column(verbose_name=_("Shipment"))
    voice = Column(accessor="pk", verbose_name=_("Voice"))
    publication = Column(verbose_name=_("Publication"))
    published = Column(accessor="publication__published_on", verbose_name=_("Published"))
    stage = Column(verbose_name=_("Stage"))
    lines = Column(accessor="pk", verbose_name=_("Counts, as written"))

    class Meta(BaseTable.Meta):
        orderable = False

    def render_shipment(self, record: Report) -> SafeString:
        """Return the shipment, with its title below the link to the report."""
        return format_html(
            '<a class="nowrap" href="{}">{}</a><br><span class="small quiet">{}</span>',
            record.get_absolute_url(),
            record.shipment.reference,
            record.shipment.title,
        )

    def render_voice(self, record: Report) -> SafeString:
        """Return who speaks, through whom, and whether a newer report speaks in its place."""
        return voice_text(record)

    def render_publication(self, record: Report) -> SafeString:
        """Return the document."""
        return link(record.publication)

    def render_published(self, record: Report) -> SafeString:
        """Return when it was published."""
        return date_text(record.publication.published_on)

    def render_stage(self, record: Report) -> SafeString:
        """Return how far the shipment had come; a count of what has not come is no part of the estimate."""
        if not record.stage:
            return NOT_SAID
        if record.stage not in NOT_DELIVERED:
            return format_html("{}", record.get_stage_display())
        apart = _("not counted as delivered")
        return format_html('{}<br><span class="small quiet">{}</span>', record.get_stage_display(), apart)

    def render_lines(self, record: Report) -> SafeString:
        """Return each count line as the link to it."""
        lines = list(record.deliveries.all())
        if not lines:
            return NO_COUNT
        return format_html(
            '<ul class="items">{}</ul>', format_html_join("", "<li>{}</li>", map(_line, lines))
        )


def _line(line: ReportedDelivery) -> tuple[SafeString]:
    phrase = format_html(' <span class="phrase">“{}”</span>', line.phrase) if line.phrase else ""
    count = interval_text(line.quantity) or UNKNOWN
    return (
        format_html(
            '{}{} <span class="nowrap">{}</span>', link(line, line.equipment_type.name), phrase, count
        ),
    )
