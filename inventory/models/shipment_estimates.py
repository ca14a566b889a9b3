"""Compute what is kept of shipments from their rows: those in the database, or those that a plan writes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from inventory.domain.comparison import conclude
from inventory.domain.tree import Taxonomy
from inventory.models.estimate_rows import ShipmentEstimates, estimates_of
from inventory.models.input_rows import InputRows, single_report_key

MOST_REMEMBERED = 10_000  # shipments with one report


def compute_estimates(shipments: Mapping[int, InputRows], taxonomy: Taxonomy) -> dict[int, ShipmentEstimates]:
    """Return what each shipment's rows come to. Touches no database. Raises what ``conclude`` raises."""
    remembered: dict[Hashable, ShipmentEstimates] = {}
    computed = {}
    for pk, rows in shipments.items():
        # A register has thousands of shipments that one report counts alike.
        key = single_report_key(rows)
        known = remembered.get(key) if key is not None else None
        if known is None:
            known = estimates_of(conclude(rows.shipment_input(), taxonomy), len(rows.evidence))
            if key is not None and len(remembered) < MOST_REMEMBERED:
                remembered[key] = known
        computed[pk] = known
    return computed
