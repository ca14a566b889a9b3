"""Answer a list's address: sort, cut into pages, and render the page, or its part for htmx."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.paginator import InvalidPage
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from inventory.tables.base import MAXIMUM_SORT_COLUMNS, BaseTable

PAGE_SIZES = (25, 100, 500)  # rows


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
        problems.append(f"A page of “{wanted}” rows is not offered; choose one of {sizes}.")
    number = parameters.get("page") or "1"
    table.paginate(per_page=page_size, page=1)
    is_found = True
    try:
        table.page = table.paginator.page(number)
    except InvalidPage:
        is_found = False
        problems.append(f"There is no page “{number}”; the last page is {table.paginator.num_pages}.")
    return Listing(table, tuple(problems), is_found=is_found, page_size=page_size, sort=sort)


def sort_table(table: BaseTable, parameters: QueryDict) -> tuple[tuple[str, ...], list[str]]:
    """Sort by each ``sort``; return the names used, and a message for each that is no column to sort by."""
    names = [name for value in parameters.getlist("sort") for name in value.split(",") if name]
    known = [name for name in names if name.removeprefix("-") in table.sortable][:MAXIMUM_SORT_COLUMNS]
    if known:
        table.order_by = known
    offered = ", ".join(table.sortable)
    problems = [
        f"The list cannot be sorted by “{name}”; choose from {offered}."
        for name in names
        if name.removeprefix("-") not in table.sortable
    ]
    return tuple(known), problems


def list_response(
    request: HttpRequest, template: str, listing: Listing, context: dict[str, Any]
) -> HttpResponse:
    """Render the list's page, or its partial ``results`` for htmx; status 404 when there is no such page.

    A page restored from the browser's history is rendered whole.
    """
    htmx = HtmxDetails(request)
    is_fragment = bool(htmx) and not htmx.history_restore_request
    response = render(
        request,
        f"{template}#results" if is_fragment else template,
        {**context, "listing": listing, "table": listing.table},
        status=HTTPStatus.OK if listing.is_found else HTTPStatus.NOT_FOUND,
    )
    patch_vary_headers(response, ("HX-Request", "HX-History-Restore-Request"))
    if is_fragment:
        response["HX-Push-Url"] = _short_address(request)
    return response


def _short_address(request: HttpRequest) -> str:
    """Return the address without the filters that a form sends empty, to keep and to share."""
    parameters = request.GET.copy()
    for name, values in request.GET.lists():
        parameters.setlist(name, [value for value in values if value])
    query = parameters.urlencode()
    return f"{request.path}?{query}" if query else request.path
