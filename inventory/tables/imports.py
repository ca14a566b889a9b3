"""Lay out imports, one a row, and what the plan of one says of its lines."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from inventory.models import ImportBatch, ImportFinding
from inventory.tables.base import BaseTable, Column, NumberColumn
from inventory.tables.cells import quiet
from inventory.wording.numbers import number_words

NOBODY = quiet(_("a command"))
NOT_KNOWN_YET = quiet(_("not known yet"))
NO_SOURCE = quiet(_("not named"))
WHOLE_FILE = quiet(_("the file"))


class ImportTable(BaseTable):
    """Files that were brought, with how far they are."""

    caption = _("Imports: files that were brought, and what became of them.")
    row_header = "file"

    file = Column(
        verbose_name=_("File"),
        accessor="file_name",
        order_by=("file_name",),
        attrs={"td": {"class": "wide"}},
    )
    state = Column(verbose_name=_("State"), order_by=("state",))
    brought = Column(
        verbose_name=_("Brought"),
        accessor="created_at",
        order_by=("created_at",),
        initial_sort_descending=True,
    )
    person = Column(verbose_name=_("By"), accessor="imported_by", order_by=("imported_by__username",))
    format = Column(
        verbose_name=_("Format"),
        accessor="file_format",
        order_by=("file_format",),
        attrs={"td": {"class": "wide"}},
    )
    source = Column(verbose_name=_("Source"), order_by=("source__name",))
    rows_read = NumberColumn(verbose_name=_("Rows"), order_by=("rows_read",))
    rows_new = NumberColumn(verbose_name=_("New"), order_by=("rows_new",))
    rows_changed = NumberColumn(verbose_name=_("Changed"), order_by=("rows_changed",))
    rows_wrong = NumberColumn(verbose_name=_("Errors"), order_by=("rows_wrong",))

    class Meta(BaseTable.Meta):
        order_by = ("-brought",)

    def counted(self, number: int) -> str:
        """Return so many imports in words."""
        return ngettext("%(n)s import", "%(n)s imports", number) % {"n": number_words(number)}

    def render_file(self, record: ImportBatch) -> SafeString:
        """Return the file's name as the link to its page."""
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.file_name)

    def render_state(self, record: ImportBatch) -> str:
        """Return how far it is."""
        return record.get_state_display()

    def render_brought(self, record: ImportBatch) -> SafeString:
        """Return when it was brought."""
        moment = localtime(record.created_at)
        return format_html('<span class="nowrap">{}</span>', date_format(moment, "DATETIME_FORMAT"))

    def render_person(self, record: ImportBatch) -> str | SafeString:
        """Return who brought it."""
        return record.imported_by.get_username() if record.imported_by else NOBODY

    def render_format(self, record: ImportBatch) -> str | SafeString:
        """Return what it was recognised as."""
        return record.file_format or NOT_KNOWN_YET

    def render_source(self, record: ImportBatch) -> str | SafeString:
        """Return whose table it is."""
        return record.source.name if record.source else NO_SOURCE


class FindingTable(BaseTable):
    """What a plan says, in the order of the file, errors first."""

    caption = _("What the plan says, line by line.")

    line = Column(verbose_name=_("Line"))
    kind = Column(verbose_name=_("What"))
    column = Column(verbose_name=_("Column"))
    subject = Column(verbose_name=_("Of"), attrs={"td": {"class": "wide"}})
    text = Column(verbose_name=_("Finding"), attrs={"td": {"class": "wide"}})

    class Meta(BaseTable.Meta):
        orderable = False

    def counted(self, number: int) -> str:
        """Return so many findings in words."""
        return ngettext("%(n)s finding", "%(n)s findings", number) % {"n": number_words(number)}

    def render_line(self, record: ImportFinding) -> str | SafeString:
        """Return the line of the file; a finding without one concerns the whole."""
        return str(record.line) if record.line else WHOLE_FILE

    def render_kind(self, record: ImportFinding) -> str:
        """Return what kind of finding it is."""
        return record.get_kind_display()

    def render_text(self, record: ImportFinding) -> str | SafeString:
        """Return the finding; of a change, old and new; of a new row, what was read."""
        if record.kind == ImportFinding.Kind.ADDED and record.new:
            return gettext("Read as: %(read)s") % {"read": record.new}
        if record.kind not in ImportFinding.CHANGES:
            return record.text or ("" if record.subject else gettext("a row"))
        return format_html("<del>{}</del> → <ins>{}</ins>", record.old, record.new)
