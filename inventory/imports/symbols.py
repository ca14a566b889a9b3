"""Recognise tables of map symbols, which name kinds of equipment but tell of no deliveries."""

from __future__ import annotations

from inventory.imports.codes import FileFault
from inventory.imports.records import Staged
from inventory.imports.tables import Format, Table
from inventory.models.names import Names

COLUMNS = (
    ("Entity", "Entity Type", "Entity Subtype", "Code", "Remarks"),
    ("hierarchy", "codingscheme", "battledimension", "functionid", "name"),
)


def stage(table: Table, names: Names) -> Staged:
    """Return nothing: such tables are refused before they are staged."""
    return Staged()


SYMBOL_TABLES = tuple(
    Format("table of map symbols", columns, stage, ignores_others=True, refusal=FileFault.SYMBOLS)
    for columns in COLUMNS
)
