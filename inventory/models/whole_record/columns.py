"""Derive the columns of a table of the whole record from the fields of its model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.postgres.fields import DateRangeField, IntegerRangeField
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db import models

type ModelField = models.Field[Any, Any]
type AnyModel = type[models.Model]

# A range stands in two columns, both ends inclusive.
ENDS = {IntegerRangeField: ("low", "high"), DateRangeField: ("first", "last")}
# What the database holds by itself.
HELD = (MaxLengthValidator, ProhibitNullCharactersValidator)


class Type(StrEnum):
    """Name the type of a column as a data package does."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    OBJECT = "object"


# The first that fits holds; all else is text.
TYPES: tuple[tuple[type[ModelField], Type], ...] = (
    (models.BooleanField, Type.BOOLEAN),
    (models.DecimalField, Type.NUMBER),
    (models.IntegerField, Type.INTEGER),
    (models.DateTimeField, Type.DATETIME),
    (models.DateField, Type.DATE),
    (models.JSONField, Type.OBJECT),
    (IntegerRangeField, Type.INTEGER),
    (DateRangeField, Type.DATE),
)


@dataclass(frozen=True, slots=True)
class Column:
    """Hold one column of a file: the field that it is of and, of a range, which end.

    ``target`` is the model of the row that it names, by that row's identifier. A number fills no column of
    the database: it is a row's place among those of the same report or shipment, in the order of entry.
    """

    name: str
    type: Type
    field: ModelField
    end: str = ""
    target: AnyModel | None = None
    is_number: bool = False

    @property
    def attname(self) -> str:
        """Return the column of the database that it fills."""
        return self.field.attname

    @property
    def is_text(self) -> bool:
        """Return whether the database holds its own values as text, and not the key of another row."""
        return self.target is None and isinstance(self.field, models.CharField | models.TextField)

    @property
    def is_required(self) -> bool:
        """Return whether no cell of it is empty; a long text may always be."""
        if isinstance(self.field, models.TextField):
            return False
        return not self.end and not (self.field.blank if self.is_text else self.field.null)

    @property
    def choices(self) -> list[str]:
        """Return the only values that it takes; none where any will do."""
        known = () if self.target else self.field.flatchoices
        return [str(value) for value, _label in known if value not in ("", None)]

    @property
    def longest(self) -> int | None:
        """Return how many characters a text may have; None for any number."""
        return self.field.max_length if self.is_text else None

    @property
    def validators(self) -> list[Any]:
        """Return what Python has to check of a text, since the database does not."""
        if not self.is_text:
            return []
        return [one for one in self.field.validators if not isinstance(one, HELD)]


def columns_of_field(field: ModelField) -> list[Column]:
    """Return the columns in which a field stands: two of a range, else one."""
    target = field.related_model if field.is_relation else None
    kind = next((kind for known, kind in TYPES if isinstance(field, known)), Type.STRING)
    for known, ends in ENDS.items():
        if isinstance(field, known):
            return [Column(f"{field.name}_{end}", kind, field, end) for end in ends]
    return [Column(field.name, kind, field, target=target)]


def number_column(group: str) -> Column:
    """Return the column of a row's place among those of the same ``group``."""
    return Column(f"number_in_{group}", Type.INTEGER, models.IntegerField(), is_number=True)
