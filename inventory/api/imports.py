"""Answer programs for imports: bring a file, read its plan, and apply, cancel or undo it, as on the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Body, File, Form, Query, Router, Status, UploadedFile

from inventory.api.batches import shown_batch, shown_detail, shown_finding
from inventory.api.paging import AskedSpan, cut, next_page
from inventory.api.refusals import REFUSED, RefusedError, faults_of
from inventory.api.schemas import (
    ApplyIn,
    Batch,
    BatchDetail,
    Batches,
    EditionIn,
    FindingKind,
    Findings,
    HowIn,
)
from inventory.forms.imports import TOO_LARGE, UploadForm
from inventory.imports.files import LARGEST_FILE, FileError, Reading
from inventory.imports.mapping import TableMapping
from inventory.imports.pipeline import ask_to_apply, ask_to_undo, give_up, read_again, receive
from inventory.imports.requests import act, batch_of, person
from inventory.imports.tasks import start
from inventory.models import ImportBatch, ImportFinding
from inventory.models.names import Names

State = ImportBatch.State
# What is said of each function is said on the page that describes the API, too.
router = Router(tags=["imports"])
# What is done at once is answered with 200, what is left to a worker with 202.
DONE: dict[Any, Any] = {200: BatchDetail, 202: BatchDetail, **REFUSED}


@router.get("", response={200: Batches, **REFUSED}, url_name="import-list", summary="List imports")
def import_list(request: HttpRequest, span: AskedSpan) -> Batches:
    """List imports, newest first."""
    # Two queries besides those of the sign-in: count; page.
    batches = ImportBatch.objects.select_related("imported_by", "undone_by", "source", "edition_of")
    count, page = cut(batches, span)
    items: list[Batch] = [shown_batch(request, batch) for batch in page]
    return Batches(count=count, next=next_page(request, span, count), items=items)


@router.post("", response={201: BatchDetail, **REFUSED}, url_name="import-list", summary="Bring a file")
def import_add(
    request: HttpRequest,
    response: HttpResponse,
    file: Annotated[UploadedFile, File(description="CSV, TSV, workbook or JSON lines.")],
    source: Annotated[str, Form(description="Whose table it is: name, alias or slug.")] = "",
    how: Annotated[HowIn | None, Body()] = None,
) -> Status[BatchDetail]:
    """Take a file and read it: a small one at once, another by a worker. Nothing of it is applied.

    `how` is JSON, and needed only where the file is of no known format, or read wrongly.
    """
    form = UploadForm({"source": source}, {"file": file}, names=Names(), largest=LARGEST_FILE)
    if not form.is_valid():
        raise _not_taken(form)
    stated = _stated(how) if how else {}
    batch = start(receive(*form.brought(), person(request), form.cleaned_data["source"], **stated))
    shown = shown_detail(request, batch_of(batch.uid))
    response["Location"] = shown.links.self
    return Status(201, shown)


def _not_taken(form: UploadForm) -> RefusedError:
    """Return the refusal of what an upload form refuses."""
    is_large = form.has_error("file", TOO_LARGE)
    status = HTTPStatus.CONTENT_TOO_LARGE if is_large else HTTPStatus.UNPROCESSABLE_ENTITY
    faults = faults_of(form)
    return RefusedError(" ".join(fault.message for fault in faults), faults, status)


def _stated(how: HowIn) -> dict[str, Any]:
    """Return what is said of a file, as a batch keeps it.

    Raises FileError for a way of reading that is not known, MappingError for a mapping that is not complete.
    """
    stated: dict[str, Any] = how.model_dump(exclude_defaults=True, include=how.model_fields_set)
    said: dict[str, Any] = {}
    if "reading" in how.model_fields_set:
        said["reading"] = Reading.from_json(stated.get("reading", {})).to_json()
    if "mapping" in how.model_fields_set:
        said["mapping"] = _mapping(stated["mapping"]) if how.mapping else None
    if "edition" in how.model_fields_set:
        said |= _edition(how.edition)
    if "sets_faults_aside" in how.model_fields_set:
        said["sets_faults_aside"] = how.sets_faults_aside
    return said


def _edition(edition: EditionIn | None) -> dict[str, Any]:
    """Return which table a file is, as a batch keeps it. Raises FileError where there is no such earlier one.

    Runs one query where one is named.
    """
    of, removes_gone = (edition.of, edition.removes_gone) if edition else (None, False)
    earlier = ImportBatch.objects.of_tables().filter(uid=of).first() if of else None
    if of and earlier is None:
        raise FileError(_("There is no import %(uid)s of a table in the record.") % {"uid": of})
    return {"edition_of": earlier, "is_edition_stated": edition is not None, "removes_gone": removes_gone}


def _mapping(stated: Any) -> dict[str, Any]:
    mapping = TableMapping.from_json(stated)
    mapping.check()
    return mapping.to_json()


@router.get(
    "/{uuid:uid}", response={200: BatchDetail, **REFUSED}, url_name="import-detail", summary="Show one"
)
def import_detail(request: HttpRequest, uid: UUID) -> BatchDetail:
    """Tell how far an import is and what its plan counts."""
    # At most four queries besides those of the sign-in: batch; findings by kind; progress; worker.
    return shown_detail(request, batch_of(uid))


@router.get(
    "/{uuid:uid}/findings",
    response={200: Findings, **REFUSED},
    url_name="import-findings",
    summary="List what the plan says",
)
def import_findings(
    request: HttpRequest, uid: UUID, span: AskedSpan, kind: Annotated[FindingKind | None, Query()] = None
) -> Findings:
    """List what the plan says, line by line, problems first."""
    # Three queries besides those of the sign-in: batch; count; page.
    findings = batch_of(uid).findings.all()
    if kind is not None:
        findings = findings.filter(kind=ImportFinding.Kind[kind.upper()])
    count, page = cut(findings, span)
    items = [shown_finding(found) for found in page]
    return Findings(count=count, next=next_page(request, span, count), items=items)


@router.post("/{uuid:uid}/read", response=DONE, url_name="import-read", summary="Read again")
def import_read(request: HttpRequest, uid: UUID, how: HowIn) -> Status[BatchDetail]:
    """Have the file read and planned again, by another reading or mapping or as before."""
    changed = _stated(how)
    return acted(request, uid, lambda batch, user: read_again(batch, **changed))


@router.post("/{uuid:uid}/apply", response=DONE, url_name="import-apply", summary="Apply the plan")
def import_apply(request: HttpRequest, uid: UUID, plan: ApplyIn) -> Status[BatchDetail]:
    """Apply the plan that was seen, whole. Where applying would do anything else by now, nothing is done."""
    act_on = partial(_apply, seen=plan.fingerprint)
    return acted(request, uid, act_on, {State.APPLYING, State.APPLIED})


def _apply(batch: ImportBatch, user: Any, *, seen: str) -> None:
    ask_to_apply(batch, seen)


@router.post("/{uuid:uid}/cancel", response=DONE, url_name="import-cancel", summary="Cancel")
def import_cancel(request: HttpRequest, uid: UUID) -> Status[BatchDetail]:
    """Give up an import that is not applied, or ask the work on it to stop."""
    return acted(request, uid, lambda batch, user: give_up(batch))


@router.post("/{uuid:uid}/undo", response=DONE, url_name="import-undo", summary="Undo")
def import_undo(request: HttpRequest, uid: UUID) -> Status[BatchDetail]:
    """Take back all that an import wrote; where people edited it since, nothing is done."""
    return acted(request, uid, ask_to_undo, {State.UNDOING, State.UNDONE})


def acted(
    request: HttpRequest,
    uid: UUID,
    action: Callable[[ImportBatch, Any], None],
    reached: set[State] | None = None,
) -> Status[BatchDetail]:
    """Do with a batch what somebody asked; show how it stands then, with 202 while a worker is to do it.

    ``reached`` are the states of which one was asked for: raises RefusedError with the reason when the batch
    is in none of them.
    """
    act(batch_of(uid), person(request), action)
    batch = batch_of(uid)
    if reached and batch.state not in reached:
        raise RefusedError(batch.message or batch.get_state_display(), status=HTTPStatus.CONFLICT)
    return Status(202 if batch.is_waiting else 200, shown_detail(request, batch))
