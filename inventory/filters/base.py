"""Read a query string strictly: what cannot be understood selects nothing and is named.

A concept's filter set derives from ``ListFilter`` and declares its filters; a name that is neither
a filter nor one of its form's ``parameters`` is an error, so that a misspelt filter never shows
more than was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

# What an address may carry besides filters: how the rows are sorted, cut into pages and written.
LIST_PARAMETERS = frozenset({"sort", "page", "per_page", "export", "profile", "headers"})
# Besides these a list takes: its columns, how densely it is set, the kept view that it was opened from, and
# whether its choices are counted.
DESK_PARAMETERS = frozenset({"columns", "density", "view", "facets"})


class FilterForm(forms.Form):
    """Check names as well as values."""

    parameters: ClassVar[frozenset[str]] = LIST_PARAMETERS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Add an error for each name that is unknown, and for each single value that is given twice."""
        for name in self.data:
            if name in self.fields:
                self._refuse_repetition(name)
            elif name not in self.parameters:
                known = ", ".join(self.fields)
                message = _("There is no filter “%(name)s”. The filters are: %(known)s.")
                self.add_error(None, message % {"name": name, "known": known})
        return self.cleaned_data

    def _refuse_repetition(self, name: str) -> None:
        takes_several = getattr(self.fields[name].widget, "allow_multiple_selected", False)
        if isinstance(self.data, QueryDict) and len(self.data.getlist(name)) > 1 and not takes_several:
            self.add_error(name, _("Give this filter once."))


class ListForm(FilterForm):
    """Check the filters of a list, whose address also says how the list is laid out."""

    parameters: ClassVar[frozenset[str]] = LIST_PARAMETERS | DESK_PARAMETERS


@dataclass(frozen=True, slots=True)
class Chip:
    """Show one value that a filter is set to, and the query string that is left without it."""

    label: str
    text: str
    query: str
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Hidden:
    """Say what a list leaves out unless it is asked for, and the query string that shows it too."""

    text: str
    query: str


class ListFilter(django_filters.FilterSet):  # type: ignore[misc]  # The library publishes no types.
    """Select the rows that the query string asks for, and none when it cannot be understood."""

    class Meta:
        form: type[FilterForm] = ListForm

    @property
    def qs(self) -> QuerySet[Any]:
        """Return the selected rows, none when a filter is wrong. May run queries to resolve names."""
        if self.is_bound and not self.form.is_valid():
            return self.queryset.none()  # type: ignore[no-any-return]  # The library publishes no types.
        return super().qs  # type: ignore[no-any-return]  # The library publishes no types.

    @property
    def has_errors(self) -> bool:
        """Tell whether something in the query string was not understood."""
        return bool(self.is_bound and self.form.errors)

    @property
    def messages(self) -> list[str]:
        """Return every error as one line, with its field's label in front; for an answer without a form."""
        return [
            message if name == "__all__" else f"{self.form.fields[name].label}: {message}"
            for name, messages in self.form.errors.items()
            for message in messages
        ]

    @property
    def active_count(self) -> int:
        """Return how many filters are set."""
        return sum(any(map(str.strip, listed(self.data, name))) for name in self.form.fields)

    @property
    def hidden(self) -> Hidden | None:
        """Return what is left out although no filter was set for it; None where nothing is."""
        return None

    @property
    def chips(self) -> list[Chip]:
        """Return each value that is set, in the order of the form, with the way to remove it."""
        return [chip for name in self.form.fields for chip in self._chips(name)] if self.is_bound else []

    def _chips(self, name: str) -> Iterator[Chip]:
        values = [value for value in listed(self.data, name) if value.strip()]
        is_wrong = name in self.form.errors
        for value in values:
            text = value if is_wrong else self.value_text(name, value)
            yield Chip(str(self.form.fields[name].label), text, self.query_without(name, value), is_wrong)

    def value_text(self, name: str, value: str) -> str:
        """Return how a person calls what a filter is set to: its choice's words, or a thing's name."""
        cleaned = self.form.cleaned_data.get(name)
        if isinstance(cleaned, Model):
            return str(cleaned)
        if isinstance(cleaned, dict) and value in cleaned:
            named = cleaned[value]
            # A primary key is nobody's name; what was typed is.
            return value if isinstance(named, int) else str(named or _("Unknown"))
        choices = dict(getattr(self.form.fields[name], "choices", ()))
        return str(choices.get(value, value))

    def query_without(self, name: str, value: str) -> str:
        """Return the query string for the first page of the rows without one value of a filter."""
        return self._query(name, [text for text in listed(self.data, name) if text != value])

    def query_with(self, name: str, value: str) -> str:
        """Return the query string for the first page of the rows with a filter set to a value."""
        return self._query(name, [value])

    def _query(self, name: str, values: list[str]) -> str:
        query = QueryDict(mutable=True)
        for key in self.data:
            query.setlist(key, [text for text in listed(self.data, key) if text])
        query.setlist(name, [text for text in values if text])
        query.pop("page", None)
        return query.urlencode()

    def filter_queryset(self, queryset: Any) -> QuerySet[Any]:
        """Keep the rows that every filter keeps."""
        return self.keep_rows(queryset)

    def keep_rows(self, queryset: QuerySet[Any], but: str = "") -> QuerySet[Any]:
        """Keep the rows that every filter keeps, leaving the filter ``but`` aside."""
        for name, value in self.form.cleaned_data.items():
            if name != but:
                queryset = self.filters[name].filter(queryset, value)
        return queryset


def listed(data: Mapping[str, Any], name: str) -> list[str]:
    """Return every text that is given under a name."""
    if isinstance(data, QueryDict):
        return [str(text) for text in data.getlist(name)]
    return [str(data[name])] if data.get(name) else []
