"""Read a query string strictly: what cannot be understood selects nothing and is named.

A concept's filter set derives from ``ListFilter`` and declares its filters; a name that is neither
a filter nor one of ``LIST_PARAMETERS`` is an error, so that a misspelt filter never shows
more than was asked for.
"""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

# What an address may carry besides filters: how the rows are sorted, cut into pages and written.
LIST_PARAMETERS = frozenset({"sort", "page", "per_page", "export"})
EXPORT_FORMATS = frozenset({"csv"})


class FilterForm(forms.Form):
    """Check names as well as values."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Add an error for each name that is unknown, and for each single value that is given twice."""
        for name in self.data:
            if name in self.fields:
                self._refuse_repetition(name)
            elif name not in LIST_PARAMETERS:
                known = ", ".join(self.fields)
                self.add_error(None, f"There is no filter “{name}”. The filters are: {known}.")
        wanted = self.data.get("export")
        if wanted and wanted not in EXPORT_FORMATS:
            self.add_error(None, f"There is no export as “{wanted}”; there is csv.")
        return self.cleaned_data

    def _refuse_repetition(self, name: str) -> None:
        takes_several = isinstance(
            self.fields[name], forms.MultipleChoiceField | forms.ModelMultipleChoiceField
        )
        if isinstance(self.data, QueryDict) and len(self.data.getlist(name)) > 1 and not takes_several:
            self.add_error(name, "Give this filter once.")


class ListFilter(django_filters.FilterSet):  # type: ignore[misc]  # The library publishes no types.
    """Select the rows that the query string asks for, and none when it cannot be understood."""

    class Meta:
        form = FilterForm

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
        return sum(bool(self.data.get(name)) for name in self.form.fields)
