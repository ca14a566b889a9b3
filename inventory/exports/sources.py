"""Write sources as a file, one a row."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

from inventory.exports.export import Export
from inventory.exports.expressions import permalink, picked
from inventory.models import Source


def export_sources(
    queryset: QuerySet[Source], list_address: str, names: Sequence[str] | None = None
) -> Export:
    """Return the export of the sources of ``Source.objects.for_list()``, in their order.

    ``rating`` is the letter of the latest one, empty where there is none.
    """
    return Export("sources", queryset, picked(source_columns(list_address), names))


def source_columns(list_address: str) -> dict[str, Combinable]:
    """Return what stands in each column, in order."""
    return {
        "source": F("slug"),
        "permalink": permalink(list_address, "slug"),
        "name": F("name"),
        "kind": F("kind"),
        "country": F("country__code"),
        "language": F("language"),
        "url": F("url"),
        "rating": F("grade"),
        "publications": F("publication_count"),
        "reports": F("report_count"),
        "latest_publication": F("last_published"),
    }
