"""Select publications by title, source, date and what is missing."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inventory.domain.dates import DayInterval
from inventory.filters.base import ListFilter, ListForm
from inventory.filters.fields import DayFilter, NameFilter
from inventory.models import Language, Source

MISSING = (
    ("archived_url", _("Archived copy")),
    ("url", _("Address")),
    ("published_on", _("Date")),
    ("reports", _("Reports")),
)


class PublicationFilterForm(ListForm):
    """Check the dates together."""

    def clean(self) -> dict[str, Any]:
        """Add an error for a span of days that ends before it begins."""
        cleaned = super().clean()
        first, last = cleaned.get("published_from"), cleaned.get("published_to")
        if first and last and first.first > last.last:
            self.add_error("published_to", gettext("The days end before they begin."))
        return cleaned


class PublicationFilter(ListFilter):
    """Filter the publications of ``Publication.objects.for_list()``."""

    text = django_filters.CharFilter(label=_("Title or address"), method="with_text")
    source = NameFilter(label=_("Source"), queryset=Source.objects.all())
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=Language.choices, empty_label=_("Any"), field_name="language"
    )
    published_from = DayFilter(label=_("Published from"), method="since")
    published_to = DayFilter(label=_("Published to"), method="until")
    missing = django_filters.ChoiceFilter(
        label=_("Is missing"), choices=MISSING, empty_label=_("Any"), method="without"
    )

    class Meta(ListFilter.Meta):
        form = PublicationFilterForm

    def with_text(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep publications with every word in their title, address or source's name."""
        for word in value.split():
            queryset = queryset.filter(
                Q(title__icontains=word) | Q(url__icontains=word) | Q(source__name__icontains=word)
            )
        return queryset

    def since(self, queryset: QuerySet[Any], name: str, value: DayInterval) -> QuerySet[Any]:
        """Keep publications that may be of the first day or later."""
        return queryset.filter(published_days__overlap=DateRange(value.first, None, "[)"))

    def until(self, queryset: QuerySet[Any], name: str, value: DayInterval) -> QuerySet[Any]:
        """Keep publications that may be of the last day or earlier."""
        return queryset.filter(published_days__overlap=DateRange(None, value.last, "(]"))

    def without(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep publications that lack what is named."""
        return queryset.filter(report_count=0) if value == "reports" else queryset.filter(**{value: ""})
