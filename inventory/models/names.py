"""Find what a name stands for: an exact name or alias, whatever its case. Nothing is guessed or created.

What a name may have been meant to be is only ever proposed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db import models

from inventory.models.datasets import Dataset
from inventory.models.equipment import EquipmentAlias, EquipmentType
from inventory.models.reference import Party, PartyAlias, Place, PlaceAlias
from inventory.models.sources import Source, SourceAlias

PROPOSALS = 3
LEAST_LIKENESS = 0.2  # of pg_trgm, from 0 to 1
MOST_PROPOSED = 50  # names of one file that get proposals, each of which costs a query.
FARTHEST = 9  # of what looks alike and no more
MOST_SUGGESTED = 8  # names below what is being typed
SHOWN_LENGTH = 80  # characters of an offending name
NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Unknown:
    """Hold a name that nobody knows. ``is_skipped`` says that somebody decided to leave it out."""

    kind: Kind
    name: str
    is_skipped: bool = False


class UnknownNameError(ValueError):
    """Refuse a name that stands for nothing, or for several things; ``proposals`` are what it may mean."""

    def __init__(
        self, message: str, unknown: Unknown, proposals: Iterable[Thing] = (), *, is_ambiguous: bool = False
    ) -> None:
        super().__init__(message)
        self.unknown = unknown
        self.proposals = tuple(proposals)
        self.is_ambiguous = is_ambiguous


class Kind(StrEnum):
    """Name what a name may stand for."""

    SOURCE = "source"
    PLACE = "place"
    PARTY = "party"
    EQUIPMENT_TYPE = "equipment type"

    # Names are looked up several times a line of a file; an enumeration's own hash is a function of Python.
    __hash__ = str.__hash__


@dataclass(frozen=True, slots=True)
class Thing:
    """Hold a named thing. ``kind`` and ``country`` are empty for what has none."""

    pk: int
    slug: str
    name: str
    kind: str = ""
    country: int | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Propose a thing for what is being typed. ``spelling`` is the alias that it was found by, or empty.

    ``nearness`` is the place in the order of what fits, 0 for the very name; see ``_nearness``.
    """

    thing: Thing
    spelling: str
    nearness: int


MODELS: dict[Kind, tuple[type[models.Model], type[models.Model], str]] = {
    Kind.SOURCE: (Source, SourceAlias, "source"),
    Kind.PLACE: (Place, PlaceAlias, "place"),
    Kind.PARTY: (Party, PartyAlias, "party"),
    Kind.EQUIPMENT_TYPE: (EquipmentType, EquipmentAlias, "equipment_type"),
}


class Names:
    """Hold the names of sources, places, parties and types; two queries load each kind when needed."""

    def __init__(self, decisions: Mapping[tuple[Kind, str], int | None] | None = None) -> None:
        """Take what people decided of names, in their plain form: a primary key, or None to leave it out."""
        self._decisions = decisions or {}
        self._registers: dict[Kind, _Register] = {}
        self._proposed: dict[tuple[Kind, str], list[Thing]] = {}
        self._rows: dict[Kind, dict[Any, Any]] = {}

    def find(self, kind: Kind, name: str, scheme: str = "") -> Thing:
        """Return the thing that a name stands for.

        A scheme's own spelling goes before a name, a name before a spelling in common use, and that before
        other schemes' spellings. Raises UnknownNameError with up to three proposals.
        """
        register = self._register(kind)
        unknown = Unknown(kind, name)
        if self._decisions and (decision := (kind, plain_name(name))) in self._decisions:
            decided = self._decisions[decision]
            if decided is None:
                skipped = replace(unknown, is_skipped=True)
                raise UnknownNameError(f"{_shown(name)} is left out, as somebody decided.", skipped)
            return register.by_pk[decided]
        ranks = register.ranks(name, scheme)
        if not ranks:
            alike = self._alike(kind, name)
            raise UnknownNameError(
                f"{_shown(name)} is not the name of a known {kind}{_ending(alike)}", unknown, alike
            )
        if len(ranks) > 1:
            ranks.sort(key=lambda thing: thing.slug)
            slugs = ", ".join(thing.slug for thing in ranks)
            raise UnknownNameError(
                f"{_shown(name)} is the name of several: {slugs}.", unknown, ranks, is_ambiguous=True
            )
        return ranks[0]

    def knows(self, kind: Kind, name: str) -> bool:
        """Tell whether a name stands for one thing, or is left out. Nothing is proposed for it."""
        is_decided = (kind, plain_name(name)) in self._decisions
        return is_decided or len(self._register(kind).ranks(name, "")) == 1

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

    def suggest(self, kind: Kind, text: str) -> list[Suggestion]:
        """Return what a name that is being typed may become, nearest first; see ``_nearness``.

        Where nothing fits, names that look alike are proposed, as far from it as can be.
        """
        found = self._register(kind).suggest(text)
        if found or not plain_name(text):
            return found[:MOST_SUGGESTED]
        return [Suggestion(thing, "", FARTHEST) for thing in self._alike(kind, text)]

    def row(self, kind: Kind, pk: int) -> Any:
        """Return the row of a thing; the first of a kind reads all of that kind."""
        if kind not in self._rows:
            self._rows[kind] = MODELS[kind][0]._default_manager.in_bulk()
        return self._rows[kind][pk]

    @cached_property
    def datasets(self) -> dict[str, Thing]:
        """Return all datasets by slug. Files name them by that alone. Runs one query."""
        rows = Dataset.objects.values_list("pk", "slug", "name")
        return {slug: Thing(pk, slug, name) for pk, slug, name in rows}

    def names_of(self, kind: Kind) -> Iterable[tuple[str, int]]:
        """Return every plain name and alias of a kind with the key of what it stands for."""
        return self._register(kind).spellings()

    def _alike(self, kind: Kind, name: str) -> list[Thing]:
        """Return up to three things whose names look alike."""
        if (kind, name) not in self._proposed:
            if len(self._proposed) >= MOST_PROPOSED:
                return []
            register = self._register(kind)
            self._proposed[kind, name] = [register.by_pk[pk] for pk in _alike(kind, name)]
        return self._proposed[kind, name]


class _Register:
    """Hold all names of one kind of thing."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        things: models.Manager[Any] = MODELS[kind][0]._default_manager
        columns = ["pk", "slug", "name"]
        if kind in (Kind.PLACE, Kind.PARTY):
            columns += ["kind", "country_id"]
        self.by_pk = {row[0]: Thing(*row) for row in things.values_list(*columns)}
        self.by_slug = {thing.slug: thing for thing in self.by_pk.values()}
        self.countries = {
            thing.country: thing for thing in self.by_pk.values() if thing.kind == Place.Kind.COUNTRY
        }

    @cached_property
    def _named(self) -> dict[str, set[int]]:
        """Return the keys of the things that bear a plain name; files may give none but slugs."""
        named: dict[str, set[int]] = defaultdict(set)
        for thing in self.by_pk.values():
            named[plain_name(thing.name)].add(thing.pk)
        return named

    @cached_property
    def _aliases(self) -> dict[str, list[tuple[str, int]]]:
        """Return the schemes and keys of the things that have a plain name as an alias. Runs one query.

        Things that were added since theirs are left out.
        """
        _model, alias, owner = MODELS[self._kind]
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        aliases: models.Manager[Any] = alias._default_manager
        columns = [owner, "name", "scheme"] if self._kind is Kind.EQUIPMENT_TYPE else [owner, "name"]
        for pk, name, *scheme in aliases.values_list(*columns):
            if pk in self.by_pk:
                found[plain_name(name)].append((scheme[0] if scheme else "", pk))
        return found

    def spellings(self) -> Iterator[tuple[str, int]]:
        """Yield every plain name and alias with the key of what it stands for."""
        for name, keys in self._named.items():
            yield from ((name, pk) for pk in keys)
        for name, owners in self._aliases.items():
            yield from ((name, pk) for _, pk in owners)

    def suggest(self, text: str) -> list[Suggestion]:
        """Return the things with a name or alias that the text may become, nearest first."""
        plain = plain_name(text)
        if not plain:
            return []
        best: dict[int, tuple[int, str]] = {}
        for spelling, pk in self.spellings():
            nearness = _nearness(plain, spelling)
            if nearness is not None and nearness < best.get(pk, (FARTHEST, ""))[0]:
                best[pk] = nearness, spelling
        found = [
            Suggestion(
                self.by_pk[pk], "" if spelling == plain_name(self.by_pk[pk].name) else spelling, nearness
            )
            for pk, (nearness, spelling) in best.items()
        ]
        return sorted(found, key=lambda one: (one.nearness, len(one.thing.name), one.thing.name))

    def ranks(self, name: str, scheme: str) -> list[Thing]:
        """Return the things of the best rank that bear the name, maybe none."""
        plain = plain_name(name)
        aliases = self._aliases.get(plain, [])
        candidates: Iterable[set[int]] = (
            {pk for of, pk in aliases if of == scheme and scheme},
            self._named.get(plain, set()),
            {pk for of, pk in aliases if not of},
            {pk for _, pk in aliases},
        )
        best = next((found for found in candidates if found), set())
        return [self.by_pk[pk] for pk in best]


def _nearness(plain: str, spelling: str) -> int | None:
    """Return how near a spelling is to what was typed; None where it does not fit.

    >>> [_nearness("t72", name) for name in ("t72", "t-72", "t72b", "t-72b3", "obr t72", "kt72", "d-30")]
    [0, 1, 2, 3, 4, 5, None]
    """
    squeezed, other = NOT_LETTERS.sub("", plain), NOT_LETTERS.sub("", spelling)
    fits = (
        spelling == plain,
        bool(squeezed) and other == squeezed,
        spelling.startswith(plain),
        bool(squeezed) and other.startswith(squeezed),
        f" {plain}" in spelling,
        plain in spelling,
    )
    return next((place for place, is_fit in enumerate(fits) if is_fit), None)


def plain_name(name: str) -> str:
    """Return the form in which names are compared: case folded, white space simple."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _shown(name: str) -> str:
    """Return a name in quotation marks for a message, cut if it is long."""
    return f"“{name}”" if len(name) <= SHOWN_LENGTH else f"“{name[:SHOWN_LENGTH]}…”"


def _alike(kind: Kind, name: str) -> list[int]:
    """Return the keys of things whose names look alike, most alike first. Runs one query."""
    things: models.Manager[Any] = MODELS[kind][0]._default_manager
    alike = things.annotate(likeness=TrigramSimilarity("name", name)).filter(likeness__gte=LEAST_LIKENESS)
    return list(alike.order_by("-likeness", "name").values_list("pk", flat=True)[:PROPOSALS])


def _ending(proposals: Iterable[Thing]) -> str:
    """Return the end of a message that proposes names."""
    names = [f"“{thing.name}”" for thing in proposals]
    return f"; is it {' or '.join(names)}?" if names else "."
