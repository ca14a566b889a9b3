"""Lay out a list of rows as a table that sorts without losing rows and says how it is sorted.

A concept's table derives from ``BaseTable``, states its ``caption`` and columns, and renders cells in
``render_<column>(record)``. An exception in such a method is an error like any other; one in an
accessor is shown as an empty cell by django-tables2, so accessors name fields and annotations only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext
from django_tables2.data import TableQuerysetData

from inventory.columns.column import FileColumn
from inventory.wording.numbers import number_words

MAXIMUM_SORT_COLUMNS = 3  # columns; more than a reader can follow, and each costs the database


class Column(tables.Column):  # type: ignore[misc]  # The library publishes no types.
    """A column whose cell is always rendered, so that an unknown value gets a word and not a dash.

    ``order_by`` names the database columns that it sorts by; a column without it cannot be sorted.
    ``exported`` are the columns of the export that hold what it shows. A column that is not ``is_usual`` is
    shown when it is asked for.
    """

    empty_values = ()

    def __init__(
        self, *args: Any, exported: Sequence[FileColumn] = (), is_usual: bool = True, **kwargs: Any
    ) -> None:
        if kwargs.get("order_by") is None:
            kwargs["orderable"] = False
        super().__init__(*args, visible=is_usual, **kwargs)
        self.exported = tuple(exported)


class NumberColumn(Column):
    """A column of numbers, aligned on the right; the first click shows the largest first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"cell": {"class": "number"}})
        kwargs.setdefault("initial_sort_descending", True)
        super().__init__(*args, **kwargs)

    def render(self, value: int) -> str:
        """Return the number as the reader's language writes it."""
        return number_words(value)


class SortedRows(TableQuerysetData):  # type: ignore[misc]  # The library publishes no types.
    """Order a queryset by columns and then by primary key, unknown values last in both directions.

    Without the key, rows that sort equal repeat or vanish between pages.
    """

    data: QuerySet[Any]

    def order_by(self, aliases: Any) -> None:
        """Order by the columns named, ``-`` in front for descending, most significant first."""
        terms = [term for alias in aliases for term in self._terms(str(alias))]
        self.data = self.data.order_by(*(terms or self.data.query.order_by), "pk")

    def __getitem__(self, key: Any) -> Any:
        """Return one row, or a page of them; where the table asks for it, in two steps."""
        if not isinstance(key, slice) or not self.table.pages_by_key:
            return super().__getitem__(key)
        keys = list(self.data.values_list("pk", flat=True)[key])
        return self.data.filter(pk__in=keys)

    def _terms(self, alias: str) -> Iterator[OrderBy]:
        column = self.table.columns[alias.lstrip("-")]
        for accessor in column.column.order_by or (column.accessor,):
            name = str(accessor).replace(".", "__")
            is_descending = alias.startswith("-") != name.startswith("-")
            field = F(name.lstrip("-"))
            yield field.desc(nulls_last=True) if is_descending else field.asc(nulls_last=True)


@dataclass(frozen=True, slots=True)
class Header:
    """One column's head: its words, how the rows are sorted by it, and what a click sorts by."""

    text: str
    css_class: str
    aria_sort: str  # "ascending", "descending" or "" for any but the first sort column
    name: str
    rank: int  # 1 for the first sort column, 2 for the next; 0 when the rows are not sorted by it
    sort: tuple[str, ...]  # the values of ``sort`` after a click; empty when it cannot be sorted
    then: tuple[str, ...] = ()  # the same when the column is put behind the ones that sort already


class BaseTable(tables.Table):  # type: ignore[misc]  # The library publishes no types.
    """A table with a caption, accessible heads and a sort order that is total.

    A click on a head sorts by that column first and keeps the earlier ones behind it, as a spreadsheet does.
    """

    caption: ClassVar[str | Promise]
    # The column that names the row, for a screen reader too; it is always shown.
    row_header: ClassVar[str] = ""
    # Whether a page is found by primary key first and read then: quicker where a row joins many tables.
    pages_by_key: ClassVar[bool] = False
    # The filter that selects rows by ``key`` of ``Meta.row_attrs``; empty: none can be selected.
    selects_by: ClassVar[str] = ""

    class Meta:
        template_name = "components/table.html"
        empty_text = gettext_lazy("Nothing matches.")
        default = ""

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(SortedRows(data) if isinstance(data, QuerySet) else data, **kwargs)

    def counted(self, number: int) -> str:
        """Return so many rows in words; a deriving table says what its rows are."""
        return ngettext("%(n)s row", "%(n)s rows", number) % {"n": number_words(number)}

    @property
    def queryset(self) -> QuerySet[Any]:
        """Return all rows in the order shown, for a download."""
        return self.data.data  # type: ignore[no-any-return]  # The library publishes no types.

    @property
    def sortable(self) -> list[str]:
        """Return the names that ``sort`` may take, those of columns that are not shown included."""
        return [column.name for column in self.columns.iterall() if column.orderable]

    @property
    def headers(self) -> list[Header]:
        """Return the heads of the visible columns."""
        return [self._header(column) for column in self.columns]

    def _header(self, column: Any) -> Header:
        current = [str(alias) for alias in self.order_by or ()]
        names = [alias.lstrip("-") for alias in current]
        rank = names.index(column.name) + 1 if column.name in names else 0
        return Header(
            text=str(column.header),
            name=column.name,
            css_class="number" if "number" in (column.attrs["th"].get("class") or "") else "",
            aria_sort=("descending" if current[0].startswith("-") else "ascending") if rank == 1 else "",
            rank=rank,
            sort=self._sort_after_click(column, current, rank) if column.orderable else (),
            then=self._sort_after_another(column, current) if column.orderable else (),
        )

    @staticmethod
    def _sort_after_click(column: Any, current: list[str], rank: int) -> tuple[str, ...]:
        is_descending = bool(column.column.initial_sort_descending)
        if rank == 1:
            is_descending = not current[0].startswith("-")
        others = [alias for alias in current if alias.lstrip("-") != column.name]
        return (f"-{column.name}" if is_descending else column.name, *others)[:MAXIMUM_SORT_COLUMNS]

    @staticmethod
    def _sort_after_another(column: Any, current: list[str]) -> tuple[str, ...]:
        """Turn the column around where it sorts already, else put it last."""
        first = f"-{column.name}" if column.column.initial_sort_descending else column.name
        turned = {
            alias: alias.removeprefix("-") if alias.startswith("-") else f"-{alias}" for alias in current
        }
        if column.name in (alias.lstrip("-") for alias in current):
            return tuple(turned[alias] if alias.lstrip("-") == column.name else alias for alias in current)
        return (*current[: MAXIMUM_SORT_COLUMNS - 1], first)
