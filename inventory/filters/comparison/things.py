"""Turn what is typed into the things that are compared: names, codes, references, dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.domain.dates import DateError, normalise_date, parse_edtf
from inventory.filters.fields import PROPOSALS, NameField
from inventory.models import (
    Country,
    CountryAlias,
    CountryGroup,
    EquipmentType,
    Party,
    Publication,
    Shipment,
    Source,
)
from inventory.models.totals import SOURCE_CLASSES, Dimension, Thing

MAXIMUM_THINGS = 12  # columns; more cannot be compared at a glance
MAXIMUM_TYPES = 40  # rows; each costs a query to find its name
MOST_OFFERED = 300  # names proposed while typing

# A name to be typed, and words that tell it from others; empty where the name is enough.
type Offer = tuple[str, str]


class ThingsField(forms.MultipleChoiceField):
    """Turn texts into things of one dimension, in the order given, each once.

    A deriving class finds one thing by one text, and says what is offered while typing.
    """

    maximum: ClassVar[int] = MAXIMUM_THINGS

    def clean(self, value: Any) -> tuple[Any, ...]:
        """Return the things; maybe none. Raises ``ValidationError`` for all misses at once."""
        listed = typed(value)
        if len(listed) > self.maximum:
            message = ngettext("Choose %(number)d at most.", "Choose %(number)d at most.", self.maximum)
            raise ValidationError(message % {"number": self.maximum}, code="many")
        found, errors = [], []
        for text in listed:
            try:
                found.append(self.find(text))
            except ValidationError as error:
                errors += error.messages
        if errors:
            raise ValidationError(errors)
        return tuple(dict.fromkeys(found))

    def find(self, text: str) -> Any:
        """Return what a text names. Raises ``ValidationError``."""
        raise NotImplementedError

    @property
    def offered(self) -> Sequence[Offer]:
        """Return what can be typed."""
        raise NotImplementedError

    def refuse(self, text: str, similar: Iterable[str] = ()) -> ValidationError:
        """Return the error of a text that names nothing, with proposals."""
        message = _("Nothing here is called “%(text)s”.") % {"text": text}
        proposals = ", ".join(dict.fromkeys(similar))
        if proposals:
            message += " " + _("Did you mean: %(names)s?") % {"names": proposals}
        return ValidationError(message, code="unknown")


class NamedThingsField(ThingsField):
    """Find things by everything that they are called, all read at once."""

    def find(self, text: str) -> Thing:
        """Return what has the text for a code, slug, name or alias; letters count, their case does not."""
        thing = self.named.get(text.casefold())
        if thing is None:
            similar = get_close_matches(text.casefold(), self.named, n=PROPOSALS)
            raise self.refuse(text, (self.named[name].name for name in similar))
        return thing

    @property
    def offered(self) -> list[Offer]:
        """Return the name of every thing."""
        return [(name, "") for name in dict.fromkeys(thing.name for thing in self.named.values())]

    @cached_property
    def named(self) -> Mapping[str, Thing]:
        """Return the things by each of their names, in small letters."""
        raise NotImplementedError


class DestinationsField(NamedThingsField):
    """Find countries and groups. Runs three queries over small tables: countries; aliases; groups."""

    @cached_property
    def named(self) -> Mapping[str, Thing]:
        """Return the destinations; a code or slug goes before any name, a name before an alias."""
        countries = {
            pk: Thing(Dimension.DESTINATION, pk, code, name)
            for pk, code, name in Country.objects.order_by("name").values_list("pk", "code", "name")
        }
        groups = [
            Thing(Dimension.DESTINATION, pk, slug, name, is_group=True)
            for pk, slug, name in CountryGroup.objects.order_by("name").values_list("pk", "slug", "name")
        ]
        aliases = CountryAlias.objects.values_list("name", "country")
        everything = [*groups, *countries.values()]
        return (
            {alias.casefold(): countries[pk] for alias, pk in aliases}
            | {destination.name.casefold(): destination for destination in everything}
            | {destination.key.casefold(): destination for destination in everything}
        )


class SuppliersField(NamedThingsField):
    """Find those who supply a shipment. Runs two queries: the parties; their aliases."""

    @cached_property
    def named(self) -> Mapping[str, Thing]:
        """Return the suppliers by slug, name and alias."""
        supplying = Party.objects.filter(pk__in=Shipment.objects.values("supplier"))
        suppliers = {
            party.pk: Thing(Dimension.SUPPLIER, party.pk, party.slug, party.name)
            for party in supplying.prefetch_related("aliases").order_by("name")
        }
        return _by_names(suppliers, supplying.values_list("aliases__name", "pk"))


class SourcesField(NamedThingsField):
    """Find sources, and classes of sources taken together. Runs two queries: the sources; their aliases."""

    @cached_property
    def named(self) -> Mapping[str, Thing]:
        """Return the classes, then the sources by slug, name and alias."""
        sources = {
            pk: Thing(Dimension.SOURCE, pk, slug, name)
            for pk, slug, name in Source.objects.order_by("name").values_list("pk", "slug", "name")
        }
        classes = {
            # Negative, since no source has such a key.
            -number: Thing(Dimension.SOURCE, -number, key, str(name), kinds=tuple(kinds))
            for number, (key, (name, kinds)) in enumerate(SOURCE_CLASSES.items(), start=1)
        }
        aliases = Source.objects.values_list("aliases__name", "pk")
        return _by_names(classes | sources, aliases)


def _by_names(things: Mapping[int, Thing], aliases: Iterable[tuple[str | None, int]]) -> dict[str, Thing]:
    return (
        {alias.casefold(): things[pk] for alias, pk in aliases if alias}
        | {thing.name.casefold(): thing for thing in things.values()}
        | {thing.key.casefold(): thing for thing in things.values()}
    )


class ShipmentsField(ThingsField):
    """Find shipments by reference. Runs one query for each, and one for those that are offered."""

    def find(self, text: str) -> Thing:
        """Return the shipment of that reference; letters of either case."""
        known = Shipment.everything.select_related("merged_into")
        rows = known.none() if "\0" in text else known.filter(reference__iexact=text)
        for found in rows:
            one = found.standing
            return Thing(Dimension.SHIPMENT, one.pk, one.reference, one.reference, note=one.title)
        raise self.refuse(text)

    @property
    def offered(self) -> list[Offer]:
        """Return the newest shipments; older ones can be typed too."""
        newest = Shipment.objects.exclude(period="").order_by("-period_days", "reference")
        return list(newest.values_list("reference", "title")[:MOST_OFFERED])


class EditionsField(ThingsField):
    """Find editions of registers, by identifier or title. Runs one query for each, one for the offer."""

    def find(self, text: str) -> Thing:
        """Return the edition."""
        try:
            condition = Q(uid=UUID(text))
        except ValueError:
            condition = Q(title__iexact=text)
        found = [] if "\0" in text else list(self._editions.filter(condition)[:2])
        if len(found) != 1:
            raise self.refuse(text)
        return Thing(Dimension.EDITION, found[0].pk, str(found[0].uid), found[0].title)

    @property
    def offered(self) -> list[Offer]:
        """Return the titles of the newest editions."""
        return [(title, "") for title in self._editions.values_list("title", flat=True)[:MOST_OFFERED]]

    @property
    def _editions(self) -> Any:
        registers = Publication.objects.filter(source__kind=Source.Kind.REGISTER)
        return registers.only("uid", "title").order_by("-published_days", "title")


class PeriodsField(ThingsField):
    """Read periods: years, months, days, or a span of them."""

    def find(self, text: str) -> Thing:
        """Return the period, written as 2025, 2025-01, or 2022/2024."""
        try:
            days = parse_edtf(normalise_date(text))
        except DateError:
            days = None
        if days is None or days.first is None or days.last is None:
            message = _("“%(text)s” is no period. Write it as 2025, 2025-01 or 2022/2024.") % {"text": text}
            raise ValidationError(message, code="date")
        number = days.first.toordinal() * 10_000_000 + days.last.toordinal()
        return Thing(Dimension.PERIOD, number, text, text.replace("/", "–"), days=(days.first, days.last))

    @property
    def offered(self) -> list[Offer]:
        """Return nothing: periods are written freely."""
        return []


class TypesField(ThingsField):
    """Find equipment types by name, alias or slug. Runs one query for each, one for the offer."""

    maximum: ClassVar[int] = MAXIMUM_TYPES

    def find(self, text: str) -> EquipmentType:
        """Return the type."""
        return NameField(queryset=EquipmentType.objects.all()).clean(text)  # type: ignore[return-value]  # Not empty.

    @property
    def offered(self) -> list[Offer]:
        """Return the name of every category and family, in the tree's order; variants can be typed too."""
        levels = (EquipmentType.Level.ROOT, EquipmentType.Level.CATEGORY, EquipmentType.Level.FAMILY)
        names = EquipmentType.objects.filter(level__in=levels).values_list("name", flat=True)
        return [(name, "") for name in names]


FIELDS: dict[Dimension, type[ThingsField]] = {
    Dimension.DESTINATION: DestinationsField,
    Dimension.SHIPMENT: ShipmentsField,
    Dimension.SUPPLIER: SuppliersField,
    Dimension.SOURCE: SourcesField,
    Dimension.EDITION: EditionsField,
    Dimension.EQUIPMENT: TypesField,
    Dimension.PERIOD: PeriodsField,
}


class ThingsFilter(django_filters.Filter):  # type: ignore[misc]  # The library publishes no types.
    """Filter by things of one dimension."""

    def __init__(self, dimension: Dimension, **kwargs: Any) -> None:
        super().__init__(label=dimension.label, **kwargs)
        self.field_class = FIELDS[dimension]


def typed(value: Any) -> list[str]:
    """Return the texts that are not blank, each once."""
    texts = (str(text).strip() for text in value or ())
    return list(dict.fromkeys(text for text in texts if text))
