"""Lay out snapshots: all of them, the rows that one froze, and what differs between two."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tables2.data import TableData

from inventory.columns import comparison, shared
from inventory.columns.column import names_of
from inventory.columns.shipments import REFERENCE
from inventory.domain.spreadsheets import as_meant
from inventory.domain.table_changes import Row, TableChanges
from inventory.models import Snapshot
from inventory.models.people import public_name
from inventory.tables.base import BaseTable, Column, NumberColumn
from inventory.tables.cells import quiet
from inventory.wording.numbers import number_words

A_COMMAND = quiet(_("a command"))
EVERYTHING = quiet(_("everything"))
NOTHING = quiet(_("empty"))
WORDS = {"added": _("added"), "removed": _("removed"), "changed": _("changed")}
# Columns that tell people which row it is, where its file has them.
TELLING = names_of(
    (
        shared.SHIPMENT_REFERENCE,
        REFERENCE,
        shared.EQUIPMENT_NAME,
        shared.NAME,
        shared.TITLE,
        shared.VOICE,
    )
)

ROW = "row"
# What a row of a comparison is of.
OF_A_ROW = names_of(
    (
        comparison.PART,
        comparison.EQUIPMENT_TYPE,
        comparison.DESTINATION,
        comparison.SUPPLIER,
        comparison.YEAR,
        comparison.UNIT,
        comparison.SHIPMENT,
        comparison.THING,
        comparison.DETAIL,
        comparison.STAGE,
        comparison.REPORT_ID,
        comparison.VALUE,
    )
)


class SnapshotTable(BaseTable):
    """Frozen results with what they froze."""

    caption = _("Snapshots: results that were frozen, newest first.")
    row_header = "title"

    title = Column(verbose_name=_("Title"), order_by=("title",))
    profile = Column(verbose_name=_("Kind"), order_by=("profile",))
    shows = Column(verbose_name=_("What it shows"), accessor="path", attrs={"td": {"class": "wide"}})
    rows = NumberColumn(verbose_name=_("Rows"), accessor="row_count", order_by=("row_count",))
    person = Column(
        verbose_name=_("Frozen by"), accessor="taken_by", order_by=("taken_by__public_name__name", "taken_by")
    )
    frozen = Column(
        verbose_name=_("Frozen on"),
        accessor="taken_at",
        order_by=("taken_at",),
        initial_sort_descending=True,
    )

    class Meta(BaseTable.Meta):
        order_by = ("-frozen",)

    def counted(self, number: int) -> str:
        """Return so many snapshots in words."""
        return ngettext("%(n)s snapshot", "%(n)s snapshots", number) % {"n": number_words(number)}

    def render_title(self, record: Snapshot) -> SafeString:
        """Return the title as the link to its page."""
        link = format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.title)
        return link if record.withdrawn_at is None else format_html("{} ({})", link, _("withdrawn"))

    def render_shows(self, record: Snapshot) -> str | SafeString:
        """Return its filters, names and values."""
        return " · ".join(f"{name}: {value}" for name, value in record.parameters) or EVERYTHING

    def render_person(self, record: Snapshot) -> str | SafeString:
        """Return who froze it."""
        return public_name(record.taken_by) if record.taken_by else A_COMMAND

    def render_frozen(self, record: Snapshot) -> SafeString:
        """Return when it was frozen."""
        moment = localtime(record.taken_at)
        return format_html('<span class="nowrap">{}</span>', date_format(moment, "DATETIME_FORMAT"))


class FrozenRows(TableData):  # type: ignore[misc]  # The library publishes no types.
    """Read the rows of a snapshot page by page, so that a large one is never held as rows."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(snapshot)
        self.columns = columns_of(snapshot.content)

    def __len__(self) -> int:
        return int(self.data.row_count)

    def __iter__(self) -> Iterator[Row]:
        return frozen_rows(self.data.content)

    def __getitem__(self, key: slice) -> list[Row]:
        return list(islice(self, key.start, key.stop))


def frozen_rows(content: str) -> Iterator[Row]:
    """Yield the rows of a snapshot as they were meant: without what keeps spreadsheets from running them."""
    columns = columns_of(content)
    for row in islice(_records(content), 1, None):
        yield dict(zip(columns, map(as_meant, row), strict=True))


def columns_of(content: str) -> tuple[str, ...]:
    """Return the names of a snapshot's columns; the first one tells its rows apart."""
    return tuple(next(_records(content)))


def key_of(profile: str, columns: Sequence[str]) -> str:
    """Return the column that tells the rows of a snapshot apart."""
    return ROW if profile == comparison.PROFILE else columns[0]


def with_keys(profile: str, rows: Iterable[Row]) -> list[Row]:
    """Return the rows of a snapshot, each with what tells it apart.

    A comparison's rows have no column of their own for that: it is all that they are of. Where that is the
    same, they are numbered.
    """
    if profile != comparison.PROFILE:
        return list(rows)
    found: list[Row] = []
    seen: Counter[str] = Counter()
    for row in rows:
        key = " · ".join(row[name] for name in OF_A_ROW if row.get(name))
        seen[key] += 1
        found.append({**row, ROW: f"{key} ({seen[key]})" if seen[key] > 1 else key})
    return found


def count_rows(content: str) -> int:
    """Return how many rows a snapshot's content has below its head."""
    return sum(1 for _row in _records(content)) - 1


def _records(content: str) -> Iterator[list[str]]:
    # A list may hold longer texts than the library takes unless it is told.
    csv.field_size_limit(max(csv.field_size_limit(), len(content)))
    return csv.reader(io.StringIO(content, newline=""))


class FrozenTable(BaseTable):
    """The rows of one snapshot, each cell as it was frozen."""

    caption = _("The rows as they were frozen.")

    class Meta(BaseTable.Meta):
        orderable = False

    def __init__(self, snapshot: Snapshot) -> None:
        rows = FrozenRows(snapshot)
        columns = [
            (name, Column(verbose_name=name, attrs={"td": {"class": "wide"}})) for name in rows.columns
        ]
        super().__init__(rows, extra_columns=columns)


class ChangeTable(BaseTable):
    """What differs between two snapshots, cell by cell."""

    caption = _("What differs between the two snapshots.")

    what = Column(verbose_name=_("What"))
    row = Column(verbose_name=_("Row"), attrs={"td": {"class": "wide"}})
    column = Column(verbose_name=_("Column"))
    old = Column(verbose_name=_("Earlier"), attrs={"td": {"class": "wide"}})
    new = Column(verbose_name=_("Later"), attrs={"td": {"class": "wide"}})

    class Meta(BaseTable.Meta):
        orderable = False

    def counted(self, number: int) -> str:
        """Return so many differences in words."""
        return ngettext("%(n)s difference", "%(n)s differences", number) % {"n": number_words(number)}

    def render_what(self, record: dict[str, Any]) -> Any:
        """Return what happened to the row, in words."""
        return WORDS[record["what"]]

    def render_old(self, record: dict[str, Any]) -> str | SafeString:
        """Return what the cell held."""
        return format_html("<del>{}</del>", record["old"]) if record["old"] else self._nothing(record)

    def render_new(self, record: dict[str, Any]) -> str | SafeString:
        """Return what the cell holds."""
        return format_html("<ins>{}</ins>", record["new"]) if record["new"] else self._nothing(record)

    def _nothing(self, record: dict[str, Any]) -> str | SafeString:
        return NOTHING if record["column"] else ""


def change_rows(changes: TableChanges, key: str, named: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield each difference: rows that came, rows that went, then cells that changed.

    ``named`` gives the words for a row by its key.
    """
    for what, rows in (("added", changes.added), ("removed", changes.removed)):
        for row in rows:
            yield {
                "what": what,
                "key": row[key],
                "row": telling(row, key),
                "column": "",
                "old": "",
                "new": "",
            }
    for change in changes.changed:
        yield {
            "what": "changed",
            "key": change.key,
            "row": named[change.key],
            "column": change.column,
            "old": change.old,
            "new": change.new,
        }


def telling(row: Row, key: str) -> str:
    """Return in a few words which row it is.

    >>> telling({"id": "7", "name": "Tanks", "n": "2"}, "id"), telling({"id": "7"}, "id")
    ('Tanks', '7')
    """
    words = [row[name] for name in TELLING if row.get(name)]
    return " · ".join(words[:3]) or row[key]
