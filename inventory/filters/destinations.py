"""Select countries by name, group and what was shipped to them."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inventory.filters.base import ListFilter
from inventory.filters.fields import NameFilter
from inventory.models import CountryAlias, CountryGroup, GroupMembership, Party, Shipment, State


class DestinationFilter(ListFilter):
    """Filter the countries of ``Country.objects.for_list()``."""

    text = django_filters.CharFilter(label=_("Name, alias or code"), method="called")
    group = django_filters.ModelChoiceFilter(
        label=_("Member today of"),
        queryset=CountryGroup.objects.only("slug", "name"),
        to_field_name="slug",
        empty_label=_("Any"),
        method="in_group",
        error_messages={"invalid_choice": _("“%(value)s” is no group.")},
    )
    supplier = NameFilter(label=_("Supplied by"), queryset=Party.objects.all(), method="supplied_by")
    state = django_filters.ChoiceFilter(
        label=_("With a shipment that is"), choices=State.choices, empty_label=_("Any"), method="with_state"
    )

    def called(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep countries with the text in a name, or as their code."""
        aliases = CountryAlias.objects.filter(country=OuterRef("pk"), name__icontains=value)
        is_named = Q(name__icontains=value) | Q(name_fr__icontains=value)
        is_coded = Q(code__iexact=value) | Q(alpha3__iexact=value)
        return queryset.filter(is_named | is_coded | Exists(aliases))

    def in_group(self, queryset: QuerySet[Any], name: str, value: CountryGroup) -> QuerySet[Any]:
        """Keep members of the group as of today."""
        memberships = GroupMembership.objects.filter(
            group=value, country=OuterRef("pk"), period__contains=timezone.localdate()
        )
        return queryset.filter(Exists(memberships))

    def supplied_by(self, queryset: QuerySet[Any], name: str, value: Party) -> QuerySet[Any]:
        """Keep countries with a shipment that is headed as supplied by the party."""
        return _with_shipment(queryset, Q(supplier=value))

    def with_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep countries with a shipment in the state."""
        return _with_shipment(queryset, Q(state=value))


def _with_shipment(queryset: QuerySet[Any], condition: Q) -> QuerySet[Any]:
    """Keep countries by their shipments without joining these, so that the row's counts stay whole."""
    return queryset.filter(
        Exists(Shipment.objects.filter(condition, destination__country=OuterRef("pk")).order_by())
    )
