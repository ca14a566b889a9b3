"""Write destinations as a file, one country a row."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

from inventory.exports.export import Export
from inventory.exports.expressions import permalink, picked
from inventory.models import Country


def export_destinations(
    queryset: QuerySet[Country], list_address: str, names: Sequence[str] | None = None
) -> Export:
    """Return the export of the countries of ``Country.objects.for_list()``, in their order.

    ``voices`` are added up shipment by shipment; ``groups`` joins by semicolons those of today.
    """
    return Export("destinations", queryset, picked(destination_columns(list_address), names))


def destination_columns(list_address: str) -> dict[str, Combinable]:
    """Return what stands in each column, in order."""
    return {
        "country": F("code"),
        "permalink": permalink(list_address, "code"),
        "name": F("name"),
        "region": F("region"),
        "latitude": F("latitude"),
        "longitude": F("longitude"),
        "shipments": F("shipment_count"),
        "voices": F("voice_sum"),
        "shipments_in_conflict": F("conflict_count"),
        "latest_period": F("last_period"),
        "groups": F("group_names"),
    }
