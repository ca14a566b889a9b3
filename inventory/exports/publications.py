"""Write publications as CSV, one a row, without their texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

from inventory.exports.copy import csv_lines
from inventory.exports.expressions import as_text, permalink, picked
from inventory.models import Publication


def export_publications(
    queryset: QuerySet[Publication], list_address: str, names: Sequence[str] | None = None
) -> Iterator[bytes]:
    """Yield the CSV of the publications of ``Publication.objects.for_list()``, in their order."""
    columns: dict[str, Combinable] = {
        "publication_id": as_text("uid"),
        "permalink": permalink(list_address, "uid"),
        "published_on": F("published_on"),
        "title": F("title"),
        "source": F("source__slug"),
        "language": F("language"),
        "url": F("url"),
        "archived_url": F("archived_url"),
        "reports": F("report_count"),
        "shipments": F("shipment_count"),
    }
    return csv_lines(queryset, picked(columns, names))
