"""Show the counts of one shipment type by type: what follows, and what each voice says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from inventory.domain.comparison.case import Case
from inventory.domain.comparison.cells import Cell, Cells
from inventory.domain.comparison.conclusions import Conclusion
from inventory.domain.comparison.words import Hearing, VoiceKey
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import Reconciled, State
from inventory.domain.tree import Taxonomy


class Row(NamedTuple):
    """Hold what all voices say on one type, and what follows from it.

    Its `Conclusion` comes first, field by field. `cells` stand in the order of the comparison's voices.
    `divided` are the voices whose own words are in dispute. `conflict_below` lists the types below that are
    in conflict.
    """

    type: int
    is_stated: bool
    reconciled: Reconciled[VoiceKey]
    estimate: Interval | None
    own_state: State
    state: State
    type_conflict: tuple[int, ...]
    confirmed: int | None
    is_incoherent: bool
    counted: Interval | None
    depth: int
    cells: tuple[Cell, ...]
    divided: tuple[VoiceKey, ...]
    conflict_below: tuple[int, ...]


def show_counts(
    case: Case, taxonomy: Taxonomy, hearing: Hearing, concluded: Sequence[Conclusion]
) -> tuple[Row, ...]:
    """Return a row for every conclusion."""
    cells = Cells(case, hearing.accounts)
    below = _conflicts_below(taxonomy, concluded)
    rows = []
    for found in concluded:
        words = hearing.on(found.type)
        rows.append(
            Row(
                **found._asdict(),
                depth=taxonomy.depth(found.type),
                cells=tuple(
                    [cells.cell(voice, found.type, words.get(voice.key)) for voice in hearing.voices.voices]
                ),
                divided=tuple([voice for voice, word in words.items() if word.accounts]),
                conflict_below=tuple(below.get(found.type, ())),
            )
        )
    return tuple(rows)


def _conflicts_below(taxonomy: Taxonomy, concluded: Sequence[Conclusion]) -> Mapping[int, Sequence[int]]:
    """Return the conflicts below each type, in tree order."""
    below: dict[int, list[int]] = defaultdict(list)
    for found in concluded:
        if found.own_state is State.CONFLICT:
            for above in taxonomy.ancestors(found.type):
                below[above].append(found.type)
    return below
