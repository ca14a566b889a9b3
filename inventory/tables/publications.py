"""Lay out publications, one a row."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from inventory.columns import publications as columns
from inventory.models import Publication
from inventory.tables.base import BaseTable, Column, NumberColumn
from inventory.tables.cells import UNKNOWN, date_text, link, quiet
from inventory.wording.numbers import number_words

NONE_KNOWN = quiet(_("none known"))


class PublicationTable(BaseTable):
    """Publications with where they can be read and how much they report."""

    caption = _("Publications: the documents that reports are taken from.")
    row_header = "title"

    published = Column(
        exported=(columns.PUBLISHED_ON,),
        accessor="published_on",
        order_by=("published_days", "published_on"),
        verbose_name=_("Published"),
        initial_sort_descending=True,
    )
    title = Column(
        verbose_name=_("Title"),
        exported=(columns.PUBLICATION_ID, columns.TITLE),
        order_by=("title",),
        attrs={"td": {"class": "wide"}},
    )
    source = Column(verbose_name=_("Source"), exported=(columns.SOURCE,), order_by=("source__name",))
    language = Column(verbose_name=_("Language"), exported=(columns.LANGUAGE,), order_by=("language",))
    reports = NumberColumn(
        verbose_name=_("Reports"),
        exported=(columns.REPORTS,),
        accessor="report_count",
        order_by=("report_count",),
    )
    shipments = NumberColumn(
        verbose_name=_("Shipments"),
        exported=(columns.SHIPMENTS,),
        accessor="shipment_count",
        order_by=("shipment_count",),
    )
    original = Column(exported=(columns.URL,), accessor="url", verbose_name=_("Original"))
    archived = Column(
        exported=(columns.ARCHIVED_URL,),
        accessor="archived_url",
        order_by=("archived_url",),
        verbose_name=_("Archived copy"),
    )

    class Meta(BaseTable.Meta):
        order_by = ("-published", "title")

    def counted(self, number: int) -> str:
        """Return so many publications in words."""
        return ngettext("%(n)s publication", "%(n)s publications", number) % {"n": number_words(number)}

    def render_published(self, record: Publication) -> SafeString:
        """Return the date of publication."""
        return date_text(record.published_on)

    def render_title(self, record: Publication) -> SafeString:
        """Return the title as the link to its page."""
        return link(record)

    def render_source(self, record: Publication) -> SafeString:
        """Return the source as the link to its page."""
        return link(record.source)

    def render_language(self, record: Publication) -> str:
        """Return the language."""
        return record.get_language_display() if record.language != "und" else UNKNOWN

    def render_reports(self, record: Publication) -> int:
        """Return the number of reports, superseded ones included."""
        return record.report_count  # type: ignore[attr-defined,no-any-return]  # An annotation.

    def render_shipments(self, record: Publication) -> int:
        """Return the number of shipments that they are on."""
        return record.shipment_count  # type: ignore[attr-defined,no-any-return]  # An annotation.

    def render_original(self, record: Publication) -> SafeString:
        """Return the link to the document, named for a screen reader."""
        return _out(record.url, gettext("Original"), gettext("Original of %(title)s"), record.title)

    def render_archived(self, record: Publication) -> SafeString:
        """Return the link to the archived copy."""
        return _out(record.archived_url, gettext("Copy"), gettext("Copy of %(title)s"), record.title)


def _out(address: str, word: str, name: str, title: str) -> SafeString:
    if not address:
        return NONE_KNOWN
    return format_html(
        '<a href="{}" rel="noopener noreferrer" aria-label="{}">{}</a>',
        address,
        name % {"title": title},
        word,
    )
