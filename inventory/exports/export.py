"""Say what a file holds, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BooleanField, DecimalField, Field, IntegerField, QuerySet
from django.db.models.expressions import Combinable

type Value = str | int | None

READ_AT_ONCE = 2_000  # rows


@dataclass(frozen=True, slots=True)
class Export:
    """Name the rows of a file, in their order, and what stands in each column.

    ``profile`` is the name under which the codebook defines the columns, and the file's own; ``address`` is
    where the rows can be seen, for those who cite the file. ``headings`` stand above the columns instead of
    their names.
    """

    profile: str
    rows: QuerySet[Any]
    columns: Mapping[str, Combinable]
    address: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)

    @property
    def head(self) -> list[str]:
        """Return what stands above the columns, in order."""
        return [self.headings.get(name, name) for name in self.columns]

    def types(self) -> dict[str, str]:
        """Return the type of each column as a data package names it."""
        annotations = self._annotated().query.annotations
        return {name: type_of(annotations[alias].output_field) for name, alias in self._aliases().items()}

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
        cells: QuerySet[Any] = self._annotated().values_list(*self._aliases().values())
        return cells

    def _annotated(self) -> QuerySet[Any]:
        columns = dict(zip(self._aliases().values(), self.columns.values(), strict=True))
        annotated: QuerySet[Any] = self.rows.annotate(**columns)
        return annotated

    def _aliases(self) -> dict[str, str]:
        """Return what each column is called in the query, where a name with spaces cannot stand."""
        return {name: f"cell_{number}" for number, name in enumerate(self.columns)}


@dataclass(frozen=True, slots=True)
class RecordExport:
    """Name the columns of a file, with their types, and hold its rows, which Python has computed."""

    profile: str
    columns: Mapping[str, str]
    records: Sequence[Sequence[Value]]
    address: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)

    @property
    def head(self) -> list[str]:
        """Return what stands above the columns, in order."""
        return [self.headings.get(name, name) for name in self.columns]

    def types(self) -> dict[str, str]:
        """Return the type of each column as a data package names it."""
        return dict(self.columns)

    def cells(self) -> Iterator[Sequence[Any]]:
        """Yield the rows as tuples of the columns' values, in order."""
        yield from self.records


type AnyExport = Export | RecordExport


def type_of(column: Field[Any, Any]) -> str:
    """Return a column's type as a data package names it."""
    if isinstance(column, BooleanField):
        return "boolean"
    if isinstance(column, DecimalField):
        return "number"
    return "integer" if isinstance(column, IntegerField) else "string"
