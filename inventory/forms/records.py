"""Carry what every editing form needs: the version it was made from, and refusals from outside the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

if TYPE_CHECKING:
    InlineFormSet = forms.BaseInlineFormSet[Any, Any, Any]

    class ModelForm(forms.ModelForm[Any]):
        """Declare what Django's forms let subclasses extend but the published types leave out."""

        def _update_errors(self, errors: ValidationError) -> None: ...
        def _post_clean(self) -> None: ...
        def _get_validation_exclusions(self) -> set[str]: ...

else:
    ModelForm = forms.ModelForm
    InlineFormSet = forms.BaseInlineFormSet


class Refusal(NamedTuple):
    """Tell why a save was refused, and at which field; None where it concerns the whole form."""

    field: str | None
    message: str


class PlacedErrorsForm(ModelForm):
    """Show the message of a broken database constraint at the field that it is about.

    ``constraint_fields`` maps names of constraints to names of fields.
    """

    constraint_fields: ClassVar[dict[str, str]] = {}

    def _update_errors(self, errors: ValidationError) -> None:
        """Move the messages of known constraints from the form to their fields."""
        if not hasattr(errors, "error_dict"):
            super()._update_errors(errors)
            return
        fields = self._fields_by_message()
        placed: dict[str, list[ValidationError]] = {}
        for name, found in errors.error_dict.items():
            for error in found:
                field = fields.get(str(error.message)) if name == NON_FIELD_ERRORS else None
                placed.setdefault(field or name, []).append(error)
        super()._update_errors(ValidationError(placed))

    def _fields_by_message(self) -> dict[str, str]:
        return {
            str(constraint.violation_error_message): field
            for constraint in self._meta.model._meta.constraints
            if (field := self.constraint_fields.get(constraint.name)) in self.fields and field
        }


class RecordForm(PlacedErrorsForm):
    """Edit one row from a known version of it.

    ``version_now`` and ``refusals`` are set by the page on the form class that it makes for one request.
    """

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    version_now: ClassVar[str] = ""
    refusals: ClassVar[tuple[Refusal, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "version" in self.fields:
            self.fields["version"].initial = self.version_now

    def clean(self) -> dict[str, Any]:
        """Add the refusals that the page found outside the form."""
        cleaned = super().clean() or self.cleaned_data
        for refusal in self.refusals:
            self.add_error(refusal.field if refusal.field in self.fields else None, refusal.message)
        return cleaned


class ShipmentChildFormSet(InlineFormSet):
    """Give the rows of a report its shipment, which the database holds them to."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """Save a new row under the report's shipment."""
        form.instance.shipment_id = self.instance.shipment_id
        return super().save_new(form, commit=commit)

    def save_existing(self, form: Any, obj: models.Model, commit: bool = True) -> Any:
        """Save a row under the report's shipment, which may have changed with it."""
        form.instance.shipment_id = self.instance.shipment_id
        return super().save_existing(form, obj, commit=commit)

    def live_forms(self) -> list[Any]:
        """Return the forms that will be rows after the save: filled in and not marked for deletion."""
        return [
            form
            for form in self.forms
            if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
        ]
