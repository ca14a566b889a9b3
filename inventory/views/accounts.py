"""Let people look after their own accounts: the name that they sign with, and the password."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inventory.forms.people import PasswordForm, PublicNameForm
from inventory.models import PublicName
from inventory.models.people import name_without


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show the own account, and change the name under which work is signed in public."""
    key: int = request.user.pk  # type: ignore[assignment]  # Who asks is signed in.
    chosen = PublicName.objects.filter(person=key).first() or PublicName(person_id=key)
    form = PublicNameForm(request.POST or None, instance=chosen)
    if request.method == "POST" and form.is_valid():
        form.keep()
        messages.success(request, _("Your public name is changed."))
        return redirect("account")
    context = {"form": form, "name_without": name_without(key)}
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "inventory/account/detail.html", context, status=status)


class PasswordChange(PasswordChangeView):
    """Let whoever is signed in choose another password; sessions elsewhere end with the old one."""

    form_class = PasswordForm
    template_name = "inventory/account/password.html"
    success_url = reverse_lazy("account")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Let the form count who guesses."""
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the new password and say so."""
        messages.success(self.request, _("Your password is changed. Other devices are signed out."))
        return super().form_valid(form)
