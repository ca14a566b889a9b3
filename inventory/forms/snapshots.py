"""Read what is to be frozen, and which two snapshots are to be compared."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from inventory.forms.records import ModelForm
from inventory.models import ListPage, Snapshot

FREEZABLE = [(page.value, page.label) for page in ListPage if page is not ListPage.COMPARISON]


class FreezeForm(ModelForm):
    """Read the title, the list, and the query string of its state."""

    page = forms.ChoiceField(choices=FREEZABLE, widget=forms.HiddenInput)
    query = forms.CharField(required=False, max_length=10_000, widget=forms.HiddenInput)

    class Meta:
        model = Snapshot
        fields: ClassVar = ("title",)
