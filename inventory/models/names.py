"""Find what a name stands for: a name or alias, however it is spelt. Nothing is guessed or created.

What a name may have been meant to be is only ever proposed. A state that had ended before the days in
question is asked about, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache
from typing import Any

from inventory.domain.dates import DayInterval, parse_edtf
from inventory.domain.messages import Message, cut
from inventory.domain.spelling import plain
from inventory.models.datasets import Dataset
from inventory.models.name_faults import UNKNOWN, NameFault, proposing
from inventory.models.name_register import FARTHEST, MODELS, Kind, Register, Suggestion, Thing, words_of
from inventory.models.successors import successors_of
from inventory.wording.messages import MessageError

__all__ = [
    "MODELS",
    "OF_STATES",
    "PROPOSALS",
    "Kind",
    "Names",
    "Suggestion",
    "Thing",
    "Unknown",
    "UnknownNameError",
    "days_said",
    "had_ended",
    "plain_name",
]

PROPOSALS = 3
MOST_SUGGESTED = 8  # names below what is being typed
AFTER = ", after "  # between a name and the last day on which what bears it existed
MAY_BE_NONE = frozenset({"NA"})  # The code of Namibia, and what R writes for no value
ONE_DAY = timedelta(days=1)
OF_STATES = (Kind.PARTY, Kind.PLACE)  # kinds of which states are, that end


@dataclass(frozen=True, slots=True)
class Unknown:
    """Hold a name that nobody knows. ``is_skipped`` says that somebody decided to leave it out.

    ``classes`` are what the file says that it is a name of, the narrowest first.
    """

    kind: Kind
    name: str
    is_skipped: bool = False
    classes: tuple[str, ...] = ()


class UnknownNameError(MessageError):
    """Refuse a name that stands for nothing, or for several things; ``proposals`` are what it may mean."""

    def __init__(
        self,
        message: Message,
        unknown: Unknown,
        proposals: Iterable[Thing] = (),
        *,
        is_ambiguous: bool = False,
    ) -> None:
        super().__init__(message)
        self.unknown = unknown
        self.proposals = tuple(proposals)
        self.is_ambiguous = is_ambiguous


class Names:
    """Hold the names of sources, places, parties and types; two queries load each kind when needed."""

    def __init__(self, decisions: Mapping[tuple[Kind, str], int | None] | None = None) -> None:
        """Take what people decided of names, in their plain form: a primary key, or None to leave it out."""
        self._decisions = decisions or {}
        self._registers: dict[Kind, Register] = {}
        self._proposed: dict[tuple[Kind, str], list[Thing]] = {}
        self._rows: dict[Kind, dict[Any, Any]] = {}

    def find(
        self,
        kind: Kind,
        name: str,
        scheme: str = "",
        *,
        days: DayInterval | None = None,
        is_code: bool = False,
    ) -> Thing:
        """Return the thing that a name stands for.

        ``days`` are those of which it is said, if any: of several states of one name it is the one that still
        was. ``is_code`` says that the name stands among codes of ISO 3166. Raises UnknownNameError
        with up to three proposals, also for a state that had ended before the days.
        """
        if (decided := self._decided(kind, name)) is not None:
            return self._still_there(decided, name, kind, days)
        found = self._found(kind, name, scheme, is_code=is_code)
        if len(found) > 1 and days is not None:
            found = [thing for thing in found if not had_ended(thing, days)] or found
        if not found:
            self._refuse_unknown(kind, name)
        if len(found) > 1:
            slugs = ", ".join(thing.slug for thing in found)
            raise UnknownNameError(
                Message(NameFault.AMBIGUOUS, name=cut(name), slugs=slugs),
                Unknown(kind, name),
                found,
                is_ambiguous=True,
            )
        return self._still_there(found[0], name, kind, days)

    def find_asked(self, kind: Kind, name: str) -> Thing:
        """Return what somebody decided that a name means which may as well be none.

        Raises UnknownNameError with up to three proposals as long as nothing is decided.
        """
        if (decided := self._decided(kind, name)) is not None:
            return decided
        proposals = self.proposals(kind, name)
        raise UnknownNameError(
            proposing(Message(NameFault.OPEN, name=cut(name)), proposals),
            Unknown(kind, name),
            proposals,
        )

    def _found(self, kind: Kind, name: str, scheme: str, *, is_code: bool) -> list[Thing]:
        register = self._register(kind)
        state = register.with_code(name.upper()) if is_code else None
        return [state] if state else register.bearing(name, scheme)

    def _refuse_unknown(self, kind: Kind, name: str) -> None:
        proposals = self.proposals(kind, name)
        raise UnknownNameError(
            proposing(Message(UNKNOWN[kind], name=cut(name)), proposals),
            Unknown(kind, name),
            proposals,
        )

    def _decided(self, kind: Kind, name: str) -> Thing | None:
        """Return what somebody decided that a name means; None where nothing was decided."""
        if not self._decisions or (decision := (kind, plain_name(name))) not in self._decisions:
            return None
        decided = self._decisions[decision]
        if decided is None:
            skipped = Unknown(kind, name, is_skipped=True)
            raise UnknownNameError(Message(NameFault.LEFT_OUT, name=cut(name)), skipped)
        return self._register(kind).by_pk[decided]

    def _still_there(self, thing: Thing, name: str, kind: Kind, days: DayInterval | None) -> Thing:
        """Return a thing, or what was decided of one that had ended before the days."""
        if thing.ended is None or days is None or not had_ended(thing, days):
            return thing
        asked = f"{name}{AFTER}{thing.ended - ONE_DAY}"
        if (decided := self._decided(kind, asked)) is not None:
            return decided
        proposals = self._after(kind, thing)
        day = str(thing.ended - ONE_DAY)
        fault = Message(NameFault.ENDED, name=cut(name), day=day, days=str(days))
        raise UnknownNameError(proposing(fault, proposals), Unknown(kind, asked), proposals)

    def _after(self, kind: Kind, thing: Thing) -> list[Thing]:
        """Return the states that followed one that ended, and that one itself."""
        register = self._register(kind)
        followed = filter(None, map(register.with_code, successors_of(register.code_of(thing))))
        return [*followed, thing]

    def knows(self, kind: Kind, name: str) -> bool:
        """Tell whether a name stands for one thing, or is left out. Nothing is proposed for it."""
        if self.is_decided(kind, name):
            return True
        return name.strip() not in MAY_BE_NONE and len(self._register(kind).bearing(name)) == 1

    def resolve(self, kind: Kind, name: str, scheme: str = "") -> Thing | None:
        """Return the one thing that a name stands for, else None; nothing is proposed.

        Raises UnknownNameError where somebody decided to leave the name out.
        """
        if (decided := self._decided(kind, name)) is not None:
            return decided
        found = self._found(kind, name, scheme, is_code=False)
        return found[0] if len(found) == 1 else None

    def is_decided(self, kind: Kind, name: str) -> bool:
        """Tell whether somebody decided what a name means in the tables at hand."""
        return (kind, plain_name(name)) in self._decisions

    def had_ended(self, kind: Kind, name: str) -> bool:
        """Tell whether a name that is asked about is that of a state, with the day by which it had ended."""
        return bool(self._ended(kind, name))

    def _ended(self, kind: Kind, name: str) -> list[Thing]:
        borne, after, _last_day = name.rpartition(AFTER)
        return [thing for thing in self._register(kind).bearing(borne) if thing.ended] if after else []

    def by_slug(self, kind: Kind, slug: str) -> Thing:
        """Return the thing with a slug, or else with that name; raises UnknownNameError with proposals."""
        thing = self._register(kind).by_slug.get(slug)
        return thing or self.find(kind, slug)

    def slugs(self, kind: Kind) -> Collection[str]:
        """Return the slugs of all things of a kind."""
        return self._register(kind).by_slug.keys()

    def by_pk(self, kind: Kind, pk: int) -> Thing:
        """Return the thing with a primary key."""
        return self._register(kind).by_pk[pk]

    def state_of(self, country: int | None) -> Thing | None:
        """Return the place that is a whole country; None where there is none."""
        return self._register(Kind.PLACE).states.get(country)

    def is_code(self, kind: Kind, name: str) -> bool:
        """Tell whether a name is a code of ISO 3166."""
        return self._register(kind).with_code(name) is not None

    def suggest(self, kind: Kind, text: str) -> list[Suggestion]:
        """Return what a name that is being typed may become, nearest first.

        Where nothing fits, names that look alike are proposed, as far from it as can be.
        """
        found = self._register(kind).suggest(text)
        if found or not plain(text):
            return found[:MOST_SUGGESTED]
        return [Suggestion(thing, "", FARTHEST) for thing in self.proposals(kind, text)]

    def proposals(self, kind: Kind, name: str) -> list[Thing]:
        """Return up to three things that a name may mean that stands for none, or for one that had ended."""
        if (kind, name) not in self._proposed:
            self._proposed[kind, name] = self._propose(kind, name)
        return self._proposed[kind, name]

    def _propose(self, kind: Kind, name: str) -> list[Thing]:
        register = self._register(kind)
        if ended := self._ended(kind, name):
            return self._after(kind, ended[0])
        found = [register.with_code(name.upper()), *self._states_with(kind, name), *register.bearing(name)]
        found += [one.thing for one in register.suggest(name)[:PROPOSALS]]
        found += register.resembling(name, PROPOSALS)
        return list(dict.fromkeys(filter(None, found)))[:PROPOSALS]

    def _states_with(self, kind: Kind, name: str) -> list[Thing]:
        """Return the state in which the place lies that a name stands for, where a party is looked for."""
        if kind is not Kind.PARTY:
            return []
        places = self._register(Kind.PLACE).bearing(name)
        return [state for place in places if (state := self._register(kind).states.get(place.country))]

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

    def _register(self, kind: Kind) -> Register:
        if kind not in self._registers:
            self._registers[kind] = Register(kind)
        return self._registers[kind]


def plain_name(name: str) -> str:
    """Return the form in which names are compared; that of mere marks is the marks themselves."""
    return plain(name) or words_of(name)


@lru_cache(maxsize=10_000)  # A register says the same year of thousands of names.
def days_said(kind: Kind, date: str) -> DayInterval | None:
    """Return the days of which a name is said, by a date in EDTF; None for what never ends."""
    return parse_edtf(date) if date and kind in OF_STATES else None


def had_ended(thing: Thing, days: DayInterval) -> bool:
    """Return whether a state had ended before the days of which it is said."""
    return thing.ended is not None and thing.ended <= days.first
