"""What the pages of an import share: whose they are, the batch that an address names, and acting on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from inventory.imports.pipeline import BatchStateError, read_again
from inventory.imports.tasks import start
from inventory.models import ImportBatch

MAY_IMPORT = "inventory.add_importbatch"


def batch_of(uid: UUID) -> ImportBatch:
    """Return a batch without the bytes of its file. Raises Http404 where there is none."""
    batches = ImportBatch.objects.select_related("imported_by", "undone_by", "source")
    return get_object_or_404(batches, uid=uid)


def posted(request: HttpRequest) -> tuple[Any, Any]:
    """Return what a form is bound to: values and files of a POST, even of an empty one, and else nothing."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def person(request: HttpRequest) -> Any:
    """Return the person, who is signed in wherever this is asked."""
    return request.user


def read_again_and_show(request: HttpRequest, batch: ImportBatch, **changed: Any) -> HttpResponseBase:
    """Have a batch read again, with new values of what is ``changed``, and show how it stands then."""
    return act_and_show(request, batch, lambda batch, user: read_again(batch, **changed))


def act_and_show(
    request: HttpRequest, batch: ImportBatch, action: Callable[[ImportBatch, Any], None]
) -> HttpResponseBase:
    """Do with a batch what somebody asked, if it still fits how it stands; then show it."""
    was_waiting = batch.is_waiting
    try:
        action(batch, request.user)
    except BatchStateError as error:
        message = _("Nothing was done: meanwhile the import is at “%(state)s”.")
        messages.warning(request, message % {"state": error})
        return redirect(batch)
    return redirect(start(batch) if batch.is_waiting and not was_waiting else batch)
