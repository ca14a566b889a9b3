"""Write equipment types as a file, one a row."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

from inventory.exports.export import Export
from inventory.exports.expressions import as_text, permalink, picked
from inventory.models import EquipmentType


def export_equipment(
    queryset: QuerySet[EquipmentType], list_address: str, names: Sequence[str] | None = None
) -> Export:
    """Return the export of the types of ``EquipmentType.objects.for_list()``, in their order.

    ``path`` holds the slugs from the root down. Each count takes in the types below.
    """
    return Export("equipment", queryset, picked(equipment_columns(list_address), names))


def equipment_columns(list_address: str) -> dict[str, Combinable]:
    """Return what stands in each column, in order."""
    return {
        "equipment_type": F("slug"),
        "permalink": permalink(list_address, "slug"),
        "name": F("name"),
        "parent": F("parent__slug"),
        "path": F("path"),
        "level": F("level"),
        "unit": F("unit"),
        "is_overlapping": as_text("is_overlapping"),
        "description": F("description"),
        "shipments": F("shipment_count"),
        "shipments_in_conflict": F("conflict_count"),
        "reports": F("report_count"),
    }
