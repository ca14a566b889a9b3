"""Find what a name stands for: an exact name or alias, whatever its case. Nothing is guessed or created."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db import models

from inventory.imports.files import shown
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
MOST_PROPOSED = 50  # names of one file that get proposals, each of which costs a query.


class UnknownNameError(ValueError):
    """Refuse a name that stands for nothing, or for several things."""


class Kind(StrEnum):
    """Name what a name may stand for."""

    SOURCE = "source"
    PLACE = "place"
    PARTY = "party"
    EQUIPMENT_TYPE = "equipment type"


@dataclass(frozen=True, slots=True)
class Thing:
    """Hold a named thing. ``kind`` and ``country`` are empty for what has none."""

    pk: int
    slug: str
    name: str
    kind: str = ""
    country: int | None = None


MODELS: dict[Kind, tuple[type[models.Model], type[models.Model], str]] = {
    Kind.SOURCE: (Source, SourceAlias, "source"),
    Kind.PLACE: (Place, PlaceAlias, "place"),
    Kind.PARTY: (Party, PartyAlias, "party"),
    Kind.EQUIPMENT_TYPE: (EquipmentType, EquipmentAlias, "equipment_type"),
}


class Names:
    """Hold the names of sources, places, parties and types; two queries load each kind when needed."""

    def __init__(self) -> None:
        self._registers: dict[Kind, _Register] = {}
        self._proposed: dict[tuple[Kind, str], str] = {}

    def find(self, kind: Kind, name: str, scheme: str = "") -> Thing:
        """Return the thing that a name stands for.

        A scheme's own spelling goes before a name, a name before a spelling in common use, and that before
        other schemes' spellings. Raises UnknownNameError with up to three proposals.
        """
        register = self._register(kind)
        ranks = register.ranks(name, scheme)
        if not ranks:
            raise UnknownNameError(
                f"{shown(name)} is not the name of a known {kind}{self._proposals(kind, name)}"
            )
        if len(ranks) > 1:
            slugs = ", ".join(sorted(thing.slug for thing in ranks))
            raise UnknownNameError(f"{shown(name)} is the name of several: {slugs}.")
        return ranks[0]

    def by_slug(self, kind: Kind, slug: str) -> Thing:
        """Return the thing with a slug, or else with that name; raises UnknownNameError with proposals."""
        thing = self._register(kind).by_slug.get(slug)
        return thing or self.find(kind, slug)

    def by_pk(self, kind: Kind, pk: int) -> Thing:
        """Return the thing with a primary key."""
        return self._register(kind).by_pk[pk]

    def state_of(self, country: int | None) -> Thing | None:
        """Return the place that is a whole country; None where there is none."""
        return self._register(Kind.PLACE).countries.get(country)

    def _register(self, kind: Kind) -> _Register:
        if kind not in self._registers:
            self._registers[kind] = _Register(kind)
        return self._registers[kind]

    def _proposals(self, kind: Kind, name: str) -> str:
        """Return the end of a message: up to three names that look alike."""
        if (kind, name) not in self._proposed:
            if len(self._proposed) >= MOST_PROPOSED:
                return "."
            self._proposed[kind, name] = _alike(kind, name)
        return self._proposed[kind, name]


class _Register:
    """Hold all names of one kind of thing."""

    def __init__(self, kind: Kind) -> None:
        model, alias, owner = MODELS[kind]
        things: models.Manager[Any] = model._default_manager
        columns = ["pk", "slug", "name"]
        if kind in (Kind.PLACE, Kind.PARTY):
            columns += ["kind", "country_id"]
        self.by_pk = {row[0]: Thing(*row) for row in things.values_list(*columns)}
        self.by_slug = {thing.slug: thing for thing in self.by_pk.values()}
        self.countries = {
            thing.country: thing for thing in self.by_pk.values() if thing.kind == Place.Kind.COUNTRY
        }
        self._named: dict[str, set[int]] = defaultdict(set)
        self._aliases: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for thing in self.by_pk.values():
            self._named[_plain(thing.name)].add(thing.pk)
        aliases: models.Manager[Any] = alias._default_manager
        columns = [owner, "name", "scheme"] if kind is Kind.EQUIPMENT_TYPE else [owner, "name"]
        for pk, name, *scheme in aliases.values_list(*columns):
            self._aliases[_plain(name)].append((scheme[0] if scheme else "", pk))

    def ranks(self, name: str, scheme: str) -> list[Thing]:
        """Return the things of the best rank that bear the name, maybe none."""
        plain = _plain(name)
        aliases = self._aliases.get(plain, [])
        candidates: Iterable[set[int]] = (
            {pk for of, pk in aliases if of == scheme and scheme},
            self._named.get(plain, set()),
            {pk for of, pk in aliases if not of},
            {pk for _, pk in aliases},
        )
        best = next((found for found in candidates if found), set())
        return [self.by_pk[pk] for pk in best]


def _plain(name: str) -> str:
    """Return the form in which names are compared."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _alike(kind: Kind, name: str) -> str:
    """Return the end of a message that proposes names. Runs one query."""
    things: models.Manager[Any] = MODELS[kind][0]._default_manager
    alike = things.annotate(likeness=TrigramSimilarity("name", name)).filter(likeness__gte=LEAST_LIKENESS)
    names = list(alike.order_by("-likeness", "name").values_list("name", flat=True)[:PROPOSALS])
    return f"; is it {' or '.join(f'“{proposal}”' for proposal in names)}?" if names else "."
