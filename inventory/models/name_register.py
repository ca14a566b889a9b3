"""Hold all names of one kind of thing, to be looked for as they are compared, typed or misspelt."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from django.db import models

from inventory.domain.resemblance import Resemblance
from inventory.domain.spelling import fold, plain, spellings
from inventory.models.equipment import EquipmentAlias, EquipmentType
from inventory.models.reference import Country, Party, PartyAlias, Place, PlaceAlias
from inventory.models.sources import Source, SourceAlias

FARTHEST = 9  # of what looks alike and no more
LEAST_LIKENESS = 0.2  # from 0 to 1, as pg_trgm has it
NOT_LETTERS = re.compile(r"[\W_]+")
PARTS = re.compile(r" *[/()] *")  # between two names of one thing: Swaziland/Eswatini
CODE = re.compile(r"[A-Z]{2,4}")
PLACED = re.compile(r"(?P<name>.*\S)\s*\((?P<state>[^()]+)\)[\s*]*")  # Hezbollah (Lebanon)*


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
    """Hold a named thing. ``kind`` and ``country`` are empty for what has none.

    ``ended`` is the first day on which a former state no longer was; None for what did not end.
    """

    pk: int
    slug: str
    name: str
    kind: str = ""
    country: int | None = None
    ended: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Propose a thing for what is being typed. ``spelling`` is the alias that it was found by, or empty.

    ``nearness`` is the place in the order of what fits, 0 for the very name; see ``_nearness``.
    """

    thing: Thing
    spelling: str
    nearness: int


class Alias(NamedTuple):
    """Hold another spelling of a thing, and the scheme that it is of; empty for common use."""

    name: str
    scheme: str
    pk: int


MODELS: dict[Kind, tuple[type[models.Model], type[models.Model], str]] = {
    Kind.SOURCE: (Source, SourceAlias, "source"),
    Kind.PLACE: (Place, PlaceAlias, "place"),
    Kind.PARTY: (Party, PartyAlias, "party"),
    Kind.EQUIPMENT_TYPE: (EquipmentType, EquipmentAlias, "equipment_type"),
}
OF_STATES = frozenset({Place.Kind.COUNTRY.value, Party.Kind.STATE.value})


class Register:
    """Hold all names of one kind of thing; one query loads the things, one the aliases when needed."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        things: models.Manager[Any] = MODELS[kind][0]._default_manager
        columns = ["pk", "slug", "name"]
        if kind in (Kind.PLACE, Kind.PARTY):
            columns += ["kind", "country_id", "country__existence"]
        self.by_pk = {row[0]: _thing(row) for row in things.values_list(*columns)}
        self.by_slug = {thing.slug: thing for thing in self.by_pk.values()}
        self.states = {thing.country: thing for thing in self.by_pk.values() if thing.kind in OF_STATES}

    @cached_property
    def _named(self) -> dict[str, set[int]]:
        """Return the keys of the things that bear a name, as names are compared."""
        named: dict[str, set[int]] = defaultdict(set)
        for thing in self.by_pk.values():
            named[plain(thing.name)].add(thing.pk)
        return named

    @cached_property
    def _aliases(self) -> list[Alias]:
        """Return all aliases but those of things that were added since theirs. Runs one query."""
        _model, alias, owner = MODELS[self._kind]
        aliases: models.Manager[Any] = alias._default_manager
        columns = ["name", "scheme", owner] if self._kind is Kind.EQUIPMENT_TYPE else ["name", owner]
        found = (
            Alias(row[0], row[1] if len(row) > 2 else "", row[-1]) for row in aliases.values_list(*columns)
        )
        return [one for one in found if one.pk in self.by_pk]

    @cached_property
    def _aliased(self) -> dict[str, list[Alias]]:
        aliased: dict[str, list[Alias]] = defaultdict(list)
        for alias in self._aliases:
            aliased[plain(alias.name)].append(alias)
        return aliased

    @cached_property
    def _codes(self) -> dict[str, int]:
        """Return the key of the state that has a code of ISO 3166. Runs one query."""
        if self._kind not in (Kind.PLACE, Kind.PARTY):
            return {}
        rows = Country.objects.values_list("pk", "code", "alpha3")
        return {
            code: self.states[pk].pk for pk, *codes in rows for code in codes if code and pk in self.states
        }

    @cached_property
    def _resemblance(self) -> Resemblance[int]:
        return Resemblance(self.names())

    @cached_property
    def _worded(self) -> list[tuple[str, str, str, int]]:
        """Return the words of every name, its letters alone, the name, and the key of what bears it."""
        worded = ((words_of(name), name, pk) for name, pk in self.names())
        return [(words, NOT_LETTERS.sub("", words), name, pk) for words, name, pk in worded]

    def names(self) -> Iterator[tuple[str, int]]:
        """Yield every name and alias with the key of what it stands for."""
        yield from ((thing.name, thing.pk) for thing in self.by_pk.values())
        yield from ((alias.name, alias.pk) for alias in self._aliases)

    def with_code(self, code: str) -> Thing | None:
        """Return the state that has a code of ISO 3166, of two, three or, for a former one, four letters."""
        pk = self._codes.get(code) if CODE.fullmatch(code) else None
        return None if pk is None else self.by_pk[pk]

    def code_of(self, thing: Thing) -> str:
        """Return the code of ISO 3166 that a state has, of two or four letters; empty for anything else."""
        return next((code for code, pk in self._codes.items() if pk == thing.pk and len(code) != 3), "")

    def bearing(self, name: str, scheme: str = "") -> list[Thing]:
        """Return the things that bear a name, maybe none, one or several.

        A scheme's own spelling goes before a name, a name before a spelling in common use, that before other
        schemes' spellings, and a code of ISO 3166 comes last. A name is looked for under each of its
        spellings, with its state in brackets, and in two parts that name the same thing.
        """
        for form in spellings(name):
            if found := self._ranked(form, scheme):
                return self._as_written(found, name)
        if state := self.with_code(name.strip()):
            return [state]
        return self._placed(name, scheme) or self._named_twice(name, scheme)

    def _ranked(self, form: str, scheme: str) -> set[int]:
        aliases = self._aliased.get(form, ())
        candidates: Iterable[set[int]] = (
            {alias.pk for alias in aliases if alias.scheme == scheme and scheme},
            self._named.get(form, set()),
            {alias.pk for alias in aliases if not alias.scheme},
            {alias.pk for alias in aliases},
        )
        return next((found for found in candidates if found), set())

    def _as_written(self, found: set[int], name: str) -> list[Thing]:
        """Return the things; of several those that bear the name to the letter, if any does."""
        if len(found) > 1:
            written = words_of(name)
            letter_for_letter = {pk for words, *_, pk in self._worded if pk in found and words == written}
            found = letter_for_letter or found
        return sorted((self.by_pk[pk] for pk in found), key=lambda thing: thing.slug)

    def _placed(self, name: str, scheme: str) -> list[Thing]:
        """Return the things of a state that bear a name with that state in brackets behind it."""
        if not (match := PLACED.fullmatch(name)):
            return []
        countries = {state.country for state in self.bearing(match["state"]) if state.kind in OF_STATES}
        return [thing for thing in self.bearing(match["name"], scheme) if thing.country in countries - {None}]

    def _named_twice(self, name: str, scheme: str) -> list[Thing]:
        parts = [part for part in PARTS.split(name.strip()) if plain(part)]
        if len(parts) != 2:
            return []
        one, other = ({pk for form in spellings(part) for pk in self._ranked(form, scheme)} for part in parts)
        return [self.by_pk[pk] for pk in one & other] if len(one & other) == 1 else []

    def resembling(self, name: str, most: int) -> list[Thing]:
        """Return the things with a name or alias that looks alike, most alike first."""
        return [self.by_pk[pk] for pk in self._resemblance.nearest(name, most, LEAST_LIKENESS)]

    def suggest(self, text: str) -> list[Suggestion]:
        """Return the things with a name or alias that the text may become, nearest first."""
        typed = words_of(text)
        if not plain(typed):
            return []
        best: dict[int, tuple[int, str]] = {}
        squeezed = NOT_LETTERS.sub("", typed)
        for words, letters, name, pk in self._worded:
            nearness = _nearness(typed, words) if squeezed in letters else None
            if nearness is not None and nearness < best.get(pk, (FARTHEST, ""))[0]:
                best[pk] = nearness, name
        found = [
            Suggestion(self.by_pk[pk], "" if name == self.by_pk[pk].name else name, nearness)
            for pk, (nearness, name) in best.items()
        ]
        return sorted(found, key=lambda one: (one.nearness, len(one.thing.name), one.thing.name))


def _thing(row: tuple[Any, ...]) -> Thing:
    """Return the thing of a row; of places and parties the row says when their country existed."""
    *values, existence = row if len(row) == 6 else (*row, None)
    thing = Thing(*values)
    return replace(thing, ended=existence.upper) if existence and thing.kind in OF_STATES else thing


def words_of(name: str) -> str:
    """Return the words of a name in lower case of the plain alphabet, with their punctuation.

    >>> words_of(" Véhicules  BLINDÉS")
    'vehicules blindes'
    """
    return " ".join(fold(name).split())


def _nearness(typed: str, name: str) -> int | None:
    """Return how near a name is to what was typed; None where it does not fit.

    >>> [_nearness("t72", name) for name in ("t72", "t-72", "t72b", "t-72b3", "obr t72", "kt72", "d-30")]
    [0, 1, 2, 3, 4, 5, None]
    """
    squeezed, other = NOT_LETTERS.sub("", typed), NOT_LETTERS.sub("", name)
    fits = (
        name == typed,
        bool(squeezed) and other == squeezed,
        name.startswith(typed),
        bool(squeezed) and other.startswith(squeezed),
        f" {typed}" in name,
        typed in name,
    )
    return next((place for place, is_fit in enumerate(fits) if is_fit), None)
