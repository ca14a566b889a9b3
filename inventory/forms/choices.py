"""Choose rows of other tables by the admin's autocompletes, whatever was sent instead of a key."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Model


def key_of(model: type[Model], text: Any) -> Any:
    """Return the key of a table that a text is; None where it cannot be one."""
    try:
        return model._meta.pk.clean(text, None)
    except ValidationError:
        return None


class KeysOnly:
    """Show again what was chosen without what is no key, for which Django would ask the database."""

    choices: Any

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> Any:
        """Return the chosen rows as options."""
        model = self.choices.queryset.model
        kept = ["" if key_of(model, one) is None else one for one in value]
        return super().optgroups(name, kept, attr)  # type: ignore[misc]  # Mixed into widgets, which have it.


class OneOf(KeysOnly, AutocompleteSelect):  # type: ignore[misc]  # The stubs name its arguments otherwise.
    """Choose one row of another table."""


class SomeOf(KeysOnly, AutocompleteSelectMultiple):  # type: ignore[misc]  # The same.
    """Choose rows of another table."""
