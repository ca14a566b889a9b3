"""Read what is to be frozen, and which two snapshots are to be compared."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from inventory.forms.records import ModelForm
from inventory.models import ListPage, Snapshot


class FreezeForm(ModelForm):
    """Read the title, the list or comparison, and the query string of its state."""

    page = forms.ChoiceField(choices=ListPage.choices, widget=forms.HiddenInput)
    query = forms.CharField(required=False, max_length=10_000, widget=forms.HiddenInput)

    class Meta:
        model = Snapshot
        fields: ClassVar = ("title",)


class WithdrawalForm(forms.Form):
    """Read why a snapshot is withdrawn."""

    withdrawal_reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("Public: it stands at the address from then on.")
    )


class SnapshotChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # It takes none as it runs.
    """Name a snapshot by its title and day, and find it by what its address says."""

    def __init__(self, **kwargs: Any) -> None:
        snapshots = Snapshot.objects.standing().defer("content")
        super().__init__(queryset=snapshots, to_field_name="uid", **kwargs)

    def label_from_instance(self, snapshot: Any) -> str:
        """Return the title with the day."""
        return f"{snapshot.title} ({snapshot.taken_at:%Y-%m-%d}, {snapshot.profile})"


class PairForm(forms.Form):
    """Read two snapshots of the same kind."""

    old = SnapshotChoice(
        label=_("Earlier"), error_messages={"invalid_choice": _("There is no such snapshot.")}
    )
    new = SnapshotChoice(label=_("Later"), error_messages={"invalid_choice": _("There is no such snapshot.")})

    def clean(self) -> dict[str, Any]:
        """Refuse to compare files of different kinds: they have no rows in common."""
        found = super().clean() or {}
        old, new = found.get("old"), found.get("new")
        if old and new and old.profile != new.profile:
            message = _(
                "Only snapshots of one kind can be compared: “%(old)s” holds %(old_kind)s, "
                "“%(new)s” holds %(new_kind)s."
            )
            names = {"old": old, "old_kind": old.profile, "new": new, "new_kind": new.profile}
            raise forms.ValidationError(message, params=names)
        return found
