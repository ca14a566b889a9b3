"""Bring a table to the rows that a file states: add, change, and leave everything else alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

type Values = dict[str, Any]
type Identity = Callable[[Mapping[str, Any]], Hashable]


@dataclass(frozen=True, slots=True)
class Counts:
    """Count the stated rows that were new, changed and unchanged."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged)


def by(*columns: str) -> Identity:
    """Identify rows by their values in the columns; names count whatever their case."""

    def identity(values: Mapping[str, Any]) -> Hashable:
        parts = [values[column].lower() if column == "name" else values[column] for column in columns]
        return parts[0] if len(parts) == 1 else tuple(parts)

    return identity


def with_keys(rows: Iterable[Values], **references: Mapping[Any, int]) -> list[Values]:
    """Return rows with primary keys (`country_id`) in place of what names another row (`country`).

    `references` gives, for each column, the primary keys by name; None names nothing.
    """
    return [
        {column: value for column, value in values.items() if column not in references}
        | {
            f"{column}_id": None if values[column] is None else keys[values[column]]
            for column, keys in references.items()
        }
        for values in rows
    ]


def upsert(
    objects: models.QuerySet[Any], rows: Iterable[Values], identity: Identity
) -> tuple[Counts, dict[Any, int]]:
    """Add the rows that `objects` lacks and change those that differ, in at most three queries.

    All rows name the same columns, foreign keys by column name (`country_id`). Rows that are not stated stay
    as they are. A row that differs in nothing is not written, so that it leaves no history. Returns the
    counts and the primary key of each stated row.
    """
    stated = {identity(values): values for values in rows}
    if not stated:
        return Counts(), {}
    model, columns = objects.model, list(next(iter(stated.values())))
    found = {identity(values): (values.pop("pk"), values) for values in objects.values("pk", *columns)}
    keys = {key: found[key][0] for key in stated if key in found}
    changed = [key for key in keys if found[key][1] != stated[key]]
    new = [key for key in stated if key not in found]
    if changed:
        fields = [model._meta.get_field(column).name for column in columns]
        model.objects.bulk_update([model(pk=keys[key], **stated[key]) for key in changed], fields)
    made = model.objects.bulk_create([model(**stated[key]) for key in new])
    keys.update((key, row.pk) for key, row in zip(new, made, strict=True))
    return Counts(len(new), len(changed), len(stated) - len(new) - len(changed)), keys
