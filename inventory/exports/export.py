"""Say what a file holds, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import QuerySet
from django.db.models.functions import Cast, NullIf

from inventory.columns.column import FileColumn, names_of
from inventory.models.whole_record import Type

type Value = str | int | Decimal | None

READ_AT_ONCE = 2_000  # rows


@dataclass(frozen=True, slots=True)
class Export:
    """Name the rows of a file, in their order, and its columns, whose values the database computes.

    ``profile`` is the kind of file, and the file's own name; ``address`` is where the rows can be seen, for
    those who cite the file. ``heads``, if any, stand above the columns instead of their names. ``left_out``
    says in English what the list leaves out by default.
    """

    profile: str
    rows: QuerySet[Any]
    columns: Sequence[FileColumn]
    address: str = ""
    heads: Sequence[str] = ()
    left_out: str = ""

    def cells(self) -> Iterator[Sequence[Any]]:
        """Yield the rows as tuples of the columns' values, in order."""
        yield from self._cells().iterator(chunk_size=READ_AT_ONCE)

    def statement(self) -> str:
        """Return the query for the columns, complete; an empty text when it can select nothing."""
        try:
            statement, parameters = self._cells().query.sql_with_params()
        except EmptyResultSet:
            return ""
        with connections[self.rows.db].cursor() as cursor:
            # COPY takes no parameters, so the client puts them in, quoted by the driver.
            complete: str = cursor.mogrify(statement, parameters)
        return complete

    def _cells(self) -> QuerySet[Any]:
        # The query cannot call them by names with spaces.
        values = {f"cell_{number}": _value(column) for number, column in enumerate(self.columns)}
        cells: QuerySet[Any] = self.rows.annotate(**values).values_list(*values)
        return cells


def _value(column: FileColumn) -> Any:
    """Return what stands in a cell. Files know one kind of empty: a text without characters is none."""
    value: Any = column.value
    if column.type is not Type.STRING:
        return value
    return NullIf(Cast(value, models.TextField()), models.Value(""), output_field=models.TextField())


@dataclass(frozen=True, slots=True)
class RecordExport:
    """Name the columns of a file, and hold its rows, which Python has computed."""

    profile: str
    columns: Sequence[FileColumn]
    records: Sequence[Sequence[Value]]
    address: str = ""
    heads: Sequence[str] = ()
    left_out: str = ""

    def cells(self) -> Iterator[Sequence[Any]]:
        """Yield the values of each row in the order of the columns; an empty text is none."""
        for record in self.records:
            yield [None if value == "" else value for value in record]


type AnyExport = Export | RecordExport


def head_of(export: AnyExport) -> list[str]:
    """Return what stands above the columns, in order."""
    return list(export.heads) or names_of(export.columns)
