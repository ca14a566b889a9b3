"""Read the values that several filters take: the name of a thing, and a date."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.contrib.postgres.search import TrigramWordSimilarity
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Coalesce, Upper
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inventory.domain.dates import DateError, DayInterval, normalise_date, parse_edtf

SEVERAL = "several"  # the value of the filter by year for periods that reach across years
YEAR = re.compile(r"(?!0000)[0-9]{4}", re.ASCII)
UNKNOWN = "unknown"  # the value of a filter for rows of which the thing is not known
PROPOSALS = 4  # names; more hide the right one
# Share of trigrams in common; two letters swapped in a word of six leave 0.43.
LEAST_SIMILARITY = 0.35


class NameField(forms.CharField):
    """Turn a name, alias or slug into the one row that has it.

    Letters count, their case does not. A slug goes before a name, a name before an alias. Anything else is an
    error that proposes similar names; nothing is guessed. Runs one query, and two more for proposals.
    """

    def __init__(self, *, queryset: QuerySet[Any], key: str = "slug", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.queryset = queryset
        self.key = key

    def clean(self, value: Any) -> Model | None:
        """Return the row named; None when nothing was typed. Raises ``ValidationError``."""
        name = super().clean(value)
        return self._resolve(name) if name else None

    def _resolve(self, name: str) -> Model:
        is_named = Q(**{f"{self.key}__iexact": name}) | Q(name__iexact=name) | Q(aliases__name__iexact=name)
        found: list[Any] = list(self.queryset.filter(is_named).distinct())
        for attribute in (self.key, "name"):
            exact = [row for row in found if getattr(row, attribute).casefold() == name.casefold()]
            if len(exact) == 1:
                return exact[0]  # type: ignore[no-any-return]  # Any model with a slug and a name.
        if len(found) == 1:
            return found[0]  # type: ignore[no-any-return]  # The same.
        if found:
            keys = ", ".join(sorted(getattr(row, self.key) for row in found))
            message = _("“%(name)s” is the name of several; give one of: %(keys)s.")
            raise ValidationError(message % {"name": name, "keys": keys}, code="ambiguous")
        message = _("Nothing is called “%(name)s”.") % {"name": name}
        proposals = ", ".join(self._proposals(name))
        if proposals:
            message += " " + _("Did you mean: %(names)s?") % {"names": proposals}
        raise ValidationError(message, code="unknown")

    def _proposals(self, name: str) -> list[str]:
        """Return the names of the rows that have the most similar name or alias, most similar first."""
        best: dict[str, float] = {}
        for column in ("name", "aliases__name"):
            similar = (
                self.queryset.annotate(similarity=TrigramWordSimilarity(name, column))
                .filter(similarity__gt=LEAST_SIMILARITY)
                .order_by("-similarity", "pk")
                .values_list("name", "similarity")[:PROPOSALS]
            )
            for found, similarity in similar:
                best[found] = max(similarity, best.get(found, 0.0))
        return sorted(best, key=lambda found: (-best[found], found))[:PROPOSALS]


class NamesField(NameField):
    """Turn any number of names, aliases or keys into rows, by the text that named each.

    ``UNKNOWN`` stands for no row where ``takes_unknown``. Runs one query for all keys, and those of
    ``NameField`` for each text that is no key.
    """

    widget = forms.SelectMultiple

    def __init__(self, *, takes_unknown: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.takes_unknown = takes_unknown

    def clean(self, value: Any) -> dict[str, Model | None]:  # type: ignore[override]  # Several, not one.
        """Return the rows by what was typed, in that order. Raises ``ValidationError`` for all misses."""
        typed = list(dict.fromkeys(str(text) for text in value or () if str(text).strip()))
        found: dict[str, Model | None] = {}
        names = [text.strip() for text in typed if "\0" not in text]
        by_key = {getattr(row, self.key): row for row in self.queryset.filter(**{f"{self.key}__in": names})}
        errors: list[str] = []
        for text in typed:
            name = text.strip()
            if self.takes_unknown and name == UNKNOWN:
                found[text] = None
            elif name in by_key:
                found[text] = by_key[name]
            else:
                try:
                    found[text] = NameField.clean(self, text)
                except ValidationError as error:
                    errors += error.messages
        if errors:
            raise ValidationError(errors)
        return found


class NamesFilter(django_filters.Filter):  # type: ignore[misc]  # The library publishes no types.
    """Filter by any of several things that are typed as names, aliases or keys."""

    field_class = NamesField


class ChoicesField(forms.MultipleChoiceField):
    """Take any number of fixed choices; blank ones, as a form may send, are none."""

    def to_python(self, value: Any) -> list[str]:
        """Return the choices that are not blank, each once."""
        return list(dict.fromkeys(text for text in super().to_python(value) if text))


class ChoicesFilter(django_filters.Filter):  # type: ignore[misc]  # The library publishes no types.
    """Filter by any of several fixed choices."""

    field_class = ChoicesField


class KeysField(forms.Field):
    """Turn any number of identifiers into the primary keys of what they stand for. Runs one query.

    ``target`` is the column of the key, where a row stands for another.
    """

    widget = forms.SelectMultiple
    default_error_messages = {"unknown": gettext_lazy("Nothing here is identified by “%(key)s”.")}

    def __init__(
        self, *, queryset: QuerySet[Any], key: str, target: str | Coalesce = "pk", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.queryset = queryset
        self.key = key
        self.target = target

    def clean(self, value: Any) -> dict[str, int]:
        """Return the primary keys by identifier as typed. Raises ``ValidationError`` for all misses."""
        typed = list(dict.fromkeys(str(text).strip() for text in value or () if str(text).strip()))
        read = {text: self.read(text) for text in typed}
        wanted = [key for key in read.values() if key is not None]
        found = {self.fold(key): pk for key, pk in self.matching(wanted).values_list(self.key, self.target)}
        misses = [text for text, key in read.items() if key is None or self.fold(key) not in found]
        if misses:
            template = self.error_messages["unknown"]
            raise ValidationError([ValidationError(template, "unknown", {"key": text}) for text in misses])
        return {text: found[self.fold(key)] for text, key in read.items()}

    def read(self, text: str) -> Any:
        """Return a text as the column holds it; None for one that no row can have."""
        return None if "\0" in text else text

    def fold(self, key: Any) -> Any:
        """Return what two identifiers share that stand for the same row."""
        return str(key).upper()

    def matching(self, keys: list[Any]) -> QuerySet[Any]:
        """Return the rows that have one of the identifiers, letters of either case."""
        folded = self.queryset.alias(folded=Upper(self.key))
        found: QuerySet[Any] = folded.filter(folded__in=[self.fold(key) for key in keys])
        return found


class UidsField(KeysField):
    """Turn any number of public identifiers into primary keys. Runs one query."""

    def __init__(self, *, key: str = "uid", **kwargs: Any) -> None:
        super().__init__(key=key, **kwargs)

    def read(self, text: str) -> UUID | None:
        """Return the identifier; None for a text that is none."""
        try:
            return UUID(text)
        except ValueError:
            return None

    def fold(self, key: Any) -> Any:
        """Return the identifier itself."""
        return key

    def matching(self, keys: list[Any]) -> QuerySet[Any]:
        """Return the rows that have one of the identifiers, by the column's index."""
        rows: QuerySet[Any] = self.queryset.filter(**{f"{self.key}__in": keys})
        return rows


class KeysFilter(django_filters.Filter):  # type: ignore[misc]  # The library publishes no types.
    """Filter by any of several rows, by an identifier that people read."""

    field_class = KeysField


class UidsFilter(django_filters.Filter):  # type: ignore[misc]  # The library publishes no types.
    """Filter by any of several rows, by public identifier."""

    field_class = UidsField


class YearsField(forms.Field):
    """Take any number of years, ``SEVERAL`` for periods across years and ``UNKNOWN``."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[str]:
        """Return the years as typed, each once. Raises ``ValidationError`` for all that are none at once."""
        typed = list(dict.fromkeys(str(text).strip() for text in value or () if str(text).strip()))
        wrong = [text for text in typed if text not in {SEVERAL, UNKNOWN} and not YEAR.fullmatch(text)]
        message = _("“%(text)s” is no year; write four figures, “several” or “unknown”.")
        if wrong:
            raise ValidationError([message % {"text": text} for text in wrong])
        return typed


class YearsFilter(django_filters.Filter):  # type: ignore[misc]  # The library publishes no types.
    """Filter by any of several years."""

    field_class = YearsField


class NameFilter(django_filters.Filter):  # type: ignore[misc]  # The library publishes no types.
    """Filter by a thing that is typed as a name, alias or slug."""

    field_class = NameField


class DayField(forms.CharField):
    """Turn a written date, as exact as the reader likes, into the days that it covers."""

    default_hint = gettext_lazy("Write it as 2025, 2025-01 or 2025-01-17.")

    def clean(self, value: Any) -> DayInterval | None:
        """Return the days; None when nothing was typed. Raises ``ValidationError``."""
        text = super().clean(value)
        if not text:
            return None
        try:
            days = parse_edtf(normalise_date(text))
        except DateError as error:
            message = _("“%(text)s” is no date.") % {"text": text}
            raise ValidationError(f"{message} {self.default_hint}", code="date") from error
        if days is None:
            message = _("“%(text)s” names no year.") % {"text": text}
            raise ValidationError(f"{message} {self.default_hint}", code="date")
        return days


class DayFilter(django_filters.Filter):  # type: ignore[misc]  # The library publishes no types.
    """Filter by a written date."""

    field_class = DayField
