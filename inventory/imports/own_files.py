"""Recognise those of our own files that are never imported: what they say follows from deliveries."""

from __future__ import annotations

from collections.abc import Sequence

from inventory.columns import totals
from inventory.columns.column import GAP, FileColumn, names_of
from inventory.columns.destinations import destination_columns
from inventory.columns.equipment import equipment_columns
from inventory.columns.publications import publication_columns
from inventory.columns.shipments import shipment_columns
from inventory.columns.sources import source_columns
from inventory.imports.codes import FileFault
from inventory.imports.records import Staged
from inventory.imports.tables import Format, Table
from inventory.models.names import Names


def stage(table: Table, names: Names) -> Staged:
    """Return nothing: such files are refused before they are staged."""
    return Staged()


def _format(what: str, columns: Sequence[FileColumn]) -> Format:
    """Return the format of a file by the columns that each such file has."""
    own = [name for name in names_of(columns) if not GAP.search(name)]
    return Format(f"own file of {what}", own, stage, ignores_others=True, refusal=FileFault.OWN_FILE)


OWN_FILES = (
    _format("shipments", shipment_columns("")),
    _format("publications", publication_columns("")),
    _format("destinations", destination_columns("")),
    _format("sources", source_columns("")),
    _format("equipment", equipment_columns("")),
    _format("totals", totals.COLUMNS),
)
