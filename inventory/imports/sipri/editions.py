"""Stage an edition of the register: unchanged deals, changed ones whose old reports it replaces, new ones."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from inventory.domain.dates import DateError, normalise_date, parse_edtf
from inventory.domain.messages import Message
from inventory.imports.cells import Row
from inventory.imports.codes import FileFault, PlanCode, PlanNote
from inventory.imports.designations import Designations
from inventory.imports.files import FileError, shown
from inventory.imports.publishers import publisher_of
from inventory.imports.records import Change, Concept, Identity, Record, Sort, Staged, Uid, uid_for
from inventory.imports.sipri.deals import Details, as_printed
from inventory.imports.sipri.ended import notes_on_ended
from inventory.imports.sipri.matching import BRANCH, Round, match_deals
from inventory.imports.sipri.noting import note_of_scope
from inventory.imports.sipri.scope import Places, Scope, read_scope
from inventory.imports.tables import Table
from inventory.models import Dataset, Modality, Publication, Report
from inventory.models.names import Names, Thing, UnknownNameError
from inventory.models.totals.editions import EDITION, absent_from

GENERATED = re.compile(r"Data generated:\s*(?P<day>\d{1,2} [A-Z][a-z]{2} \d{4})\b")
ADDRESS = "https://www.sipri.org/databases/armstransfers"
WITHDRAWN = ""  # the stage of a report that states nothing
NO_LINE = 1  # of the file; what it lacks stands nowhere in it
GONE = "This edition no longer lists the deal."  # ends the note of a report that withdraws those before it


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold one report on a deal: its stage, its count line, its details as kind, field, value and words."""

    stage: str
    line: Mapping[str, Any]
    details: Details


@dataclass(frozen=True, slots=True)
class Deal:
    """Hold a row of the register: its cells, the shipment's headline, and the reports it amounts to."""

    row: Row
    shipment: Mapping[str, Any]
    statements: Sequence[Statement]


@dataclass(frozen=True, slots=True)
class Register:
    """Describe one of the register's shapes.

    ``columns`` are what an edition says of a deal, in order; ``places`` names those that say between whom and
    when; ``identity`` are those that tell a new deal from others; ``reference`` makes a short permanent name
    of them and of the number among equals. ``numbers`` and ``flags`` sort what an edition changes; the other
    columns are words. ``classes`` say what a designation is of, the narrowest first.
    """

    title: str
    columns: Sequence[str]
    places: Places
    identity: Sequence[str]
    rounds: Sequence[Round]
    read: Callable[[Row, Names, Thing | None], Deal | None]
    reference: Callable[[Mapping[str, str], int, Uid], str]
    fields: Mapping[str, str]
    numbers: Collection[str]
    flags: Collection[str]
    designation: str
    classes: Sequence[str]

    def sort_of(self, column: str) -> Sort:
        """Return what a change in a column is one of."""
        if column in self.flags:
            return Sort.FLAG
        return Sort.NUMBER if column in self.numbers else Sort.WORDING


@dataclass(slots=True)
class _Held:
    """Hold what the newest edition in the database says of a deal, and the day of that edition.

    `is_gone`: it says only that it no longer lists the deal; the cells are those of the edition before.
    """

    reference: str
    title: str
    cells: dict[str, str]
    day: date | None
    is_gone: bool = False
    reports: dict[str, Uid] = field(default_factory=dict)


def stage_edition(register: Register, table: Table, names: Names) -> Staged:
    """Return what an edition changes in what the database holds of earlier ones.

    Raises FileError when the day of the edition is not given, or before that of one that was imported.
    """
    day = _day(table.preamble)
    staged = Staged(finds_by_name=True, owns_details=True)
    deals, rows, designations = {}, [], Designations(names)
    for row in table.rows(staged.problems):
        row.cells = {column: as_printed(cell) for column, cell in row.cells.items()}
        rows.append(row)
        equipment = _find_type(register, row, designations)
        if deal := register.read(row, names, equipment):
            deals[row.line] = deal
    source = publisher_of("SIPRI", names)
    held = _load_held(register, source)
    cells_held = {uid: deal.cells for uid, deal in held.items()}
    stated = {row.line: row.cells for row in rows}
    matched = match_deals(
        _with_branches(stated, register, designations),
        _with_branches(cells_held, register, designations),
        register.rounds,
    )
    scope = read_scope(table.preamble, register.places).told_by([*stated.values()])
    _refuse_older(day, [deal for deal in held.values() if scope.asks_for(deal.cells)])
    lacking = scope.lacking(cells_held, held.keys() - matched.values(), [*stated.values()])
    stager = _Stager(register, staged, source, day)
    stager.note_scope(scope, held, set(matched.values()), lacking, names)
    stager.stage(deals, held, matched)
    staged.notes += _notes_of_changes(staged.changes)
    told = ((deal.row.line, one.details) for deal in deals.values() for one in deal.statements)
    staged.notes += notes_on_ended(told, names)
    stager.withdraw({uid: held[uid] for uid in sorted(lacking) if not held[uid].is_gone})
    staged.notes += _notes_on(len(lacking), len(held) - len(set(matched.values())) - len(lacking))
    staged.complete_rows(line.number for line in table.lines)
    return staged


def _day(preamble: Sequence[str]) -> date:
    for number, line in enumerate(preamble, start=1):
        if match := GENERATED.search(line):
            try:
                days = parse_edtf(normalise_date(match["day"]))
            except DateError as error:
                raise FileError(PlanCode.AT_LINE, line=str(number), reason=error.message) from error
            if days:
                return days.first
    raise FileError(FileFault.NO_EDITION)


def _with_branches[Key](
    deals: Mapping[Key, Mapping[str, str]], register: Register, designations: Designations
) -> dict[Key, Mapping[str, str]]:
    """Return the cells of deals, with what the class of each belongs to."""
    return {
        key: {**cells, BRANCH: designations.branch_of(designations.class_of(_classes(register, cells)))}
        for key, cells in deals.items()
    }


def _classes(register: Register, cells: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a deal's designation is called, the narrowest first."""
    return tuple(filter(None, (cells[column] for column in register.classes)))


def _notes_of_changes(changes: Sequence[Change]) -> list[Message]:
    """Return how many deals changed in which way, each counted once by what weighs most."""
    weightiest: dict[int, Sort] = {}
    order = [*Sort]
    for change in changes:
        if change.sort:
            before = weightiest.get(change.line, change.sort)
            weightiest[change.line] = min(before, change.sort, key=order.index)
    if not weightiest:
        return []
    counts = Counter(weightiest.values())
    return [
        Message(
            PlanNote.DEALS_CHANGED,
            numbers=counts[Sort.NUMBER],
            wording=counts[Sort.WORDING],
            flags=counts[Sort.FLAG],
        )
    ]


def _refuse_older(day: date, held: Sequence[_Held]) -> None:
    """Raise FileError for an edition before the newest that speaks of the same deals."""
    newest = max((deal.day for deal in held if deal.day), default=day)
    if day < newest:
        raise FileError(FileFault.OLDER_EDITION, day=str(day), newest=str(newest))


def _notes_on(lacking: int, outside: int) -> list[Message]:
    """Return what is told of deals of earlier editions that a file does not have."""
    notes = []
    if lacking:
        notes.append(Message(PlanNote.DEALS_MISSING, count=lacking))
    if outside:
        notes.append(Message(PlanNote.DEALS_OUTSIDE, count=outside))
    return notes


def _load_held(register: Register, source: Thing) -> dict[Uid, _Held]:
    """Return the deals held, by their shipment's identifier. One query."""
    held: dict[Uid, _Held] = {}
    reports = Report.objects.filter(
        publication__source=source.pk, superseded_by=None, note__startswith=f"{register.title}\n"
    )
    of_shipment = ("shipment__uid", "shipment__reference", "shipment__title")
    found = reports.order_by("pk").values_list(
        "uid", "stage", "note", *of_shipment, "publication__published_on"
    )
    for uid, stage, note, shipment, reference, title, published_on in found:
        deal = held.get(str(shipment))
        if deal is None:
            days = parse_edtf(published_on) if published_on else None
            cells = _cells_in(note, register.columns)
            is_gone = note.endswith(f"\n{GONE}")
            deal = held[str(shipment)] = _Held(reference, title, cells, days.first if days else None, is_gone)
        deal.reports[stage] = str(uid)
    return held


def note_of(register: Register, cells: Mapping[str, str]) -> str:
    """Return what an edition says of a deal as lines of text, one column a line.

    Empty cells are left out. ``_cells_in`` reads it back, so that the next edition can be compared.
    """
    lines = [f"{column}: {cells[column]}" for column in register.columns if cells[column]]
    return "\n".join([register.title, *lines])


def _cells_in(note: str, columns: Sequence[str]) -> dict[str, str]:
    cells = dict.fromkeys(columns, "")
    for line in note.splitlines()[1:]:
        column, _, value = line.partition(": ")
        if column in cells:
            cells[column] = value
    return cells


class _Stager:
    """Make records of an edition's deals."""

    def __init__(self, register: Register, staged: Staged, source: Thing, day: date) -> None:
        self._register = register
        self._dataset = Dataset.objects.key_of(source.pk)
        self._staged = staged
        self._day = day
        self._publication = Record(
            Concept.PUBLICATION,
            uid_for("sipri", register.title, day),
            {
                "source": source.pk,
                "title": f"{register.title}{EDITION}{day}",
                "url": ADDRESS,
                "published_on": str(day),
                "language": "en",
            },
            1,
        )

    def note_scope(
        self, scope: Scope, held: Mapping[Uid, _Held], matched: Set[Uid], lacking: Set[Uid], names: Names
    ) -> None:
        """Note on the publication what it speaks of, and which earlier deals it lacks. Runs one query."""
        note = Publication.objects.filter(uid=self._publication.key).values_list("note", flat=True).first()
        elsewhere = {deal.reference for uid, deal in held.items() if uid not in matched}
        absent = {held[uid].reference for uid in lacking}
        absent.update(reference for reference in absent_from(note or "") if reference in elsewhere)
        noted = note_of_scope(note, scope, absent, names)
        if noted != (note or ""):
            values = {**self._publication.values, "note": noted}
            self._publication = replace(self._publication, values=values)
        if note is not None:
            self._staged.add(self._publication)  # A file without changes may still speak of more.

    def stage(self, deals: Mapping[int, Deal], held: Mapping[Uid, _Held], matched: Mapping[int, Uid]) -> None:
        """Stage all deals; those that the newest edition describes in the same words state nothing."""
        new = _identified(
            self._register, {line: deals[line] for line in deals if line not in matched}, set(held)
        )
        for line, deal in deals.items():
            if line in matched:
                self._stage_held(deal, matched[line], held[matched[line]])
            else:
                uid, reference = new[line]
                self._stage_deal(deal, uid, reference)

    def _stage_held(self, deal: Deal, uid: Uid, held: _Held) -> None:
        differing = [column for column in self._register.columns if deal.row[column] != held.cells[column]]
        if not differing and not held.is_gone:
            self._staged.add_row(deal.row.line, None)
            return
        for column in differing:
            old, new = (
                shown(value) if value else "nothing" for value in (held.cells[column], deal.row[column])
            )
            subject = f"{held.reference} {deal.shipment['title']}"
            sort = self._register.sort_of(column)
            self._staged.changes.append(Change(deal.row.line, subject, column, old, new, sort))
        self._stage_deal(deal, uid, held.reference, held.reports)

    def _stage_deal(
        self, deal: Deal, uid: Uid, reference: str, replaced: Mapping[str, Uid] | None = None
    ) -> None:
        line, fields = deal.row.line, self._register.fields
        values = {"reference": reference, "dataset": self._dataset, **deal.shipment}
        shipment = self._staged.add(Record(Concept.SHIPMENT, uid, values, line, fields))
        publication = self._staged.add(self._publication)
        found = [shipment, publication]
        left = dict(replaced or {})
        for statement in deal.statements:
            report = uid_for("sipri", "report", uid, statement.stage, self._day)
            found += self._stage_statement(deal, statement, report, uid)
            for older in (left.pop(statement.stage, None), left.pop(WITHDRAWN, None)):
                if older is not None and older != report:
                    found.append(self._staged.add(_superseded(older, report, line)))
        self._staged.add_row(line, shipment, found)

    def withdraw(self, gone: Mapping[Uid, _Held]) -> None:
        """Stage a report for each deal that this edition no longer lists, without counts, in place of older.

        What a register has taken back, or lists anew under another designation, is not counted any longer.
        """
        for uid, held in gone.items():
            self._staged.add(self._publication)
            subject = f"{held.reference} {held.title}"
            self._staged.changes.append(
                Change(NO_LINE, subject, "deal", Message(PlanCode.LISTED), Message(PlanCode.NOT_LISTED))
            )
            report = uid_for("sipri", "report", uid, WITHDRAWN, self._day)
            said = {
                "shipment": uid,
                "publication": self._publication.key,
                "modality": Modality.ASSESSED.value,
                "note": f"{note_of(self._register, held.cells)}\n{GONE}",
            }
            self._staged.add(Record(Concept.REPORT, report, said, NO_LINE))
            for older in held.reports.values():
                self._staged.add(_superseded(older, report, NO_LINE))

    def _stage_statement(
        self, deal: Deal, statement: Statement, report: Uid, shipment: Uid
    ) -> list[Identity]:
        line, fields = deal.row.line, self._register.fields
        said = {
            "shipment": shipment,
            "publication": self._publication.key,
            "stage": statement.stage,
            "modality": Modality.ASSESSED.value,
            "note": note_of(self._register, deal.row.cells),
        }
        count = {"report": report, **statement.line}
        records = [
            Record(Concept.REPORT, report, said, line, fields),
            Record(Concept.DELIVERY, uid_for("sipri", "line", report), count, line, fields),
        ]
        for kind, name, value, quote in statement.details:
            detail = {"report": report, "kind": kind, "party": None, "date": "", name: value, "quote": quote}
            records.append(
                Record(Concept.DETAIL, uid_for("sipri", "detail", report, kind), detail, line, fields)
            )
        return [self._staged.add(record) for record in records]


def _superseded(older: Uid, newer: Uid, line: int) -> Record:
    return Record(Concept.REPORT, older, {"superseded_by": newer}, line)


def _identified(register: Register, deals: Mapping[int, Deal], taken: set[Uid]) -> dict[int, tuple[Uid, str]]:
    """Give each new deal its identifier and reference, the same ones in whatever order the deals stand."""
    groups: dict[Hashable, list[Deal]] = defaultdict(list)
    for deal in sorted(deals.values(), key=lambda deal: [deal.row[column] for column in register.columns]):
        groups[tuple(deal.row[column] for column in register.identity)].append(deal)
    found = {}
    for key, group in groups.items():
        number = 0
        for deal in group:
            number += 1
            while (uid := uid_for("sipri", register.title, key, number)) in taken:
                number += 1
            found[deal.row.line] = (uid, register.reference(deal.row.cells, number, uid))
    return found


def _find_type(register: Register, row: Row, designations: Designations) -> Thing | None:
    """Return the equipment type that a designation names; None when it is refused."""
    classes = _classes(register, row.cells)
    try:
        return designations.find(row[register.designation], classes)
    except UnknownNameError as error:
        row.refuse_name(register.designation, error, classes)
        return None
