"""Select shipments, and whatever belongs to shipments, by what is known and reported of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

import django_filters
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inventory.domain.dates import DayInterval
from inventory.filters.base import ListFilter, ListForm
from inventory.filters.facets import (
    Dimension,
    FacetFilter,
    counted_by,
    is_any,
    named_categories,
    named_choices,
    named_rows,
    named_years,
)
from inventory.filters.fields import (
    SEVERAL,
    UNKNOWN,
    ChoicesFilter,
    DayFilter,
    KeysFilter,
    NameFilter,
    NamesFilter,
    YearsFilter,
)
from inventory.models import (
    Country,
    CountryGroup,
    EquipmentType,
    GroupMembership,
    Party,
    Place,
    Publication,
    Report,
    ReportedDelivery,
    ReportedDetail,
    Shipment,
    Source,
    Stage,
    State,
)
from inventory.models.facets import COUNT_SOURCES, COUNT_STAGES, COUNT_TYPES, year_of
from inventory.models.lists import SPEAKS
from inventory.models.search.texts import having_words
from inventory.models.totals import SEVERAL_YEARS

MISSING = (
    ("supplier", _("Supplier")),
    ("destination", _("Destination")),
    ("period", _("Period")),
    ("recipient", _("Recipient")),
    ("end_user", _("End user")),
    ("evidence", _("Evidence")),
    ("url", _("Address of a publication")),
    ("archived_url", _("Archived copy of a publication")),
)
NOT_SAID = _("Not said")
# The key of the shipment that one stands for: that into which it was merged, else its own.
STANDING = Coalesce("merged_into_id", "id")


class ShipmentFilterForm(ListForm):
    """Check the filters that only make sense together."""

    def clean(self) -> dict[str, Any]:
        """Add an error for a day without a group, and for a period that ends before it begins."""
        cleaned = super().clean()
        if cleaned.get("group_on") and not cleaned.get("group") and "group" not in self.errors:
            self.add_error("group_on", gettext("Choose a group too."))
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and first.first > last.last:
            self.add_error("period_to", gettext("The period ends before it begins."))
        return cleaned


class ShipmentHeadFilter(FacetFilter):
    """Filter rows by the shipment that they are or belong to.

    A deriving class says where the shipment is: ``prefix`` is the path to it, ``shipment_key`` its key.
    """

    prefix: ClassVar[str] = ""
    shipment_key: ClassVar[str] = "pk"

    text = django_filters.CharFilter(label=_("Text"), method="with_text")
    country = NamesFilter(
        label=_("Destination country"),
        queryset=Country.objects.all(),
        key="code",
        takes_unknown=True,
        method="to_country",
    )
    supplier = NamesFilter(
        label=_("Supplier"), queryset=Party.objects.all(), takes_unknown=True, method="from_supplier"
    )
    year = YearsFilter(label=_("Year"), method="in_year")
    equipment = NamesFilter(
        label=_("Equipment and below"), queryset=EquipmentType.objects.all(), method="of_type"
    )
    state = ChoicesFilter(label=_("State"), choices=State.choices, method="in_state")
    source = NamesFilter(label=_("Source"), queryset=Source.objects.all(), method="from_source")
    stage = ChoicesFilter(label=_("Stage"), choices=Stage.choices, method="at_stage")
    missing = ChoicesFilter(label=_("Is missing"), choices=MISSING, method="without")
    group = django_filters.ModelChoiceFilter(
        label=_("Destination group"),
        queryset=CountryGroup.objects.only("slug", "name"),
        to_field_name="slug",
        empty_label=_("Any"),
        method="to_group",
        error_messages={"invalid_choice": _("“%(value)s” is no group.")},
    )
    group_on = DayFilter(label=_("Group as of, else own days"), method="keep")
    period_from = DayFilter(label=_("Period from"), method="since")
    period_to = DayFilter(label=_("Period to"), method="until")
    place = NameFilter(label=_("Place in any role"), queryset=Place.objects.all(), method="at_place")
    recipient = NameFilter(label=_("Recipient"), queryset=Party.objects.all(), method="with_party")
    end_user = NameFilter(label=_("End user"), queryset=Party.objects.all(), method="with_party")
    voices = django_filters.NumberFilter(
        label=_("Voices, at least"), min_value=0, max_value=9999, decimal_places=0, method="with_voices"
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
        words = [word for word in value.split() if any(map(str.isalnum, word))]
        for word in words:
            queryset = queryset.filter(self.having(word))
        return queryset if words else queryset.none()

    def having(self, word: str) -> Q:
        """Return the condition of having a word."""
        raise NotImplementedError

    def to_country(
        self, queryset: QuerySet[Any], name: str, value: dict[str, Country | None]
    ) -> QuerySet[Any]:
        """Keep shipments that are headed to one of the countries."""
        return queryset.filter(is_any(f"{self.prefix}destination__country", value))

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

    def from_supplier(
        self, queryset: QuerySet[Any], name: str, value: dict[str, Party | None]
    ) -> QuerySet[Any]:
        """Keep shipments that are headed as supplied by one of the parties."""
        return queryset.filter(is_any(f"{self.prefix}supplier", value))

    def in_year(self, queryset: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        """Keep shipments whose period lies in one of the years, reaches across years, or is unknown."""
        condition = self.at("period_days__isnull", True) if UNKNOWN in value else Q()
        for year in (int(text) for text in value if text.isdecimal()):
            days = DateRange(datetime.date(year, 1, 1), datetime.date(year, 12, 31), "[]")
            condition |= self.at("period_days__contained_by", days)
        if SEVERAL in value:
            queryset = queryset.alias(period_year=year_of(f"{self.prefix}period_days"))
            condition |= Q(period_year=SEVERAL_YEARS)
        return queryset.filter(condition)

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

    def without(self, queryset: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        """Keep rows that lack any of what is named."""
        condition = Q()
        for missing in value:
            condition |= self.lacking(missing)
        return queryset.filter(condition)

    def lacking(self, missing: str) -> Q:
        """Return the condition of lacking one thing."""
        if missing in {"recipient", "end_user"}:
            return ~Q(self.affirmed(kind=missing))
        conditions = {
            "supplier": self.at("supplier__isnull", True),
            "destination": self.at("destination__isnull", True),
            "period": self.at("period", ""),
            "evidence": self.at("evidence_count", 0),
        }
        return conditions.get(missing) or self.lacking_in_publication(missing)

    def lacking_in_publication(self, column: str) -> Q:
        """Return the condition of resting on a publication that lacks an address of either kind."""
        raise NotImplementedError


def shipment_dimensions(prefix: str) -> dict[str, Dimension]:
    """Return how rows divide by what their shipment has one of."""
    return {
        "country": Dimension(named_rows(Country.objects.all(), "code"), f"{prefix}destination__country_id"),
        "supplier": Dimension(named_rows(Party.objects.all()), f"{prefix}supplier_id"),
        "year": Dimension(named_years, year_of(f"{prefix}period_days")),
    }


class ShipmentFilter(ShipmentHeadFilter):
    """Filter shipments."""

    # Sources, stages and types are counted from what is reported on each, some twenty lines.
    quick_rows: ClassVar[int] = 1_000

    shipment = KeysFilter(
        label=_("Selected shipments"),
        queryset=Shipment.everything.all(),
        key="reference",
        target=STANDING,
        method="selected",
        error_messages={"unknown": _("There is no shipment “%(key)s”.")},
    )

    dimensions: ClassVar[Mapping[str, Dimension]] = {
        **shipment_dimensions(""),
        "state": Dimension(named_choices(State.choices), "state"),
        "equipment": Dimension(named_categories, count=counted_by(COUNT_TYPES)),
        "source": Dimension(named_rows(Source.objects.all()), count=counted_by(COUNT_SOURCES)),
        "stage": Dimension(named_choices(Stage.choices), count=counted_by(COUNT_STAGES)),
        "missing": Dimension(named_choices(MISSING)),
    }

    def having(self, word: str) -> Q:
        """Return the condition of having a word in the headline or in any quote, label or phrase.

        A union is looked up once, while conditions joined by OR may be tried again for each row.
        """
        titled = Report.objects.filter(publication__in=rows_having(Publication, word)).order_by()
        others = (rows_having(Report, word), rows_having(ReportedDelivery, word), titled)
        found = rows_having(Shipment, word).values("pk")
        return Q(pk__in=found.union(*(rows.values("shipment") for rows in others)))

    def of_type(self, queryset: QuerySet[Any], name: str, value: dict[str, EquipmentType]) -> QuerySet[Any]:
        """Keep shipments with a line, be it a denial, on one of the types or a type below it."""
        types = EquipmentType.objects.within_any(value.values())
        return queryset.filter(_on_shipment(ReportedDelivery, Q(equipment_type__in=types)))

    def from_source(self, queryset: QuerySet[Any], name: str, value: dict[str, Source]) -> QuerySet[Any]:
        """Keep shipments on which one of the sources speaks, or publishes what others say."""
        is_voice = Q(asserter__in=value.values(), attribution__in=SPEAKS)
        return queryset.filter(_on_shipment(Report, is_voice | Q(publication__source__in=value.values())))

    def at_stage(self, queryset: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        """Keep shipments of which a report that stands says that they reached one of the stages."""
        reported = _on_shipment(Report, Q(stage__in=value, superseded_by__isnull=True))
        return queryset.filter(Q(reported) | Q(self.affirmed(kind="stage", stage__in=value)))

    def in_state(self, queryset: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        """Keep shipments in one of the states."""
        return queryset.filter(state__in=value)

    def with_voices(self, queryset: QuerySet[Any], name: str, value: int) -> QuerySet[Any]:
        """Keep shipments with so many independent voices."""
        return queryset.filter(voice_count__gte=value)

    def selected(self, queryset: QuerySet[Any], name: str, value: dict[str, int]) -> QuerySet[Any]:
        """Keep the shipments that are named."""
        return queryset.filter(pk__in=value.values())

    def lacking_in_publication(self, column: str) -> Q:
        """Return the condition that some publication on the shipment lacks an address of either kind."""
        return Q(_on_shipment(Report, Q(**{f"publication__{column}": ""})))


def _on_shipment(model: type[Report | ReportedDelivery], condition: Q) -> Exists:
    return Exists(model._default_manager.filter(condition, shipment=OuterRef("pk")))


def rows_having(model: type[Model], word: str) -> QuerySet[Any]:
    """Return the rows of which the texts have a word, found by the index on them."""
    return model._default_manager.filter(having_words(model, word)).order_by()
