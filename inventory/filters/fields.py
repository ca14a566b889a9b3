"""Read the values that several filters take: the name of a thing, and a date."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.contrib.postgres.search import TrigramWordSimilarity
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from inventory.domain.dates import DateError, DayInterval, normalise_date, parse_edtf

PROPOSALS = 4  # names; more hide the right one
# Share of trigrams in common; two letters swapped in a word of six leave 0.43.
LEAST_SIMILARITY = 0.35


class NameField(forms.CharField):
    """Turn a name, alias or slug into the one row that has it.

    Letters count, their case does not. A slug goes before a name, a name before an alias. Anything else is an
    error that proposes similar names; nothing is guessed. Runs one query, and two more for proposals.
    """

    def __init__(self, *, queryset: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.queryset = queryset

    def clean(self, value: Any) -> Model | None:
        """Return the row named; None when nothing was typed. Raises ``ValidationError``."""
        name = super().clean(value)
        return self._resolve(name) if name else None

    def _resolve(self, name: str) -> Model:
        is_named = Q(slug__iexact=name) | Q(name__iexact=name) | Q(aliases__name__iexact=name)
        found: list[Any] = list(self.queryset.filter(is_named).distinct())
        for attribute in ("slug", "name"):
            exact = [row for row in found if getattr(row, attribute).casefold() == name.casefold()]
            if len(exact) == 1:
                return exact[0]  # type: ignore[no-any-return]  # Any model with a slug and a name.
        if len(found) == 1:
            return found[0]  # type: ignore[no-any-return]  # The same.
        if found:
            slugs = ", ".join(sorted(row.slug for row in found))
            raise ValidationError(f"“{name}” is the name of several; give one of: {slugs}.", code="ambiguous")
        proposals = self._proposals(name)
        hint = f" Did you mean: {', '.join(proposals)}?" if proposals else ""
        raise ValidationError(f"Nothing is called “{name}”.{hint}", code="unknown")

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


class NameFilter(django_filters.Filter):  # type: ignore[misc]  # The library publishes no types.
    """Filter by a thing that is typed as a name, alias or slug."""

    field_class = NameField


class DayField(forms.CharField):
    """Turn a written date, as exact as the reader likes, into the days that it covers."""

    default_hint = "Write it as 2025, 2025-01 or 2025-01-17."

    def clean(self, value: Any) -> DayInterval | None:
        """Return the days; None when nothing was typed. Raises ``ValidationError``."""
        text = super().clean(value)
        if not text:
            return None
        try:
            days = parse_edtf(normalise_date(text))
        except DateError as error:
            raise ValidationError(f"“{text}” is no date. {self.default_hint}", code="date") from error
        if days is None:
            raise ValidationError(f"“{text}” names no year. {self.default_hint}", code="date")
        return days


class DayFilter(django_filters.Filter):  # type: ignore[misc]  # The library publishes no types.
    """Filter by a written date."""

    field_class = DayField
