"""Find what a name stands for: its exact name, alias or slug, whatever its case. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db import models

from inventory.models import (
    EquipmentAlias,
    EquipmentType,
    Party,
    PartyAlias,
    Place,
    PlaceAlias,
    Source,
    SourceAlias,
)

PROPOSALS = 3
LEAST_LIKENESS = 0.2  # of pg_trgm, from 0 to 1


class UnknownNameError(ValueError):
    """Refuse a name that stands for nothing, or for several things."""


class Names:
    """Hold all names of one kind of thing, loaded by two queries."""

    def __init__(self, what: str, model: type[models.Model], alias: type[models.Model], owner: str) -> None:
        self.what = what
        self._model = model
        self._known: dict[str, set[int]] = {}
        named: models.Manager[Any] = model._default_manager
        aliases: models.Manager[Any] = alias._default_manager
        for pk, name, slug in named.values_list("pk", "name", "slug"):
            self._add([(name, pk), (slug, pk)])
        self._add(aliases.values_list("name", owner))

    def find(self, name: str) -> int:
        """Return the primary key of the thing; raises UnknownNameError with proposals."""
        found = self._known.get(name.lower(), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            things: models.Manager[Any] = self._model._default_manager
            slugs = things.filter(pk__in=found).order_by("slug").values_list("slug", flat=True)
            raise UnknownNameError(
                f"“{name}” is the name of several: {', '.join(slugs)}. Write one of these."
            )
        raise UnknownNameError(f"“{name}” is the name of no {self.what}{self._proposals(name)}")

    def _add(self, names: Iterable[tuple[str, int]]) -> None:
        for name, pk in names:
            self._known.setdefault(name.lower(), set()).add(pk)

    def _proposals(self, name: str) -> str:
        things: models.Manager[Any] = self._model._default_manager
        alike = things.annotate(likeness=TrigramSimilarity("name", name)).filter(likeness__gte=LEAST_LIKENESS)
        names = alike.order_by("-likeness", "name").values_list("name", flat=True)[:PROPOSALS]
        return f"; is it {' or '.join(f'“{proposal}”' for proposal in names)}?" if names else "."


def source_names() -> Names:
    """Load the names of sources."""
    return Names("source", Source, SourceAlias, "source")


def place_names() -> Names:
    """Load the names of places."""
    return Names("place", Place, PlaceAlias, "place")


def party_names() -> Names:
    """Load the names of parties."""
    return Names("party", Party, PartyAlias, "party")


def equipment_names() -> Names:
    """Load the names of equipment types."""
    return Names("equipment type", EquipmentType, EquipmentAlias, "equipment_type")
