"""Read a list whose rows each tell of a pledge or delivery, with all its items in one cell."""

from __future__ import annotations

from collections.abc import Sequence

from inventory.imports.mapping.fields import Field
from inventory.imports.mapping.mapping import Given, TableMapping
from inventory.imports.mapping.reading import stage_mapped
from inventory.imports.records import Staged
from inventory.imports.tables import Format, Table
from inventory.models.names import Names

# Columns of the format, with what such lists call them besides.
OTHER_NAMES = {
    "donor": "supplier",
    "donor country": "supplier",
    "fournisseur": "supplier",
    "donateur": "supplier",
    "beneficiary": "recipient",
    "destinataire": "recipient",
    "announced": "date",
    "publisher": "source",
    "item list": "items",
    "equipment list": "items",
    "items (number)": "items",
    "equipment (number)": "items",
    "weapons (number)": "items",
    "matériel (nombre)": "items",
    "link": "url",
    "lien": "url",
    "comment": "note",
    "comments": "note",
}
FIELDS = {
    "supplier": Field.SUPPLIER,
    "recipient": Field.RECIPIENT,
    "date": Field.DATE,
    "source": Field.PUBLICATION_SOURCE,
    "items": Field.EQUIPMENT_TYPE,
}
OPTIONAL_FIELDS = {
    "destination": Field.DESTINATION,
    "url": Field.PUBLICATION_URL,
    "title": Field.PUBLICATION_TITLE,
    "published": Field.PUBLISHED_ON,
    "language": Field.LANGUAGE,
    "asserter": Field.ASSERTER,
    "stage": Field.STAGE,
    "quote": Field.QUOTE,
    "note": Field.NOTE,
}


def name_header(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns in their usual form.

    >>> name_header(["Donor", "Recipient ", "Items (number)"])
    ('supplier', 'recipient', 'items')
    """
    plain = (" ".join(cell.casefold().split()) for cell in cells)
    return tuple(OTHER_NAMES.get(name, name) for name in plain)


def stage(table: Table, names: Names) -> Staged:
    """Return what a list states: each row is one pledge or delivery, each entry of its items a line."""
    columns = {**FIELDS, **OPTIONAL_FIELDS}
    given = {field: Given(column=column) for column, field in columns.items() if column in table.header}
    return stage_mapped(TableMapping(given, is_packed=True), table, names)


PACKED_LIST = Format(
    "packed list",
    tuple(FIELDS),
    stage,
    tuple(OPTIONAL_FIELDS),
    has_preamble=True,
    head=name_header,
    drops_index=True,
)
