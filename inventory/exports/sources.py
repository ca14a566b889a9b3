"""Write sources as a file, one a row."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from inventory.columns.column import picked
from inventory.columns.sources import source_columns
from inventory.exports.export import Export
from inventory.models import Source


def export_sources(
    queryset: QuerySet[Source], list_address: str, names: Sequence[str] | None = None
) -> Export:
    """Return the export of the sources of ``Source.objects.for_list()``, in their order.

    ``rating`` is the letter of the latest one, empty where there is none.
    """
    return Export("sources", queryset, picked(source_columns(list_address), names))
