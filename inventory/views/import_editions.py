"""Answer for which table a batch's file is: a new edition of an earlier one, or a table of its own."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from inventory.forms.imports import OWN_TABLE, EditionForm
from inventory.imports.editions import earlier_tables
from inventory.imports.requests import batch_of, posted, read_again_and_show
from inventory.models import ImportBatch


@require_http_methods(["GET", "HEAD", "POST"])
def import_edition(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Ask which table a file is, and have it read as that. Runs two queries besides those of the sign-in."""
    batch = batch_of(uid)
    earlier = {str(one.uid): one for one in earlier_tables(batch)}
    form = EditionForm(
        *posted(request),
        initial={
            "edition_of": str(batch.edition_of.uid) if batch.edition_of else OWN_TABLE,
            "removes_gone": batch.removes_gone,
        },
        earlier=[(key, _words(one)) for key, one in earlier.items()],
    )
    if request.method == "POST" and form.is_valid():
        return read_again_and_show(
            request,
            batch,
            edition_of=earlier.get(form.cleaned_data["edition_of"]),
            is_edition_stated=True,
            removes_gone=form.cleaned_data["removes_gone"],
        )
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    context = {"section": "imports", "batch": batch, "form": form}
    return render(request, "inventory/imports/edition.html", context, status=status)


def _words(earlier: ImportBatch) -> str:
    """Return what people call an earlier table."""
    words = ngettext(
        "%(file)s, %(n)s row, applied on %(day)s",
        "%(file)s, %(n)s rows, applied on %(day)s",
        earlier.rows_read,
    )
    day = date_format(localtime(earlier.imported_at), "DATETIME_FORMAT")
    return words % {"file": earlier.file_name, "n": earlier.rows_read, "day": day}
