"""Read the cells of a row into the fields of the record that their columns state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import BooleanField, CharField, Field, IntegerField, Model

from inventory.columns.column import FileColumn
from inventory.imports.cells import Row
from inventory.imports.schema import SCHEMAS
from inventory.models.fields import EdtfField
from inventory.models.names import Kind

# Finds the primary key of what a cell names; None where it is empty, or names nothing that is known.
type Find = Callable[[Row, Kind, str], int | None]
type Reading = Callable[[Row, Find], Any]

_SCHEMA_OF = {schema.model: schema for schema in SCHEMAS.values()}


def readings_of(columns: Iterable[FileColumn], model: type[Model]) -> dict[str, Reading]:
    """Return by field how it is read, for each column that states one of the model's.

    What the field is decides: a name, another row's identifier, a date, one of some words, a number or text.
    """
    return {
        column.states.field: _reading(column.name, model, column.states.field)
        for column in columns
        if column.states and column.states.model is model
    }


def read_fields(row: Row, readings: dict[str, Reading], find: Find) -> dict[str, Any]:
    """Return the fields that a row states; a bad cell is a problem, and is read as empty."""
    return {name: reading(row, find) for name, reading in readings.items()}


def _reading(column: str, model: type[Model], name: str) -> Reading:
    field, schema = model._meta.get_field(name), _SCHEMA_OF[model]
    if not isinstance(field, Field):
        raise TypeError(f"{name} is no field of {model.__name__}.")
    if name in schema.references:
        return _naming(column, schema.references[name], is_required=not field.null)
    if name in schema.links:
        return lambda row, _find: row.uid(column)
    for kind, reading in _BY_KIND.items():
        if isinstance(field, kind):
            return reading(column)
    return _choosing(column, field) if field.choices else _telling(column, field)


def _naming(column: str, kind: Kind, *, is_required: bool) -> Reading:
    def read(row: Row, find: Find) -> int | None:
        if is_required:
            row.required(column)
        return find(row, kind, column)

    return read


def _choosing(column: str, field: Field[Any, Any]) -> Reading:
    """Return what takes one of the field's words; an empty cell is its usual one."""
    words = tuple(value for value, _label in field.flatchoices if value)
    usual = field.get_default() if field.has_default() or field.blank else None
    return lambda row, _find: row.choice(column, words, usual)


def _telling(column: str, field: Field[Any, Any]) -> Reading:
    is_required = isinstance(field, CharField) and not field.blank
    return lambda row, _find: row.required(column) if is_required else row[column]


_BY_KIND: dict[type[Field[Any, Any]], Callable[[str], Reading]] = {
    BooleanField: lambda column: lambda row, _find: row.choice(column, ("true", "false"), "false") == "true",
    IntegerField: lambda column: lambda row, _find: row.number(column),
    EdtfField: lambda column: lambda row, _find: row.date(column),
}
