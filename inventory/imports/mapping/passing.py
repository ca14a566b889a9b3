"""Pass over the rows of a table that state no delivery: totals, footnotes, headings, repeated heads."""

from __future__ import annotations

import re

from inventory.domain.messages import Message, cut
from inventory.imports.codes import RowFault
from inventory.imports.mapping.cells import MappedRow
from inventory.imports.mapping.fields import Field

FEWEST_COLUMNS = 3  # of a table in which a row with one filled cell states nothing
# Whole cells, in the languages of the counts; spreadsheets write "Mali Total" below each group.
TOTAL = re.compile(
    r"(?:(?:grand|sub|over-?all|general|running|annual)[ -]?)?totals?\b.*|.*\b(?:sub-?)?total[:.]?"
    r"|sum|sums|somme|sous-total.*|total général.*|(?:gesamt|insgesamt|summe|zwischensumme)\b.*"
    r"|(?:итого|всего|разом|усього)\b.*|(?:razem|suma|ogółem|łącznie)\b.*|(?:toplam|genel toplam)\b.*"
    r"|(?:suma total|total geral|totale)\b.*|(?:المجموع|الإجمالي|مجموع).*",
    re.IGNORECASE,
)


def why_passed_over(row: MappedRow) -> Message | None:
    """Return why a row states no delivery; None where it may state one.

    A row that names a type of equipment beside anything else is never passed over.
    """
    cells, given = row.row.cells, row.mapping.fields[Field.EQUIPMENT_TYPE]
    if given.column and cells[given.column] not in ("", given.column):
        # Most rows name a type beside something else, and are looked at no further.
        others = sum(1 for cell in cells.values() if cell and not cell.isspace())
        if others > 1 and not cells[given.column].isspace():
            return None
    filled = [(column, cell.strip()) for column, cell in cells.items() if cell.strip()]
    if not filled:
        return Message(RowFault.EMPTY)
    if all(column == text for column, text in filled):
        return Message(RowFault.HEAD)
    named = cells[given.column].strip() if given.column else given.constant
    first = filled[0][1]
    if TOTAL.fullmatch(first) and (not named or not given.column or (named, given.column) == filled[0][::-1]):
        return Message(RowFault.TOTAL, text=cut(first))
    is_alone = len(filled) == 1 and len(cells) >= FEWEST_COLUMNS
    if is_alone and (not named or (named == first and not row.text(Field.PUBLICATION_SOURCE))):
        return Message(RowFault.ONE_CELL, text=cut(first))
    return None
