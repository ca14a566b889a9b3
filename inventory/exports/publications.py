"""Write publications as a file, one a row, without their texts."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

from inventory.exports.export import Export
from inventory.exports.expressions import as_text, permalink, picked
from inventory.models import Publication


def export_publications(
    queryset: QuerySet[Publication], list_address: str, names: Sequence[str] | None = None
) -> Export:
    """Return the export of the publications of ``Publication.objects.for_list()``, in their order."""
    return Export("publications", queryset, picked(publication_columns(list_address), names))


def publication_columns(list_address: str) -> dict[str, Combinable]:
    """Return what stands in each column, in order."""
    return {
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
