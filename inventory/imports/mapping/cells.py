"""Read the cells of a row by what a mapping says of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from inventory.domain.dates import DateError, normalise_date, parse_edtf
from inventory.imports.cells import Row
from inventory.imports.files import shown
from inventory.imports.mapping.fields import Field
from inventory.imports.mapping.mapping import DayOrder, TableMapping
from inventory.imports.records import REGISTER, TableScope
from inventory.models import Language, Modality, Stage
from inventory.models.names import Kind, Names, Thing, UnknownNameError

FIGURES = re.compile(r"(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4})")
UNDATED = "XXXX"  # What words such as "date unknown" are read as
WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(:\d{2})?.*")

# Words that tables write for what we have codes for, besides the codes themselves.
STAGES = {
    Stage.PLEDGED: "promised announced committed promis annoncé",
    Stage.ORDERED: "order contracted commandé commande",
    Stage.IN_TRANSIT: "shipped expédié",
    Stage.ARRIVED: "arrivé",
    Stage.HANDED_OVER: "delivered received delivery livré reçu remis",
    Stage.CANCELLED: "canceled annulé",
    Stage.SEIZED: "intercepted saisi",
}
LANGUAGES = {
    Language.ARABIC: "arabic arabe",
    Language.ENGLISH: "english anglais eng",
    Language.FRENCH: "french français fra fre",
    Language.ITALIAN: "italian italien",
    Language.POLISH: "polish polonais",
    Language.PORTUGUESE: "portuguese portugais",
    Language.RUSSIAN: "russian russe",
    Language.SPANISH: "spanish espagnol",
    Language.TURKISH: "turkish turc",
    Language.UKRAINIAN: "ukrainian ukrainien",
}


def _choices(codes: Sequence[str], words: Mapping[Any, str]) -> dict[str, str]:
    """Return the code of each word, and of the code itself with spaces or with underscores."""
    found = {code: code for code in codes} | {code.replace("_", " "): code for code in codes}
    return found | {word: str(code) for code, listed in words.items() for word in listed.split()}


CHOICES = {
    Field.STAGE: _choices(Stage.values, STAGES),
    Field.LANGUAGE: _choices(Language.values, LANGUAGES),
    Field.MODALITY: _choices(Modality.values, {}),
}


@dataclass(frozen=True, slots=True)
class MappedRow:
    """Read one row; a bad cell is refused at its column, or at its field where that is a constant.

    ``found`` keeps what names stand for, for all rows that share it. ``scope`` says which table it is of.
    """

    row: Row
    mapping: TableMapping
    names: Names
    found: dict[tuple[Kind, str], Thing] = field(default_factory=dict)
    scope: TableScope = REGISTER

    def column(self, name: Field) -> str:
        """Return the column that a field is read from, for messages."""
        given = self.mapping.fields.get(name)
        return given.column if given and given.column else name.value

    def refuse(self, name: Field, reason: str) -> None:
        """Record a problem with a field."""
        self.row.refuse(self.column(name), reason)

    def text(self, name: Field) -> str:
        """Return what a field says, without white space around it; empty when nothing."""
        given = self.mapping.fields.get(name)
        if given is None:
            return ""
        return self.row[given.column].strip() if given.column else given.constant

    def is_open(self, name: Field) -> bool:
        """Tell whether a field says nothing, so that what the record has of it is kept."""
        return name not in self.mapping.fields or not (self.mapping.clears_blanks or self.text(name))

    def required(self, name: Field) -> str:
        """Return what a field says, which must not be empty."""
        text = self.text(name)
        if not text:
            self.refuse(name, "is empty.")
        return text

    def number(self, name: Field) -> int | None:
        """Return the whole number that a field says; None when nothing."""
        column = self.column(name)
        return Row(self.row.line, {column: self.text(name)}, self.row.problems).number(column)

    def choice(self, name: Field) -> str:
        """Return the code that a field's word stands for; empty when there is none."""
        text = self.text(name)
        if not text:
            return ""
        code = CHOICES[name].get(text.casefold())
        if code is None:
            codes = ", ".join(dict.fromkeys(CHOICES[name].values()))
            self.refuse(name, f"{shown(text)} is none of {codes}.")
        return code or ""

    def date(self, name: Field) -> str:
        """Return the EDTF date that a field says; empty when it says nothing, or that it is unknown."""
        date, fault = _date_in(self.text(name), self.mapping.day_order)
        if fault:
            self.refuse(name, fault)
        return date

    def find(self, kind: Kind, name: Field, text: str) -> Thing | None:
        """Return the thing that a name stands for; None when there is no name or it is unknown."""
        if not text:
            return None
        if (kind, text) not in self.found:
            try:
                self.found[kind, text] = self.names.find(kind, text)
            except UnknownNameError as error:
                self.row.refuse_name(self.column(name), error)
                return None
        return self.found[kind, text]

    def thing(self, kind: Kind, name: Field) -> Thing | None:
        """Return the thing that a field names."""
        return self.find(kind, name, self.text(name))


# Tables give the same dates on many rows.
@lru_cache(maxsize=10_000)
def _date_in(text: str, order: DayOrder) -> tuple[str, str]:
    """Return the EDTF date of a text, empty where none is stated, and what is wrong with it, if anything."""
    if not text:
        return "", ""
    try:
        date = normalise_date(_in_order(text, order))
        if date != UNDATED and parse_edtf(date) is None:
            raise DateError(text, "The year is missing.")
    except DateError as error:
        return "", str(error)
    return "" if date == UNDATED else date, ""


def _in_order(text: str, order: DayOrder) -> str:
    """Return a date of a spreadsheet in ISO form where the order of day and month is known.

    >>> _in_order("03/04/2025", DayOrder.DAY_FIRST), _in_order("03/04/2025", DayOrder.MONTH_FIRST)
    ('2025-04-03', '2025-03-04')
    >>> _in_order("2025-01-17T12:30:00", DayOrder.UNKNOWN), _in_order("May 2025", DayOrder.DAY_FIRST)
    ('2025-01-17', 'May 2025')
    """
    if match := WITH_TIME.fullmatch(text):
        return match[1]
    match = FIGURES.fullmatch(text)
    if match is None or order is DayOrder.UNKNOWN:
        return text
    day, month = ("one", "two") if order is DayOrder.DAY_FIRST else ("two", "one")
    return f"{match['year']}-{match[month]:0>2}-{match[day]:0>2}"
