"""Compute what is kept of shipments from their rows: those in the database, or those that a plan writes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from inventory.domain.comparison import conclude
from inventory.domain.tree import Taxonomy
from inventory.models.estimate_rows import ShipmentEstimates, estimates_of
from inventory.models.input_rows import InputRows, single_report_key

MOST_REMEMBERED = 10_000  # shipments with one report


class EstimateComputer:
    """Compute what shipments' rows come to over one tree, and what single reports say alike only once.

    A register has thousands of shipments that one report counts alike, so that one computer serves all
    shipments of an import or a recomputation.
    """

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self._remembered: dict[Hashable, ShipmentEstimates] = {}

    def compute(self, shipments: Mapping[int, InputRows]) -> dict[int, ShipmentEstimates]:
        """Return what each shipment's rows come to. Touches no database. Raises what ``conclude`` raises."""
        return {pk: self._of(rows) for pk, rows in shipments.items()}

    def _of(self, rows: InputRows) -> ShipmentEstimates:
        key = single_report_key(rows)
        known = self._remembered.get(key) if key is not None else None
        if known is None:
            known = estimates_of(conclude(rows.shipment_input(), self.taxonomy), len(rows.evidence))
            if key is not None and len(self._remembered) < MOST_REMEMBERED:
                self._remembered[key] = known
        return known
