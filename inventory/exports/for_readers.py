"""Turn an export into one for readers: words above the columns, and beside codes, in their language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Case, TextField, Value, When
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _

from inventory.columns.column import FileColumn
from inventory.exports.export import AnyExport, Export

# Told apart from any column that a file has.
WORDS = "{name} in words"


def for_readers(export: AnyExport) -> AnyExport:
    """Return the export with words, in the language of now: what is streamed is written after the answer."""
    columns = list(_with_words(export.columns))
    heads = [column.head for column in columns]
    if isinstance(export, Export):
        return replace(export, columns=columns, heads=heads)
    records = [list(_record(export.columns, record)) for record in export.cells()]
    return replace(export, columns=columns, heads=heads, records=records)


def _with_words(columns: Sequence[FileColumn]) -> Iterator[FileColumn]:
    for column in columns:
        yield column
        if column.choices:
            heading = _("%(column)s, in words") % {"column": column.head}
            yield FileColumn(WORDS.format(name=column.name), heading, "", value=_words(column))


def _words(column: FileColumn) -> Any:
    """Return the words of a column's code; none for a code that has none."""
    if column.value is None:
        return None
    cases = [
        When(Exact(column.value, Value(code)), then=Value(word)) for code, word in _choices(column).items()
    ]
    return Case(*cases, output_field=TextField())


def _record(columns: Sequence[FileColumn], record: Sequence[Any]) -> Iterator[Any]:
    for column, value in zip(columns, record, strict=True):
        yield value
        if column.choices:
            yield _choices(column).get(value)


def _choices(column: FileColumn) -> dict[str, str]:
    found = column.choices.choices if column.choices else []
    return {str(code): str(word) for code, word in found if code}
