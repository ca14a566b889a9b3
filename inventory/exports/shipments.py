"""Write shipments as a file, one a row, with their best-supported counts as words and as numbers."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import FilteredRelation, Q, QuerySet

from inventory.columns.column import picked
from inventory.columns.shipments import estimate_columns, shipment_columns
from inventory.exports.export import Export
from inventory.models import EquipmentType, Shipment


def export_shipments(
    queryset: QuerySet[Shipment], list_address: str, names: Sequence[str] | None = None
) -> Export:
    """Return the export of shipments, in their order.

    ``list_address`` is the absolute address of their list. Runs one query for all columns: which types have
    columns of their own.
    """
    columns = list(picked(shipment_columns(list_address), names))
    if names is None:
        for equipment_type in EquipmentType.objects.topmost_of(queryset):
            estimate = f"estimate_{equipment_type.pk}"
            on_type = Q(estimates__equipment_type=equipment_type.pk)
            queryset = queryset.annotate(**{estimate: FilteredRelation("estimates", condition=on_type)})
            columns += estimate_columns(equipment_type, estimate)
    return Export("shipments_wide", queryset, columns)
