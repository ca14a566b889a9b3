"""Hold which column of a table, or which constant, says what; check it, and keep it as JSON."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from django.utils.translation import gettext as _

from inventory.domain.messages import Message, cut
from inventory.imports.codes import MappingFault
from inventory.imports.lines import shown
from inventory.imports.mapping.fields import REQUIRED, Field
from inventory.wording.messages import words

SWITCHES = ("is_packed", "clears_blanks")
LONGEST_NAME = 500  # characters of a column's name or of a constant


class MappingError(ValueError):
    """Refuse a mapping; each of its problems names its field or column."""

    def __init__(self, problems: Collection[Message | str]) -> None:
        super().__init__(problems)
        self._problems = tuple(problems)

    @property
    def problems(self) -> tuple[str, ...]:
        """Return what is wrong, in the reader's language."""
        return tuple(map(words, self._problems))

    def __str__(self) -> str:
        return " ".join(self.problems)


class DayOrder(StrEnum):
    """Say how 03/04/2025 is to be read."""

    UNKNOWN = ""
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class ShortYears(StrEnum):
    """Say how 2009-10 is to be read."""

    UNKNOWN = ""
    MONTHS = "months"
    SPANS = "spans"


@dataclass(frozen=True, slots=True)
class Given:
    """Say where a field's value comes from: a column of the table, or a constant for all rows."""

    column: str = ""
    constant: str = ""


@dataclass(frozen=True, slots=True)
class TableMapping:
    """Say what the columns of somebody's table mean.

    ``is_packed`` says that a cell lists several types with their counts: "CAESAR (19); Bohdana (18)".
    ``clears_blanks`` says that a blank cell of a row that is found again clears what is recorded; else the
    record keeps it.
    """

    fields: Mapping[Field, Given] = field(default_factory=dict)
    day_order: DayOrder = DayOrder.UNKNOWN
    is_packed: bool = False
    clears_blanks: bool = False
    short_years: ShortYears = ShortYears.UNKNOWN

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that are read, each once."""
        return tuple(dict.fromkeys(given.column for given in self.fields.values() if given.column))

    def problems(self, header: Collection[str] | None = None) -> list[str]:
        """Say what is missing or, where the table's ``header`` is given, not among its columns."""
        missing = [
            _("Say which column or constant is the %(fields)s.") % {"fields": _listed(choices)}
            for choices in REQUIRED
            if not self.fields.keys() & self._enough(choices)
        ]
        lost = [
            _("The table has no column %(column)s, which is to be the %(field)s.")
            % {"column": shown(given.column), "field": _listed([name])}
            for name, given in self.fields.items()
            if header is not None and given.column and given.column not in header
        ]
        return missing + lost

    def _enough(self, choices: Collection[Field]) -> set[Field]:
        """Return the fields of which one is enough; packed cells hold their counts themselves."""
        if self.is_packed and Field.PHRASE in choices:
            return {*choices, Field.EQUIPMENT_TYPE}
        return set(choices)

    def check(self, header: Collection[str] | None = None) -> None:
        """Raise MappingError when ``problems`` has any."""
        if problems := self.problems(header):
            raise MappingError(problems)

    def to_json(self) -> dict[str, Any]:
        """Return it as an object of JSON, from which ``from_json`` makes it again."""
        stated: dict[str, Any] = {
            "fields": {
                name.value: {"column": given.column} if given.column else {"constant": given.constant}
                for name, given in self.fields.items()
            }
        }
        if self.day_order:
            stated["day_order"] = self.day_order.value
        if self.is_packed:
            stated["is_packed"] = True
        if self.short_years:
            stated["short_years"] = self.short_years.value
        if self.clears_blanks:
            stated["clears_blanks"] = True
        return stated

    @classmethod
    def from_json(cls, stated: object) -> Self:
        """Return the mapping that an object of JSON states, complete or not.

        Raises MappingError with everything that is no part of a mapping.
        """
        if not isinstance(stated, Mapping):
            raise MappingError([Message(MappingFault.NO_OBJECT)])
        problems = [
            Message(MappingFault.NO_PART, name=cut(str(name)))
            for name in stated
            if name not in ("fields", "day_order", "short_years", *SWITCHES)
        ]
        fields = stated.get("fields", {})
        if not isinstance(fields, Mapping):
            raise MappingError([*problems, Message(MappingFault.NO_FIELDS)])
        given = {name: _given(str(name), value, problems) for name, value in fields.items()}
        order, short_years = stated.get("day_order", ""), stated.get("short_years", "")
        switches = {name: stated.get(name, False) for name in SWITCHES}
        if order not in list(DayOrder):
            problems.append(Message(MappingFault.NO_ORDER, text=cut(str(order))))
        if short_years not in list(ShortYears):
            problems.append(Message(MappingFault.NO_SHORT_YEARS, text=cut(str(short_years))))
        problems += [
            Message(MappingFault.NO_SWITCH, name=name)
            for name, value in switches.items()
            if not isinstance(value, bool)
        ]
        if problems:
            raise MappingError(problems)
        kept = {Field(name): value for name, value in given.items() if value != Given()}
        return cls(kept, DayOrder(order), short_years=ShortYears(short_years), **switches)


def _given(name: str, value: object, problems: list[Message]) -> Given:
    """Return where a field comes from; what is wrong with it is added to the problems."""
    if name not in Field.values:
        problems.append(Message(MappingFault.NO_FIELD, name=cut(name), known=", ".join(Field.values)))
        return Given()
    is_stated = (
        isinstance(value, Mapping)
        and len(value) == 1
        and value.keys() <= {"column", "constant"}
        and all(isinstance(text, str) and len(text) <= LONGEST_NAME for text in value.values())
    )
    if not isinstance(value, Mapping) or not is_stated:
        problems.append(Message(MappingFault.NO_COLUMN, name=cut(name)))
        return Given()
    return Given(**{key: text.strip() for key, text in value.items()})


def _listed(choices: Collection[Field]) -> str:
    return _(" or ").join(f"“{choice.label}”" for choice in choices)
