"""Select reported deliveries by their shipment, their words, and who says them."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet

from inventory.filters.shipments import ShipmentHeadFilter
from inventory.models import EquipmentType, Modality, ReportedDelivery, Source, State
from inventory.models.lists import SPEAKS

SUPERSEDED = (("include", "Included"), ("only", "Only superseded"))


class DeliveryFilter(ShipmentHeadFilter):
    """Filter the lines of ``ReportedDelivery.objects.for_list()``; superseded reports are hidden."""

    prefix: ClassVar[str] = "shipment__"
    shipment_key: ClassVar[str] = "shipment_id"

    shipment = django_filters.CharFilter(label="Shipment reference", lookup_expr="reference__iexact")
    kind = django_filters.ChoiceFilter(
        label="Kind of count", choices=ReportedDelivery.Kind.choices, empty_label="Any", field_name="kind"
    )
    modality = django_filters.ChoiceFilter(
        label="Certainty", choices=Modality.choices, empty_label="Any", field_name="certainty"
    )
    superseded = django_filters.ChoiceFilter(
        label="Superseded reports", choices=SUPERSEDED, empty_label="Hidden", method="keep"
    )

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the lines that every filter keeps; without a wish, those of reports that stand."""
        wish = self.form.cleaned_data.get("superseded")
        if wish != "include":
            queryset = queryset.filter(report__superseded_by__isnull=wish != "only")
        return super().filter_queryset(queryset)  # type: ignore[no-any-return]  # The library publishes no types.

    def having(self, word: str) -> Q:
        """Return the condition of having a word in the headline, the line or its report."""
        columns = (
            "shipment__reference",
            "shipment__title",
            "label",
            "phrase",
            "quote",
            "report__quote",
            "report__publication__title",
        )
        condition = Q()
        for column in columns:
            condition |= Q(**{f"{column}__icontains": word})
        return condition

    def of_type(self, queryset: QuerySet[Any], name: str, value: EquipmentType) -> QuerySet[Any]:
        """Keep lines on the type or one below it."""
        return queryset.filter(equipment_type__in=EquipmentType.objects.within(value))

    def from_source(self, queryset: QuerySet[Any], name: str, value: Source) -> QuerySet[Any]:
        """Keep lines that the source speaks, or publishes for others."""
        is_voice = Q(report__asserter=value, report__attribution__in=SPEAKS)
        return queryset.filter(is_voice | Q(report__publication__source=value))

    def at_stage(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep lines of reports at the stage."""
        return queryset.filter(report__stage=value)

    def in_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep lines whose shipment and type are in the state; silent where there is no estimate."""
        is_silent = Q(estimate_state__isnull=True) if value == State.SILENT else Q()
        return queryset.filter(Q(estimate_state=value) | is_silent)

    def with_voices(self, queryset: QuerySet[Any], name: str, value: int) -> QuerySet[Any]:
        """Keep lines on whose shipment and type so many independent voices give a count."""
        return queryset.filter(estimate_voices__gte=value)

    def lacking_address(self) -> Q:
        """Return the condition that the line's publication has no address."""
        return Q(report__publication__url="")
