"""Read what people change of their own accounts: the name under which they sign, and the password."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
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


class PasswordForm(PasswordChangeForm):
    """Read a new password from who knows the old one; guesses count as they do at signing in."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        """Ask for the old password as a sign-in does. Raises SignInPausedError after too many failures."""
        given: str = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.get_username(), password=given) is None:
            raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return given
