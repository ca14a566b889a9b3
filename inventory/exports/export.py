"""Say what a file holds, whatever its format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BooleanField, Field, IntegerField, QuerySet
from django.db.models.expressions import Combinable


@dataclass(frozen=True, slots=True)
class Export:
    """Name the rows of a file, in their order, and what stands in each column.

    ``profile`` is the name under which the codebook defines the columns, and the file's own; ``address`` is
    where the rows can be seen, for those who cite the file.
    """

    profile: str
    rows: QuerySet[Any]
    columns: Mapping[str, Combinable]
    address: str = ""

    def fields(self) -> dict[str, Field[Any, Any]]:
        """Return the kind of value of each column."""
        annotations = self._annotated().query.annotations
        return {name: annotations[_alias(name)].output_field for name in self.columns}

    def cells(self) -> QuerySet[Any]:
        """Return the rows as tuples of the columns' values, in order."""
        cells: QuerySet[Any] = self._annotated().values_list(*map(_alias, self.columns))
        return cells

    def statement(self) -> str:
        """Return the query for the columns, complete; an empty text when it can select nothing."""
        try:
            statement, parameters = self.cells().query.sql_with_params()
        except EmptyResultSet:
            return ""
        with connections[self.rows.db].cursor() as cursor:
            # COPY takes no parameters, so the client puts them in, quoted by the driver.
            complete: str = cursor.mogrify(statement, parameters)
        return complete

    def _annotated(self) -> QuerySet[Any]:
        aliases = {_alias(name): column for name, column in self.columns.items()}
        annotated: QuerySet[Any] = self.rows.annotate(**aliases)
        return annotated


def _alias(name: str) -> str:
    """Return what a column is called in the query, where a field of the model may have its name."""
    return f"cell_{name}"


def type_of(field: Field[Any, Any]) -> str:
    """Return a column's type as a data package names it."""
    if isinstance(field, BooleanField):
        return "boolean"
    return "integer" if isinstance(field, IntegerField) else "string"
