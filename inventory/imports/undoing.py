"""Take back all that one import wrote, exactly, or refuse with reasons; the history says what that was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any
from uuid import UUID

import pghistory
from django.db import IntegrityError, connection
from django.db.models import DO_NOTHING, ForeignKey, Model, Q
from django.utils.timezone import localtime
from psycopg import sql

from inventory.domain.messages import Message, Value, cut, message_of
from inventory.imports.applying import estimate_anew, let_rows_change_places, shipments_drawing_on
from inventory.imports.codes import UndoFault
from inventory.imports.progress import Step, Tell
from inventory.imports.records import Concept
from inventory.imports.schema import SCHEMAS
from inventory.imports.steps import take_turn, words_of
from inventory.models import Estimate, Merge, RootVoice, ShipmentLink
from inventory.wording.messages import words

MOST_REASONS = 20  # that are told
APART = (Estimate, RootVoice, ShipmentLink, Merge)  # What refers to records and is looked after by itself.
MODELS: list[type[Model]] = [schema.model for schema in SCHEMAS.values()]  # In the order of writing.
KINDS = {schema.model: concept.message for concept, schema in SCHEMAS.items()}
SHIPMENT, PUBLICATION = SCHEMAS[Concept.SHIPMENT].model, SCHEMAS[Concept.PUBLICATION].model
REPORT = SCHEMAS[Concept.REPORT].model

# Rows that the import wrote: what it did first, and its first and last event.
WRITTEN = """
DROP TABLE IF EXISTS {written};
CREATE TEMPORARY TABLE {written} ON COMMIT DROP AS
SELECT pgh_obj_id AS id, min(pgh_id) AS first, max(pgh_id) AS last,
    (array_agg(pgh_label ORDER BY pgh_id))[1] AS began,
    (array_agg(pgh_label ORDER BY pgh_id DESC))[1] AS ended
FROM {events} WHERE pgh_context_id = %s GROUP BY pgh_obj_id
"""
# What became of rows after the import, unless they are again as it left them, as after another's undo.
LATER = """
SELECT event.pgh_obj_id, event.pgh_label, event.pgh_created_at, coalesce(person.username, '')
FROM (
    SELECT DISTINCT ON (event.pgh_obj_id) event.*
    FROM {events} event JOIN {written} written ON written.id = event.pgh_obj_id
    WHERE event.pgh_id > written.last
    ORDER BY event.pgh_obj_id, event.pgh_id DESC
) event
JOIN {written} written ON written.id = event.pgh_obj_id
JOIN {events} old ON old.pgh_id = written.last
LEFT JOIN pghistory_context context ON context.id = event.pgh_context_id
LEFT JOIN auth_user person ON person.id::text = context.metadata ->> 'user'
WHERE (event.pgh_label = 'delete') <> (written.ended = 'delete')
    OR ({event_columns}) IS DISTINCT FROM ({old_columns})
ORDER BY event.pgh_obj_id
"""
# What the import itself moved onto its new rows goes back to where it was.
REFERRING = """
SELECT referring.id, referring.{column} FROM {table} referring
JOIN {written} written ON written.id = referring.{column} AND written.began = 'insert'
WHERE NOT EXISTS (SELECT FROM {own} own WHERE own.id = referring.id)
ORDER BY referring.id
"""
REMOVE = (
    "DELETE FROM {table} WHERE id IN (SELECT id FROM {written} WHERE began = 'insert' AND ended <> 'delete')"
)
FORGET_ROOTS = (
    "DELETE FROM inventory_rootvoice WHERE report_id IN (SELECT id FROM {written} WHERE began = 'insert')"
)
RESTORE = """
UPDATE {table} SET ({columns}) = ROW ({old_columns})
FROM (
    SELECT DISTINCT ON (event.pgh_obj_id) event.*
    FROM {events} event JOIN {written} written
        ON written.id = event.pgh_obj_id AND event.pgh_id < written.first
    WHERE written.began = 'update' AND written.ended <> 'delete'
    ORDER BY event.pgh_obj_id, event.pgh_id DESC
) old
WHERE {table}.id = old.pgh_obj_id
"""
# The event before the import's, since one of a deletion may hold what the import had changed before it.
RETURN = """
INSERT INTO {table} (id, {columns}{computed})
SELECT DISTINCT ON (old.pgh_obj_id) old.pgh_obj_id, {old_columns}{defaults}
FROM {events} old JOIN {written} written ON written.id = old.pgh_obj_id AND old.pgh_id < written.first
WHERE written.began <> 'insert' AND written.ended = 'delete'
ORDER BY old.pgh_obj_id, old.pgh_id DESC
"""
NEW = "SELECT id FROM {written} WHERE began = 'insert'"
CURRENT = "SELECT DISTINCT kept.{column} FROM {table} kept JOIN {written} written ON written.id = kept.id"

ACTIONS = {"insert": UndoFault.ADDED, "update": UndoFault.CHANGED, "delete": UndoFault.REMOVED}


class UndoError(Exception):
    """Refuse to take an import back, with the reasons."""

    def __init__(self, *messages: Message) -> None:
        super().__init__(messages)
        self.messages = messages

    def __str__(self) -> str:
        return "\n".join(map(words, self.messages))


def undo_context(context: UUID, batch: UUID, tell: Tell) -> None:
    """Take back what was written in one context of the history, in the caller's transaction.

    New rows go, changed ones get their old values, withdrawn ones return under their old keys, and the
    estimates are computed anew. Raises UndoError, after which the transaction must be rolled back, when
    somebody has changed or used a row since.
    """
    take_turn()
    tell(Step.UNDOING, 0, 0)
    for model in MODELS:
        _run(WRITTEN, model, [context])
    reasons = [
        *_merges(),
        *chain.from_iterable(map(_later, MODELS)),
        *chain.from_iterable(map(_references, MODELS)),
    ]
    if reasons:
        told = reasons[:MOST_REASONS]
        if len(reasons) > len(told):
            told.append(Message(UndoFault.MORE, count=len(reasons) - len(told)))
        raise UndoError(Message(UndoFault.WORKED_ON), *told)
    touched = _touched()
    let_rows_change_places()
    try:
        with pghistory.context(undone=str(batch)):
            _take_back()
            gone = {pk for (pk,) in _run(NEW, SHIPMENT)}
            estimate_anew((touched | _touched()) - gone, tell)
        connection.check_constraints()
    except IntegrityError as error:
        raise UndoError(Message(UndoFault.UNFIT, reason=words_of(error))) from error


def _take_back() -> None:
    # Estimates are no part of the record, and refer to what goes; so does what was decided of its likeness.
    new = [pk for (pk,) in _run(NEW, SHIPMENT)]
    Estimate.objects.filter(shipment__in=new).delete()
    _run(FORGET_ROOTS, REPORT)
    ShipmentLink.objects.filter(Q(shipment__in=new) | Q(other__in=new)).delete()
    for model in reversed(MODELS):
        _run(REMOVE, model)
    for model in MODELS:
        _run(RETURN, model)
    for model in MODELS:
        _run(RESTORE, model)


def _merges() -> Iterator[Message]:
    """Yield which shipments that the import made were merged since, and so cannot go."""
    made = [pk for (pk,) in _run(NEW, SHIPMENT)]
    found = Merge.objects.filter(Q(shipment__in=made) | Q(into__in=made))
    for merge in found.select_related("shipment", "into", "merged_by").order_by("pk"):
        told: dict[str, Value] = {
            "shipment": merge.shipment.reference,
            "into": merge.into.reference,
            "day": f"{localtime(merge.merged_at):%Y-%m-%d %H:%M}",
            "who": merge.merged_by.get_username(),
        }
        if merge.undone_at is None:
            yield Message(UndoFault.MERGED, **told)
        else:
            yield Message(UndoFault.MERGED_FOR_A_WHILE, **told)


def _later(model: type[Model]) -> Iterator[Message]:
    """Yield who changed what of a table after the import did."""
    for pk, label, moment, person in _run(LATER, model):
        yield Message(
            ACTIONS[label],
            thing=_name(model, pk),
            day=f"{localtime(moment):%Y-%m-%d %H:%M}",
            who=person or Message(UndoFault.A_COMMAND),
        )


def _references(model: type[Model]) -> Iterator[Message]:
    """Yield which rows that the import did not write refer to rows of a table that it did."""
    for relation in model._meta.related_objects:
        other, column = relation.related_model, relation.field
        is_reference = isinstance(column, ForeignKey) and relation.on_delete is not DO_NOTHING
        if not is_reference or other in APART or isinstance(other, str):
            continue
        own = _written(other) if other in MODELS else "(SELECT NULL::bigint AS id WHERE false)"
        for pk, referred in _run(
            REFERRING, model, column=column.attname, table=other._meta.db_table, own=own
        ):
            yield Message(UndoFault.REFERS, thing=_name(other, pk), other=_name(model, referred))


def _touched() -> set[int]:
    """Return the shipments on whose estimates the written rows bear, as they are now."""
    shipments: set[int] = set()
    publications: set[int] = set()
    for model in MODELS:
        names = {column.name for column in model._meta.fields}
        for kept, name in ((shipments, "shipment_id"), (publications, "publication_id")):
            if name.removesuffix("_id") in names:
                kept.update(pk for (pk,) in _run(CURRENT, model, column=name))
    shipments.update(pk for (pk,) in _run(CURRENT, SHIPMENT, column="id"))
    publications.update(pk for (pk,) in _run(CURRENT, PUBLICATION, column="id"))
    return shipments | shipments_drawing_on(publications)


def _name(model: type[Model], pk: int) -> Message:
    """Return what people call a row: its kind and its own words."""
    row = model._base_manager.filter(pk=pk).first()
    kind = KINDS.get(model) or str(model._meta.verbose_name)
    return Message(UndoFault.THING, kind=message_of(kind), name=str(pk) if row is None else cut(str(row)))


def _written(model: type[Model]) -> str:
    """Return the name of the temporary table of the rows that the import wrote."""
    return f"written_{model._meta.db_table}"


def _computed(model: type[Model], columns: Sequence[str]) -> dict[str, str]:
    """Return the columns without a history that have to hold something, and what until it is computed."""
    missing = [
        field
        for field in model._meta.concrete_fields
        if not (field.generated or field.null or field.primary_key)
        and connection.ops.quote_name(field.attname) not in columns
    ]
    names = [connection.ops.quote_name(field.attname) for field in missing]
    defaults = [sql.Literal(field.get_default()).as_string() for field in missing]
    return {
        "computed": "".join(f", {name}" for name in names),
        "defaults": "".join(f", {value}" for value in defaults),
    }


def _run(
    statement: str, model: type[Model], parameters: Sequence[UUID] = (), **parts: str
) -> list[tuple[Any, ...]]:
    """Run a statement on a table, and return its rows; none for one that writes."""
    events: type[Model] = model.pgh_event_model  # type: ignore[attr-defined]
    columns = [
        connection.ops.quote_name(column.attname)
        for column in events._meta.concrete_fields
        if not column.name.startswith("pgh_") and column.name != "id"
    ]
    filled = statement.format(
        **{"table": model._meta.db_table} | parts,
        written=_written(model),
        events=events._meta.db_table,
        columns=", ".join(columns),
        old_columns=", ".join(f"old.{column}" for column in columns),
        event_columns=", ".join(f"event.{column}" for column in columns),
        **_computed(model, columns),
    )
    with connection.cursor() as cursor:
        cursor.execute(filled, list(map(str, parameters)))
        return cursor.fetchall() if cursor.description else []
