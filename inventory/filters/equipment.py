"""Select equipment types by name, place in the tree and what is reported of them."""

from __future__ import annotations

import re
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from inventory.filters.base import ListFilter
from inventory.filters.fields import NameFilter
from inventory.models import EquipmentAlias, EquipmentType
from inventory.models.catalogues import plain

RECORD = (
    ("yes", _("Reported on")),
    ("no", _("Never reported on")),
    ("conflict", _("In conflict")),
    ("plurals", _("Only in plurals, never with a number")),
)


class EquipmentFilter(ListFilter):
    """Filter the types of ``EquipmentType.objects.for_list()``."""

    text = django_filters.CharFilter(label=_("Name, alias or designation"), method="called")
    below = NameFilter(label=_("Type, with all below"), queryset=EquipmentType.objects.all(), method="within")
    level = django_filters.ChoiceFilter(
        label=_("Level"), choices=EquipmentType.Level.choices, empty_label=_("Any"), field_name="level"
    )
    unit = django_filters.ChoiceFilter(
        label=_("Unit"), choices=EquipmentType.Unit.choices, empty_label=_("Any"), field_name="unit"
    )
    record = django_filters.ChoiceFilter(
        label=_("Record"), choices=RECORD, empty_label=_("Any"), method="with_record"
    )

    def called(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep types of which a name holds the text; hyphens, dots and spaces do not count."""
        wanted = re.sub(r"[\s./–-]", "", value).lower()
        if not wanted:
            return queryset.filter(name__icontains=value)
        aliases = EquipmentAlias.objects.annotate(plain=plain("name")).filter(
            equipment_type=OuterRef("pk"), plain__contains=wanted
        )
        is_called: QuerySet[Any] = queryset.annotate(plain=plain("name"))
        return is_called.filter(Q(plain__contains=wanted) | Exists(aliases))

    def within(self, queryset: QuerySet[Any], name: str, value: EquipmentType) -> QuerySet[Any]:
        """Keep the type and everything below it."""
        return queryset.filter(pk__in=EquipmentType.objects.within(value).values("pk"))

    def with_record(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep types by whether, and how, they are reported on, themselves or below."""
        conditions = {
            "yes": Q(shipment_count__gt=0),
            "no": Q(shipment_count=0),
            "conflict": Q(conflict_count__gt=0),
            "plurals": Q(pk__in=EquipmentType.objects.only_in_plurals().values("pk")),
        }
        return queryset.filter(conditions[value])
