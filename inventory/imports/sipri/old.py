"""Read the register by deal: 16 columns, three of them nameless, some records broken in two (until 2025)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from inventory.domain.messages import cut
from inventory.imports.cells import Row
from inventory.imports.codes import CellFault
from inventory.imports.files import Line
from inventory.imports.records import Staged, Uid, digits_of
from inventory.imports.sipri.deals import count_line, find_party, headline, party_details, read_number
from inventory.imports.sipri.editions import Deal, Register, Statement, stage_edition
from inventory.imports.sipri.matching import BRANCH, Round
from inventory.imports.sipri.scope import Places
from inventory.imports.tables import Format, Table
from inventory.models import ReportedDetail, Stage
from inventory.models.names import Names, Thing

# A nameless column holds the question mark of the one before it; it is named after that here.
COLUMNS = (
    "Recipient",
    "Supplier",
    "Year of order",
    "Year of order ?",
    "Number ordered",
    "Number ordered ?",
    "Weapon designation",
    "Weapon description",
    "Number delivered",
    "Number delivered ?",
    "Year(s) of delivery",
    "status",
    "Comments",
    "SIPRI TIV per unit",
    "SIPRI TIV for total order",
    "SIPRI TIV of delivered weapons",
)
# The register's site has called this column by another name since 2025, when years are selected.
OTHER_NAMES = {"Deliveries in the Year Range": "Number delivered", "Status": "status"}
YEAR = re.compile(r"[12]\d{3}")
YEARS = re.compile(r"[12]\d{3}(; ?[12]\d{3})*")
TO, BY, WHAT, ORDERED, CLASS = (
    "Recipient",
    "Supplier",
    "Weapon designation",
    "Year of order",
    "Weapon description",
)

ROUNDS = (
    Round(COLUMNS, takes_any=True),
    Round((TO, BY, WHAT, ORDERED, CLASS, "Comments"), filled="Comments"),
    Round((TO, BY, WHAT, ORDERED, "Comments"), filled="Comments"),
    Round((TO, BY, WHAT, ORDERED, "Number ordered", "Year(s) of delivery")),
    Round((TO, BY, WHAT, ORDERED, CLASS)),
    # One order in several rows: the rows that are left are taken in the order of their contents.
    Round((TO, BY, WHAT, ORDERED), takes_any=True),
    # The year of order was corrected. An old deal and a new one have little else in common.
    Round((TO, BY, WHAT, "Year(s) of delivery"), filled="Year(s) of delivery"),
    Round((TO, BY, WHAT, CLASS, "Number ordered"), filled="Number ordered"),
    # The designation was made more precise: Piranha became Piranha-1, but no patrol boat.
    Round((TO, BY, ORDERED, "Number ordered", "Comments", BRANCH), filled="Comments"),
    Round((TO, BY, ORDERED, "Number ordered", "Year(s) of delivery", BRANCH), filled="Year(s) of delivery"),
)


def stage(table: Table, names: Names) -> Staged:
    """Return what an edition by deal changes."""
    return stage_edition(BY_DEAL, table, names)


def name_header(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the columns' names; a nameless one is called after the one before it.

    >>> name_header(["Number ordered", " ", "Deliveries in the Year Range", "", "status;"])
    ('Number ordered', 'Number ordered ?', 'Number delivered', 'Number delivered ?', 'status')
    """
    names: list[str] = []
    for cell in cells:
        name = cell.strip().rstrip(";")
        name = OTHER_NAMES.get(name, name)
        names.append(name or (f"{names[-1]} ?" if names else ""))
    return tuple(names)


def join_broken(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the records, those put together that a line break inside a comment tore apart.

    Stray semicolons at a record's end go. What does not come to sixteen cells stays as it is, to be refused.
    """
    mended: list[Line] = []
    waiting = [_stripped(line) for line in lines]
    waiting = [line for line in waiting if any(line.cells)]
    while waiting:
        line = waiting.pop(0)
        joined = line
        for index, other in enumerate(waiting):
            if len(joined.cells) >= len(COLUMNS) or len(other.cells) >= len(COLUMNS):
                break
            torn = f"{joined.cells[-1]} {other.cells[0]}".strip()
            joined = Line(line.number, (*joined.cells[:-1], torn, *other.cells[1:]))
            if len(joined.cells) == len(COLUMNS):
                line, waiting = joined, waiting[index + 1 :]
                break
        mended.append(line)
    return tuple(mended)


def _stripped(line: Line) -> Line:
    """Return a record without semicolons after its last cell and empty cells past the last column."""
    cells = list(line.cells)
    cells[-1] = cells[-1].rstrip("; ")
    while len(cells) > len(COLUMNS) and not cells[-1].strip("; "):
        cells.pop()
    return Line(line.number, tuple(cells))


def _reference(cells: Mapping[str, str], number: int, uid: Uid) -> str:
    """Return a short name; the register by deal has no numbers."""
    return f"SIPRI-deal-{digits_of(uid)[:12]}"


def _read(row: Row, names: Names, equipment: Thing | None) -> Deal | None:
    recipient, supplier = (find_party(row, column, names) for column in (TO, BY))
    marks = {column: row.choice(column, ("?", "")) == "?" for column in COLUMNS if column.endswith(" ?")}
    ordered, delivered = (
        read_number(row, column, is_estimate=marks[f"{column} ?"], mark="#?")
        for column in ("Number ordered", "Number delivered")
    )
    order_date = _year(row)
    order_date += "?" if order_date and marks["Year of order ?"] else ""
    years = _years(row)
    if equipment is None:
        return None
    span = f"{years[0]}/{years[-1]}" if len(years) > 1 else "".join(years)
    label = ", ".join(part for part in (row[WHAT], row[CLASS]) if part)
    parties = party_details(supplier, recipient)
    kinds = ReportedDetail.Kind
    order_details = [*parties, *([(kinds.ORDERED.value, "date", order_date, "")] if order_date else [])]
    words = row["Year(s) of delivery"] if len(years) > 1 else ""
    delivery_details = [*parties, *([(kinds.ARRIVAL.value, "date", span, words)] if span else [])]
    return Deal(
        row,
        headline(names, row[WHAT], supplier, recipient, span or order_date),
        [
            Statement(Stage.ORDERED.value, count_line(equipment, label, ordered), order_details),
            Statement(Stage.HANDED_OVER.value, count_line(equipment, label, delivered), delivery_details),
        ],
    )


def _year(row: Row) -> str:
    """Return the year of order; empty when it is empty or refused."""
    text = row[ORDERED]
    if text and not YEAR.fullmatch(text):
        row.refuse(ORDERED, CellFault.NO_YEAR, text=cut(text))
        return ""
    return text


def _years(row: Row) -> list[str]:
    """Return the years of delivery in ascending order, maybe none."""
    text = row["Year(s) of delivery"]
    if text and not YEARS.fullmatch(text):
        row.refuse("Year(s) of delivery", CellFault.NO_YEARS, text=cut(text))
        return []
    return sorted({year.strip() for year in text.split(";")} - {""})


BY_DEAL = Register(
    title="SIPRI trade register by deal",
    columns=COLUMNS,
    places=Places(BY, TO, ORDERED, "Year(s) of delivery"),
    identity=(TO, BY, ORDERED, WHAT, CLASS),
    rounds=ROUNDS,
    read=_read,
    reference=_reference,
    fields={
        "reference": WHAT,
        "title": WHAT,
        "period": "Year(s) of delivery",
        "label": WHAT,
        "equipment_type": WHAT,
        "phrase": "Number delivered",
        "quantity": "Number delivered",
        "date": "Year(s) of delivery",
        "party": BY,
    },
    numbers=(
        ORDERED,
        "Number ordered",
        "Number delivered",
        "Year(s) of delivery",
        *(column for column in COLUMNS if column.startswith("SIPRI TIV")),
    ),
    flags=tuple(column for column in COLUMNS if column.endswith(" ?")),
    designation=WHAT,
    classes=(CLASS,),
)
SIPRI_BY_DEAL = Format(
    "SIPRI trade register, 16 columns", COLUMNS, stage, has_preamble=True, head=name_header, mend=join_broken
)
