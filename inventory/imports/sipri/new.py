"""Read the register by deal and delivery year: 17 columns, a semicolon after each line (from 2025 on)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from inventory.domain.messages import cut
from inventory.imports.cells import Row
from inventory.imports.codes import CellFault
from inventory.imports.files import Line
from inventory.imports.records import Staged, Uid
from inventory.imports.sipri.deals import count_line, find_party, headline, party_details, read_number
from inventory.imports.sipri.editions import Deal, Register, Statement, stage_edition
from inventory.imports.sipri.matching import Round
from inventory.imports.sipri.scope import Places
from inventory.imports.tables import Format, Table
from inventory.models import ReportedDetail, Stage
from inventory.models.names import Names, Thing

COLUMNS = (
    "SIPRI AT Database ID",
    "Supplier",
    "Recipient",
    "Designation",
    "Description",
    "Armament category",
    "Order date",
    "Order date is estimate",
    "Numbers delivered",
    "Numbers delivered is estimate",
    "Delivery year",
    "Delivery year is estimate",
    "Status",
    "SIPRI estimate",
    "TIV deal unit",
    "TIV delivery values",
    "Local production",
)
NUMBER, YEAR = "SIPRI AT Database ID", "Delivery year"
MARKS = ("Yes", "No", "")
A_YEAR = re.compile(r"[12]\d{3}")


def stage(table: Table, names: Names) -> Staged:
    """Return what an edition by delivery year changes."""
    return stage_edition(BY_YEAR, table, names)


def strip_header(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns without the semicolon that ends the line."""
    return tuple(cell.rstrip(";") for cell in cells)


def strip_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the records without the semicolon that ends each, and without those of nothing else."""
    mended = (Line(line.number, (*line.cells[:-1], line.cells[-1].rstrip().rstrip(";"))) for line in lines)
    return tuple(line for line in mended if any(line.cells))


def _reference(cells: Mapping[str, str], number: int, uid: Uid) -> str:
    """Return ``SIPRI-55238-2011``, with the number of the row where a deal has several in a year."""
    suffix = f"-{number}" if number > 1 else ""
    return f"SIPRI-{cells[NUMBER]}-{cells[YEAR]}{suffix}"


def _read(row: Row, names: Names, equipment: Thing | None) -> Deal | None:
    supplier, recipient = (find_party(row, column, names) for column in ("Supplier", "Recipient"))
    marks = {column: row.choice(column, MARKS) for column in COLUMNS if column.endswith("is estimate")}
    row.number(NUMBER)
    row.required(NUMBER)
    for column in (YEAR, "Order date"):
        if not A_YEAR.fullmatch(row[column]) and (row[column] or column == YEAR):
            row.refuse(column, CellFault.NO_YEAR, text=cut(row[column]))
    is_estimate = marks["Numbers delivered is estimate"] == "Yes"
    quantity = read_number(row, "Numbers delivered", is_estimate=is_estimate, mark="(#)")
    if equipment is None:
        return None
    delivered = row[YEAR] + ("~" if marks["Delivery year is estimate"] == "Yes" else "")
    ordered = row["Order date"] + ("~" if marks["Order date is estimate"] == "Yes" else "")
    details = party_details(supplier, recipient)
    details.append((ReportedDetail.Kind.ARRIVAL.value, "date", delivered, ""))
    if row["Order date"]:
        details.append((ReportedDetail.Kind.ORDERED.value, "date", ordered, ""))
    label = ", ".join(part for part in (row["Designation"], row["Description"]) if part)
    line = count_line(equipment, label, quantity)
    return Deal(
        row,
        headline(names, row["Designation"], supplier, recipient, delivered),
        [Statement(Stage.HANDED_OVER.value, line, details)],
    )


BY_YEAR = Register(
    title="SIPRI trade register by delivery year",
    columns=COLUMNS,
    places=Places("Supplier", "Recipient", "Order date", YEAR),
    identity=(NUMBER, YEAR),
    rounds=(Round(COLUMNS, takes_any=True), Round((NUMBER, YEAR), takes_any=True)),
    read=_read,
    reference=_reference,
    fields={
        "reference": NUMBER,
        "title": "Designation",
        "period": YEAR,
        "label": "Designation",
        "equipment_type": "Designation",
        "phrase": "Numbers delivered",
        "quantity": "Numbers delivered",
        "date": YEAR,
        "party": "Supplier",
    },
    numbers=(
        "Order date",
        "Numbers delivered",
        YEAR,
        "SIPRI estimate",
        "TIV deal unit",
        "TIV delivery values",
    ),
    flags=(*(column for column in COLUMNS if column.endswith("is estimate")), "Local production"),
    designation="Designation",
    classes=("Description", "Armament category"),
)
SIPRI_BY_YEAR = Format(
    "SIPRI trade register, 17 columns",
    COLUMNS,
    stage,
    has_preamble=True,
    head=strip_header,
    mend=strip_lines,
    drops_index=True,
)
