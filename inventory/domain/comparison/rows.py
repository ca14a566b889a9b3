"""Show the counts of one shipment type by type: what follows, and what each voice says."""

from __future__ import annotations

from typing import NamedTuple

from inventory.domain.comparison.cells import Cell, Cells
from inventory.domain.comparison.conclusions import Conclusions
from inventory.domain.comparison.estimates import EstimationMethod, TypeEstimate
from inventory.domain.comparison.statements import VoiceKey
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import State
from inventory.domain.tree import Taxonomy


class Row(NamedTuple):
    """Hold what all voices say on one type, and what follows from it.

    `concluded` is the type's estimate, `estimate` the same by the method asked for. `cells` stand in the
    order of the comparison's voices. `divided` are the voices whose own words are in dispute.
    """

    type: int
    depth: int
    concluded: TypeEstimate
    estimate: Interval | None
    cells: tuple[Cell, ...]
    divided: tuple[VoiceKey, ...]

    @property
    def state(self) -> State:
        """Return how far the voices agree."""
        return self.concluded.state


def show_counts(concluded: Conclusions, taxonomy: Taxonomy, method: EstimationMethod) -> tuple[Row, ...]:
    """Return a row for every estimate."""
    cells = Cells(concluded.case, concluded.drift)
    voices = list(zip(concluded.voices.voices, concluded.statements.by_voice, strict=True))
    return tuple(
        [
            Row(
                found.type,
                taxonomy.depth(found.type),
                found,
                found.by_method(method),
                tuple([cells.cell(voice, said, found.type) for voice, said in voices]),
                tuple([said.key for _, said in voices if found.type in said.accounts]),
            )
            for found in concluded.counts
        ]
    )
