"""Take a file from its arrival to the record and, if need be, back out of it, as a batch."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from inventory.domain.messages import Message
from inventory.imports.codes import BatchFault, FileFault
from inventory.imports.editions import placed, scope_of
from inventory.imports.files import Contents, FileError, Reading, read_contents, read_file
from inventory.imports.findings import keep_findings
from inventory.imports.mapping import TableMapping
from inventory.imports.outcome import Outcome
from inventory.imports.planning import Status
from inventory.imports.progress import CancelledError, Tell, ask_to_stop, forget, silent
from inventory.imports.steps import (
    Applied,
    Given,
    Planned,
    StalePlanError,
    apply_file,
    disk_watched,
    outcome_of,
    plan_file,
)
from inventory.imports.tables import RefusedTableError, UnknownTableError
from inventory.imports.undoing import UndoError, undo_context
from inventory.models import ImportBatch, ImportFile, NameDecision, Source
from inventory.models.audit import note
from inventory.models.batches import TABLE_FORMATS

State = ImportBatch.State
WORKING = 7_204_119  # With a batch's primary key, key of the lock of who works on it.
LONGEST_NAME = 255  # characters


class BatchStateError(Exception):
    """Refuse what does not fit how a batch stands, named in the message."""


def import_file(
    path: Path,
    *,
    dry_run: bool,
    source: Source | None = None,
    reading: Reading | None = None,
    mapping: TableMapping | None = None,
    **edition: Any,
) -> Outcome:
    """Plan a file and, unless ``dry_run`` or the plan has problems, apply it as a batch of nobody's.

    ``source`` is whose table it is, ``reading`` and ``mapping`` say how to read it where that is not left to
    us, ``edition`` which table it is and what becomes of bad rows, by the fields of a batch. Raises
    FileError, with nothing written, when the file as a whole cannot be taken.
    """
    content = read_file(path)
    reading = reading or Reading()
    decisions = NameDecision.objects.for_source(source)
    batch = ImportBatch(file_name=path.name, sha256=hashlib.sha256(content).hexdigest(), **edition)
    contents = read_contents(path.name, content, reading)
    given = Given(contents, decisions, mapping, sets_aside=batch.sets_faults_aside)
    batch.reading, batch.mapping = reading.to_json(), mapping and mapping.to_json()
    given = placed(given, batch)
    if dry_run:
        return outcome_of(given, plan_file(given), is_applied=False)
    with disk_watched(path.name), transaction.atomic():
        applied = apply_file(given, batch=batch.uid)
        plan = applied.planned.plan
        if not (plan.problems or plan.is_empty):
            _keep_file(batch, path.name, content)
            batch.encoding, batch.source = given.contents.encoding, source
            batch.save()
            _note(batch, applied.planned)
            _enter(batch, applied)
    return outcome_of(given, applied.planned, is_applied=not plan.problems)


def receive(
    name: str, content: bytes, author: User | None, source: Source | None = None, **stated: Any
) -> ImportBatch:
    """Keep a file that somebody brought, to be read next.

    ``stated`` are its ``reading`` and ``mapping``, where they are not left to us. Raises FileError when there
    is nothing in it, or no room for it.
    """
    if not content:
        raise FileError(FileFault.EMPTY, name=name)
    with disk_watched(name), transaction.atomic():
        batch = ImportBatch()
        _keep_file(batch, name, content)
        batch.imported_by, batch.source = author, source
        for field, value in stated.items():
            setattr(batch, field, value)
        batch.save()
    return batch


@transaction.atomic
def read_again(batch: ImportBatch, **changed: Any) -> None:
    """Have a batch that is not applied read and planned again, say after a decision on a name.

    ``changed`` are new values of its ``reading``, ``mapping``, ``source``, or of which table it is. What it
    said before is let go.
    """
    _expect(batch, ImportBatch.OPEN | {State.CANCELLED})
    for name, value in changed.items():
        setattr(batch, name, value)
    batch.state, batch.told = State.UPLOADED, []
    batch.file_format = batch.encoding = batch.fingerprint = ""
    for name in ("rows_read", *COUNTS):
        setattr(batch, name, 0)
    batch.save()
    batch.findings.all().delete()
    forget(batch.uid)


@transaction.atomic
def ask_to_apply(batch: ImportBatch, seen: str = "") -> None:
    """Have the plan applied that the batch shows.

    ``seen`` is the fingerprint of the plan that somebody agreed to: raises StalePlanError when the batch
    shows another one by now.
    """
    _expect(batch, {State.PLANNED})
    batch.refresh_from_db()
    if seen and seen != batch.fingerprint:
        raise StalePlanError
    batch.state, batch.told = State.APPLYING, []
    batch.save()
    forget(batch.uid)


@transaction.atomic
def ask_to_undo(batch: ImportBatch, user: User) -> None:
    """Have all that the batch wrote taken back."""
    _expect(batch, {State.APPLIED})
    batch.state, batch.told, batch.undone_by = State.UNDOING, [], user
    batch.save()
    forget(batch.uid)


@transaction.atomic
def give_up(batch: ImportBatch) -> None:
    """Let a batch rest that is not applied, or ask the work on it to stop; undoing is not stopped."""
    if batch.state in GIVEN_UP:
        if _take(batch):
            batch.state = GIVEN_UP[State(batch.state)]
            batch.save()
        else:
            ask_to_stop(batch.uid)
        return
    _expect(batch, ImportBatch.OPEN)
    batch.state = State.CANCELLED
    batch.save()


def advance(uid: UUID, tell: Tell = silent) -> ImportBatch:
    """Do what a batch waits for: read and plan it, apply it, or undo it; nothing when another is at it.

    Whatever happens, the record holds all of it or nothing, and the batch says which.
    """
    batch = ImportBatch.objects.get(uid=uid)
    with _put_back_on_a_fault(batch):
        return _advance(batch, tell)


def _advance(batch: ImportBatch, tell: Tell) -> ImportBatch:
    try:
        with disk_watched(batch.file_name), transaction.atomic():
            if batch.is_waiting and _take(batch):
                ACTS[State(batch.state)](batch, tell)
    except CancelledError:
        _fall_back(batch, [Message(BatchFault.STOPPED)], State.CANCELLED)
    except StalePlanError:
        _fall_back(batch, [])
        read_again(batch)
        batch = advance(batch.uid, tell)
        batch.tell(Message(BatchFault.OVERTAKEN))
        batch.save()
    except UnknownTableError as error:
        _fall_back(batch, [error.message], State.UNMAPPED)
    except RefusedTableError as error:
        _fall_back(batch, [error.message], format_name=error.format_name)
    except FileError as error:
        _fall_back(batch, [error.message])
    except UndoError as error:
        _fall_back(batch, error.messages)
    return batch


@contextmanager
def _put_back_on_a_fault(batch: ImportBatch) -> Iterator[None]:
    """Put a batch back where it was before it waited when work on it ends by an unknown fault."""
    is_done = False
    try:
        yield
        is_done = True
    finally:
        if not is_done:
            _fall_back(batch, [Message(BatchFault.BROKEN)])


def is_worked_on(batch: ImportBatch) -> bool:
    """Tell whether somebody is at work on a batch right now. Runs one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND classid = %s AND objid = %s)",
            [WORKING, batch.pk],
        )
        return bool(cursor.fetchone()[0])


def interrupt(batch: ImportBatch) -> None:
    """Say of a batch whose worker went away for good that nothing of what it waited for was done."""
    _fall_back(batch, [Message(BatchFault.INTERRUPTED)])


def _take(batch: ImportBatch) -> bool:
    """Claim a batch until the transaction ends; False when another has it, or has done what it waited for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [WORKING, batch.pk])
        is_claimed = cursor.fetchone()[0]
    state = batch.state
    batch.refresh_from_db()
    return is_claimed and batch.state == state


def _examine(batch: ImportBatch, tell: Tell) -> None:
    given = placed(given_of(batch), batch)
    batch.encoding = given.contents.encoding
    planned = plan_file(given, tell)
    batch.fingerprint = planned.plan.fingerprint()
    _note(batch, planned)
    batch.save()


def _apply(batch: ImportBatch, tell: Tell) -> None:
    applied = apply_file(given_of(batch), seen=batch.fingerprint, batch=batch.uid, tell=tell)
    _enter(batch, applied)


def _undo(batch: ImportBatch, tell: Tell) -> None:
    if batch.history_context is not None:
        undo_context(batch.history_context, batch.uid, tell)
    batch.state, batch.undone_at, batch.told = State.UNDONE, timezone.now(), []
    batch.save()
    note("import undone", key=batch.pk, account=batch.undone_by_id)


ACTS = {State.UPLOADED: _examine, State.APPLYING: _apply, State.UNDOING: _undo}
# Where a batch stands that somebody stops before it was begun, and when what it waited for was not done.
GIVEN_UP = {State.UPLOADED: State.CANCELLED, State.APPLYING: State.PLANNED}
FALLS = {State.APPLYING: State.PLANNED, State.UNDOING: State.APPLIED}


def _fall_back(
    batch: ImportBatch, told: Sequence[Message], unread: State = State.REFUSED, *, format_name: str = ""
) -> None:
    """Put a batch back where it was before it waited, with the reasons. Its changes here are let go.

    ``unread`` is where it stands when it was to be read, ``format_name`` what its file was recognised as.
    """
    batch.refresh_from_db()
    if batch.is_waiting:
        batch.state = FALLS.get(State(batch.state), unread)
        batch.tell(*told)
        batch.file_format = format_name or batch.file_format
        batch.undone_by = None
        batch.save()


def _expect(batch: ImportBatch, states: Collection[str]) -> None:
    """Raise BatchStateError unless a batch is in one of the states, whatever this copy of it says."""
    state = ImportBatch.objects.select_for_update().values_list("state", flat=True).get(pk=batch.pk)
    if state not in states:
        raise BatchStateError(State(state).label)


def given_of(batch: ImportBatch) -> Given:
    """Return what a batch's plan is made from. Raises FileError when its file is not kept, or damaged."""
    mapping = None if batch.mapping is None else TableMapping.from_json(batch.mapping)
    decisions = NameDecision.objects.for_source(batch.source)
    return Given(contents_of(batch), decisions, mapping, scope_of(batch), batch.sets_faults_aside)


def contents_of(batch: ImportBatch) -> Contents:
    """Return what a batch's file says. Raises FileError when it is not kept, or damaged, or no table."""
    content = bytes(batch.file.content) if batch.file else b""
    if hashlib.sha256(content).hexdigest() != batch.sha256:
        raise FileError(FileFault.DAMAGED, name=batch.file_name)
    return read_contents(batch.file_name, content, Reading.from_json(batch.reading))


def _keep_file(batch: ImportBatch, name: str, content: bytes) -> None:
    """Give a batch, not saved yet, its file, which is kept from now on."""
    batch.state, batch.file = State.UPLOADED, ImportFile.objects.keep(content)
    batch.file_name, batch.sha256 = name[:LONGEST_NAME], batch.file.sha256


def _note(batch: ImportBatch, planned: Planned) -> None:
    """Write what a plan says onto its batch, and set how the batch stands."""
    plan = planned.plan
    batch.file_format = planned.format_name
    if planned.format_name not in TABLE_FORMATS:
        batch.scope, batch.edition_of = "", None
    for name, status in COUNTS.items():
        setattr(batch, name, plan.count(status))
    batch.rows_read = plan.rows_read
    is_unknown = any(problem.unknown for problem in plan.problems)
    batch.state = State.UNRESOLVED if is_unknown else State.WRONG if plan.problems else State.PLANNED
    keep_findings(batch, plan)


COUNTS = {
    "rows_new": Status.NEW,
    "rows_changed": Status.CHANGED,
    "rows_unchanged": Status.UNCHANGED,
    "rows_skipped": Status.SKIPPED,
    "rows_wrong": Status.ERROR,
}


def _enter(batch: ImportBatch, applied: Applied) -> None:
    """Say that a batch is in the record."""
    batch.state, batch.told, batch.imported_at = State.APPLIED, [], timezone.now()
    batch.history_context = applied.context
    batch.save()
