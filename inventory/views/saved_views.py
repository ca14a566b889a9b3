"""Open a kept view at its permanent address."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from inventory.models import SavedView


@require_safe
def saved_view(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Lead to the list or comparison as it was kept. Runs one query."""
    view = get_object_or_404(SavedView, uid=uid)
    return redirect(f"{reverse(view.page)}?{view.query}" if view.query else reverse(view.page))
