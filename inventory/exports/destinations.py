"""Write destinations as CSV, one country a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

from inventory.exports.copy import csv_lines
from inventory.exports.expressions import permalink, picked
from inventory.models import Country


def export_destinations(
    queryset: QuerySet[Country], list_address: str, names: Sequence[str] | None = None
) -> Iterator[bytes]:
    """Yield the CSV of the countries of ``Country.objects.for_list()``, in their order.

    ``voices`` are added up shipment by shipment; ``groups`` joins by semicolons those of today.
    """
    columns: dict[str, Combinable] = {
        "country": F("code"),
        "permalink": permalink(list_address, "code"),
        "name": F("name"),
        "region": F("region"),
        "shipments": F("shipment_count"),
        "voices": F("voice_sum"),
        "shipments_in_conflict": F("conflict_count"),
        "latest_period": F("last_period"),
        "groups": F("group_names"),
    }
    return csv_lines(queryset, picked(columns, names))
