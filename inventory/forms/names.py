"""Take a thing by its name or alias, as a person types it; what is unknown is refused with proposals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inventory.models.names import Kind, Names, UnknownNameError

UNKNOWN = {
    Kind.SOURCE: _("“%(name)s” is no known source."),
    Kind.PLACE: _("“%(name)s” is no known place."),
    Kind.PARTY: _("“%(name)s” is no known party."),
    Kind.EQUIPMENT_TYPE: _("“%(name)s” is no known equipment type."),
}
AMBIGUOUS = _("“%(name)s” is the name of several; choose one.")


class NamedField(forms.CharField):
    """Take the name, an alias or the slug of a thing, and give its row; empty gives None.

    Whoever makes the form sets ``names``, so that all fields look into one register. An unknown name is
    refused with the code ``unknown_name`` and the params ``kind`` and ``proposals`` (values to type).
    """

    def __init__(self, kind: Kind, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.kind = kind
        self.names: Names | None = None

    def clean(self, value: Any) -> Any:
        """Return the row. Raises ValidationError for a name that stands for nothing or for several."""
        text = super().clean(value)
        return self.row_of(text) if text else None

    def row_of(self, text: str) -> Any:
        """Return the row that a name stands for. Raises ValidationError with proposals."""
        names = self.names or Names()
        try:
            return names.row(self.kind, names.by_slug(self.kind, text).pk)
        except UnknownNameError as error:
            # Where two things share a name, only the slug tells them apart.
            proposals = [one.slug if error.is_ambiguous else one.name for one in error.proposals]
            message = AMBIGUOUS if error.is_ambiguous else UNKNOWN[self.kind]
            raise ValidationError(
                message,
                code="unknown_name",
                params={"name": text, "kind": self.kind, "proposals": proposals},
            ) from error


class NamesMixin:
    """Give all named fields of a form one register of names.

    The form is made with the keyword ``names``.
    """

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, names: Names, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        for field in self.fields.values():
            if isinstance(field, NamedField):
                field.names = names


def several(words: list[str]) -> str:
    """Join proposals for a message.

    >>> several(["Tanks"]), several(["Tanks", "T-72"])
    ('“Tanks”', '“Tanks” or “T-72”')
    """
    return gettext(" or ").join(f"“{word}”" for word in words)
