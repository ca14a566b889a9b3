"""Lay out the choices of a filter with how many rows each would show, beside the rows that are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from inventory.filters.base import ListFilter, listed
from inventory.filters.fields import SEVERAL, UNKNOWN, KeysField, NamesField
from inventory.models import EquipmentType
from inventory.models.facets import Counts, count_each, count_related, roll_up
from inventory.models.totals import SEVERAL_YEARS

SHOWN_OPTIONS = 6  # choices; the others are behind a word
OPEN_FACETS = 3  # filters of which the choices are in sight; the others are behind their names
MOST_OPTIONS = 60  # choices; whoever wants a rarer one types its name


@dataclass(frozen=True, slots=True)
class Option:
    """Show one choice: the value that an address takes, its words, and how many rows it would show."""

    value: str
    label: str
    count: int | None = None  # None while nothing is counted
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """Hold the choices of one filter, those that are chosen first, then the most frequent."""

    name: str
    label: str
    options: Sequence[Option]
    others: Sequence[Option]  # fewer rows than the ones before
    left_out: int  # choices that are not offered at all
    takes_names: bool  # whether a name can be typed
    typed: str  # what was typed and names nothing
    errors: Sequence[str]
    is_counted: bool
    is_open: bool  # whether its choices are in sight

    @property
    def chosen_count(self) -> int:
        """Return how many choices are made, those that were not understood included."""
        return sum(option.is_chosen for option in (*self.options, *self.others)) + bool(self.typed)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to choose from."""
        return not self.options


@dataclass(frozen=True, slots=True)
class Named:
    """Give a counted key its value in an address and its words."""

    value: str
    label: str
    place: int = 0  # lower comes first, however many rows there are


type Naming = Callable[[Iterable[Any]], Mapping[Any, Named]]


@dataclass(frozen=True, slots=True)
class Dimension:
    """Say how the rows of a list divide under one filter.

    ``key`` is a column or expression of which each row has one value, or ``count`` counts otherwise; with
    neither, the choices are offered without counts. ``names`` gives words to the keys, and ``gather`` turns
    counts by one key into those by another.
    """

    names: Naming
    key: str | Combinable | None = None
    count: Callable[[QuerySet[Any]], Counts] | None = None
    gather: Callable[[Counts], Counts] | None = None

    @property
    def is_fixed(self) -> bool:
        """Tell whether the choices are offered without counts."""
        return self.key is None and self.count is None


class FacetFilter(ListFilter):
    """Filter rows, and count what each further choice would show."""

    # By the name of the filter, in the order in which they are shown.
    dimensions: ClassVar[Mapping[str, Dimension]] = {}
    # Up to so many rows on record the choices are counted with the list; beyond, in a request of their own,
    # so that nobody waits for them. Counting 20,000 lines takes some 70 ms.
    quick_rows: ClassVar[int] = 20_000

    def is_quick(self, listed_count: int) -> bool:
        """Tell whether the choices can be counted while the reader waits for the list.

        Each filter is left aside when its own choices are counted, so that it is the whole record that
        counts, not the rows that are listed. Runs one query, with filters alone.
        """
        if not self.active_count or listed_count > self.quick_rows:
            return listed_count <= self.quick_rows
        rows = self.queryset.model._default_manager.order_by()
        return bool(rows[: self.quick_rows + 1].count() <= self.quick_rows)

    def facets(self, *, is_counted: bool) -> list[Facet]:
        """Return the choices of each filter, counted without regard to that filter itself.

        Counting runs one query for all filters that are not set, one for each that is, one or two more for
        each kind of thing that is named, and one for each that a row can have several of.
        """
        has_errors = self.has_errors  # Reads the form, which all that follows needs.
        counts = self._counts() if is_counted and not has_errors else {}
        return [self._facet(name, counts.get(name)) for name in self.dimensions]

    @property
    def more_fields(self) -> list[BoundField]:
        """Return the fields of the filters that are neither words nor counted choices nor a selection."""
        apart = {"text", *self.dimensions}
        return [
            self.form[name]
            for name, field in self.form.fields.items()
            if name not in apart and not isinstance(field, KeysField)
        ]

    @property
    def more_is_open(self) -> bool:
        """Tell whether one of these filters is set."""
        return any(self.data.get(field.name) for field in self.more_fields)

    @property
    def selection(self) -> list[tuple[str, str]]:
        """Return each row that is selected, as the name and value of a parameter."""
        return [
            (name, value)
            for name, field in self.form.fields.items()
            if isinstance(field, KeysField)
            for value in listed(self.data, name)
            if value
        ]

    @property
    def selection_errors(self) -> list[str]:
        """Return what was selected and does not exist."""
        return [
            message
            for name, field in self.form.fields.items()
            if isinstance(field, KeysField)
            for message in self.form.errors.get(name, [])
        ]

    def facet_rows(self, but: str = "") -> QuerySet[Any]:
        """Return the rows to count, leaving the filter ``but`` aside."""
        return self.keep_rows(self.queryset, but)

    def _counts(self) -> dict[str, Counts]:
        counts: dict[str, Counts] = {}
        is_set = {name: bool(self.is_bound and self.form.cleaned_data.get(name)) for name in self.dimensions}
        everything = self.facet_rows() if self.is_bound else self.queryset
        plain = {
            name: dimension.key
            for name, dimension in self.dimensions.items()
            if dimension.key is not None and not is_set[name]
        }
        counts |= count_each(everything, plain)
        for name, dimension in self.dimensions.items():
            rows = self.facet_rows(name) if is_set[name] else everything
            if dimension.count is not None:
                counts[name] = dimension.count(rows)
            elif dimension.key is not None and is_set[name]:
                counts |= count_each(rows, {name: dimension.key})
            if dimension.gather is not None:
                counts[name] = dimension.gather(counts[name])
        return counts

    def _facet(self, name: str, counts: Counts | None) -> Facet:
        field = self.form.fields[name]
        chosen, typed = self._chosen(name)
        ordered = self._options(name, counts, chosen)
        cut = max(SHOWN_OPTIONS, len(chosen))
        # A single further choice takes the room of the word that would open it.
        cut += len(ordered) == cut + 1
        return Facet(
            name=name,
            label=str(field.label),
            options=ordered[:cut],
            others=ordered[cut:MOST_OPTIONS],
            left_out=max(0, len(ordered) - MOST_OPTIONS),
            takes_names=isinstance(field, NamesField),
            typed=typed,
            errors=self.form.errors.get(name, []) if self.is_bound else [],
            is_counted=counts is not None,
            is_open=bool(chosen or typed) or list(self.dimensions).index(name) < OPEN_FACETS,
        )

    def _options(self, name: str, counts: Counts | None, chosen: Mapping[str, str]) -> list[Option]:
        """Return what can be chosen: first what is, then by place, number of rows and name."""
        ranked: dict[str, tuple[int, Option]] = {}
        if counts is not None:
            for key, one in self.dimensions[name].names(counts).items():
                if key in counts:
                    option = Option(one.value, one.label, counts[key], one.value in chosen)
                    ranked[one.value] = one.place, option
        elif self.dimensions[name].is_fixed:
            for place, (value, label) in enumerate(self.form.fields[name].choices):
                ranked[value] = place, Option(value, str(label), None, value in chosen)
        for value, label in chosen.items():
            ranked.setdefault(value, (0, Option(value, label, None if counts is None else 0, is_chosen=True)))
        ordered = sorted(
            ranked.values(),
            key=lambda row: (not row[1].is_chosen, row[0], -(row[1].count or 0), row[1].label),
        )
        return [option for _place, option in ordered]

    def _chosen(self, name: str) -> tuple[dict[str, str], str]:
        """Return the values that a filter is set to with their words, and what was typed in vain."""
        if not self.is_bound:
            return {}, ""
        field, cleaned = self.form.fields[name], self.form.cleaned_data.get(name)
        if isinstance(field, NamesField):
            if cleaned is None:
                *others, typed = [text for text in listed(self.data, name) if text.strip()] or [""]
                return {text: text for text in others}, typed
            rows = cleaned.values()
            return {
                (getattr(row, field.key) if row else UNKNOWN): (str(row) if row else _("Unknown"))
                for row in rows
            }, ""
        return {value: self.value_text(name, value) for value in cleaned or ()}, ""


def named_rows(queryset: QuerySet[Any], key: str = "slug") -> Naming:
    """Return the naming of rows by primary key. Runs one query when there is something to name."""

    def name(keys: Iterable[Any]) -> dict[Any, Named]:
        known = [pk for pk in keys if pk is not None]
        rows = queryset.filter(pk__in=known).values_list("pk", key, "name")
        named = {pk: Named(value, label) for pk, value, label in rows}
        return named | {None: Named(UNKNOWN, _("Unknown"))}

    return name


def named_choices(choices: Sequence[tuple[str, Any]], unknown: str | Promise = "") -> Naming:
    """Return the naming of fixed choices, which keep their order; blank and null are unknown."""
    given = {value: (place, label) for place, (value, label) in enumerate(choices)}

    def name(keys: Iterable[Any]) -> dict[Any, Named]:
        last = len(given)
        return {
            key: Named(key, str(given[key][1]), given[key][0])
            if key in given
            else Named(UNKNOWN, str(unknown or _("Unknown")), last)
            for key in keys
        }

    return name


def named_years(keys: Iterable[Any]) -> dict[Any, Named]:
    """Name years, the newest first; then periods across years, then those of unknown year."""
    special = {None: Named(UNKNOWN, _("Unknown"), 1), SEVERAL_YEARS: Named(SEVERAL, _("Across years"), 0)}
    return {key: special.get(key) or Named(str(key), str(key), -int(key)) for key in keys}


def named_categories(keys: Iterable[Any]) -> dict[Any, Named]:
    """Name the equipment categories among slugs; families and variants are typed. Runs one query."""
    rows = EquipmentType.objects.filter(slug__in=list(keys), level=EquipmentType.Level.CATEGORY)
    return {slug: Named(slug, name) for slug, name in rows.values_list("slug", "name")}


def by_category(counts: Counts) -> Counts:
    """Turn counts by type into counts by slug of each type and all above it. Runs one query."""
    paths = dict(EquipmentType.objects.filter(pk__in=list(counts)).values_list("pk", "path"))
    return roll_up(counts, paths)


def counted_by(template: str) -> Callable[[QuerySet[Any]], Counts]:
    """Return the way to count shipments by something that each can have several of."""
    return lambda shipments: count_related(template, shipments)


def is_any(path: str, values: Mapping[str, Any]) -> Q:
    """Return the condition that a column refers to one of the rows, or to none where unknown is asked for."""
    rows = [row for row in values.values() if row is not None]
    condition = Q(**{f"{path}__in": rows})
    return condition | Q(**{f"{path}__isnull": True}) if None in values.values() else condition
