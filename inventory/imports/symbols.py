"""Recognise tables of map symbols, which name kinds of equipment but tell of no deliveries."""

from __future__ import annotations

from inventory.imports.records import Staged
from inventory.imports.tables import Format, Table
from inventory.models.names import Names

REFUSAL = (
    "this is a table of map symbols (MIL-STD-2525): it gives kinds of equipment their codes, and tells of no"
    " delivery, so there is nothing to import."
)
COLUMNS = (
    ("Entity", "Entity Type", "Entity Subtype", "Code", "Remarks"),
    ("hierarchy", "codingscheme", "battledimension", "functionid", "name"),
)


def stage(table: Table, names: Names) -> Staged:
    """Return nothing: such tables are refused before they are staged."""
    return Staged()


SYMBOL_TABLES = tuple(
    Format("table of map symbols", columns, stage, ignores_others=True, refusal=REFUSAL)
    for columns in COLUMNS
)
