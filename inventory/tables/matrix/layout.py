"""Hide what lies below folded rows, and open the reports of voices beside them, as an address asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inventory.tables.matrix.rows import RowView


@dataclass(frozen=True, slots=True)
class Layout:
    """Name the voices whose reports have columns of their own, and the types whose rows below are hidden."""

    opened: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()


def toggle(names: Sequence[str], name: str) -> tuple[str, ...]:
    """Return the names without the one if it is among them, else with it."""
    return tuple(other for other in names if other != name) if name in names else (*names, name)


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
            is_hidden=hiding is not None,
            toggled=toggle(folded, row.slug),
        )
        if is_folded and hiding is None:
            hiding = row.depth


def _count_below(rows: Sequence[RowView], place: int) -> int:
    count = 0
    for row in rows[place + 1 :]:
        if row.depth <= rows[place].depth:
            break
        count += 1
    return count
