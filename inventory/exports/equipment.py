"""Write equipment types as a file, one a row."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from inventory.columns.column import picked
from inventory.columns.equipment import equipment_columns
from inventory.exports.export import Export
from inventory.models import EquipmentType


def export_equipment(
    queryset: QuerySet[EquipmentType], list_address: str, names: Sequence[str] | None = None
) -> Export:
    """Return the export of the types of ``EquipmentType.objects.for_list()``, in their order.

    ``path`` holds the slugs from the root down. Each count takes in the types below.
    """
    return Export("equipment", queryset, picked(equipment_columns(list_address), names))
