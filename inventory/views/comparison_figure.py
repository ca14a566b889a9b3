"""Picture a comparison: a small chart for each row of its table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.charts.figure import Figure
from inventory.charts.multiples import Bar, Group, Panel, draw_multiples
from inventory.tables.comparison import ComparisonTable
from inventory.tables.comparison.cells import Cell
from inventory.tables.comparison.layout import Row

MAXIMUM_PANELS = 24
MAXIMUM_BARS = 36  # in a panel; more is no small chart


def multiples(table: ComparisonTable) -> Figure | None:
    """Return the figure; None where no row has a number."""
    panels = [panel for panel in _panels(table) if _has_number(panel)]
    if not panels:
        return None
    shown, left_out = panels[:MAXIMUM_PANELS], max(0, len(panels) - MAXIMUM_PANELS)
    count = ngettext("%(number)d row", "%(number)d rows", len(shown)) % {"number": len(shown)}
    summary = _("%(caption)s: %(title)s, as bars for %(rows)s. The table below has every number.")
    note = _(
        "Each panel has its own scale. Solid is the low end, pale reaches to the high end, an arrow is open."
    )
    if left_out:
        note += " " + ngettext(
            "%(number)d more row is in the table.", "%(number)d more rows are in the table.", left_out
        ) % {"number": left_out}
    names = table.question.names
    return Figure(
        slug="comparison",
        title=f"{table.caption}: {table.title}",
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
            yield Panel(f"{title}: {row.heading.label}", row.unit, [Group("", _bars(row, names))])
        return
    groups = [Group(row.heading.label, _bars(row, names)) for row in nested]
    if not groups or sum(len(group.bars) for group in groups) > MAXIMUM_BARS:
        groups = [Group("", _bars(outer, names))]
    yield Panel(title, outer.unit, groups)


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
