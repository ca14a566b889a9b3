"""Say what a file holds, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

from inventory.columns.column import FileColumn, names_of

type Value = str | int | None

READ_AT_ONCE = 2_000  # rows


@dataclass(frozen=True, slots=True)
class Export:
    """Name the rows of a file, in their order, and its columns, whose values the database computes.

    ``profile`` is the kind of file, and the file's own name; ``address`` is where the rows can be seen, for
    those who cite the file. With ``has_headings`` words for readers stand above the columns instead of their
    names.
    """

    profile: str
    rows: QuerySet[Any]
    columns: Sequence[FileColumn]
    address: str = ""
    has_headings: bool = False

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
        values = {f"cell_{number}": column.value for number, column in enumerate(self.columns)}
        cells: QuerySet[Any] = self.rows.annotate(**values).values_list(*values)
        return cells


@dataclass(frozen=True, slots=True)
class RecordExport:
    """Name the columns of a file, and hold its rows, which Python has computed."""

    profile: str
    columns: Sequence[FileColumn]
    records: Sequence[Sequence[Value]]
    address: str = ""
    has_headings: bool = False

    def cells(self) -> Iterator[Sequence[Any]]:
        """Yield the rows as tuples of the columns' values, in order."""
        yield from self.records


type AnyExport = Export | RecordExport


def head_of(export: AnyExport) -> list[str]:
    """Return what stands above the columns, in order."""
    return [column.head for column in export.columns] if export.has_headings else names_of(export.columns)
