"""Let people look after their own accounts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _


class PasswordChange(PasswordChangeView):
    """Let whoever is signed in choose another password; sessions elsewhere end with the old one."""

    template_name = "inventory/account/password.html"
    success_url = reverse_lazy("overview")

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the new password and say so."""
        messages.success(self.request, _("Your password is changed. Other devices are signed out."))
        return super().form_valid(form)
