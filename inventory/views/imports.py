"""Answer for imports: the list, bringing a file, and one batch with its plan, progress and actions."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.http.response import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.middleware import HtmxDetails

from inventory.access import Right, may
from inventory.exports.download import csv_download
from inventory.exports.records import record_lines
from inventory.forms.imports import UploadForm
from inventory.imports.files import LARGEST_FILE, FileError
from inventory.imports.pipeline import ask_to_apply, ask_to_undo, give_up, read_again, receive
from inventory.imports.progress import Step
from inventory.imports.requests import act_and_show, batch_of, person, posted
from inventory.imports.set_aside import name_of_rest, rows_set_aside
from inventory.imports.tasks import has_worker, start
from inventory.models import ImportBatch, ImportFinding, ImportProgress, Shipment
from inventory.models.batches import TABLE_FORMATS
from inventory.models.names import Names
from inventory.models.pairs import LIKELY, find_pairs
from inventory.tables.imports import FindingTable, ImportTable
from inventory.tables.page import list_page
from inventory.tables.pairs import pair_views

State = ImportBatch.State
STEPS = {
    Step.READING: gettext_lazy("Reading the file"),
    Step.PLANNING: gettext_lazy("Comparing with the record"),
    Step.WRITING: gettext_lazy("Writing"),
    Step.ESTIMATING: gettext_lazy("Computing estimates"),
    Step.UNDOING: gettext_lazy("Taking back"),
}
# The way of a file, each stage with the states in which it stands there.
STAGES = (
    (gettext_lazy("Read"), {State.UPLOADED, State.REFUSED}),
    (gettext_lazy("Columns"), {State.UNMAPPED}),
    (gettext_lazy("Names"), {State.UNRESOLVED}),
    (gettext_lazy("Plan"), {State.WRONG, State.PLANNED}),
    (gettext_lazy("In the record"), {State.APPLYING, State.APPLIED, State.UNDOING}),
    (gettext_lazy("Undone"), {State.UNDONE}),
)
PAIRED_AT_MOST = 100  # shipments that a batch made, of which pairs are looked for on its own page
PAIRS_SHOWN = 5
FINDING_COLUMNS = ("line", "kind", "column", "of", "old", "new", "finding")


@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    """List imports, newest first. Runs two queries besides those of the sign-in: count; page."""
    table = ImportTable(ImportBatch.objects.select_related("imported_by", "source"))
    listing = list_page(table, request.GET)
    context = {"section": "imports", "listing": listing, "table": table}
    part = "#results" if HtmxDetails(request) else ""
    status = HTTPStatus.OK if listing.is_found else HTTPStatus.NOT_FOUND
    return render(request, f"inventory/imports/list.html{part}", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def import_add(request: HttpRequest) -> HttpResponse:
    """Take a file, or pasted cells, and read it: small ones at once, others by a worker."""
    form = UploadForm(*posted(request), names=Names(), largest=LARGEST_FILE, prefix="import")
    if request.method == "POST" and form.is_valid():
        try:
            batch = receive(*form.brought(), person(request), form.cleaned_data["source"])
        except FileError as error:
            form.add_error("file", str(error))
        else:
            return redirect(start(batch))
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "inventory/imports/add.html", {"section": "imports", "form": form}, status=status)


@require_safe
def import_detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a batch: how far it is, what its plan says, and what can be done.

    Runs at most fifteen queries besides those of the sign-in: batch; progress; worker; earlier batches of
    the same file; earlier tables; findings by kind; their number; page; six for likely pairs.
    """
    batch = batch_of(uid)
    found = dict(batch.findings.order_by().values_list("kind").annotate(Count("pk")))
    kind = request.GET.get("kind", "")
    findings = batch.findings.all()
    if kind in found:
        findings = findings.filter(kind=kind)
    listing = list_page(FindingTable(findings), request.GET)
    context = {
        "section": "imports",
        "batch": batch,
        "stages": _stages(batch),
        "kinds": [(one.value, one.label, found[one.value]) for one in ImportFinding.Kind if one in found],
        "kind": kind,
        "finding_count": sum(found.values()),
        "has_changes": not ImportFinding.CHANGES.isdisjoint(found),
        "asks_table": batch.is_open and batch.file_format in TABLE_FORMATS and _has_earlier(batch),
        "listing": listing,
        "table": listing.table,
        "twins": ImportBatch.objects.filter(sha256=batch.sha256).exclude(pk=batch.pk)[:5],
        **_progress(batch),
        **_pairs(request, batch),
    }
    part = "#results" if HtmxDetails(request) else ""
    status = HTTPStatus.OK if listing.is_found else HTTPStatus.NOT_FOUND
    return render(request, f"inventory/imports/detail.html{part}", context, status=status)


def _has_earlier(batch: ImportBatch) -> bool:
    """Tell whether there is a table of which a batch may be a new edition. Runs one query."""
    return ImportBatch.objects.earlier_than(batch).exists()


def _pairs(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    """Return the likely pairs with the first shipments that a batch made, for those who may decide on them.

    Runs six queries at most: keys; near ones; shipments; estimates; publications; types.
    """
    may_decide = may(request.user, Right.DECIDE)
    if batch.state != State.APPLIED or not may_decide or HtmxDetails(request):
        return {}
    made = Shipment.objects.made_in(batch.history_context).order_by("pk")
    found = find_pairs(made.values_list("pk", flat=True)[:PAIRED_AT_MOST], LIKELY)
    return {"pairs": pair_views(found[:PAIRS_SHOWN]), "pair_count": len(found)}


def _stages(batch: ImportBatch) -> list[tuple[Any, str]]:
    """Return each stage of a file's way with whether it is done, current or to come; what it skips is out."""
    stages = [
        (label, states)
        for label, states in STAGES
        if batch.state in states or states.isdisjoint({State.UNMAPPED, State.UNRESOLVED, State.UNDONE})
    ]
    if batch.state == State.CANCELLED:
        return [(label, "todo") for label, _states in stages]
    place = next(number for number, (_label, states) in enumerate(stages) if batch.state in states)
    is_finished = batch.state in {State.APPLIED, State.UNDONE}
    return [
        (label, "done" if number < place + is_finished else "current" if number == place else "todo")
        for number, (label, _states) in enumerate(stages)
    ]


def _progress(batch: ImportBatch) -> dict[str, Any]:
    """Return how far the work on a batch is that waits; nothing of any other. Runs at most two queries."""
    if not batch.is_waiting:
        return {}
    progress = ImportProgress.objects.filter(batch=batch.uid).first()
    return {
        "progress": progress,
        "step": STEPS.get(Step(progress.step)) if progress and progress.step else None,
        "has_worker": has_worker(),
    }


@require_safe
def import_progress(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Answer the page's own question how far a batch is; once it is through, have the page loaded anew."""
    batch = batch_of(uid)
    if not batch.is_waiting:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {"batch": batch, **_progress(batch)}
    return render(request, "inventory/imports/progress.html", context)


ACTIONS: dict[str, Callable[[ImportBatch, Any], None]] = {
    "undo": ask_to_undo,
    "read": lambda batch, user: read_again(batch),
    "stop": lambda batch, user: give_up(batch),
    "aside": lambda batch, user: read_again(batch, sets_faults_aside=True),
    "whole": lambda batch, user: read_again(batch, sets_faults_aside=False),
}


@require_POST
def import_act(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Apply a batch's plan, undo it, read its file again, set bad rows aside, or stop; then show it."""
    batch = batch_of(uid)
    seen = request.POST.get("fingerprint", "")
    actions = {**ACTIONS, "apply": lambda batch, user: ask_to_apply(batch, seen)}
    action = actions.get(request.POST.get("action", ""))
    if action is None:
        raise Http404
    return act_and_show(request, batch, action)


@require_safe
def import_file_download(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give the file back as it was brought."""
    batch = get_object_or_404(ImportBatch.objects.select_related("file"), uid=uid, file__isnull=False)
    disposition = content_disposition_header(True, batch.file_name)
    return HttpResponse(
        bytes(batch.file.content),  # type: ignore[union-attr]  # The batch was found by its file.
        content_type="application/octet-stream",
        headers={"Content-Disposition": disposition} if disposition else {},
    )


@require_safe
def import_set_aside(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give the rows that are set aside as a file that can be corrected and brought again."""
    batch = batch_of(uid)
    try:
        content = rows_set_aside(batch)
    except FileError as error:
        raise Http404(str(error)) from error
    disposition = content_disposition_header(True, name_of_rest(batch))
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": disposition} if disposition else {},
    )


@require_safe
def import_findings(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Give all that the plan says as CSV."""
    findings = batch_of(uid).findings.all()
    lines = (
        (str(one.line or ""), one.get_kind_display(), one.column, one.subject, one.old, one.new, one.text)
        for one in findings.iterator()
    )
    return csv_download(record_lines(FINDING_COLUMNS, lines), "findings")
