"""Read the title and state of a view to keep."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from inventory.forms.records import ModelForm
from inventory.models import SavedView


class SavedViewForm(ModelForm):
    """Read a view to keep: its title, the page, and the query string of its state."""

    class Meta:
        model = SavedView
        fields = ("title", "page", "query")
        widgets: ClassVar = {"page": forms.HiddenInput, "query": forms.HiddenInput}


class StateForm(ModelForm):
    """Read the state that a view is to have from now on."""

    class Meta:
        model = SavedView
        fields = ("query",)


class TitleForm(ModelForm):
    """Read a view's new title."""

    class Meta:
        model = SavedView
        fields = ("title",)
