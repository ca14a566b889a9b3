"""Take what somebody decides of a group of designations that nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inventory.forms.names import NamedField, NamesMixin
from inventory.models import EquipmentType
from inventory.models.names import Kind, Names


class GroupChoice(StrEnum):
    """Name what may be decided of a group."""

    LATER = "later"
    ACCEPT = "accept"


class GroupForm(NamesMixin, forms.Form):
    """Accept a group as types below those that are proposed, or chosen instead, save the names excepted."""

    choice = forms.ChoiceField(
        choices=[(GroupChoice.LATER, _("Decide later")), (GroupChoice.ACCEPT, _("Add them as types"))],
        widget=forms.RadioSelect,
        required=False,
        initial=GroupChoice.LATER,
    )
    exceptions = forms.CharField(
        label=_("Except these names"),
        help_text=_("One per line. They stay below, to be decided one by one."),
        widget=forms.Textarea({"rows": 2}),
        required=False,
    )

    def __init__(
        self, *args: Any, names: Names, parents: Sequence[EquipmentType | None], **kwargs: Any
    ) -> None:
        """Take the register of names, and the types that are proposed, None where there is none."""
        super().__init__(*args, names=names, **kwargs)
        self._proposed = parents
        for number, parent in enumerate(parents):
            widget = forms.TextInput({"autocomplete": "off", "data-names": Kind.EQUIPMENT_TYPE.value})
            field = NamedField(Kind.EQUIPMENT_TYPE, label=_("Below the type"), required=False, widget=widget)
            field.names, field.initial = names, parent.name if parent else ""
            self.fields[f"parent_{number}"] = field

    def clean(self) -> dict[str, Any]:
        """Return the values. Adds errors where a group is accepted without a type for each part."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("choice") == GroupChoice.ACCEPT:
            for number in range(len(self._proposed)):
                name = f"parent_{number}"
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, _("Needed for new types."))
        return cleaned

    @property
    def is_accepted(self) -> bool:
        """Tell whether the group is accepted; the form is valid."""
        return bool(self.cleaned_data["choice"] == GroupChoice.ACCEPT)

    @property
    def parents_chosen(self) -> dict[int | None, EquipmentType]:
        """Return below which type those come that were proposed below one, by its key; the form is valid."""
        return {
            proposed.pk if proposed else None: self.cleaned_data[f"parent_{number}"]
            for number, proposed in enumerate(self._proposed)
        }

    @property
    def excepted(self) -> list[str]:
        """Return the names that are excepted; the form is valid."""
        return [line for line in map(str.strip, self.cleaned_data["exceptions"].splitlines()) if line]

    @property
    def parent_fields(self) -> list[forms.BoundField]:
        """Return the fields of the types, in the order of the group's parts."""
        return [self[f"parent_{number}"] for number in range(len(self._proposed))]
