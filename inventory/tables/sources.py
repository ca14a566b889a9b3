"""Lay out sources, one a row."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from inventory.columns import sources as columns
from inventory.models import ReliabilityRating, Source
from inventory.tables.base import BaseTable, Column, NumberColumn
from inventory.tables.cells import UNKNOWN, date_text, link, number_link, quiet
from inventory.wording.numbers import number_words

NOT_RATED = quiet(_("not rated"))
NO_PUBLICATION = quiet(_("none"))


class SourceTable(BaseTable):
    """Sources with their rating and how much they say."""

    caption = _(
        "Sources. Reports are those in which a source speaks, in its own publications or through others."
    )
    row_header = "name"

    name = Column(
        verbose_name=_("Name"),
        exported=(columns.SOURCE, columns.NAME),
        order_by=("name",),
    )
    kind = Column(verbose_name=_("Kind"), exported=(columns.KIND,), order_by=("kind",))
    country = Column(exported=(columns.COUNTRY,), order_by=("country__name",), verbose_name=_("Based in"))
    rating = Column(
        exported=(columns.RATING,), accessor="grade", order_by=("grade",), verbose_name=_("Latest rating")
    )
    publications = NumberColumn(
        verbose_name=_("Publications"),
        exported=(columns.PUBLICATIONS,),
        accessor="publication_count",
        order_by=("publication_count",),
    )
    reports = NumberColumn(
        verbose_name=_("Reports"),
        exported=(columns.REPORTS,),
        accessor="report_count",
        order_by=("report_count",),
    )
    last_published = Column(
        exported=(columns.LATEST_PUBLICATION,),
        order_by=("last_days", "last_published"),
        verbose_name=_("Latest publication"),
        initial_sort_descending=True,
    )

    class Meta(BaseTable.Meta):
        order_by = ("-reports", "name")

    def counted(self, number: int) -> str:
        """Return so many sources in words."""
        return ngettext("%(n)s source", "%(n)s sources", number) % {"n": number_words(number)}

    def render_name(self, record: Source) -> SafeString:
        """Return the source as the link to its page."""
        return link(record)

    def render_kind(self, record: Source) -> str:
        """Return what kind of source it is."""
        return record.get_kind_display().capitalize()

    def render_country(self, record: Source) -> str:
        """Return where it is based."""
        return record.country.name if record.country else UNKNOWN

    def render_rating(self, record: Source) -> str:
        """Return the latest Admiralty grade in words."""
        grade = record.grade  # type: ignore[attr-defined]  # An annotation.
        return str(ReliabilityRating.Grade(grade).label) if grade else NOT_RATED

    def render_publications(self, record: Source) -> SafeString:
        """Return the number of publications, as the link to them."""
        count = record.publication_count  # type: ignore[attr-defined]  # An annotation.
        return number_link(count, "publication-list", source=record.slug)

    def render_reports(self, record: Source) -> int:
        """Return the number of reports in which it speaks."""
        return record.report_count  # type: ignore[attr-defined,no-any-return]  # An annotation.

    def render_last_published(self, record: Source) -> SafeString:
        """Return when its latest publication appeared; a source that only speaks through others has none."""
        if not record.publication_count:  # type: ignore[attr-defined]  # An annotation.
            return NO_PUBLICATION
        return date_text(record.last_published)  # type: ignore[attr-defined]  # An annotation.
