"""Describe the files of the whole record as a Frictionless data package: types, keys and meanings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import override

from inventory.exports.whole_record.outline import row_of
from inventory.models.whole_record import Column, RecordTable, Type, table_of

FORMAT = 1  # of the files; a reader refuses what it does not know
# What no help text says, since the forms that show those have no use for it.
NUMBER = "Place among the rows of the same {group}, in the order of entry, from 1."
ENDS = {
    "low": "At least.",
    "high": "At most, inclusive. Empty: open, or unknown where there is no low end either.",
    "first": "First day. Empty: open.",
    "last": "Last day, inclusive. Empty: open.",
}


def description(
    tables: Sequence[RecordTable], facts: Sequence[dict[str, Any]], *, is_private: bool
) -> dict[str, Any]:
    """Return what ``datapackage.json`` says of files, whose size, rows and checksum are ``facts``."""
    # What is described must not depend on who asked.
    with override("en"):
        resources = [{**_resource(table), **fact} for table, fact in zip(tables, facts, strict=True)]
    return {
        "profile": "tabular-data-package",
        "name": "whole-record",
        "title": "The whole record",
        "description": "Every table that people wrote. What is computed from it is left out.",
        "record_format": FORMAT,
        "has_private_texts": is_private,
        "resources": resources,
    }


def described(package: dict[str, Any]) -> bytes:
    """Return the description as the bytes of its file."""
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(table: RecordTable) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(table, column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if keys := [_foreign_key(table, column) for column in table.columns if _is_declared(column)]:
        schema["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": row_of(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(table: RecordTable, column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"name": column.name, "type": str(column.type)}
    constraints: dict[str, Any] = {}
    if column.is_required and column.name not in table.shown_if:
        constraints["required"] = True
    if (column.name,) == table.key:
        constraints["unique"] = True
    if column.choices:
        is_number = column.type is Type.INTEGER
        constraints["enum"] = [int(value) if is_number else value for value in column.choices]
    if meaning := _meaning(table, column):
        found["description"] = meaning
    return found | ({"constraints": constraints} if constraints else {})


def _meaning(table: RecordTable, column: Column) -> str:
    if column.is_number:
        return NUMBER.format(group=table.group)
    said = [str(column.field.help_text), ENDS.get(column.end, "")]
    if column.target:
        named = table_of(column.target)
        shared = f", of the same {named.key[0]}" if len(named.key) > 1 else ""
        said.append(f"Named by {named.identifier.name} of {named.name}{shared}.")
    return " ".join(part for part in said if part)


def _is_declared(column: Column) -> bool:
    """Tell whether a reference is one of the package's: those of several columns cannot be empty there."""
    if column.target is None:
        return False
    return column.is_required or len(table_of(column.target).key) == 1


def _foreign_key(table: RecordTable, column: Column) -> dict[str, Any]:
    """Return the reference of a column. A row that is named by more than its identifier shares the rest."""
    named = table_of(column.target)
    fields = [*named.key[:-1], column.name]
    # A package names its own file by an empty name.
    resource = "" if named is table else named.name
    return {"fields": fields, "reference": {"resource": resource, "fields": list(named.key)}}
