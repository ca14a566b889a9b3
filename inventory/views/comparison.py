"""Compare what is reported of shipments, destinations, suppliers, sources, types, periods and editions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_safe

from inventory.charts.figure import Figure
from inventory.charts.multiples import Bar, Group, Panel, draw_multiples
from inventory.exports.download import csv_download, refused_download
from inventory.exports.records import record_lines
from inventory.filters.comparison import COMPARED, DAYS, ComparisonFilter
from inventory.models import SavedView
from inventory.models.compared_details import compare_stated_details
from inventory.models.comparisons import TooManyShipmentsError, tally
from inventory.models.edition_changes import edition_changes
from inventory.models.totals import Dimension
from inventory.models.workspace import ListPage
from inventory.tables.comparison import ComparisonTable, Question, base_parameters, record_names, records
from inventory.tables.comparison.cells import Cell
from inventory.tables.comparison.changes import change_groups, changes_sentence
from inventory.tables.comparison.details import detail_rows
from inventory.tables.comparison.layout import Row
from inventory.tables.comparison.titles import joined, narrowing_words
from inventory.tables.kept_views import state_to_keep

MOST_EXAMPLES = 12
ALL_CHANGES = "all"  # asks for the shipments that did not change between editions, too
MAXIMUM_PANELS = 24
MAXIMUM_BARS = 36  # in a panel; more is no small chart


@dataclass(frozen=True, slots=True)
class Tab:
    """Lead to the form for one kind of thing."""

    label: str
    address: str
    is_current: bool


@require_safe
def comparison(request: HttpRequest) -> HttpResponseBase:
    """Compare, or download what is compared; without parameters, offer a form and examples.

    The number of queries does not grow with the rows: what is typed costs the queries of its fields; the
    comparison itself three, and seven more where visual evidence or sources are compared; details, of sources
    and shipments, two for each; what changed between two editions, eleven.
    """
    chosen = ComparisonFilter(request.GET, kind=request.GET.get("kind", ""))
    table, refusal = None, ""
    if chosen.is_bound and not chosen.has_errors:
        try:
            table = _compare(chosen, request.GET)
        except TooManyShipmentsError as error:
            refusal = _too_many(error)
    if request.GET.get("export"):
        if table is None:
            return refused_download([refusal] if refusal else chosen.messages)
        with override(settings.LANGUAGE_CODE):  # A file is the same in every language.
            lines = iter(list(record_lines(record_names(table), records(table))))
        return csv_download(lines, "comparison")
    context = {
        "section": "comparison",
        "filter": chosen,
        "table": table,
        "figure": _multiples(table) if table and not table.is_empty else None,
        "refusal": refusal,
        "tabs": _tabs(chosen, request.GET),
        "list_url": reverse("comparison"),
        "page": ListPage.COMPARISON.value,
        "state": state_to_keep(request.GET),
        "examples": [] if table else _examples(),
        **(_beside_sums(chosen, table, has_all=request.GET.get("changes") == ALL_CHANGES) if table else {}),
    }
    return render(request, "inventory/comparison/page.html", context)


def _compare(chosen: ComparisonFilter, asked: QueryDict) -> ComparisonTable:
    """Run the comparison that the filter describes. Raises TooManyShipmentsError."""
    wish = chosen.wish
    is_equipment = wish["compare"] == Dimension.EQUIPMENT
    days = {name: asked.get(name, "") for name in DAYS}
    question = Question(
        compared=wish["compare"],
        things=() if is_equipment else wish[wish["compare"]],
        types=wish["equipment"],
        rows=wish["rows"],
        split=wish["split"],
        measure=wish["measure"],
        parameters=base_parameters(wish, days),
        group_on=days["group_on"],
        narrowed=narrowing_words(wish, days),
        level=wish["level"],
    )
    found = tally(chosen.selection, question.things, question.row_dimensions, wish["measure"])
    return ComparisonTable(question, found.totals, found.types, found.names)


def _beside_sums(chosen: ComparisonFilter, table: ComparisonTable, *, has_all: bool) -> dict[str, Any]:
    """Return what the page shows beside sums: details as stated, and what changed between two editions."""
    question, selection = table.question, chosen.selection
    details = compare_stated_details(question.things, selection.shipments.certain)
    changes = edition_changes(question.things, selection.shipments.certain, question.types)
    return {
        "details": details,
        "detail_rows": list(detail_rows(details, question.things)),
        "changes": changes,
        "changes_sentence": changes_sentence(changes) if changes else "",
        "change_groups": list(change_groups(changes, has_all=has_all)) if changes else [],
        "has_all_changes": has_all,
    }


def _too_many(error: TooManyShipmentsError) -> str:
    message = _(
        "These sources speak of %(number)s shipments, and each is reconciled for each source. Narrow it "
        "down to %(maximum)s at most: by destination, supplier or period."
    )
    return message % {"number": error.number, "maximum": error.maximum}


def _tabs(chosen: ComparisonFilter, asked: QueryDict) -> list[Tab]:
    """Return a tab for each kind of thing; what was typed so far goes along."""
    tabs = []
    for value, label in COMPARED:
        query = asked.copy()
        for name in ("compare", "rows", "split", "export"):
            query.pop(name, None)
        query["kind"] = str(value)
        address = f"{reverse('comparison')}?{query.urlencode()}"
        tabs.append(Tab(str(label), address, is_current=chosen.compared == value))
    return tabs


def _examples() -> list[tuple[str, str]]:
    """Return title and address of the comparisons that came with the site. Runs one query."""
    kept: Any = SavedView.objects.filter(page=ListPage.COMPARISON, owner=None).order_by("pk")
    return [(view.title, view.get_absolute_url()) for view in kept[:MOST_EXAMPLES]]


def _multiples(table: ComparisonTable) -> Figure | None:
    """Return the figure; None where no row has a number."""
    panels = [panel for panel in _panels(table) if _has_number(panel)]
    if not panels:
        return None
    shown, left_out = panels[:MAXIMUM_PANELS], max(0, len(panels) - MAXIMUM_PANELS)
    count = ngettext("%(number)d row", "%(number)d rows", len(shown)) % {"number": len(shown)}
    summary = _("%(title)s. %(caption)s, as bars for %(rows)s. The table below has every number.")
    note = _("Each panel has its own scale. Solid: minimum; pale: possible maximum; arrow: no upper limit.")
    if left_out:
        note += " " + ngettext(
            "%(number)d more row is in the table.", "%(number)d more rows are in the table.", left_out
        ) % {"number": left_out}
    names = table.question.names
    return Figure(
        slug="comparison",
        title=table.title,
        summary=summary % {"caption": table.caption, "title": table.title, "rows": count},
        template="components/charts/multiples.html",
        drawing=draw_multiples(shown),
        heads=[str(table.row_label), _("Unit"), *names],
        rows=[
            [", ".join(heading.label for heading in row.headings), row.unit, *_texts(row, len(names))]
            for row in table.shown_rows
            if row.cells
        ],
        note=note,
        subtitle=table.caption,
        source=joined(names) if table.hears_alone else "",
    )


def _texts(row: Row, number: int) -> list[str]:
    return [cell.text for cell in row.cells[:number]]


def _panels(table: ComparisonTable) -> Iterator[Panel]:
    """Yield a panel for each row that is not nested, or for each nested one where those have units."""
    outer: Row | None = None
    nested: list[Row] = []
    for row in table.rows:
        if row.is_nested:
            nested.append(row)
            continue
        if outer:
            yield from _panels_of(table, outer, nested)
        outer, nested = row, []
    if outer:
        yield from _panels_of(table, outer, nested)


def _panels_of(table: ComparisonTable, outer: Row, nested: Sequence[Row]) -> Iterator[Panel]:
    title, names = outer.heading.label, _told_apart(table.question.names)
    if not outer.cells:
        for row in nested:
            yield Panel(f"{title}: {row.heading.label}", row.shown_unit, [Group("", _bars(row, names))])
        return
    groups = [Group(row.heading.label, _bars(row, names)) for row in nested]
    if not groups or sum(len(group.bars) for group in groups) > MAXIMUM_BARS:
        groups = [Group("", _bars(outer, names))]
    yield Panel(title, outer.shown_unit, groups)


def _told_apart(names: Sequence[str]) -> list[str]:
    """Return names without the words that all of them begin with, as editions of a register do.

    >>> _told_apart(["Register, edition of 2024", "Register, edition of 2025"]), _told_apart(["Mali", "Mali"])
    (['2024', '2025'], ['Mali', 'Mali'])
    """
    words = [name.split() for name in names]
    common = sum(1 for _alike in takewhile(lambda one: len(set(one)) == 1, zip(*words, strict=False)))
    if any(len(one) <= common for one in words):
        return list(names)
    return [" ".join(one[common:]) for one in words]


def _bars(row: Row, names: Sequence[str]) -> list[Bar]:
    return [_bar(cell, name) for cell, name in zip(row.cells, names, strict=False)]


def _bar(cell: Cell, name: str) -> Bar:
    if cell.operand is None:
        return Bar(name, cell.text)
    return Bar(name, cell.text, cell.operand.low, cell.operand.high)


def _has_number(panel: Panel) -> bool:
    return any(bar.low is not None for group in panel.groups for bar in group.bars)
