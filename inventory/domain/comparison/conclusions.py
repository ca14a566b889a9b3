"""Conclude from a shipment's reports everything that any surface shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from inventory.domain.comparison.case import ShipmentInput, StageGroup
from inventory.domain.comparison.details import DetailRow, compare_details
from inventory.domain.comparison.drift import CountDrift, find_drift
from inventory.domain.comparison.estimates import TypeEstimate, estimate_types
from inventory.domain.comparison.marks import Mark, find_marks
from inventory.domain.comparison.statements import ShipmentStatements, collect_statements
from inventory.domain.independence import Voices
from inventory.domain.reconciliation import State
from inventory.domain.tree import Taxonomy


@dataclass(frozen=True)
class Conclusions:
    """Hold what follows from all that is reported on a shipment at one group of stages.

    `counts` has an estimate per type, in tree order, `details` a row per kind. What voices say of each type
    is in `statements`; what copies changed, and what a reader has to know beside the counts, are worked out
    when they are asked for, because an import needs neither.
    """

    case: ShipmentInput
    statements: ShipmentStatements
    counts: tuple[TypeEstimate, ...]
    details: tuple[DetailRow, ...]

    @property
    def voices(self) -> Voices:
        """Return the voices on the shipment."""
        return self.statements.voices

    @property
    def dispute_count(self) -> int:
        """Count the disagreements, each once, where it arises: on counts, classes and details."""
        counts = sum(found.arises_here + bool(found.type_conflict) for found in self.counts)
        return counts + sum(row.state is State.CONFLICT for row in self.details)

    @cached_property
    def drift(self) -> tuple[CountDrift, ...]:
        """Return the counts that copies give otherwise than their roots."""
        return find_drift(self.statements)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Return what a reader has to know beside the counts."""
        return find_marks(self.case, self.statements, self.counts, self.drift)


def conclude(case: ShipmentInput, taxonomy: Taxonomy, group: StageGroup = StageGroup.MOVED) -> Conclusions:
    """Return all that follows from a shipment's reports; counts are those of one group of stages.

    Raises CycleError for circles among reports or publications, TaxonomyError for a type that is not in the
    tree.
    """
    statements = collect_statements(case, taxonomy, group)
    return Conclusions(
        case,
        statements,
        estimate_types(case, taxonomy, statements),
        compare_details(case, statements.voices),
    )
