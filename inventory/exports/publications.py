"""Write publications as a file, one a row, without their texts."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from inventory.columns.column import picked
from inventory.columns.publications import publication_columns
from inventory.exports.export import Export
from inventory.models import Publication


def export_publications(
    queryset: QuerySet[Publication], list_address: str, names: Sequence[str] | None = None
) -> Export:
    """Return the export of the publications of ``Publication.objects.for_list()``, in their order."""
    return Export("publications", queryset, picked(publication_columns(list_address), names))
