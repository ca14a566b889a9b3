"""Count the rows of a list only as far as a person pages."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

MOST_COUNTED = 10_000  # rows; a hundred pages of a hundred, beyond which one searches


class CappedPaginator(Paginator):  # type: ignore[type-arg]  # Django's class cannot be subscripted when it runs.
    """Count at most ``MOST_COUNTED`` rows, so that the size of a table never slows its list."""

    @cached_property
    def is_capped(self) -> bool:
        """Tell whether there are more rows than were counted."""
        return self._counted > MOST_COUNTED

    @cached_property
    def count(self) -> int:
        """Return the number of rows that can be paged through. Runs one query."""
        return min(self._counted, MOST_COUNTED)

    @cached_property
    def _counted(self) -> int:
        # The order is dropped, or the database would sort the table before it stops counting.
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]  # A list page has nothing else.
        return rows.order_by()[: MOST_COUNTED + 1].count()
