"""Write reported deliveries in the columns of the UN Register of Conventional Arms.

The Register prints what each state submits. Here a row is what one voice says of one type, the voice in the
place of the state. Where a count is no single number, the file has the number that its words name, as “about
50” does, or else its low end; the comments give the words and both ends.
"""

from __future__ import annotations

from django.db.models import QuerySet

from inventory.columns.unroca import COLUMNS, SCHEME
from inventory.columns.verdicts import OUTCOME, verdict_on_type
from inventory.exports.export import Export
from inventory.models import NOT_DELIVERED, ReportedDelivery


def export_unroca_like(queryset: QuerySet[ReportedDelivery]) -> Export:
    """Return the export of the lines of ``ReportedDelivery.objects.for_list()``, in their order.

    Left out are types in none of the Register's categories, and what did not arrive or went back.
    """
    rows = (
        queryset.exclude(report__stage__in=NOT_DELIVERED)
        .annotate(verdict=verdict_on_type(SCHEME, OUTCOME))
        .filter(verdict__isnull=False)
    )
    return Export("unroca_like", rows, COLUMNS)
