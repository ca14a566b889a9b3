"""Keep what a plan says of each line, for people to page through."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from inventory.imports.cells import Problem
from inventory.imports.planning import Plan
from inventory.imports.records import Concept, Record
from inventory.imports.telling import what_was_read
from inventory.models import ImportBatch, ImportFinding

MOST_ADDED = 10_000  # new rows that are listed; the rest are counted.
COLUMNS = (
    "kind",
    "line",
    "column",
    "subject",
    "old",
    "new",
    "text",
    "unknown_kind",
    "unknown_name",
    "unknown_class",
)
# What a row that is new is about, the first of them that it states.
TELLING = ("label", "title", "phrase")

type Finding = tuple[str, int | None, str, str, str, str, str, str, str, str]


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
            kind, line, *texts = finding
            # PostgreSQL's texts cannot hold NUL, which a file may.
            if "\0" in "".join(texts):
                texts = [text.replace("\0", "␀") for text in texts]
            copy.write_row((batch.pk, number, kind, line, *texts))


def _findings(plan: Plan) -> Iterator[Finding]:
    kinds = ImportFinding.Kind
    for problem in plan.problems:
        yield _fault(kinds.PROBLEM, problem)
    for note in plan.notes:
        yield kinds.NOTE, None, "", "", "", "", note, "", "", ""
    for change in plan.changes:
        kind = kinds[change.sort.name] if change.sort else kinds.CHANGE
        yield kind, change.line, change.name, change.subject, change.old, change.new, "", "", "", ""
    for problem in plan.skipped:
        yield _fault(kinds.SKIPPED, problem)
    lines = [record for record in plan.created if record.concept is Concept.DELIVERY][:MOST_ADDED]
    for record in lines:
        read = what_was_read(record, plan.stated, plan.names) if plan.names else ""
        yield kinds.ADDED, record.line, "", _subject(record), "", read, "", "", "", ""


def _fault(kind: str, problem: Problem) -> Finding:
    unknown = problem.unknown
    told = (unknown.kind.value, unknown.name, "\n".join(unknown.classes)) if unknown else ("", "", "")
    return kind, problem.line, problem.column, "", "", "", problem.reason, *told


def _subject(record: Record) -> str:
    words = [str(record.values[name]) for name in TELLING if record.values.get(name)]
    return ": ".join(words)
