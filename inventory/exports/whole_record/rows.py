"""Select the rows of a table of the whole record, in the order of their identifiers, without any key.

Rows that others name are named by identifier. Nothing depends on when, where or by whom it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    Field,
    Func,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
    Window,
)
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Cast, Collate, Greatest, Least, RowNumber

from inventory.columns.column import FileColumn
from inventory.exports.export import Export
from inventory.models.whole_record import PEOPLE, Column, RecordTable, Type, table_of, tables_for
from inventory.models.whole_record.moved import moved_by_identifier

UTC = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
PART: dict[str, tuple[str, Field[Any, Any]]] = {
    "low": ("lower(%(expressions)s)", IntegerField()),
    "high": ("upper(%(expressions)s) - 1", IntegerField()),
    "first": ("lower(%(expressions)s)", DateField()),
    "last": ("upper(%(expressions)s) - 1", DateField()),
}
# How a value of a type is written where PostgreSQL's own way is not the one of a data package.
WRITTEN: dict[Type, Callable[[Combinable], Combinable]] = {
    Type.OBJECT: lambda value: Cast(value, TextField()),
    Type.DATETIME: lambda value: Func(value, template=UTC, output_field=TextField()),
}


def export_table(table: RecordTable, *, is_private: bool) -> Export:
    """Return a table as a file has it; without private texts unless ``is_private``."""
    cells = {column.name: _cell(table, column, is_private=is_private) for column in table.columns}
    rows: QuerySet[Any] = table.model._default_manager.all()
    if table is PEOPLE:
        rows = rows.filter(_has_signed(is_private=is_private))
    order = [_in_order(table.column(name), cells[name]) for name in table.key]
    columns = [FileColumn(column.name, "", "", column.type, cells[column.name]) for column in table.columns]
    return Export(table.name, rows.order_by(*order), columns)


def _in_order(column: Column, cell: Combinable) -> OrderBy:
    """Return the order by a column that does not depend on the language of the database."""
    is_text = isinstance(_named(column), CharField | TextField)
    ordered: Any = Collate(cell, "C") if is_text else cell
    return OrderBy(ordered, nulls_first=True)


def _named(column: Column) -> Field[Any, Any]:
    """Return the field that a cell shows: of a reference, the identifier of the other row."""
    return table_of(column.target).identifier.field if column.target else column.field


def _has_signed(*, is_private: bool) -> Q:
    """Return the condition that a file names a person."""
    signed = Q(pk__in=[])
    for table in tables_for(is_private=is_private):
        for column in table.stored:
            if column.target is PEOPLE.model:
                signed |= Q(pk__in=table.model._default_manager.order_by().values(column.attname))
    return signed


def _cell(table: RecordTable, column: Column, *, is_private: bool) -> Combinable:
    if column.is_number:
        return Window(RowNumber(), partition_by=[F(f"{table.group}_id")], order_by=[F("pk").asc()])
    name = column.field.name
    if name == "moved":
        template = moved_by_identifier("%(expressions)s")
        return Cast(Func(F(name), template=template, output_field=TextField()), TextField())
    if column.end:
        template, kind = PART[column.end]
        return Func(F(name), template=template, output_field=kind)
    if column.target is not None:
        return _reference(table, column)
    if name in table.shown_if and not is_private:
        shown = When(**{table.shown_if[name]: True}, then=F(name))
        return Case(shown, default=Value(""), output_field=TextField())
    return WRITTEN[column.type](F(name)) if column.type in WRITTEN else F(name)


def _reference(table: RecordTable, column: Column) -> Combinable:
    """Return the identifier of the row that a cell names; of a pair, the smaller one stands first."""
    identifier = table_of(column.target).identifier.field
    if column.name in table.pair:
        both = [F(f"{name}__{identifier.name}") for name in table.pair]
        return Least(*both) if column.name == table.pair[0] else Greatest(*both)
    return F(f"{column.field.name}__{identifier.name}")
