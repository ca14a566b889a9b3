"""Take what somebody decides of a name in a file that nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inventory.forms.names import NamedField, NamesMixin
from inventory.models import Country, EquipmentType, Party, Place, Source
from inventory.models.names import Kind, Names, Thing


class Choice(StrEnum):
    """Name what may be decided. A proposal is chosen by ``is-`` and its primary key."""

    LATER = "later"
    OTHER = "other"
    NEW = "new"
    SKIP = "skip"


IS = "is-"
LEVELS = [choice for choice in EquipmentType.Level.choices if choice[0] != EquipmentType.Level.ROOT]
# What has to be said of a new thing besides its name.
KINDS = {
    Kind.SOURCE: Source.Kind.choices,
    Kind.PLACE: Place.Kind.choices,
    Kind.PARTY: Party.Kind.choices,
    Kind.EQUIPMENT_TYPE: LEVELS,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold the name that is asked about, and ``proposals`` of what it may mean.

    ``is_learnt`` says that there are no rows to leave out, and that what it means is kept for everybody;
    ``is_ended`` that it is a state that had ended, whose name is known to everybody.
    """

    kind: Kind
    name: str
    proposals: Sequence[Thing] = ()
    is_learnt: bool = False
    is_ended: bool = False


class DecisionForm(NamesMixin, forms.Form):
    """Decide of one name: later, that it is one of the proposals or another thing, a new one, or left out."""

    choice = forms.ChoiceField(widget=forms.RadioSelect, required=False, initial=Choice.LATER)
    for_everybody = forms.BooleanField(
        label=_("Keep it as another spelling, for every table and for entry by hand"), required=False
    )
    new_name = forms.CharField(label=_("Name"), required=False, max_length=120)
    new_kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(
        self, *args: Any, asked: Asked, names: Names, countries: Sequence[Country], **kwargs: Any
    ) -> None:
        """Take what is asked, the register of names, and the countries that may be chosen."""
        kind = asked.kind
        self.kind, self.is_learnt = kind, asked.is_learnt
        super().__init__(*args, names=names, **kwargs)
        self.add_named("other", kind, _("Its name"))
        if kind is Kind.EQUIPMENT_TYPE:
            self.add_named("new_parent", kind, _("Below the type"))
        else:
            self.fields["new_country"] = forms.ChoiceField(
                label=_("Country"),
                required=False,
                choices=[("", _("— none, or unknown —")), *((str(one.pk), one.name) for one in countries)],
            )
        choices: list[tuple[str, Any]] = [(Choice.LATER, _("Decide later"))]
        choices += [(f"{IS}{thing.pk}", thing.name) for thing in asked.proposals]
        choices += [(Choice.OTHER, _("Another")), (Choice.NEW, _("A new one"))]
        if asked.is_learnt or asked.is_ended:
            del self.fields["for_everybody"]
        if not asked.is_learnt:
            choices.append((Choice.SKIP, _("Leave its rows out")))
        self.fields["choice"].choices = choices  # type: ignore[attr-defined]
        self.fields["new_kind"].choices = [("", "—"), *KINDS[kind]]  # type: ignore[attr-defined]
        self.fields["new_name"].initial = asked.name[:120]

    def add_named(self, field_name: str, kind: Kind, label: Any) -> None:
        """Add a field that takes a known thing by its name."""
        widget = forms.TextInput({"autocomplete": "off", "data-names": kind.value})
        field = NamedField(kind, label=label, required=False, widget=widget)
        field.names = self.names
        self.fields[field_name] = field

    def clean(self) -> dict[str, Any]:
        """Return the values. Raises ValidationError where what was chosen needs more."""
        cleaned = super().clean() or self.cleaned_data
        choice = cleaned.get("choice")
        if choice == Choice.OTHER and "other" not in self.errors and not cleaned.get("other"):
            self.add_error("other", _("Say which one."))
        if choice == Choice.NEW:
            for name in ("new_name", "new_kind", "new_parent"):
                if name in self.fields and name not in self.errors and not cleaned.get(name):
                    self.add_error(name, _("Needed for a new one."))
        return cleaned

    @property
    def is_decided(self) -> bool:
        """Tell whether anything was decided; the form is valid."""
        return self.cleaned_data["choice"] not in ("", Choice.LATER)

    @property
    def is_new(self) -> bool:
        """Tell whether a thing is to be made of the name; the form is valid."""
        return bool(self.cleaned_data["choice"] == Choice.NEW)

    @property
    def is_for_everybody(self) -> bool:
        """Tell whether the name is to be kept as another spelling of what it means; the form is valid."""
        return self.is_learnt or bool(self.cleaned_data.get("for_everybody"))

    @property
    def meaning(self) -> Any:
        """Return the row that the name stands for; None for a new one and for rows left out."""
        choice = self.cleaned_data["choice"]
        if choice.startswith(IS):
            return self.names.row(self.kind, int(choice.removeprefix(IS)))
        return self.cleaned_data["other"] if choice == Choice.OTHER else None

    @property
    def new_values(self) -> dict[str, Any]:
        """Return what is said of a new thing besides its name; a type counts what its parent counts."""
        kind = self.cleaned_data["new_kind"]
        if self.kind is Kind.EQUIPMENT_TYPE:
            parent = self.cleaned_data["new_parent"]
            return {"parent": parent, "level": kind, "unit": parent.unit}
        country = self.cleaned_data["new_country"]
        return {"kind": kind, "country_id": int(country) if country else None}
