"""Write destinations as a file, one country a row."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from inventory.columns.column import picked
from inventory.columns.destinations import destination_columns
from inventory.exports.export import Export
from inventory.models import Country


def export_destinations(
    queryset: QuerySet[Country], list_address: str, names: Sequence[str] | None = None
) -> Export:
    """Return the export of the countries of ``Country.objects.for_list()``, in their order.

    ``voices`` are added up shipment by shipment; ``groups`` joins by semicolons those of today.
    """
    return Export("destinations", queryset, picked(destination_columns(list_address), names))
