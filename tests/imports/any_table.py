"""Draw any table of deliveries and its next edition, in which rows change, move, come and go."""

import csv
import io
from dataclasses import dataclass

from hypothesis import strategies as st

from inventory.imports.mapping import Field, Given, TableMapping

# What the cells of each column are drawn from; the first three are never blank.
CELLS = {
    "Weapon": ["T-72", "BTR-82A", "D-30"],
    "Source": ["RAIDS", "AFP"],
    "Recipient": ["Mali", "Niger", "Mali; Niger", "Niger; Mali"],
    "Supplier": ["Russia", "China", ""],
    "Quantity": ["7", "8", "about 50", ""],
    "Delivered": ["2024", "2024-05", ""],
    "Deal": ["D1", "D2", ""],
    "Link": ["https://a.example/1", "https://a.example/2", ""],
    "Said by": ["AFP", ""],
    "Stage": ["ordered", ""],
    "Note": ["seen", "heard", ""],
    "Quote": ["seven", ""],
}
FIELDS = {
    "Weapon": Field.EQUIPMENT_TYPE,
    "Source": Field.PUBLICATION_SOURCE,
    "Recipient": Field.RECIPIENT,
    "Supplier": Field.SUPPLIER,
    "Quantity": Field.PHRASE,
    "Delivered": Field.DATE,
    "Deal": Field.GROUP,
    "Link": Field.PUBLICATION_URL,
    "Said by": Field.ASSERTER,
    "Stage": Field.STAGE,
    "Note": Field.NOTE,
    "Quote": Field.QUOTE,
    "Number": Field.KEY,
}
NEEDED = ("Weapon", "Source", "Recipient", "Quantity")
STATES = ("Mali", "Niger", "Russia", "China")


@dataclass(frozen=True)
class Edition:
    """Hold a table: its columns, and its rows by these."""

    columns: list[str]
    rows: list[dict[str, str]]
    clears_blanks: bool = False

    @property
    def content(self) -> bytes:
        """Return it as a file."""
        file = io.StringIO()
        writer = csv.DictWriter(file, self.columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(self.rows)
        return file.getvalue().encode()

    @property
    def mapping(self) -> TableMapping:
        """Return what its columns say."""
        fields = {FIELDS[name]: Given(column=name) for name in self.columns}
        return TableMapping(fields, clears_blanks=self.clears_blanks)


@st.composite
def tables(draw, *, columns=None):
    """Draw a table whose rows have numbers that it never changes."""
    if columns is None:
        others = [name for name in CELLS if name not in NEEDED]
        columns = [*NEEDED, *draw(st.lists(st.sampled_from(others), unique=True)), "Number"]
    rows = [_row(draw, f"R{number}") for number in range(draw(st.integers(1, 4)))]
    return Edition(columns, rows)


def _row(draw, number):
    return {name: draw(st.sampled_from(cells)) for name, cells in CELLS.items()} | {"Number": number}


@st.composite
def next_editions(draw, table, *, keeps_columns=False):
    """Draw what becomes of a table: rows change in any cells, come, go, and change places; columns go.

    One that keeps its columns keeps whose word each row is, too: by that, new rows go to other shipments.
    """
    rows = [dict(row) for row in table.rows]
    changing = [name for name in CELLS if name != "Source" or not keeps_columns]
    for row in rows:
        for name in draw(st.lists(st.sampled_from(changing), max_size=3, unique=True)):
            row[name] = draw(st.sampled_from(CELLS[name]))
    rows = [row for row in rows if draw(st.integers(0, 4))]
    rows += [_row(draw, f"N{number}") for number in range(draw(st.integers(0, 2)))]
    columns = table.columns
    if not keeps_columns:
        columns = [name for name in columns if name in (*NEEDED, "Number") or draw(st.integers(0, 3))]
    return Edition(columns, draw(st.permutations(rows)), draw(st.booleans()))
