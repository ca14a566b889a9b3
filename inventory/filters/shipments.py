"""Select shipments, and whatever belongs to shipments, by what is known and reported of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import django_filters
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, OuterRef, Q, QuerySet

from inventory.domain.dates import DayInterval
from inventory.filters.base import FilterForm, ListFilter
from inventory.filters.fields import DayFilter, NameFilter
from inventory.models import (
    Country,
    CountryGroup,
    EquipmentType,
    GroupMembership,
    Party,
    Place,
    Report,
    ReportedDelivery,
    ReportedDetail,
    Source,
    Stage,
    State,
)
from inventory.models.lists import SPEAKS

MISSING = (
    ("supplier", "Supplier"),
    ("destination", "Destination"),
    ("period", "Period"),
    ("url", "Address of a publication"),
)


class ShipmentFilterForm(FilterForm):
    """Check the filters that only make sense together."""

    def clean(self) -> dict[str, Any]:
        """Add an error for a day without a group, and for a period that ends before it begins."""
        cleaned = super().clean()
        if cleaned.get("group_on") and not cleaned.get("group") and "group" not in self.errors:
            self.add_error("group_on", "Choose a group too.")
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and first.first > last.last:
            self.add_error("period_to", "The period ends before it begins.")
        return cleaned


class ShipmentHeadFilter(ListFilter):
    """Filter rows by the shipment that they are or belong to.

    A deriving class says where the shipment is: ``prefix`` is the path to it, ``shipment_key`` its key.
    """

    prefix: ClassVar[str] = ""
    shipment_key: ClassVar[str] = "pk"

    text = django_filters.CharFilter(label="Text", method="with_text")
    country = django_filters.ModelChoiceFilter(
        label="Destination country",
        queryset=Country.objects.only("code", "name"),
        to_field_name="code",
        empty_label="Any",
        method="to_country",
        error_messages={"invalid_choice": "“%(value)s” is the code of no country."},
    )
    group = django_filters.ModelChoiceFilter(
        label="Destination group",
        queryset=CountryGroup.objects.only("slug", "name"),
        to_field_name="slug",
        empty_label="Any",
        method="to_group",
        error_messages={"invalid_choice": "“%(value)s” is no group."},
    )
    group_on = DayFilter(label="Group as of, else own days", method="keep")
    place = NameFilter(label="Place in any role", queryset=Place.objects.all(), method="at_place")
    supplier = NameFilter(label="Supplier", queryset=Party.objects.all(), method="from_supplier")
    recipient = NameFilter(label="Recipient", queryset=Party.objects.all(), method="with_party")
    end_user = NameFilter(label="End user", queryset=Party.objects.all(), method="with_party")
    equipment = NameFilter(
        label="Equipment and below", queryset=EquipmentType.objects.all(), method="of_type"
    )
    source = NameFilter(label="Source", queryset=Source.objects.all(), method="from_source")
    period_from = DayFilter(label="Period from", method="since")
    period_to = DayFilter(label="Period to", method="until")
    stage = django_filters.ChoiceFilter(
        label="Stage", choices=Stage.choices, empty_label="Any", method="at_stage"
    )
    state = django_filters.ChoiceFilter(
        label="State", choices=State.choices, empty_label="Any", method="in_state"
    )
    voices = django_filters.NumberFilter(
        label="Voices, at least", min_value=0, max_value=9999, decimal_places=0, method="with_voices"
    )
    missing = django_filters.ChoiceFilter(
        label="Is missing", choices=MISSING, empty_label="Any", method="without"
    )

    class Meta(ListFilter.Meta):
        form = ShipmentFilterForm

    def at(self, path: str, value: Any) -> Q:
        """Return the condition on a field of the shipment."""
        return Q(**{f"{self.prefix}{path}": value})

    def keep(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """Select all; another filter reads this value."""
        return queryset

    def with_text(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep rows that have every word somewhere in what the list or its quotes say."""
        for word in value.split():
            queryset = queryset.filter(self.having(word))
        return queryset

    def having(self, word: str) -> Q:
        """Return the condition of having a word; letters of either case."""
        raise NotImplementedError

    def to_country(self, queryset: QuerySet[Any], name: str, value: Country) -> QuerySet[Any]:
        """Keep shipments that are headed to the country."""
        return queryset.filter(self.at("destination__country", value))

    def to_group(self, queryset: QuerySet[Any], name: str, value: CountryGroup) -> QuerySet[Any]:
        """Keep shipments to countries that were in the group on the given days, else on the shipment's own.

        A shipment of unknown period is in no group by its own days.
        """
        on: DayInterval | None = self.form.cleaned_data.get("group_on")
        days = DateRange(on.first, on.last, "[]") if on else OuterRef(f"{self.prefix}period_days")
        country = OuterRef(f"{self.prefix}destination__country")
        return queryset.filter(
            Exists(GroupMembership.objects.filter(group=value, country=country, period__overlap=days))
        )

    def at_place(self, queryset: QuerySet[Any], name: str, value: Place) -> QuerySet[Any]:
        """Keep shipments headed to the place, or of which a report affirms it in some role."""
        return queryset.filter(self.at("destination", value) | Q(self.affirmed(place=value)))

    def from_supplier(self, queryset: QuerySet[Any], name: str, value: Party) -> QuerySet[Any]:
        """Keep shipments that are headed as supplied by the party."""
        return queryset.filter(self.at("supplier", value))

    def with_party(self, queryset: QuerySet[Any], name: str, value: Party) -> QuerySet[Any]:
        """Keep shipments of which a report affirms the party in the role that the filter is named after."""
        return queryset.filter(self.affirmed(kind=name, party=value))

    def affirmed(self, **detail: Any) -> Exists:
        """Return the condition that a report on the shipment affirms a detail."""
        return Exists(
            ReportedDetail.objects.filter(
                shipment=OuterRef(self.shipment_key), polarity=ReportedDetail.Polarity.AFFIRMED, **detail
            )
        )

    def since(self, queryset: QuerySet[Any], name: str, value: DayInterval) -> QuerySet[Any]:
        """Keep shipments that may have been on the first day or later."""
        return queryset.filter(self.at("period_days__overlap", DateRange(value.first, None, "[)")))

    def until(self, queryset: QuerySet[Any], name: str, value: DayInterval) -> QuerySet[Any]:
        """Keep shipments that may have been on the last day or earlier."""
        return queryset.filter(self.at("period_days__overlap", DateRange(None, value.last, "(]")))

    def without(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep rows that lack what is named."""
        conditions = {
            "supplier": self.at("supplier__isnull", True),
            "destination": self.at("destination__isnull", True),
            "period": self.at("period", ""),
            "url": self.lacking_address(),
        }
        return queryset.filter(conditions[value])

    def lacking_address(self) -> Q:
        """Return the condition of resting on a publication without an address."""
        raise NotImplementedError


class ShipmentFilter(ShipmentHeadFilter):
    """Filter shipments."""

    def having(self, word: str) -> Q:
        """Return the condition of having a word in the headline or in any quote, label or phrase."""
        return (
            Q(reference__icontains=word)
            | Q(title__icontains=word)
            | Q(_on_shipment(Report, _any(word, ("quote", "publication__title"))))
            | Q(_on_shipment(ReportedDelivery, _any(word, ("quote", "label", "phrase"))))
        )

    def of_type(self, queryset: QuerySet[Any], name: str, value: EquipmentType) -> QuerySet[Any]:
        """Keep shipments with a line, be it a denial, on the type or one below it."""
        types = EquipmentType.objects.within(value)
        return queryset.filter(_on_shipment(ReportedDelivery, Q(equipment_type__in=types)))

    def from_source(self, queryset: QuerySet[Any], name: str, value: Source) -> QuerySet[Any]:
        """Keep shipments on which the source speaks, or publishes what others say."""
        is_voice = Q(asserter=value, attribution__in=SPEAKS)
        return queryset.filter(_on_shipment(Report, is_voice | Q(publication__source=value)))

    def at_stage(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep shipments of which a report that stands says that they reached the stage."""
        reported = _on_shipment(Report, Q(stage=value, superseded_by__isnull=True))
        return queryset.filter(Q(reported) | Q(self.affirmed(kind="stage", stage=value)))

    def in_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep shipments in the state."""
        return queryset.filter(state=value)

    def with_voices(self, queryset: QuerySet[Any], name: str, value: int) -> QuerySet[Any]:
        """Keep shipments with so many independent voices."""
        return queryset.filter(voice_count__gte=value)

    def lacking_address(self) -> Q:
        """Return the condition that some publication on the shipment has no address."""
        return Q(_on_shipment(Report, Q(publication__url="")))


def _on_shipment(model: type[Report | ReportedDelivery], condition: Q) -> Exists:
    return Exists(model._default_manager.filter(condition, shipment=OuterRef("pk")))


def _any(word: str, columns: Sequence[str]) -> Q:
    condition = Q()
    for column in columns:
        condition |= Q(**{f"{column}__icontains": word})
    return condition
