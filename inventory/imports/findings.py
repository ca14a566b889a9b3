"""Keep what a plan says of each line, for people to page through."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db import connection

from inventory.domain.messages import Message, message_of, values_to_json
from inventory.imports.cells import Problem
from inventory.imports.codes import PlanCode
from inventory.imports.planning import Plan
from inventory.imports.records import Concept, Record
from inventory.imports.telling import what_was_read
from inventory.models import ImportBatch, ImportFinding

MOST_ADDED = 10_000  # new rows that are listed; the rest are counted.
COLUMNS = ("kind", "line", "column", "code", "values", "unknown_kind", "unknown_name", "unknown_class")
# What a row that is new is about, the first of them that it states.
TELLING = ("label", "title", "phrase")

type Finding = tuple[str, int | None, str, Message | str, str, str, str]


def keep_findings(batch: ImportBatch, plan: Plan) -> None:
    """Replace what is kept of a batch by what its plan says; errors come first. Runs two queries."""
    ImportFinding.objects.filter(batch=batch).delete()
    names = ", ".join(f'"{column}"' for column in ("batch_id", "number", *COLUMNS))
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY inventory_importfinding ({names}) FROM STDIN") as copy,
    ):
        for number, finding in enumerate(_findings(plan), start=1):
            kind, line, column, told, *unknown = finding
            message = message_of(told)
            values = json.dumps(values_to_json(message.values), ensure_ascii=False)
            # PostgreSQL's texts cannot hold NUL, which a file may.
            column, *unknown = (text.replace("\0", "␀") for text in (column, *unknown))
            copy.write_row((batch.pk, number, kind, line, column, message.code, values, *unknown))


def _findings(plan: Plan) -> Iterator[Finding]:
    kinds = ImportFinding.Kind
    for problem in plan.problems:
        yield _fault(kinds.PROBLEM, problem)
    for note in plan.notes:
        yield kinds.NOTE, None, "", note, "", "", ""
    for change in plan.changes:
        kind = kinds[change.sort.name] if change.sort else kinds.CHANGE
        yield kind, change.line, change.name, change.message, "", "", ""
    for problem in plan.skipped:
        yield _fault(kinds.SKIPPED, problem)
    lines = [record for record in plan.created if record.concept is Concept.DELIVERY][:MOST_ADDED]
    for record in lines:
        read = what_was_read(record, plan.stated, plan.names) if plan.names else ""
        message = Message(PlanCode.ADDED, subject=_subject(record), read=read)
        yield kinds.ADDED, record.line, "", message, "", "", ""


def _fault(kind: str, problem: Problem) -> Finding:
    unknown = problem.unknown
    told = (unknown.kind.value, unknown.name, "\n".join(unknown.classes)) if unknown else ("", "", "")
    return kind, problem.line, problem.column, problem.reason, *told


def _subject(record: Record) -> str:
    words = [str(record.values[name]) for name in TELLING if record.values.get(name)]
    return ": ".join(words)
