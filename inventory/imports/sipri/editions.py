"""Stage an edition of the register: unchanged deals, changed ones whose old reports it replaces, new ones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from inventory.domain.dates import DateError, normalise_date, parse_edtf
from inventory.domain.messages import Message
from inventory.domain.no_value import is_no_value, names_nobody
from inventory.imports.cells import Row
from inventory.imports.codes import FileFault, PlanCode, PlanNote
from inventory.imports.files import FileError, shown
from inventory.imports.records import Change, Concept, Identity, Record, Staged, Uid, uid_for
from inventory.imports.sipri.matching import Round, match_deals
from inventory.imports.tables import Table
from inventory.models import Dataset, Modality, Publication, Report
from inventory.models.names import Kind, Names, Thing, UnknownNameError
from inventory.models.totals.editions import ABSENT, EDITION, YEARS, absent_from

SPAN = re.compile(r"year range '(?P<first>\d{4})' to '(?P<last>\d{4})'")
GENERATED = re.compile(r"Data generated:\s*(?P<day>\d{1,2} [A-Z][a-z]{2} \d{4})\b")
ADDRESS = "https://www.sipri.org/databases/armstransfers"
SCHEME = "sipri"  # of aliases


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold one report on a deal: its stage, its count line, and its details as kind, field and value."""

    stage: str
    line: Mapping[str, Any]
    details: Sequence[tuple[str, str, Any, str]]


@dataclass(frozen=True, slots=True)
class Deal:
    """Hold a row of the register: its cells, the shipment's headline, and the reports it amounts to."""

    row: Row
    shipment: Mapping[str, Any]
    statements: Sequence[Statement]


@dataclass(frozen=True, slots=True)
class Register:
    """Describe one of the register's shapes.

    ``columns`` are what an edition says of a deal, in order; ``recipient`` names the one that says for whom;
    ``identity`` are those that tell a new deal from
    others; ``reference`` makes a short permanent name of them and of the number among equals.
    """

    title: str
    columns: Sequence[str]
    recipient: str
    identity: Sequence[str]
    rounds: Sequence[Round]
    read: Callable[[Row, Names], Deal | None]
    reference: Callable[[Mapping[str, str], int, Uid], str]
    fields: Mapping[str, str]


@dataclass(slots=True)
class _Held:
    """Hold what the newest edition in the database says of a deal."""

    reference: str
    cells: dict[str, str]
    reports: dict[str, Uid] = field(default_factory=dict)


def stage_edition(register: Register, table: Table, names: Names) -> Staged:
    """Return what an edition changes in what the database holds of earlier ones.

    Raises FileError when the day of the edition is not given, or before that of one that was imported.
    """
    day = _day(table.preamble)
    staged = Staged(finds_by_name=True, owns_details=True)
    deals = {}
    for row in table.rows(staged.problems):
        row.cells = {column: _as_printed(cell) for column, cell in row.cells.items()}
        if deal := register.read(row, names):
            deals[row.line] = deal
    source = names.find(Kind.SOURCE, "SIPRI")
    held, newest = _load_held(register, source)
    if newest and day < newest:
        raise FileError(FileFault.OLDER_EDITION, day=str(day), newest=str(newest))
    stated = {line: deal.row.cells for line, deal in deals.items()}
    matched = match_deals(stated, {uid: deal.cells for uid, deal in held.items()}, register.rounds)
    left_out = held.keys() - matched.values()
    stager = _Stager(register, staged, source, day, _years(table.preamble))
    stager.note_scope(held, left_out, {cells[register.recipient] for cells in stated.values()})
    stager.stage(deals, held, matched)
    missing = len(held) - len(matched)
    if missing:
        staged.notes.append(Message(PlanNote.DEALS_MISSING, count=missing))
    staged.complete_rows(line.number for line in table.lines)
    return staged


def _as_printed(cell: str) -> str:
    """Return a cell as the register prints it, whatever a data frame has made of it since.

    >>> [_as_printed(cell) for cell in (" L-39C  Albatros", "2010.0", "4.5", "NaN", "-")]
    ['L-39C Albatros', '2010', '4.5', '', '-']
    """
    text = " ".join(cell.split())
    if text and text[0] in "nN<" and is_no_value(text):
        return ""
    whole, point, fraction = text.partition(".")
    return whole if point and whole.isdecimal() and not fraction.strip("0") else text


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


def _years(preamble: Sequence[str]) -> str:
    """Return the line of a note on the years of which the edition speaks; empty where it names none."""
    found = next(filter(None, map(SPAN.search, preamble)), None)
    return f"{YEARS}{found['first']}–{found['last']}" if found else ""


def _load_held(register: Register, source: Thing) -> tuple[dict[Uid, _Held], date | None]:
    """Return the deals held, by their shipment's identifier, and the day of the newest edition. One query."""
    held: dict[Uid, _Held] = {}
    newest = None
    reports = Report.objects.filter(
        publication__source=source.pk, superseded_by=None, note__startswith=f"{register.title}\n"
    )
    columns = ("uid", "stage", "note", "shipment__uid", "shipment__reference", "publication__published_on")
    for uid, stage, note, shipment, reference, published_on in reports.order_by("pk").values_list(*columns):
        cells = _cells_in(note, register.columns)
        held.setdefault(str(shipment), _Held(reference, cells)).reports[stage] = str(uid)
        days = parse_edtf(published_on) if published_on else None
        if days and (newest is None or days.first > newest):
            newest = days.first
    return held, newest


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

    def __init__(self, register: Register, staged: Staged, source: Thing, day: date, years: str) -> None:
        self._register = register
        self._dataset = Dataset.objects.key_of(source.pk)
        self._staged = staged
        self._day = day
        self._years = years
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

    def note_scope(self, held: Mapping[Uid, _Held], left_out: Set[Uid], recipients: Set[str]) -> None:
        """Note on the publication of which years it speaks, and which earlier deals it leaves out. One query.

        A deal counts as left out only if the file has deals of the same recipient: an extract says nothing on
        the others. What earlier files of the same edition left out of theirs stays noted.
        """
        note = Publication.objects.filter(uid=self._publication.key).values_list("note", flat=True).first()
        column = self._register.recipient
        elsewhere = {one.reference for one in held.values() if one.cells[column] not in recipients}
        absent = {held[uid].reference for uid in left_out if held[uid].cells[column] in recipients}
        absent.update(reference for reference in absent_from(note or "") if reference in elsewhere)
        replaced = (ABSENT, YEARS) if self._years else (ABSENT,)
        lines = [self._years] if self._years else []
        lines += [line for line in (note or "").splitlines() if not line.startswith(replaced)]
        if absent:
            lines.append(ABSENT + "; ".join(sorted(absent)))
        if lines != (note or "").splitlines():
            values = {**self._publication.values, "note": "\n".join(lines)}
            self._publication = replace(self._publication, values=values)

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
        if not differing:
            self._staged.add_row(deal.row.line, None)
            return
        for column in differing:
            old, new = (
                shown(value) if value else "nothing" for value in (held.cells[column], deal.row[column])
            )
            subject = f"{held.reference} {deal.shipment['title']}"
            self._staged.changes.append(Change(deal.row.line, subject, column, old, new))
        self._stage_deal(deal, uid, held.reference, held.reports)

    def _stage_deal(
        self, deal: Deal, uid: Uid, reference: str, replaced: Mapping[str, Uid] | None = None
    ) -> None:
        line, fields = deal.row.line, self._register.fields
        values = {"reference": reference, "dataset": self._dataset, **deal.shipment}
        shipment = self._staged.add(Record(Concept.SHIPMENT, uid, values, line, fields))
        publication = self._staged.add(self._publication)
        found = [shipment, publication]
        for statement in deal.statements:
            report = uid_for("sipri", "report", uid, statement.stage, self._day)
            found += self._stage_statement(deal, statement, report, uid)
            older = (replaced or {}).get(statement.stage)
            if older is not None and older != report:
                record = Record(Concept.REPORT, older, {"superseded_by": report}, line)
                found.append(self._staged.add(record))
        self._staged.add_row(line, shipment, found)

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
        for kind, name, value, hedge in statement.details:
            detail = {"report": report, "kind": kind, "party": None, "date": "", name: value, "hedge": hedge}
            records.append(
                Record(Concept.DETAIL, uid_for("sipri", "detail", report, kind), detail, line, fields)
            )
        return [self._staged.add(record) for record in records]


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


def find_party(row: Row, column: str, names: Names) -> Thing | None:
    """Return the party in a cell; None for one that SIPRI does not know, or that is refused."""
    name = row[column]
    if names_nobody(name):
        return None
    try:
        return names.find(Kind.PARTY, name, SCHEME)
    except UnknownNameError as error:
        row.refuse_name(column, error)
        return None


def find_type(row: Row, column: str, names: Names) -> Thing | None:
    """Return the equipment type that a designation names; None when it is refused."""
    try:
        return names.find(Kind.EQUIPMENT_TYPE, row[column], SCHEME)
    except UnknownNameError as error:
        row.refuse_name(column, error)
        return None
