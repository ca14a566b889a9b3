"""Read what is to be compared: destinations, equipment, period, and what stands in rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.functional import cached_property

from inventory.domain.dates import DayInterval
from inventory.filters.base import LIST_PARAMETERS, FilterForm, ListFilter
from inventory.filters.fields import PROPOSALS, DayFilter, NameField, NameFilter
from inventory.models import Country, CountryAlias, CountryGroup, EquipmentType, Party, Source
from inventory.models.totals import Destination, Dimension, EstimateQuerySet, Measure, load_members

MAXIMUM_DESTINATIONS = 12  # columns; more cannot be compared at a glance
SPARE_DESTINATIONS = 4  # fields; one more appears when they are full
SPARE_TYPES = 3  # fields
MAXIMUM_TYPES = 40  # rows; each costs a query to find its name


# The first of each is the default.
COLUMNS = [(one.value, one.label) for one in (Dimension.DESTINATION, Dimension.YEAR, Dimension.EQUIPMENT)]
SPLIT = (("", "Added up"), ("rows", "In nested rows"))


class DefaultChoiceField(forms.ChoiceField):
    """Take the first choice where none is made."""

    def __init__(self, *, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(choices=choices, **kwargs)
        self.default = choices[0][0]

    def clean(self, value: Any) -> Any:
        """Return the choice. Raises ``ValidationError`` for one that is not offered."""
        return super().clean(value) or self.default


class DefaultChoiceFilter(django_filters.Filter):  # type: ignore[misc]  # The library publishes no types.
    """Filter by a choice with a default."""

    field_class = DefaultChoiceField


class DestinationsField(forms.MultipleChoiceField):
    """Turn codes, slugs, names and aliases into destinations, in the order given, each once.

    Letters count, their case does not. Runs three queries over small tables: countries; aliases; groups.
    """

    def clean(self, value: Any) -> tuple[Destination, ...]:
        """Return the destinations; none when nothing was typed. Raises ``ValidationError``."""
        typed = _typed(value)
        named = self._named
        unknown = [text for text in typed if text.casefold() not in named]
        if unknown:
            raise ValidationError([self._unknown(text) for text in unknown])
        found = tuple(dict.fromkeys(named[text.casefold()] for text in typed))
        if len(found) > MAXIMUM_DESTINATIONS:
            raise ValidationError(f"Choose {MAXIMUM_DESTINATIONS} destinations at most.", code="many")
        return found

    @property
    def offered(self) -> tuple[str, ...]:
        """Return the name of every country and group."""
        return tuple(dict.fromkeys(destination.name for destination in self._named.values()))

    @cached_property
    def _named(self) -> dict[str, Destination]:
        """Map everything that a destination is called to it; a code or slug goes before any name."""
        countries = {
            pk: Destination(pk, code, name)
            for pk, code, name in Country.objects.order_by("name").values_list("pk", "code", "name")
        }
        groups = [
            Destination(pk, slug, name, is_group=True)
            for pk, slug, name in CountryGroup.objects.order_by("name").values_list("pk", "slug", "name")
        ]
        aliases = CountryAlias.objects.values_list("name", "country")
        everything = [*groups, *countries.values()]
        return (
            {alias.casefold(): countries[pk] for alias, pk in aliases}
            | {destination.name.casefold(): destination for destination in everything}
            | {destination.key.casefold(): destination for destination in everything}
        )

    def _unknown(self, text: str) -> str:
        similar = get_close_matches(text.casefold(), self._named, n=PROPOSALS)
        names = dict.fromkeys(self._named[name].name for name in similar)
        hint = f" Did you mean: {', '.join(names)}?" if names else ""
        return f"No country or group is called “{text}”.{hint}"


class TypesField(forms.MultipleChoiceField):
    """Turn names, aliases and slugs into equipment types, in the order given, each once.

    Runs one query for each, and one more for the names that are offered.
    """

    def clean(self, value: Any) -> tuple[EquipmentType, ...]:
        """Return the types; none when nothing was typed. Raises ``ValidationError``."""
        typed, found, errors = _typed(value), [], []
        if len(typed) > MAXIMUM_TYPES:
            raise ValidationError(f"Choose {MAXIMUM_TYPES} types at most.", code="many")
        field = NameField(queryset=EquipmentType.objects.all())
        for text in typed:
            try:
                found.append(field.clean(text))
            except ValidationError as error:
                errors += error.messages
        if errors:
            raise ValidationError(errors)
        return tuple(dict.fromkeys(found))  # type: ignore[arg-type]  # A text that is not empty names a type.

    @property
    def offered(self) -> list[str]:
        """Return the name of every category, in the tree's order; families and variants can be typed too."""
        levels = (EquipmentType.Level.ROOT, EquipmentType.Level.CATEGORY)
        return list(EquipmentType.objects.filter(level__in=levels).values_list("name", flat=True))


class DestinationsFilter(django_filters.Filter):  # type: ignore[misc]  # The library publishes no types.
    """Filter by countries and groups."""

    field_class = DestinationsField


class TypesFilter(django_filters.Filter):  # type: ignore[misc]  # The library publishes no types.
    """Filter by equipment types."""

    field_class = TypesField


class ComparisonForm(FilterForm):
    """Check what only makes sense together."""

    def clean(self) -> dict[str, Any]:
        """Add an error for whatever leaves nothing to compare, and for what only a list can do."""
        cleaned = super().clean()
        for name in sorted(LIST_PARAMETERS - {"export"}):
            if name in self.data:
                self.add_error(None, f"A comparison has no “{name}”.")
        self._check_days(cleaned)
        rows, columns = cleaned.get("rows"), cleaned.get("columns")
        if rows and columns and rows == columns:
            self.add_error("columns", "Rows and columns must differ.")
        if "destination" in cleaned:
            self._check_destinations(cleaned["destination"], (rows, columns))
        return cleaned

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and first.first > last.last:
            self.add_error("period_to", "The period ends before it begins.")
        destinations = cleaned.get("destination")
        has_group = any(destination.is_group for destination in destinations or ())
        if cleaned.get("group_on") and destinations and not has_group:
            self.add_error("group_on", "None of the destinations is a group.")

    def _check_destinations(self, destinations: Sequence[Destination], axes: Iterable[str | None]) -> None:
        if not destinations:
            self.add_error("destination", "Choose at least one destination.")
        elif len(destinations) == 1 and Dimension.DESTINATION in axes:
            self.add_error(
                "destination",
                "Choose a second destination, or put equipment and years in rows and columns.",
            )


class ComparisonFilter(ListFilter):
    """Select the estimates to add up, and say how to lay them out; made for ``Estimate.objects``."""

    destination = DestinationsFilter(label="Destinations")
    equipment = TypesFilter(label="Equipment")
    rows = DefaultChoiceFilter(label="Rows", choices=Dimension.choices)
    columns = DefaultChoiceFilter(label="Columns", choices=COLUMNS)
    split = DefaultChoiceFilter(label="What is left over", choices=SPLIT)
    measure = DefaultChoiceFilter(label="Cells show", choices=Measure.choices)
    period_from = DayFilter(label="Period from")
    period_to = DayFilter(label="Period to")
    group_on = DayFilter(label="Groups as of")
    supplier = NameFilter(label="Supplier", queryset=Party.objects.all())
    source = NameFilter(label="Source", queryset=Source.objects.all())

    class Meta(ListFilter.Meta):
        form = ComparisonForm

    @property
    def layout_fields(self) -> list[BoundField]:
        """Return the fields that say what stands where."""
        return [self.form[name] for name in ("rows", "columns", "split", "measure")]

    @property
    def narrowing_fields(self) -> list[BoundField]:
        """Return the fields that leave shipments and types out."""
        return [self.form[name] for name in ("period_from", "period_to", "group_on", "supplier", "source")]

    @property
    def destination_texts(self) -> list[str]:
        """Return what stands in each field for a destination: names, or what was typed, and blank ones."""
        return self._texts("destination", SPARE_DESTINATIONS)

    @property
    def type_texts(self) -> list[str]:
        """Return what stands in each field for a type, likewise."""
        return self._texts("equipment", SPARE_TYPES)

    def _texts(self, name: str, spare: int) -> list[str]:
        if not self.is_bound:
            return [""] * spare
        self.form.is_valid()  # Fills in what follows, field by field.
        understood = self.form.cleaned_data.get(name)
        texts = [one.name for one in understood] if understood else _typed(self.data.getlist(name))
        return [*texts, *[""] * max(1, spare - len(texts))]

    def filter_queryset(self, queryset: EstimateQuerySet) -> QuerySet[Any]:
        """Keep the estimates asked for, marked with destinations, year and report count.

        Runs a query if there is a group among the destinations.
        """
        wish = self.form.cleaned_data
        on: DayInterval | None = wish["group_on"]
        group_days = DateRange(on.first, on.last, "[]") if on else None
        members = load_members(wish["destination"], group_days)
        queryset = queryset.on_types(wish["equipment"]).headed_to(wish["destination"], members)
        if wish["period_from"]:
            queryset = queryset.since(wish["period_from"].first)
        if wish["period_to"]:
            queryset = queryset.until(wish["period_to"].last)
        if wish["supplier"]:
            queryset = queryset.filter(shipment__supplier=wish["supplier"])
        if wish["source"]:
            queryset = queryset.reported_by(wish["source"])
        needs_year = Dimension.YEAR in (wish["rows"], wish["columns"]) or wish["split"]
        queryset = queryset.with_year() if needs_year else queryset.without_year()
        if wish["measure"] == Measure.REPORTS:
            return queryset.with_report_count(wish["source"])
        return queryset.without_report_count()


def _typed(value: Any) -> list[str]:
    """Return the texts that are not blank, each once."""
    texts = (str(text).strip() for text in value or ())
    return list(dict.fromkeys(text for text in texts if text))
