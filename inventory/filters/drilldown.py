"""Narrow lines down to those behind a cell of a comparison: one voice, one edition, days within a period."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from inventory.domain.dates import DayInterval
from inventory.filters.base import ListFilter
from inventory.filters.fields import ChoicesFilter, DayFilter, NameFilter
from inventory.models import Publication, Source
from inventory.models.reports import NOT_DELIVERED
from inventory.models.totals import Dimension, Thing
from inventory.models.totals.alone import is_voiced_by
from inventory.models.totals.editions import in_edition

DELIVERED = (("yes", _("Only stages that enter estimates")),)


class DrillDownFilter(ListFilter):
    """Filter lines by who speaks, by what an edition of a register states, and by days."""

    voice = NameFilter(label=_("Voice"), queryset=Source.objects.all(), method="spoken_by")
    voice_kind = ChoicesFilter(label=_("Kind of voice"), choices=Source.Kind.choices, method="spoken_by_kind")
    edition = django_filters.ModelChoiceFilter(
        label=_("As an edition states it"),
        queryset=Publication.objects.filter(source__kind=Source.Kind.REGISTER).only(
            "uid", "title", "source", "note", "published_days"
        ),
        to_field_name="uid",
        empty_label=_("Any"),
        method="stated_in",
        error_messages={"invalid_choice": _("“%(value)s” is no edition of a register.")},
    )
    during = DayFilter(label=_("All days within"), method="within_days")
    delivered = django_filters.ChoiceFilter(
        label=_("Delivered"), choices=DELIVERED, empty_label=_("Any stage"), method="at_delivered_stage"
    )

    def spoken_by(self, queryset: QuerySet[Any], name: str, value: Source) -> QuerySet[Any]:
        """Keep lines in which the source is taken to speak."""
        voice = Thing(Dimension.SOURCE, value.pk, value.slug, value.name)
        return queryset.filter(is_voiced_by([voice], "report__"))

    def spoken_by_kind(self, queryset: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        """Keep lines in which a source of one of the kinds is taken to speak."""
        voices = Thing(Dimension.SOURCE, 0, "", "", kinds=tuple(value))
        return queryset.filter(is_voiced_by([voices], "report__")) if value else queryset

    def stated_in(self, queryset: QuerySet[Any], name: str, value: Publication) -> QuerySet[Any]:
        """Keep lines that are part of what the edition states; superseded ones need to be included."""
        return queryset.filter(in_edition(value, "report__"))

    def within_days(self, queryset: QuerySet[Any], name: str, value: DayInterval) -> QuerySet[Any]:
        """Keep lines on shipments all of whose days lie within the period."""
        days = DateRange(value.first, value.last, "[]")
        return queryset.filter(shipment__period_days__contained_by=days)

    def at_delivered_stage(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep lines of reports at a stage that enters estimates."""
        return queryset.exclude(report__stage__in=NOT_DELIVERED)
