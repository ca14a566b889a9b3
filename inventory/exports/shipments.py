"""Write shipments as a file, one a row, with their best-supported counts as words."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from inventory.columns.column import picked
from inventory.columns.shipments import shipment_columns
from inventory.exports.export import Export
from inventory.models import Shipment


def export_shipments(
    queryset: QuerySet[Shipment], list_address: str, names: Sequence[str] | None = None
) -> Export:
    """Return the export of shipments, in their order.

    ``list_address`` is the absolute address of their list.
    """
    return Export("shipments_wide", queryset, picked(shipment_columns(list_address), names))
