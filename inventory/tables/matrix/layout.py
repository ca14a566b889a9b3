"""Choose the rows of a matrix, hide what lies below folded ones, and open reports, as an address asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inventory.tables.matrix.rows import RowView


class Selection(StrEnum):
    """Name which rows are shown.

    DISPUTED: those in dispute, with what is stated beside them and the types above. STATED: those that some
    report names, with the types above. ALL: what only follows, too.
    """

    DISPUTED = "disputed"
    STATED = "stated"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Layout:
    """Name the voices whose reports have columns of their own, and the types whose rows below are hidden.

    ``rows`` are those asked for; None shows what is disputed or, where nothing is, what is stated.
    """

    opened: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    rows: Selection | None = Selection.ALL

    def selection(self, *, is_disputed: bool) -> Selection:
        """Return which rows are shown of a shipment; of one without a dispute no empty matrix."""
        wanted = self.rows or Selection.DISPUTED
        return Selection.STATED if wanted is Selection.DISPUTED and not is_disputed else wanted


def toggle(names: Sequence[str], name: str) -> tuple[str, ...]:
    """Return the names without the one if it is among them, else with it."""
    return tuple(other for other in names if other != name) if name in names else (*names, name)


def select(rows: Sequence[RowView], selection: Selection) -> list[RowView]:
    """Return rows in tree order, those hidden that the selection leaves out.

    Where no count is in dispute, but a detail is, the counts that are stated are shown.
    """
    disputed = {place for place, row in enumerate(rows) if row.is_disputed}
    if selection is Selection.ALL:
        return list(rows)
    above = list(_places_above(rows))
    if selection is Selection.DISPUTED and disputed:
        levels = {above[place][:1] for place in disputed}
        kept = {place for place, row in enumerate(rows) if row.is_stated and above[place][:1] in levels}
    else:
        kept = {place for place, row in enumerate(rows) if row.is_stated}
    kept |= disputed
    kept |= {upper for place in kept for upper in above[place]}
    return [replace(row, is_hidden=place not in kept) for place, row in enumerate(rows)]


def _places_above(rows: Sequence[RowView]) -> Iterator[tuple[int, ...]]:
    """Yield for each row in tree order the places of the rows above it, nearest first."""
    trail: list[int] = []
    for place, row in enumerate(rows):
        while trail and rows[trail[-1]].depth >= row.depth:
            trail.pop()
        yield tuple(reversed(trail))
        trail.append(place)


def fold(rows: Sequence[RowView], folded: Sequence[str]) -> Iterator[RowView]:
    """Yield rows in tree order, knowing what lies below them and whether it is hidden."""
    hiding: int | None = None  # the depth of the folded row above
    for place, row in enumerate(rows):
        if hiding is not None and row.depth <= hiding:
            hiding = None
        below = _count_below(rows, place)
        is_folded = below > 0 and row.slug in folded
        yield replace(
            row,
            below=below,
            is_folded=is_folded,
            is_hidden=row.is_hidden or hiding is not None,
            toggled=toggle(folded, row.slug),
        )
        if is_folded and hiding is None and not row.is_hidden:
            hiding = row.depth


def _count_below(rows: Sequence[RowView], place: int) -> int:
    count = 0
    for row in rows[place + 1 :]:
        if row.depth <= rows[place].depth:
            break
        count += not row.is_hidden
    return count
