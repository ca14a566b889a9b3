"""Answer for the whole record: what its files hold, and the files themselves, for editors."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from inventory.access import Right, may
from inventory.exports.download import file_response
from inventory.exports.whole_record import archive_record, outline


@require_safe
def whole_record(request: HttpRequest) -> HttpResponse:
    """Show what the files hold and how to get them. Runs no query besides those of the sign-in."""
    context = {
        "section": "record",
        "outline": outline(),
        "may_see_drafts": may(request.user, Right.SEE_DRAFTS),
    }
    return render(request, "inventory/whole_record.html", context)


@require_safe
def whole_record_download(request: HttpRequest) -> HttpResponseBase:
    """Give the record as a ZIP archive; with drafts and private texts if that is asked for and allowed."""
    is_private = bool(request.GET.get("private"))
    if is_private and not may(request.user, Right.SEE_DRAFTS):
        raise PermissionDenied
    chunks = archive_record(is_private=is_private)
    return file_response(chunks, f"record-{timezone.localdate():%Y-%m-%d}.zip", "application/zip")
