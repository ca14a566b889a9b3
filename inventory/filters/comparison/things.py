"""Turn what is typed into the things that are compared: names, codes, references, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

import django_filters
from django import forms
from django.contrib.postgres.search import TrigramWordSimilarity
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.domain.dates import normalise_date
from inventory.filters.comparison.matching import (
    has_words,
    is_enough,
    meant,
    part_date,
    read_days,
    similar,
    whole_years,
    words_of,
)
from inventory.filters.fields import LEAST_SIMILARITY, PROPOSALS, NameField
from inventory.models import (
    Country,
    CountryAlias,
    CountryGroup,
    EquipmentAlias,
    EquipmentType,
    Party,
    Publication,
    Shipment,
    Source,
)
from inventory.models.totals import SOURCE_CLASSES, Dimension, Thing
from inventory.wording.dates import date_words

MAXIMUM_THINGS = 12  # columns; more cannot be compared at a glance
MAXIMUM_TYPES = 40  # rows; each costs a query to find its name
MOST_OFFERED = 300  # names proposed while typing

MOST_SUGGESTED = 6  # for a text that names nothing
YEARS = re.compile(r"([0-9]{4}) – ([0-9]{4})")  # set close, as in a head of a column

# A name to be typed, and words that tell it from others; empty where the name is enough.
type Offer = tuple[str, str]


class MissError(ValidationError):
    """Tell that a text names nothing, or several things; ``offers`` are what it may mean."""

    def __init__(self, text: str, offers: Sequence[Offer], *, is_ambiguous: bool) -> None:
        head = _("“%(text)s” may be several.") if is_ambiguous else _("No results for “%(text)s”.")
        self.text = text
        self.head = head % {"text": text}
        self.offers = offers
        self.lead = _("Choose one:") if is_ambiguous else _("Similar names:")
        names = ", ".join(name for name, _words in offers)
        lead = _("Did you mean: %(names)s?") if is_ambiguous else _("Similar names: %(names)s.")
        super().__init__(f"{self.head} {lead % {'names': names}}" if names else self.head, code="unknown")


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
                errors.append(error)
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

    def choose(self, text: str, possible: Sequence[Any], nearest: Sequence[Any] = ()) -> Any:
        """Return the one thing that a text can mean; raise MissError with what else it may mean."""
        if len(possible) == 1 and is_enough(text):
            return possible[0]
        # Those that the text names come before those that it only gives an alias of.
        likely = sorted(possible, key=lambda thing: not has_words(text, thing.name)) or nearest
        offers = dict.fromkeys(self.offer(thing) for thing in likely)
        raise MissError(text, list(offers)[:MOST_SUGGESTED], is_ambiguous=len(possible) > 1)

    def offer(self, thing: Any) -> Offer:
        """Return the text that names a thing, and words beside it."""
        return (thing.name, "")


class NamedThingsField(ThingsField):
    """Find things by everything that they are called, all read at once."""

    def find(self, text: str) -> Thing:
        """Return what has the text for a code, slug, name or alias, or alone for part of a name."""
        thing = self.named.get(text.casefold())
        if thing is not None:
            return thing
        found: Thing = self.choose(text, meant(text, self.named), similar(text, self.named, PROPOSALS))
        return found

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
    """Find shipments by reference or title. Runs a query for each, three more for a title."""

    def find(self, text: str) -> Thing:
        """Return the shipment of that reference, or the one whose title has these words."""
        known = Shipment.everything.select_related("merged_into")
        rows = known.none() if "\0" in text else known.filter(reference__iexact=text)
        for row in rows:
            return self._thing(row.standing)
        if "\0" in text:
            raise MissError(text, (), is_ambiguous=False)
        titled = Q()
        for word in words_of(text) or [text]:
            titled &= Q(title__icontains=word) | Q(reference__icontains=word)
        newest = Shipment.objects.order_by("-period_days", "reference")
        # One more than is proposed, so that the one of several is never taken for the only one.
        rows = newest.filter(title__iexact=text)[:2] or newest.filter(titled)[: MOST_SUGGESTED + 1]
        found: Thing = self.choose(text, [self._thing(row) for row in rows], self._nearest(text))
        return found

    def offer(self, thing: Thing) -> Offer:
        """Return reference and title."""
        return (thing.key, thing.note)

    @property
    def offered(self) -> list[Offer]:
        """Return the newest shipments; older ones can be typed too."""
        newest = Shipment.objects.exclude(period="").order_by("-period_days", "reference")
        return list(newest.values_list("reference", "title")[:MOST_OFFERED])

    def _thing(self, row: Shipment) -> Thing:
        return Thing(Dimension.SHIPMENT, row.pk, row.reference, row.reference, note=row.title)

    def _nearest(self, text: str) -> list[Thing]:
        rows = Shipment.objects.annotate(likeness=TrigramWordSimilarity(text, "title"))
        likely = rows.filter(likeness__gt=LEAST_SIMILARITY).order_by("-likeness", "pk")
        return [self._thing(row) for row in likely[:PROPOSALS]]


class EditionsField(ThingsField):
    """Find editions of registers. Runs one query for all, with their sources."""

    def find(self, text: str) -> Thing:
        """Return the edition by identifier, title, part of it, or the register's name and a date."""
        exact = [one for one in self._editions if text.casefold() in (str(one.uid), one.title.casefold())]
        found: Thing = self.choose(text, [self._thing(one) for one in exact or self._meant(text)], self._all)
        return found

    def offer(self, thing: Thing) -> Offer:
        """Return the title."""
        return (thing.name, "")

    @property
    def offered(self) -> list[Offer]:
        """Return the titles of the newest editions."""
        return [(one.title, "") for one in self._editions[:MOST_OFFERED]]

    @cached_property
    def _editions(self) -> list[Publication]:
        registers = Publication.objects.filter(source__kind=Source.Kind.REGISTER).select_related("source")
        return list(registers.order_by("-published_days", "title"))

    @property
    def _all(self) -> list[Thing]:
        return [self._thing(one) for one in self._editions]

    def _meant(self, text: str) -> list[Publication]:
        """Return the editions that have every word of a text; a date in it is that of publication."""
        named = [one for one in self._editions if has_words(text, self._words(one))]
        if named:
            return named
        for words, (first, last) in part_date(text):
            dated = [one for one in self._editions if _is_within(one.published_days, first, last)]
            fitting = [one for one in dated if not words or has_words(words, self._words(one))]
            if fitting:
                return fitting
        return []

    def _words(self, edition: Publication) -> str:
        return f"{edition.title} {edition.source.name} {edition.source.slug}"

    def _thing(self, edition: Publication) -> Thing:
        return Thing(Dimension.EDITION, edition.pk, str(edition.uid), edition.title)


def _is_within(span: Any, first: date, last: date) -> bool:
    """Return whether days of the database, which end on the day after the last, meet those given."""
    return bool(span and span.lower and span.upper and span.lower <= last and span.upper > first)


class PeriodsField(ThingsField):
    """Read periods: years, months, days, or a span of them."""

    def find(self, text: str) -> Thing:
        """Return the period, written as 2025, 2025-01, 2022/2024 or 2022–24."""
        written = whole_years(text)
        days = read_days(written)
        if days is None or days.first is None or days.last is None:
            message = _("“%(text)s” is no period. Enter 2025, 2025-01 or 2022–2024.") % {"text": text}
            raise ValidationError(message, code="date")
        number = days.first.toordinal() * 10_000_000 + days.last.toordinal()
        name = YEARS.sub(r"\1–\2", date_words(normalise_date(written)))
        return Thing(Dimension.PERIOD, number, written, name, days=(days.first, days.last))

    @property
    def offered(self) -> list[Offer]:
        """Return nothing: periods are written freely."""
        return []


class TypesField(ThingsField):
    """Find equipment types. Runs one query for each, two more for names in part, one for the offer."""

    maximum: ClassVar[int] = MAXIMUM_TYPES

    def find(self, text: str) -> EquipmentType:
        """Return the type by name, alias, slug, another spelling, or part of the name of nothing else."""
        try:
            return NameField(queryset=EquipmentType.objects.all()).clean(text)  # type: ignore[return-value]  # Not empty.
        except ValidationError as error:
            if getattr(error, "code", "") != "unknown":
                raise
        found: EquipmentType = self.choose(
            text, meant(text, self._named), similar(text, self._named, PROPOSALS)
        )
        return found

    @property
    def offered(self) -> list[Offer]:
        """Return the name of every category and family, in the tree's order; variants can be typed too."""
        levels = (EquipmentType.Level.ROOT, EquipmentType.Level.CATEGORY, EquipmentType.Level.FAMILY)
        names = EquipmentType.objects.filter(level__in=levels).values_list("name", flat=True)
        return [(name, "") for name in names]

    @cached_property
    def _named(self) -> dict[str, EquipmentType]:
        """Return the types by name and alias, names first; an alias of several stands for none."""
        types = EquipmentType.objects.in_bulk()
        aliases: dict[str, set[int]] = {}
        for name, pk in EquipmentAlias.objects.values_list("name", "equipment_type"):
            aliases.setdefault(name, set()).add(pk)
        single = {name: types[next(iter(keys))] for name, keys in aliases.items() if len(keys) == 1}
        return single | {kind.name: kind for kind in types.values()}


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
