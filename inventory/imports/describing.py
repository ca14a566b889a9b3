"""Say in words what a file changes of a record."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.domain.messages import Message, cut
from inventory.imports.codes import PlanCode
from inventory.imports.records import Change, Concept, Record
from inventory.imports.schema import SCHEMAS
from inventory.models.names import Names


def changes_of(
    record: Record, held: Mapping[str, Any], differing: Collection[str], names: Names
) -> Iterator[Change]:
    """Yield what changes of a record, field by field; where a line moves is told by ``moves``."""
    for name in differing:
        if name == "report" and record.concept is Concept.DELIVERY:
            continue
        old, new = (_words(record.concept, name, values[name], names) for values in (held, record.values))
        yield Change(record.line, subject_of(record), record.column(name), old, new)


def subject_of(record: Record) -> Message:
    """Return how people call what a record is of."""
    name = record.values.get("reference") or record.values.get("title") or record.values.get("label")
    kind = record.concept.message
    return Message(PlanCode.OF_CONCEPT, concept=kind, name=cut(str(name))) if name else kind


def _words(concept: Concept, name: str, value: Any, names: Names) -> Message | str:
    """Return a value for people."""
    if value is None or value == "":
        return Message(PlanCode.NOTHING)
    if isinstance(value, NumericRange):
        if value.upper is None:
            return Message(PlanCode.OR_MORE, number=value.lower)
        high = value.upper - 1
        return str(high) if high == value.lower else f"{value.lower}–{high}"
    if name in SCHEMAS[concept].references:
        return _quoted(names.by_pk(SCHEMAS[concept].references[name], value).name)
    if name == "dataset":
        return _quoted(next(dataset.name for dataset in names.datasets.values() if dataset.pk == value))
    return _quoted(str(value))


def _quoted(text: str) -> Message:
    return Message(PlanCode.QUOTED, text=cut(text))
