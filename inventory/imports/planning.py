"""Compare what a file states with the database: new, changed, unchanged, and what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import batched, chain, pairwise
from operator import attrgetter
from typing import Any

from inventory.domain.independence import find_cycle
from inventory.domain.messages import Message, Told, Value, cut, message_of
from inventory.domain.same_items import told_twice
from inventory.imports.blanks import Blanks
from inventory.imports.cells import Problem
from inventory.imports.codes import PlanCode, PlanNote, RowFault
from inventory.imports.column_faults import FaultOf, faults_by_column
from inventory.imports.describing import changes_of
from inventory.imports.existing import Existing, load_existing, unique_values
from inventory.imports.leaving_out import leave_out
from inventory.imports.moves import Move, tell_moves
from inventory.imports.records import Change, Concept, Identity, Record, Staged
from inventory.imports.removals import Removals, find_removals
from inventory.imports.rewriting import Rewriting, rewriting_notes
from inventory.imports.schema import SCHEMAS, Schema
from inventory.models.input_rows import closed_interval
from inventory.models.names import Kind, Names

# What is wrong with a link to another record of the same kind that leads to itself.
TO_OTHERS = {
    "cited_publication": RowFault.ITSELF_CITED,
    "repeated": RowFault.ITSELF_REPEATED,
    "superseded_by": RowFault.ITSELF_SUPERSEDED,
    "base": RowFault.ITSELF_SHARED,
    "same_as": RowFault.ITSELF_SAME,
}
WITHIN_REPORT = frozenset({"base", "same_as"})
CHECKED_AT_ONCE = 10_000  # records


class Status(StrEnum):
    """Say what becomes of a row of the file."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    ERROR = "error"


@dataclass(slots=True)
class Plan:
    """Hold what applying a file would do; with ``problems`` it cannot be applied.

    ``statuses`` holds the status of each row, in the file's order. ``created`` and ``updated`` list records
    in the order in which they are written. ``skipped`` says of each row that is left out why. With
    ``adds_only`` nothing that is held changes. ``stated`` are all records of the file, and ``names`` what
    they name, so that it can be told what was read.
    """

    statuses: list[Status] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    created: list[Record] = field(default_factory=list)
    updated: list[tuple[Record, tuple[str, ...]]] = field(default_factory=list)
    existing: Existing = field(default_factory=Existing)
    removals: Removals = field(default_factory=Removals)
    blanks: Blanks = field(default_factory=Blanks)
    rewriting: Rewriting = field(default_factory=lambda: Rewriting(Staged(), Existing()))
    described: frozenset[int] = frozenset()
    stated: Mapping[Identity, Record] = field(default_factory=dict)
    names: Names | None = None
    adds_only: bool = False

    def count(self, status: Status) -> int:
        """Return how many rows have a status."""
        return self.statuses.count(status)

    @property
    def rows_read(self) -> int:
        """Return how many rows the file has."""
        return len(self.statuses)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to write."""
        return not (self.created or self.updated or self.existing.withdrawn or self.removals)

    def fingerprint(self) -> str:
        """Return a checksum of all that applying would write; a plan that would write else has another."""
        digest = hashlib.sha256()
        for record in self.created:
            names, values = " ".join(record.values), [*record.values.values()]
            digest.update(f"{record.concept} {record.key} {names} {values}".encode())
        for record, differing in self.updated:
            before = self.existing.values[record.identity]
            told = [(name, before[name], record.values[name]) for name in differing]
            digest.update(repr((record.identity, told)).encode())
        digest.update(repr(sorted(self.existing.withdrawn.items())).encode())
        digest.update(repr(self.existing.merged).encode())
        removals = self.removals
        digest.update(
            repr((removals.lines, removals.reports, removals.publications, removals.shipments)).encode()
        )
        return digest.hexdigest()


def make_plan(staged: Staged, names: Names, *, sets_aside: bool = False) -> Plan:
    """Return what applying the staged records would do.

    Rows without fault are compared even if others are at fault, so that one look shows everything. With
    ``sets_aside`` rows at fault are left out, as are those at fault once these are.
    """
    plan = _plan(staged, names, leave_out(staged))
    while sets_aside and any(problem.line for problem in plan.problems):
        staged.problems = [
            replace(problem, is_left_out=True) if problem.line else problem for problem in plan.problems
        ]
        staged.may_lack = True
        left_out = [*plan.skipped, *leave_out(staged)]
        plan = _plan(staged, names, sorted(left_out, key=attrgetter("place")))
    return plan


def _plan(staged: Staged, names: Names, skipped: list[Problem]) -> Plan:
    plan = Plan(
        problems=list(staged.problems),
        skipped=skipped,
        changes=list(staged.changes),
        notes=list(staged.notes),
        stated=staged.records,
        names=names,
        adds_only=staged.scope.adds_only,
    )
    plan.described = frozenset(change.line for change in staged.changes)
    by_concept = staged.by_concept()
    plan.existing = load_existing(staged, by_concept)
    plan.rewriting = Rewriting(staged, plan.existing)
    plan.notes += [
        Message(PlanNote.MERGED_SHIPMENT, reference=cut(reference), into=cut(into))
        for reference, into in plan.existing.merged.items()
    ]
    checker = _Checker(plan, staged)
    for concept, records in by_concept.items():
        checker.check(concept, records)
    checker.check_circles()
    plan.notes += _questions(by_concept.get(Concept.DELIVERY, ()), names)
    plan.problems.sort(key=attrgetter("place"))
    touched: dict[Identity, Status] = {}
    for record in chain.from_iterable(by_concept.values()):
        identity = record.identity
        touched[identity] = _compare(plan, record, identity, names)
    _doubt(plan, staged)
    _withdraw(plan)
    _tell_rest(plan, staged, names)
    plan.statuses = _statuses(plan, staged, touched)
    return plan


def _questions(lines: Sequence[Record], names: Names) -> Iterator[Message]:
    """Ask of a second count of a type in one report what it is of, with what follows from each answer."""
    first: dict[tuple[Any, Any], Record] = {}
    for record in lines:
        values = record.values
        if values["report"] is None or values["equipment_type"] is None:
            continue  # Told as unknown where it was read.
        before = first.setdefault((values["report"], values["equipment_type"]), record)
        if before is record or values.get("same_as") or before.values.get("same_as"):
            continue
        scopes = values.get("scope"), before.values.get("scope")
        if "additional" in scopes or values.get("label") != before.values.get("label"):
            continue
        counts = [told.get("quantity") for told in (before.values, values)]
        come_to = told_twice(
            [closed_interval(count.lower, count.upper) if count else None for count in counts]
        )
        kind = names.by_pk(Kind.EQUIPMENT_TYPE, values["equipment_type"]).name
        yield Message(
            PlanNote.TOLD_TWICE,
            line=str(record.line),
            before=str(before.line),
            name=cut(kind),
            not_said=str(come_to.not_said),
            same=str(come_to.same),
            added=str(come_to.added),
        )


def _compare(plan: Plan, record: Record, identity: Identity, names: Names) -> Status:
    """Put a record among the created or updated ones unless the database holds it as it is.

    Changes on a line that the format described itself are not described again.
    """
    existing = plan.existing
    if existing.adopted and identity in existing.adopted:
        return Status.UNCHANGED
    if identity not in existing.pks:
        plan.created.append(record)
        return Status.NEW
    if plan.adds_only:
        return Status.UNCHANGED
    held = existing.values[identity]
    links, adopted = SCHEMAS[record.concept].links, existing.adopted
    stated = {
        name: adopted.get((links[name], value), value) if name in links else value
        for name, value in record.values.items()
    }
    is_kept = plan.rewriting.is_kept
    differing = tuple(
        name
        for name, value in stated.items()
        if held[name] != value
        and name not in record.unstated
        and not is_kept(record, name, held[name], value)
    )
    if record.unstated or differing:
        plan.blanks.count(record, held, differing)
    if not differing:
        return Status.UNCHANGED
    plan.updated.append((record, differing))
    if record.line not in plan.described:
        plan.changes += changes_of(record, held, differing, names)
    return Status.CHANGED


def _tell_rest(plan: Plan, staged: Staged, names: Names) -> None:
    """Tell of rows that move, of what is empty then or gone, and of blank cells."""
    moves = [
        Move(record, plan.existing.values[record.identity]["report"])
        for record, differing in plan.updated
        if record.concept is Concept.DELIVERY and "report" in differing
    ]
    told = [move for move in moves if move.record.line not in plan.described]
    plan.changes += tell_moves(told, staged, plan.existing, names)
    shipments = {
        record.key: plan.existing.shipments[record.key]
        for record, differing in plan.updated
        if record.concept is Concept.REPORT and "shipment" in differing
    }
    plan.removals = find_removals(staged, moves, shipments)
    plan.blanks.count_details(plan.existing, staged.kind_columns)
    plan.notes += [*plan.removals.notes, *plan.blanks.notes(), *rewriting_notes(plan.rewriting.kept)]


def _doubt(plan: Plan, staged: Staged) -> None:
    """Refuse cells that look rewritten, where the record does not show that they are."""
    if staged.doubts:
        changed = {(record.identity, name) for record, differing in plan.updated for name in differing}
        plan.problems += plan.rewriting.problems(staged.doubts, changed)
        plan.problems.sort(key=attrgetter("place"))


def _withdraw(plan: Plan) -> None:
    """Show the details that the file no longer states."""
    for line, words in plan.existing.withdrawn.values():
        plan.changes.append(Change(line, Concept.DETAIL.message, "", words, Message(PlanCode.NOT_STATED)))


def _statuses(plan: Plan, staged: Staged, touched: Mapping[Identity, Status]) -> list[Status]:
    wrong = {problem.line for problem in plan.problems}
    skipped = {problem.line for problem in plan.skipped}
    withdrawn = {line for line, _ in plan.existing.withdrawn.values()}
    statuses = []
    for row in staged.rows:
        if row.line in wrong:
            statuses.append(Status.ERROR)
        elif row.line in skipped:
            statuses.append(Status.SKIPPED)
        elif row.subject is not None and touched.get(row.subject) is Status.NEW:
            statuses.append(Status.NEW)
        elif row.line in withdrawn or any(
            touched.get(identity, Status.UNCHANGED) is not Status.UNCHANGED for identity in row.records
        ):
            statuses.append(Status.CHANGED)
        else:
            statuses.append(Status.UNCHANGED)
    return statuses


class _Checker:
    """Check records against the rules of their table, so that a bad one is named by line and column."""

    def __init__(self, plan: Plan, staged: Staged) -> None:
        self._plan = plan
        self._staged = staged
        self._faults = {concept: faults_by_column(schema.model) for concept, schema in SCHEMAS.items()}
        self._wrong = {(problem.line, problem.column) for problem in plan.problems}

    def check(self, concept: Concept, records: Sequence[Record]) -> None:
        """Add what is wrong with the records of a concept to the plan's problems."""
        schema = SCHEMAS[concept]
        for name, linked in schema.links.items():
            if self._plan.existing.unknown or name in TO_OTHERS:
                self._check_links(records, name, linked)
        for name, fault_of in self._faults[concept].items():
            for chunk in batched(records, CHECKED_AT_ONCE, strict=False):
                self._check_texts(chunk, name, fault_of)
        if schema.unique:
            self._check_unique(schema, records)

    def check_circles(self) -> None:
        """Refuse reports that repeat, and publications that cite, each other in a circle in the file."""
        for concept, target in ((Concept.REPEAT, "repeated"), (Concept.CITATION, "cited_publication")):
            edges = {
                (record.key[0], record.values[target]): record
                for record in self._staged.records.values()
                if record.concept is concept and record.values[target] not in (None, record.key[0])
            }
            numbers = {uid: number for number, uid in enumerate(dict.fromkeys(chain.from_iterable(edges)))}
            path = find_cycle((numbers[one], numbers[other]) for one, other in edges)
            if path:
                uids = list(numbers)
                record = edges[uids[path[0]], uids[path[1]]]
                lines = ", ".join(str(edges[uids[a], uids[b]].line) for a, b in pairwise(path))
                self._refuse(record, target, RowFault.CIRCLE, lines=lines)

    def _check_links(self, records: Sequence[Record], name: str, concept: Concept) -> None:
        for record in records:
            uid = record.values.get(name)
            if uid is None:
                continue
            if (concept, uid) in self._plan.existing.unknown:
                self._refuse(record, name, RowFault.NO_RECORD, concept=concept.message, uid=uid)
            # The first link of a citation or repetition is what it starts from.
            start = record.key[0] if isinstance(record.key, tuple) else record.key
            if name in TO_OTHERS and uid == start:
                self._refuse(record, name, TO_OTHERS[name])
            other = self._staged.records.get((concept, uid)) if name in WITHIN_REPORT else None
            if other and other.values["report"] != record.values["report"]:
                self._refuse(record, name, RowFault.OF_ANOTHER_REPORT, concept=concept.message, uid=uid)

    def _check_texts(self, records: Sequence[Record], name: str, fault_of: FaultOf) -> None:
        """Refuse texts that are at fault, each of which is looked at once."""
        texts = {record.values.get(name) for record in records}
        faults = {text: fault for text in texts if isinstance(text, str) and (fault := fault_of(text))}
        if faults:
            for record in records:
                text = record.values.get(name)
                if text in faults:
                    self._refuse(record, name, Told.REFUSED, refused=cut(str(text)), reason=faults[text])

    def _check_unique(self, schema: Schema, records: Sequence[Record]) -> None:
        adopted, taken = self._plan.existing.adopted, self._plan.existing.taken
        seen: dict[tuple[Any, ...], Record] = {}
        for record in records:
            values = unique_values(schema, record.values)
            if not values[0] or schema.unique[0] not in record.values:
                continue
            if adopted and record.identity in adopted:
                continue
            other = seen.setdefault(values, record)
            if other is not record:
                concept, line = record.concept.message, str(other.line)
                self._refuse(record, schema.unique[-1], RowFault.TAKEN_IN_FILE, line=line, concept=concept)
            if taken and (record.concept, values) in taken:
                self._check_taken(schema, record, values)

    def _check_taken(self, schema: Schema, record: Record, values: tuple[Any, ...]) -> None:
        """Refuse a record whose values another row holds."""
        held = self._plan.existing.taken[record.concept, values]
        # A row that this file moves elsewhere frees what it held.
        moved = self._staged.records.get((record.concept, held))
        if held != record.key and (moved is None or unique_values(schema, moved.values) == values):
            concept = record.concept.message
            self._refuse(record, schema.unique[-1], RowFault.TAKEN_IN_RECORD, concept=concept, uid=held)

    def _refuse(self, record: Record, name: str, reason: Message | str, /, **values: Value) -> None:
        """Add a problem, unless the reading of the cell found one already."""
        problem = Problem(record.line, record.column(name), message_of(reason, **values))
        if (problem.line, problem.column) not in self._wrong:
            self._plan.problems.append(problem)
