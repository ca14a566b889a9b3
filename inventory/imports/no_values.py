"""Empty the cells of our own exports in which a program has written something for no value."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from inventory.domain.no_value import is_no_value
from inventory.imports.evidence import NOT_AVAILABLE
from inventory.imports.lines import Line
from inventory.imports.tables import Table

LOOKED_AT = 50  # rows in which a program that writes something for no value will have done so


def without_no_values(table: Table, texts: Collection[str], required: Collection[str]) -> Table:
    """Return one of our own exports with empty cells where a program has written something for no value.

    In a column of ``texts``, where it may be what the record holds, that is so if no cell is empty and
    another column has it, in which it can mean nothing else; never in a ``required`` one. A file without any
    in its first rows is returned as it is: each row of our exports has empty cells.
    """
    if not any(_is_missing(cell) for line in table.lines[:LOOKED_AT] for cell in line.cells if cell):
        return table
    whole = [line.cells for line in table.lines if len(line.cells) == len(table.header)]
    columns = {name: set(cells) for name, cells in zip(table.header, zip(*whole, strict=True), strict=False)}
    missing = {
        cell
        for name, cells in columns.items()
        if name not in texts and name not in required
        for cell in cells
        if cell and _is_missing(cell)
    }
    emptied = {
        name: {cell for cell in cells if (cell in missing if name in texts else _is_missing(cell))}
        for name, cells in columns.items()
        if name not in required and not (name in texts and "" in cells)
    }
    nothing: frozenset[str] = frozenset()
    by_place = [emptied.get(name, nothing) for name in table.header]
    lines = (
        Line(number, tuple("" if cell in gone else cell for cell, gone in zip(cells, by_place, strict=True)))
        if len(cells) == len(by_place)
        else Line(number, cells)
        for number, cells in table.lines
    )
    return replace(table, lines=tuple(lines))


def _is_missing(cell: str) -> bool:
    return cell == NOT_AVAILABLE or is_no_value(cell)
