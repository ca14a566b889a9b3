"""Write equipment types as CSV, one a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

from inventory.exports.copy import csv_lines
from inventory.exports.expressions import as_text, permalink, picked
from inventory.models import EquipmentType


def export_equipment(
    queryset: QuerySet[EquipmentType], list_address: str, names: Sequence[str] | None = None
) -> Iterator[bytes]:
    """Yield the CSV of the types of ``EquipmentType.objects.for_list()``, in their order.

    ``path`` holds the slugs from the root down. Each count takes in the types below.
    """
    columns: dict[str, Combinable] = {
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
    return csv_lines(queryset, picked(columns, names))
