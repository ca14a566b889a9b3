"""Answer a list's address: sort, cut into pages, and render the page, or its part for htmx."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from inventory.tables.base import MAXIMUM_SORT_COLUMNS, BaseTable
from inventory.tables.columns import Arrangement, arrange, page_of, wish_of
from inventory.tables.kept_views import KeptView, kept_view, state_to_keep

PAGE_SIZES = (25, 100, 500)  # rows
FACETS_TARGET = "facets"  # the region of the page that holds the choices


@dataclass(frozen=True, slots=True)
class Listing:
    """A table cut to one page, with what could not be done as the address asked."""

    table: BaseTable
    problems: tuple[str, ...]
    is_found: bool  # False when there is no such page; the table then holds no page
    page_size: int
    sort: tuple[str, ...]  # what the address sorts by and can be; empty for the table's own order
    page_sizes: tuple[int, ...] = PAGE_SIZES

    @property
    def count(self) -> int:
        """Return how many rows there are on all pages."""
        return int(self.table.paginator.count)

    @property
    def counted(self) -> str:
        """Return how many rows there are, and what they are."""
        return self.table.counted(self.count)

    @property
    def last_page(self) -> int:
        """Return the number of the last page, 1 when there are no rows."""
        return int(self.table.paginator.num_pages)

    @property
    def page_numbers(self) -> list[int | str]:
        """Return the page numbers to offer, with an ellipsis in each gap."""
        return list(self.table.paginator.get_elided_page_range(self.table.page.number, on_each_side=2))


def list_page(table: BaseTable, parameters: QueryDict) -> Listing:
    """Sort the table and cut it to one page by ``sort``, ``per_page`` and ``page``. Runs one count."""
    sort, problems = sort_table(table, parameters)
    page_size, wanted = PAGE_SIZES[0], parameters.get("per_page", "")
    if wanted in map(str, PAGE_SIZES):
        page_size = int(wanted)
    elif wanted:
        sizes = ", ".join(map(str, PAGE_SIZES))
        message = _("A page of “%(wanted)s” rows is not offered; choose one of %(sizes)s.")
        problems.append(message % {"wanted": wanted, "sizes": sizes})
    number = parameters.get("page") or "1"
    # The table's own way would read the first page before any other.
    table.paginator = Paginator(table.rows, page_size)
    is_found = True
    try:
        table.page = table.paginator.page(number)
    except InvalidPage:
        is_found = False
        message = _("There is no page “%(number)s”; the last page is %(last)s.")
        problems.append(message % {"number": number, "last": table.paginator.num_pages})
    return Listing(table, tuple(problems), is_found=is_found, page_size=page_size, sort=sort)


def sort_table(table: BaseTable, parameters: QueryDict) -> tuple[tuple[str, ...], list[str]]:
    """Sort by each ``sort``; return the names used, and a message for each that is no column to sort by."""
    names = [name for value in parameters.getlist("sort") for name in value.split(",") if name]
    known = [name for name in names if name.removeprefix("-") in table.sortable][:MAXIMUM_SORT_COLUMNS]
    if known:
        table.order_by = known
    offered = ", ".join(table.sortable)
    problems = [
        _("The list cannot be sorted by “%(name)s”; choose from %(offered)s.")
        % {"name": name, "offered": offered}
        for name in names
        if name.removeprefix("-") not in table.sortable
    ]
    return tuple(known), problems


@dataclass(frozen=True, slots=True)
class Desk:
    """Hold what stands around a list's rows: choices, columns, order, and the kept view if there is one."""

    page: str  # the name of the list; empty where its state cannot be kept
    arrangement: Arrangement
    facets: Sequence[Any]
    counts_later: bool  # whether the choices are still to be counted
    view: KeptView | None
    state: str  # the query string to keep: filters, order, columns, density
    parameters: QueryDict

    @property
    def columns_text(self) -> str:
        """Return the columns as an address names them."""
        return ",".join(self.arrangement.shown)

    @property
    def carried_by_filters(self) -> list[tuple[str, str]]:
        """Return what a form of filters carries along."""
        return self._carried(lambda name: name in {"sort", "per_page", "columns", "density", "view"})

    @property
    def carried_by_columns(self) -> list[tuple[str, str]]:
        """Return what the form of columns carries along."""
        return self._carried(lambda name: name not in {"columns", "density", "page", "export", "facets"})

    @property
    def carried_by_sort(self) -> list[tuple[str, str]]:
        """Return what the form of the order carries along."""
        return self._carried(lambda name: name not in {"sort", "page", "export", "facets"})

    def _carried(self, is_wanted: Callable[[str], bool]) -> list[tuple[str, str]]:
        return [
            (name, value)
            for name, values in self.parameters.lists()
            for value in values
            if value and is_wanted(name)
        ]


@dataclass(frozen=True, slots=True)
class SortField:
    """Offer the columns that one place of the order may take."""

    place: int
    choices: tuple[tuple[str, str, bool], ...]  # value, words, whether it is the present one


def sort_fields(table: BaseTable) -> list[SortField]:
    """Return a field for each place of the order, with both directions of every column."""
    current = [str(alias) for alias in table.order_by or ()]
    labels = [(column.name, str(column.header)) for column in table.columns.iterall() if column.orderable]
    choices = [
        choice
        for name, label in labels
        for choice in (
            (name, _("%(column)s, ascending") % {"column": label}),
            (f"-{name}", _("%(column)s, descending") % {"column": label}),
        )
    ]
    return [
        SortField(
            place + 1,
            tuple((value, words, current[place : place + 1] == [value]) for value, words in choices),
        )
        for place in range(MAXIMUM_SORT_COLUMNS)
    ]


def exported_columns(
    request: HttpRequest, table: BaseTable
) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """Return the columns of the download, None for all, with what could not be done as asked."""
    arrangement = arrange(table, request.GET, wish_of(request, page_of(request)))
    names = arrangement.exported if request.GET.get("export") == "shown" else None
    return names, arrangement.problems


def list_response(
    request: HttpRequest, template: str, listing: Listing, context: dict[str, Any]
) -> HttpResponse:
    """Render the list's page, or its partial ``results`` for htmx; status 404 when there is no such page.

    A page restored from the browser's history is rendered whole. ``context`` holds the list's ``filter``.
    Runs a query for what a signed-in reader wishes, one for a kept view, and those that count choices.
    """
    htmx = HtmxDetails(request)
    is_fragment = bool(htmx) and not htmx.history_restore_request
    only_facets = is_fragment and htmx.target == FACETS_TARGET
    desk, problems = _desk(request, listing, context["filter"], counts_now=only_facets)
    listing = replace(listing, problems=(*listing.problems, *problems))
    part = f"{template}#results" if is_fragment else template
    response = render(
        request,
        "components/facets.html" if only_facets else part,
        {
            **context,
            "listing": listing,
            "table": listing.table,
            "desk": desk,
            "sort_fields": sort_fields(listing.table),
        },
        status=HTTPStatus.OK if listing.is_found else HTTPStatus.NOT_FOUND,
    )
    patch_vary_headers(response, ("HX-Request", "HX-History-Restore-Request", "HX-Target"))
    if is_fragment and not only_facets:
        response["HX-Push-Url"] = _short_address(request)
    return response


def _desk(request: HttpRequest, listing: Listing, chosen: Any, *, counts_now: bool) -> tuple[Desk, list[str]]:
    page = page_of(request)
    arrangement = arrange(listing.table, request.GET, wish_of(request, page))
    view, problems = kept_view(request, page)
    wanted = request.GET.get("facets", "")
    if wanted and wanted != "counted":
        problems.append(
            _("The choices are counted with facets=counted, not “%(wanted)s”.") % {"wanted": wanted}
        )
    has_facets = hasattr(chosen, "facets")
    counts_now = counts_now or wanted == "counted" or (has_facets and chosen.is_quick(listing.count))
    desk = Desk(
        page=page,
        arrangement=arrangement,
        facets=chosen.facets(is_counted=counts_now) if has_facets else (),
        counts_later=has_facets and not counts_now and not chosen.has_errors,
        view=view,
        state=state_to_keep(
            request.GET, "" if arrangement.is_usual else ",".join(arrangement.shown), arrangement.density
        ),
        parameters=request.GET,
    )
    return desk, [*arrangement.problems, *problems]


def _short_address(request: HttpRequest) -> str:
    """Return the address without the filters that a form sends empty, to keep and to share."""
    parameters = request.GET.copy()
    for name, values in request.GET.lists():
        parameters.setlist(name, [value for value in values if value])
    query = parameters.urlencode()
    return f"{request.path}?{query}" if query else request.path
