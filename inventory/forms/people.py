"""Read the name under which somebody signs in public."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from inventory.forms.records import ModelForm
from inventory.models import PublicName


class PublicNameForm(ModelForm):
    """Read a public name; an empty one takes the name back."""

    name = forms.CharField(
        label=_("Public name"),
        max_length=60,
        required=False,
        help_text=_("Readers see it beside what you record, decide and save. Leave blank to show a number."),
    )

    class Meta:
        model = PublicName
        fields: ClassVar = ("name",)

    def _post_clean(self) -> None:
        """Hold a name, not the lack of one, to the rules of the table."""
        if self.cleaned_data.get("name"):
            super()._post_clean()

    def keep(self) -> None:
        """Save the name, or take it back."""
        if self.cleaned_data["name"]:
            self.save()
        elif self.instance.pk:
            self.instance.delete()
