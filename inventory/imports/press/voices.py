"""Read who says what a row of the press file reports, and whom it is drawn from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from inventory.domain.credits import Credit, Origin, split_credit, split_origins
from inventory.domain.no_value import is_no_value, names_nobody
from inventory.imports.press.finding import Finder
from inventory.models import Basis
from inventory.models.names import Kind, Thing

PUBLISHER, DERIVED_FROM = "publisher", "derived_from"


@dataclass(frozen=True, slots=True)
class Draw:
    """Say whom a row is drawn from: a source, or the source of another row of the file, by its number."""

    source: Thing | None
    row: str
    basis: Basis
    words: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what tells it from other draws."""
        return (self.source.slug if self.source else "", self.row, self.basis.value)


class Voice(NamedTuple):
    """Hold who published a row and who speaks in it, None for the publisher itself, with the words."""

    source: Thing | None
    asserter: Thing | None
    words: str
    draws: tuple[Draw, ...]


def read_voice(finder: Finder, ids: Collection[str]) -> Voice:
    """Return who speaks in a row; ``ids`` are the numbers of the file's rows, which others may name.

    The whole cell may be the name of an outlet, whatever words it holds, unless all its parts are names.
    """
    cell = finder.row.required(PUBLISHER).strip()
    credit = split_credit(cell, takes_brackets=True)
    parts = (credit.publisher, credit.speaker or credit.owed)
    if finder.knows(Kind.SOURCE, cell) and not all(finder.knows(Kind.SOURCE, part) for part in parts):
        credit = Credit(cell)
    source = finder.find(Kind.SOURCE, PUBLISHER, credit.publisher)
    asserter = finder.find(Kind.SOURCE, PUBLISHER, credit.speaker)
    origins = [*split_origins(finder.row[DERIVED_FROM])]
    draws = [_draw(finder, DERIVED_FROM, origin, ids) for origin in origins]
    if credit.owed:
        draws.append(_draw(finder, PUBLISHER, Origin(credit.owed, False, credit.words), ids))
    own = {thing for thing in (source, asserter) if thing}
    found = {draw.key: draw for draw in draws if draw and draw.source not in own}
    return Voice(source, asserter, credit.words if asserter else "", tuple(found.values()))


def _draw(finder: Finder, column: str, origin: Origin, ids: Collection[str]) -> Draw | None:
    """Return what an origin says; None where it names nobody, or nobody who is known."""
    basis = Basis.INFERRED if origin.is_inferred else Basis.STATED
    if origin.name in ids and not finder.knows(Kind.SOURCE, origin.name):
        return Draw(None, origin.name, basis, origin.words)
    if is_no_value(origin.name) or names_nobody(origin.name):
        return None
    found = finder.find(Kind.SOURCE, column, origin.name)
    return Draw(found, "", basis, origin.words) if found else None
