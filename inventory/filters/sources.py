"""Select sources by name, kind, country and rating."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from inventory.filters.base import ListFilter
from inventory.models import Country, ReliabilityRating, Source, SourceAlias

RATINGS = (*ReliabilityRating.Grade.choices, ("none", _("Not rated")))
RECORD = (("yes", _("Speaks in a report")), ("no", _("Speaks in no report")))


class SourceFilter(ListFilter):
    """Filter the sources of ``Source.objects.for_list()``."""

    text = django_filters.CharFilter(label=_("Name or alias"), method="called")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Source.Kind.choices, empty_label=_("Any"), field_name="kind"
    )
    country = django_filters.ModelChoiceFilter(
        label=_("Based in"),
        queryset=Country.objects.filter(sources__isnull=False).only("code", "name").distinct(),
        to_field_name="code",
        empty_label=_("Any"),
        error_messages={"invalid_choice": _("No source is based in “%(value)s”.")},
    )
    rating = django_filters.ChoiceFilter(
        label=_("Latest rating"), choices=RATINGS, empty_label=_("Any"), method="rated"
    )
    record = django_filters.ChoiceFilter(
        label=_("Reports"), choices=RECORD, empty_label=_("Any"), method="with_record"
    )

    def called(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep sources with the text in their name or an alias."""
        aliases = SourceAlias.objects.filter(source=OuterRef("pk"), name__icontains=value)
        return queryset.filter(Q(name__icontains=value) | Q(slug__iexact=value) | Exists(aliases))

    def rated(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep sources whose latest rating is the grade."""
        return queryset.filter(grade="" if value == "none" else value)

    def with_record(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep sources by whether they are taken to speak in some report."""
        return queryset.filter(report_count__gt=0) if value == "yes" else queryset.filter(report_count=0)
