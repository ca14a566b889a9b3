"""Name the database's own readings of names and texts, on which indexes stand and searches rest.

Migration 0005 holds the functions; ``inventory.domain.spelling`` states their rule.
"""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models


def plain(column: str) -> models.Func:
    """Return a name's letters and digits as they are compared: T-72 B3 and т72б3 are both t72b3."""
    return models.Func(models.F(column), function="inventory_plain", output_field=models.TextField())


def words(*columns: str) -> models.Func:
    """Return the words of up to three columns, a designation both whole and in its parts."""
    return models.Func(
        *(models.F(column) for column in columns),
        function="inventory_words",
        output_field=SearchVectorField(),
    )


def name_index(name: str, column: str = "name") -> GinIndex:
    """Return the index by which names are found that hold, or resemble, what was typed."""
    return GinIndex(OpClass(plain(column), name="gin_trgm_ops"), name=name)


def index_of_given(name: str, column: str) -> models.Index:
    """Return the index of a column that most rows leave null, which the others are found by."""
    return models.Index(fields=(column,), name=name, condition=models.Q((f"{column}__isnull", False)))


def words_index(name: str, *columns: str, condition: models.Q | None = None) -> GinIndex:
    """Return the index by which texts are found that have certain words."""
    return GinIndex(words(*columns), name=name, condition=condition)
