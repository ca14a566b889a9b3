"""Write sources as CSV, one a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

from inventory.exports.copy import csv_lines
from inventory.exports.expressions import permalink, picked
from inventory.models import Source


def export_sources(
    queryset: QuerySet[Source], list_address: str, names: Sequence[str] | None = None
) -> Iterator[bytes]:
    """Yield the CSV of the sources of ``Source.objects.for_list()``, in their order.

    ``rating`` is the letter of the latest one, empty where there is none.
    """
    columns: dict[str, Combinable] = {
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
    return csv_lines(queryset, picked(columns, names))
