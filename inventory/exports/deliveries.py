"""Write reported deliveries as a file, one count line a row, so that the file can be imported again."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from inventory.columns.column import picked
from inventory.columns.deliveries import delivery_columns
from inventory.exports.export import Export
from inventory.models import ReportedDelivery

# For the package, where the list leaves them out by default.
SUPERSEDED_LEFT_OUT = (
    "Lines of superseded reports are left out; the same address with superseded=include has them too."
)


def export_deliveries(
    queryset: QuerySet[ReportedDelivery], list_address: str, names: Sequence[str] | None = None
) -> Export:
    """Return the export of the lines of ``ReportedDelivery.objects.for_list()``, in their order.

    ``list_address`` is the absolute address of the list, below which the permalinks lie.
    """
    return Export("deliveries_long", queryset, picked(delivery_columns(list_address), names))
