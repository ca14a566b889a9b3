"""Read what to set on many shipments or reported deliveries at once; what is left empty stays as it is."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from inventory.models import Dataset, Modality, Party, Place, ReportedDelivery

LEAVE = _("Leave as it is")
AS_REPORT = "as-report"  # stands for an empty certainty, which takes the report's


class BulkForm(forms.Form):
    """Read values to set, each of which may be left out; one at least has to be given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Add an error when nothing is to be set."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.values:
            self.add_error(None, _("Choose at least one value to set."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """Return what is to be set, by column of the row."""
        raise NotImplementedError


class ShipmentBulkForm(BulkForm):
    """Read supplier, destination and dataset to set on shipments; each can also become unknown or none."""

    NULLABLE: ClassVar = ("supplier", "destination", "dataset")

    supplier = forms.ModelChoiceField(
        label=_("Supplier"),
        queryset=Party.objects.order_by("name"),
        to_field_name="slug",
        required=False,
        empty_label=LEAVE,
    )
    supplier_unknown = forms.BooleanField(label=_("Set the supplier to unknown"), required=False)
    destination = forms.ModelChoiceField(
        label=_("Destination"),
        queryset=Place.objects.order_by("name"),
        to_field_name="slug",
        required=False,
        empty_label=LEAVE,
    )
    destination_unknown = forms.BooleanField(label=_("Set the destination to unknown"), required=False)
    dataset = forms.ModelChoiceField(
        label=_("Tallies of"),
        queryset=Dataset.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=LEAVE,
    )
    dataset_unknown = forms.BooleanField(label=_("Set as events, not tallies"), required=False)

    def clean(self) -> dict[str, Any]:
        """Add an error where a value is given and unknown is ticked as well."""
        for name in self.NULLABLE:
            if self.cleaned_data.get(name) and self.cleaned_data.get(f"{name}_unknown"):
                self.add_error(name, _("Either choose one, or set it to unknown."))
        return super().clean()

    @property
    def values(self) -> dict[str, Any]:
        """Return what is to be set; None is unknown."""
        return {
            name: self.cleaned_data.get(name)
            for name in self.NULLABLE
            if self.cleaned_data.get(name) or self.cleaned_data.get(f"{name}_unknown")
        }


class DeliveryBulkForm(BulkForm):
    """Read the scope and certainty to set on reported deliveries."""

    scope = forms.ChoiceField(
        label=_("Scope"), choices=[("", LEAVE), *ReportedDelivery.Scope.choices], required=False
    )
    modality = forms.ChoiceField(
        label=_("Certainty"),
        choices=[("", LEAVE), (AS_REPORT, _("As the report")), *Modality.choices],
        required=False,
    )

    @property
    def values(self) -> dict[str, Any]:
        """Return what is to be set; an empty certainty takes the report's."""
        given = {name: self.cleaned_data.get(name) for name in ("scope", "modality")}
        return {name: "" if value == AS_REPORT else value for name, value in given.items() if value}
