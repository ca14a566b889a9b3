"""What the pages of an import and the API share: the batch that is meant, and acting on it."""

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
from inventory.imports.steps import StalePlanError
from inventory.imports.tasks import start
from inventory.models import ImportBatch


def batch_of(uid: UUID) -> ImportBatch:
    """Return a batch without the bytes of its file. Raises Http404 where there is none."""
    batches = ImportBatch.objects.select_related("imported_by", "undone_by", "source", "edition_of")
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


def act(batch: ImportBatch, user: Any, action: Callable[[ImportBatch, Any], None]) -> ImportBatch:
    """Do with a batch what somebody asked, and what it then waits for, if its file is small.

    Raises BatchStateError or StalePlanError when what was asked does not fit how it stands.
    """
    was_waiting = batch.is_waiting
    action(batch, user)
    return start(batch) if batch.is_waiting and not was_waiting else batch


def act_and_show(
    request: HttpRequest, batch: ImportBatch, action: Callable[[ImportBatch, Any], None]
) -> HttpResponseBase:
    """Do with a batch what somebody asked, if it still fits how it stands; then show it."""
    try:
        return redirect(act(batch, request.user, action))
    except (BatchStateError, StalePlanError) as error:
        messages.warning(request, refusal_of(error))
        return redirect(batch)


def refusal_of(error: BatchStateError | StalePlanError) -> str:
    """Say why nothing was done with a batch."""
    if isinstance(error, StalePlanError):
        return _("Nothing was done: the plan is another one by now. Read it before you apply it.")
    return _("Nothing was done: meanwhile the import is at “%(state)s”.") % {"state": error}
