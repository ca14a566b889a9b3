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
from inventory.charts.sourcing import source_words
from inventory.charts.titles import leading, with_most
from inventory.columns.comparison import PROFILE
from inventory.exports.download import download, refused_download
from inventory.exports.export import RecordExport
from inventory.filters.comparison import COMPARED, DAYS, ComparisonFilter
from inventory.models import SavedView
from inventory.models.compared_details import MAXIMUM_SHIPMENTS, compare_stated_details
from inventory.models.comparisons import TooManyShipmentsError, reports_behind, tally
from inventory.models.edition_changes import edition_changes
from inventory.models.origins import load_origins
from inventory.models.totals import Dimension, Measure
from inventory.models.workspace import ListPage
from inventory.tables.comparison import (
    BesideSums,
    ComparisonTable,
    Question,
    base_parameters,
    file_columns,
    file_records,
)
from inventory.tables.comparison.cells import Cell
from inventory.tables.comparison.changes import change_groups, changes_sentence
from inventory.tables.comparison.details import detail_rows
from inventory.tables.comparison.layout import Row
from inventory.tables.comparison.titles import edition_words, joined, narrowing_words
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
    and shipments, two for each; what changed between two editions, eleven; the figure's source line, one.
    """
    chosen = ComparisonFilter(request.GET, kind=request.GET.get("kind", ""))
    table, refusal = None, ""
    has_file = bool(request.GET.get("export"))
    if chosen.is_bound and not chosen.has_errors:
        try:
            table = _compare(chosen, request.GET)
        except TooManyShipmentsError as error:
            refusal = _too_many(error)
    if has_file:
        if table is None:
            return refused_download([refusal] if refusal else chosen.messages)
        return _file(request, table, _beside_sums(chosen, table, request.GET, has_file=True))
    context = {
        "section": "comparison",
        "filter": chosen,
        "table": table,
        "figure": _figure(chosen, table) if table and not table.is_empty else None,
        "refusal": refusal,
        "tabs": _tabs(chosen, request.GET),
        "list_url": reverse("comparison"),
        "page": ListPage.COMPARISON.value,
        "state": state_to_keep(request.GET),
        "examples": [] if table else _examples(),
        **(_beside_words(table, _beside_sums(chosen, table, request.GET)) if table else {}),
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


def _beside_sums(
    chosen: ComparisonFilter, table: ComparisonTable, asked: QueryDict, *, has_file: bool = False
) -> BesideSums:
    """Find what stands beside sums: details as stated, and what changed between two editions.

    A file has the details of however many shipments there are.
    """
    question, selection = table.question, chosen.selection
    maximum = None if has_file else MAXIMUM_SHIPMENTS
    return BesideSums(
        compare_stated_details(question.things, selection.shipments.certain, maximum),
        edition_changes(question.things, selection.shipments.certain, question.types),
        has_all=asked.get("changes") == ALL_CHANGES,
    )


def _beside_words(table: ComparisonTable, beside: BesideSums) -> dict[str, Any]:
    """Return what the page's templates show beside sums."""
    changes = beside.changes
    return {
        "details": beside.details,
        "detail_rows": list(detail_rows(beside.details, table.question.things)),
        "changes": changes,
        "changes_sentence": changes_sentence(changes) if changes else "",
        "change_groups": list(change_groups(changes, has_all=beside.has_all)) if changes else [],
        "has_all_changes": beside.has_all,
    }


def _file(request: HttpRequest, table: ComparisonTable, beside: BesideSums) -> HttpResponseBase:
    """Answer with all that the page shows as a file, which is the same in every language."""
    with override(settings.LANGUAGE_CODE):
        export = RecordExport(PROFILE, file_columns(table, beside), list(file_records(table, beside)))
    return download(request, export)


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


def _figure(chosen: ComparisonFilter, table: ComparisonTable) -> Figure | None:
    """Return the figure with its source line: the sources or editions compared, else the publications.

    Runs one query for the publications.
    """
    figure, question = _multiples(table), table.question
    if figure is None or table.hears_alone:
        return figure and figure.with_source(joined([edition_words(name) for name in question.names]))
    return figure.with_source(source_words(load_origins(reports_behind(chosen.selection, question.things))))


def _multiples(table: ComparisonTable) -> Figure | None:
    """Return the figure; None where no row has a number."""
    panels = [panel for panel in _panels(table) if _has_number(panel)]
    if not panels:
        return None
    shown, left_out = panels[:MAXIMUM_PANELS], max(0, len(panels) - MAXIMUM_PANELS)
    count = ngettext("%(number)d row", "%(number)d rows", len(shown)) % {"number": len(shown)}
    summary = _("%(title)s. %(caption)s, as bars for %(rows)s. The table below has every number.")
    note = _("Each panel has its own scale. Solid: minimum; pale: possible maximum; arrow: no upper limit.")
    if any(bar.may_be_double for panel in shown for group in panel.groups for bar in group.bars):
        note += " " + _("Hatched: items may be counted twice; the table says how many.")
    if left_out:
        note += " " + ngettext(
            "%(number)d more row is in the table.", "%(number)d more rows are in the table.", left_out
        ) % {"number": left_out}
    names = table.question.names
    return Figure(
        slug="comparison",
        title=_most_title(table, panels),
        summary=summary % {"caption": table.caption, "title": table.title, "rows": count},
        template="components/charts/multiples.html",
        drawing=draw_multiples(shown, str(table.question.compared.label)),
        heads=[str(table.row_label), _("Unit"), *names],
        rows=[
            [", ".join(heading.label for heading in row.headings), row.unit, *_texts(row, len(names))]
            for row in table.shown_rows
            if row.cells
        ],
        note=note,
        subtitle=table.caption,
    )


def _most_title(table: ComparisonTable, panels: Sequence[Panel]) -> str:
    """Return the table's title, with what has the most where one row alone is drawn and that is certain."""
    rows = [row for row in table.rows if row.cells]
    is_counted = table.question.measure == Measure.BEST and table.has_unit
    if len(rows) != 1 or len(panels) != 1 or not is_counted:
        return table.title
    # Of what nothing is reported, nothing is claimed.
    named = zip(table.question.names, rows[0].cells, strict=False)
    counts = {name: cell.operand for name, cell in named if not cell.is_empty}
    most = leading(counts)
    count = counts[most] if most else None
    return with_most(table.title, most, count) if most and count else table.title


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
    return Bar(name, cell.text, cell.operand.low, cell.operand.high, may_be_double=bool(cell.overlap))


def _has_number(panel: Panel) -> bool:
    return any(bar.low is not None for group in panel.groups for bar in group.bars)
