"""Read the cells of a row by what a mapping says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from inventory.domain.credits import Credit, split_credit
from inventory.domain.dates import DateError, DateHabits, Remark, WrittenDate, read_written
from inventory.domain.messages import Message, Value, cut
from inventory.domain.no_value import is_no_value
from inventory.imports.cells import Row
from inventory.imports.codes import CellFault, PlanNote
from inventory.imports.evidence import NOT_AVAILABLE, Evidence
from inventory.imports.mapping.fields import Field
from inventory.imports.mapping.mapping import DayOrder, ShortYears, TableMapping
from inventory.imports.records import REGISTER, TableScope
from inventory.models import Language, Modality, Stage
from inventory.models.names import OF_STATES, Kind, Names, Thing, UnknownNameError, days_said

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


DATES = (Field.DATE, Field.ORDERED_ON, Field.PUBLISHED_ON)
# Where NA can stand for nothing but a value that is missing.
UNNAMED = (*DATES, Field.PHRASE, Field.LOW, Field.HIGH, Field.BEST, Field.PUBLICATION_URL, Field.ARCHIVED_URL)
IDENTITIES = frozenset({Field.KEY, Field.GROUP, Field.SHIPMENT_REFERENCE})
TEXTS = frozenset(
    {Field.LABEL, Field.HEDGE, Field.QUOTE, Field.NOTE, Field.PUBLICATION_TITLE, Field.SHIPMENT_TITLE}
)
# Words that are read as what they say, "None" and "-" among them.
COUNTED = frozenset({Field.PHRASE})
REMARKS = {
    Remark.TIME_DROPPED: PlanNote.TIME_DROPPED,
    Remark.DAY_NUMBER: PlanNote.DAY_NUMBER,
    Remark.SECONDS: PlanNote.SECONDS,
    Remark.MONTH_YEAR: PlanNote.MONTH_YEAR,
}


@dataclass(slots=True)
class Readings:
    """Remember for all rows of a table what names stand for, how dates are written, what was made of them.

    ``remarks`` count, by column and remark, the cells and hold the first line, text and date.
    """

    found: dict[tuple[Kind, str, str], Thing] = field(default_factory=dict)
    habits: dict[str, DateHabits] = field(default_factory=dict)
    credits: dict[str, Credit] = field(default_factory=dict)
    remarks: dict[tuple[str, Remark], tuple[int, int, str, str]] = field(default_factory=dict)

    def note(self, column: str, line: int, text: str, written: WrittenDate) -> None:
        """Remember what was made of a date."""
        if written.remark is not None:
            count, *first = self.remarks.get((column, written.remark), (0, line, text, written.edtf))
            self.remarks[column, written.remark] = (count + 1, *first)  # type: ignore[assignment]

    def notes(self) -> list[Message]:
        """Return what was made of dates, each way in each column once."""
        return [
            Message(REMARKS[remark], column=column, count=count, line=str(line), text=cut(text), edtf=edtf)
            for (column, remark), (count, line, text, edtf) in self.remarks.items()
        ]


@dataclass(frozen=True, slots=True)
class MappedRow:
    """Read one row; a bad cell is refused at its column, or at its field where that is a constant.

    ``readings`` are shared by all rows of the table. ``scope`` says which table it is of.
    """

    row: Row
    mapping: TableMapping
    names: Names
    readings: Readings = field(default_factory=Readings)
    scope: TableScope = REGISTER

    def column(self, name: Field) -> str:
        """Return the column that a field is read from, for messages."""
        given = self.mapping.fields.get(name)
        return given.column if given and given.column else name.value

    def refuse(self, name: Field, reason: Message | str, /, **values: Value) -> None:
        """Record a problem with a field, by its code and the values of that."""
        self.row.refuse(self.column(name), reason, **values)

    def text(self, name: Field) -> str:
        """Return what a field says, without white space around it; empty when nothing.

        What programs write for no value is nothing: in texts only where the column has no empty cells.
        """
        given = self.mapping.fields.get(name)
        if given is None:
            return ""
        text = self.row[given.column].strip() if given.column else given.constant
        evidence = self.row.evidence
        if not text or name in COUNTED or not given.column or evidence is None:
            return text
        if is_no_value(text):
            return text if name in TEXTS and "" in evidence.texts(given.column) else ""
        if text == NOT_AVAILABLE and self._is_missing_as_na(name, given.column, evidence):
            return ""
        if name in IDENTITIES and evidence.is_of_floats(given.column):
            return text.partition(".")[0]
        return text

    def _is_missing_as_na(self, name: Field, column: str, evidence: Evidence) -> bool:
        """Tell whether NA stands for no value: it does where it is no code of Namibia, and in R's files."""
        if name in UNNAMED:
            return True
        given = (self.mapping.fields.get(other) for other in UNNAMED)
        others = [one.column for one in given if one and one.column]
        return evidence.is_missing_as_na(others) and not evidence.is_of_codes(column)

    def is_open(self, name: Field) -> bool:
        """Tell whether a field says nothing, so that what the record has of it is kept."""
        return name not in self.mapping.fields or not (self.mapping.clears_blanks or self.text(name))

    def required(self, name: Field) -> str:
        """Return what a field says, which must not be empty."""
        text = self.text(name)
        if not text:
            self.refuse(name, CellFault.EMPTY)
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
            self.refuse(name, CellFault.NONE_OF, text=cut(text), allowed=codes)
        return code or ""

    def date(self, name: Field) -> str:
        """Return the EDTF date that a field says; empty when it says nothing, or that it is unknown."""
        text = self.text(name)
        if not text:
            return ""
        try:
            column = self.column(name)
            if column not in self.readings.habits:
                self.readings.habits[column] = self._habits(column)
            written = read_written(text, self.readings.habits[column])
        except DateError as error:
            self.refuse(name, error.message)
            return ""
        self.readings.note(column, self.row.line, text, written)
        return written.edtf

    def _habits(self, column: str) -> DateHabits:
        """Return how the dates of a column are written: as somebody said, else as the table's dates tell."""
        mapping, evidence = self.mapping, self.row.evidence
        given = (mapping.fields.get(name) for name in DATES)
        columns = tuple(one.column for one in given if one and one.column)
        habits = evidence.habits(columns, column) if evidence and columns else DateHabits()
        if mapping.day_order:
            habits = replace(habits, is_day_first=mapping.day_order is DayOrder.DAY_FIRST)
        if mapping.short_years:
            habits = replace(habits, has_spans=mapping.short_years is ShortYears.SPANS)
        return habits

    def find(self, kind: Kind, name: Field, text: str, date: str = "") -> Thing | None:
        """Return the thing that a name stands for; None when there is no name or it is unknown.

        ``date`` is when it is said to have been what the field names: a state may have ended before.
        """
        if not text:
            return None
        if (kind, text, date) not in self.readings.found:
            try:
                self.readings.found[kind, text, date] = self._find(kind, name, text, date)
            except UnknownNameError as error:
                self.row.refuse_name(self.column(name), error)
                return None
        return self.readings.found[kind, text, date]

    def _find(self, kind: Kind, name: Field, text: str, date: str) -> Thing:
        days = days_said(kind, date)
        evidence, column = self.row.evidence, self.column(name)
        is_code = kind in OF_STATES and evidence is not None and evidence.is_of_codes(column)
        if text == NOT_AVAILABLE and kind in OF_STATES and not is_code:
            return self.names.find_asked(kind, text)
        return self.names.find(kind, text, days=days, is_code=is_code)

    def credit(self) -> Credit:
        """Return who published the row and whose words it is, by how its source is named."""
        text = self.text(Field.PUBLICATION_SOURCE)
        if outlet := self.text(Field.PASSED_ON_BY):
            return Credit(outlet, text, "", outlet)
        if text not in self.readings.credits:
            is_name = self.names.knows(Kind.SOURCE, text)
            self.readings.credits[text] = Credit(text) if is_name else split_credit(text)
        return self.readings.credits[text]

    def publisher(self) -> Thing | None:
        """Return who published the row; None when nobody is named, or nobody who is known."""
        name = Field.PASSED_ON_BY if self.text(Field.PASSED_ON_BY) else Field.PUBLICATION_SOURCE
        return self.find(Kind.SOURCE, name, self.credit().publisher)

    def thing(self, kind: Kind, name: Field, date: str = "") -> Thing | None:
        """Return the thing that a field names; ``date`` is that of ``find``."""
        return self.find(kind, name, self.text(name), date)
