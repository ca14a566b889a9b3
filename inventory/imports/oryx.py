"""Recognise lists of losses, refuse them as deliveries, and learn the names of equipment that they hold.

Oryx lists what was seen destroyed, damaged, abandoned or captured; others tabulate these lists, by item, by
system, by type and by day. In some a count stands in front of the name: "1 122mm 2B26 Grad-K".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inventory.imports.codes import FileFault
from inventory.imports.records import Staged
from inventory.imports.tables import Format, Table
from inventory.models.names import Kind, Names

# A count in front, unless it measures: "1 122mm 2B26 Grad-K", but not "122 mm howitzer".
IN_FRONT = re.compile(r"^\d{1,4}\s+(?!mm\b|cm\b|kg\b|t\b)(?=\S)")
NO_NAME = re.compile(r"all types|losses (excluding|of)\b.*|\(unknown\).*|unknown", re.IGNORECASE)

type Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LearntName:
    """Hold a name of equipment: how many items bear it in the list, its category and its maker's state.

    Category and origin are empty where the list does not say them.
    """

    name: str
    count: int
    category: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class _Shape:
    """Describe one way in which losses are tabulated: its columns, and what a row says of a name."""

    columns: tuple[str, ...]
    name: str = ""
    count: str = ""
    category: str = ""
    origin: str = ""
    # Rows of many days say the same thing again: the newest of each state counts.
    day: str = ""


BY_ITEM = _Shape(("country", "origin", "system", "status"), "system", origin="origin")
BY_SYSTEM = _Shape(("country", "system", "destroyed", "captured", "total"), "system", "total")
BY_DAY = _Shape(
    ("country", "equipment_type", "destroyed", "captured", "type_total", "date_recorded"),
    "equipment_type",
    "type_total",
    day="date_recorded",
)
BY_TYPE = _Shape(
    ("country", "equipment_type", "destroyed", "captured", "type_total"), "equipment_type", "type_total"
)
BY_MODEL = _Shape(
    ("equipment_oryx", "model", "manufacturer", "losses_total"),
    "model",
    "losses_total",
    "equipment_oryx",
    "manufacturer",
)
CORRECTIONS = _Shape(("date", "day", "aircraft", "helicopter", "tank", "personnel"))
SHAPES = (BY_ITEM, BY_SYSTEM, BY_DAY, BY_TYPE, BY_MODEL, CORRECTIONS)


def stage(table: Table, names: Names) -> Staged:
    """Return nothing: losses are refused before they are staged."""
    return Staged()


def _format(shape: _Shape) -> Format:
    refusal = FileFault.LOSSES if shape.name else FileFault.LOSSES_WITHOUT_NAMES
    return Format("list of losses", shape.columns, stage, ignores_others=True, refusal=refusal)


ORYX_LISTS = tuple(_format(shape) for shape in SHAPES)


def read_oryx(table: Table) -> list[LearntName]:
    """Return the names of equipment in a list of losses, most frequent first; none where it has none."""
    shape = next((shape for shape in SHAPES if set(shape.columns) <= set(table.header)), CORRECTIONS)
    if not shape.name:
        return []
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    for cells in _newest(shape, table):
        name = bare_name(cells[shape.name])
        if name and not NO_NAME.fullmatch(name):
            category, origin = (
                cells[column].strip() if column else "" for column in (shape.category, shape.origin)
            )
            counts[name, category, origin.removeprefix("the ")] += _count(cells, shape)
    found = [LearntName(name, count, *rest) for (name, *rest), count in counts.items()]
    return sorted(found, key=lambda one: (-one.count, one.name))


def bare_name(text: str) -> str:
    """Return a name without the count in front of it.

    >>> bare_name("1 122mm 2B26 Grad-K"), bare_name("122 mm howitzer"), bare_name(" 2B9 Vasilek:")
    ('122mm 2B26 Grad-K', '122 mm howitzer', '2B9 Vasilek')
    """
    return IN_FRONT.sub("", " ".join(text.split()), count=1).rstrip(": ")


def _count(cells: Cells, shape: _Shape) -> int:
    """Return how many items a row tells of; one where it is a row for each."""
    text = cells[shape.count].strip() if shape.count else "1"
    return int(text) if text.isascii() and text.isdigit() else 0


def _newest(shape: _Shape, table: Table) -> Iterator[Cells]:
    """Yield the rows, of many days only the newest of each state and name."""
    rows = (row.cells for row in table.rows([]))
    if not shape.day:
        yield from rows
        return
    newest: dict[tuple[str, str], Cells] = {}
    for cells in rows:
        key = (cells["country"], cells[shape.name])
        if key not in newest or cells[shape.day] > newest[key][shape.day]:
            newest[key] = cells
    yield from newest.values()


def not_known(learnt: Sequence[LearntName], names: Names) -> list[LearntName]:
    """Return the names, in their order, that are neither names nor aliases of a type. Runs two queries."""
    return [one for one in learnt if not names.knows(Kind.EQUIPMENT_TYPE, one.name)]
