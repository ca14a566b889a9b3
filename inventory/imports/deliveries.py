"""Read our own export of reported deliveries back: one row is one count line with its report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from inventory.columns import deliveries as columns
from inventory.columns.column import names_of
from inventory.domain.messages import Message, cut
from inventory.domain.quantities import Kind as CountKind
from inventory.domain.rewriting import looks_made, may_be_rewritten
from inventory.domain.spreadsheets import as_meant
from inventory.imports.cells import Problem, Row, uid_in
from inventory.imports.codes import CellFault, RowFault
from inventory.imports.dangling import leave_out_dangling
from inventory.imports.delivery_columns import (
    ADDED,
    COLUMNS,
    COMPUTED,
    LINE_COLUMNS,
    PUBLICATION_COLUMNS,
    REPORT_COLUMNS,
    SHIPMENT_COLUMNS,
)
from inventory.imports.delivery_counts import BOUNDS, COUNT_COLUMNS, doubt_of, looks_rewritten, read_count
from inventory.imports.no_values import without_no_values
from inventory.imports.records import Concept, Doubt, Identity, Record, Staged, Uid
from inventory.imports.stated_fields import read_fields, readings_of
from inventory.imports.tables import Format, Table
from inventory.models import Basis, Publication, Report, ReportedDelivery, Shipment
from inventory.models.analysis import as_range
from inventory.models.names import Kind, Names, UnknownNameError

DELIVERY_ID, DATASET = columns.DELIVERY_ID.name, columns.DATASET.name
REPEATS, CITES = columns.REPEATS.name, columns.CITES.name
IDENTIFIERS = names_of((columns.SHIPMENT_ID, columns.PUBLICATION_ID, columns.REPORT_ID))
# All cells of a row that say something of its shipment, publication and report.
HEAD_COLUMNS = names_of(columns.HEAD)
# The cells of a count line that are texts, which are taken as they are; the others may be wrong.
PLAIN_TEXTS = (columns.LABEL, columns.HEDGE, columns.QUOTE)
TEXT_COLUMNS = names_of(PLAIN_TEXTS)
CHECKED_COLUMNS = names_of(one for one in columns.LINE if one.states and one not in PLAIN_TEXTS)
# Columns in which any text may stand, such as NULL.
TEXTS = frozenset(
    names_of(
        (*PLAIN_TEXTS, columns.PHRASE, columns.ATTRIBUTION_PHRASE, columns.REPORT_HEDGE, columns.REPORT_QUOTE)
    )
)
DATES = names_of((columns.PERIOD, columns.PUBLISHED_ON))
REQUIRED = frozenset(
    names_of((columns.SHIPMENT_REFERENCE, columns.SHIPMENT_TITLE, columns.PUBLICATION_TITLE, columns.KIND))
)
# How the fields are read of which each has a cell of its own.
SHIPMENT = readings_of((one for one in columns.SHIPMENT if one != columns.DATASET), Shipment)
PUBLICATION = readings_of(columns.PUBLICATION, Publication)
REPORT = readings_of((*columns.SHIPMENT, *columns.PUBLICATION, *columns.REPORT), Report)
LINE = readings_of((one for one in columns.LINE if one not in (*PLAIN_TEXTS, *BOUNDS)), ReportedDelivery)
COUNT_CELLS = itemgetter(columns.PHRASE.name, *COUNT_COLUMNS)
MOST_COUNTS, MOST_CHECKED = 10_000, 4_000  # counts, and checked parts of lines, that are remembered
GRADES = tuple(Report.Credibility.values)


def stage(table: Table, names: Names) -> Staged:
    """Return what an export states; rows on one shipment, publication or report must say the same of it."""
    staged = Staged(is_own_export=True)
    table = without_no_values(table, TEXTS, REQUIRED)
    reader = _Reader(staged, names, table)
    for number, cells in table.whole_lines(staged.problems):
        # Few rows have a cell that begins with this sign: it is looked for first.
        if table.is_escaped and "\n'" in "\n".join(("", *cells)):
            reader.read(number, tuple(map(as_meant, cells)))
        else:
            reader.read(number, cells)
    leave_out_dangling(staged)
    staged.complete_rows(line.number for line in table.lines)
    return staged


@dataclass(frozen=True, slots=True)
class _Head:
    """Hold the cells of a row that state its shipment, publication and report, and what they state."""

    cells: tuple[str, ...]
    report: Uid
    identities: tuple[Identity, ...]


class _Reader:
    """Read rows into records."""

    def __init__(self, staged: Staged, names: Names, table: Table) -> None:
        header = table.header
        self._evidence = table.evidence(DATES, has_years=True)
        self._staged = staged
        self._names = names
        self._pks: dict[tuple[Kind, str], int] = {}
        # What the row before states, where it is sound.
        self._head: _Head | None = None
        self._counts: dict[tuple[str, ...], dict[str, Any]] = {}
        self._checked: dict[tuple[str, ...], dict[str, Any]] = {}
        self._has_datasets = DATASET in header
        self._has_rewritten = any(map(looks_rewritten, self._evidence.texts(columns.PHRASE.name)))
        self._uid_cell = header.index(DELIVERY_ID)
        self._head_cells, self._checked_cells, self._text_cells = (
            _cells_of(header, columns) for columns in (HEAD_COLUMNS, CHECKED_COLUMNS, TEXT_COLUMNS)
        )

    def read(self, number: int, cells: tuple[str, ...]) -> None:
        """Stage the row on a line, unless an identifier in it is missing."""
        head = self._read_head(number, self._head_cells(cells))
        cell = cells[self._uid_cell]
        uid = uid_in(cell) or _uid(Row(number, {}, self._staged.problems), DELIVERY_ID, cell)
        if head is None or uid is None:
            return
        known = self._staged.records.get((Concept.DELIVERY, uid))
        if known:
            reason = Message(RowFault.STANDS_ALREADY, line=str(known.line))
            self._staged.problems.append(Problem(number, DELIVERY_ID, reason))
            return
        values = self._read_checked(number, self._checked_cells(cells)).copy()
        values["label"], values["hedge"], values["quote"] = self._text_cells(cells)
        values["report"] = head.report
        subject = self._staged.add(Record(Concept.DELIVERY, uid, values, number, LINE_COLUMNS))
        if self._has_rewritten and (doubt := doubt_of(values["phrase"], values)):
            problem = Problem(number, columns.PHRASE.name, doubt)
            self._staged.doubts.append(Doubt(subject, "phrase", problem))
        self._staged.add_row(number, subject, (*head.identities, subject))

    def _read_head(self, number: int, cells: tuple[str, ...]) -> _Head | None:
        """Stage a row's shipment, publication and report, unless the row before states just the same."""
        if self._head and self._head.cells == cells:
            return self._head
        row = Row(number, dict(zip(HEAD_COLUMNS, cells, strict=True)), self._staged.problems, self._evidence)
        before = len(row.problems)
        shipment, publication, report = (row.uid(column, is_required=True) for column in IDENTIFIERS)
        self._head = None
        if shipment is None or publication is None or report is None:
            return None
        found = [
            self._add(row, Concept.SHIPMENT, shipment, self._shipment(row), SHIPMENT_COLUMNS),
            self._add(
                row,
                Concept.PUBLICATION,
                publication,
                read_fields(row, PUBLICATION, self._pk),
                PUBLICATION_COLUMNS,
            ),
            self._add(row, Concept.REPORT, report, self._report(row), REPORT_COLUMNS),
        ]
        found += self._repeats(row, report) + self._citations(row, publication)
        head = _Head(cells, report, tuple(found))
        if len(row.problems) == before:
            self._head = head
        return head

    def _add(
        self, row: Row, concept: Concept, key: Uid, values: Mapping[str, Any], stated_by: Mapping[str, str]
    ) -> Identity:
        """Keep a record."""
        return self._staged.add(Record(concept, key, values, row.line, stated_by))

    def _shipment(self, row: Row) -> dict[str, Any]:
        return {**read_fields(row, SHIPMENT, self._pk), **self._dataset(row)}

    def _dataset(self, row: Row) -> dict[str, int | None]:
        """Return what a shipment is a tally of; files without the column leave that as it is."""
        if not self._has_datasets:
            return {}
        slug = row[DATASET]
        known = self._names.datasets
        if slug and slug not in known:
            row.refuse(DATASET, CellFault.NO_DATASET, text=cut(slug))
        return {"dataset": known[slug].pk if slug in known else None}

    def _report(self, row: Row) -> dict[str, Any]:
        report = read_fields(row, REPORT, self._pk)
        if report["attribution"] == Report.Attribution.UNATTRIBUTED and report["asserter"] is not None:
            row.refuse(columns.ASSERTER.name, CellFault.UNATTRIBUTED)
        if report["credibility"] not in (None, *GRADES):
            row.refuse(columns.CREDIBILITY.name, CellFault.NO_GRADE, number=report["credibility"])
        return report

    def _read_checked(self, number: int, cells: tuple[str, ...]) -> dict[str, Any]:
        """Return the fields of a line, as far as they may be wrong; many lines agree in them."""
        if cells in self._checked:
            return self._checked[cells]
        row = Row(number, dict(zip(CHECKED_COLUMNS, cells, strict=True)), self._staged.problems)
        before = len(row.problems)
        fields = self._line(row)
        if len(row.problems) == before and len(self._checked) < MOST_CHECKED:
            self._checked[cells] = fields
        return fields

    def _line(self, row: Row) -> dict[str, Any]:
        """Return the fields of a line in their order; those that stand in other cells are empty."""
        line = dict.fromkeys(LINE_COLUMNS, "") | read_fields(row, LINE, self._pk) | self._count(row)
        if (line["kind"] == CountKind.SHARE) != (line["base"] is not None):
            row.refuse(columns.BASE_ID.name, CellFault.NO_SHARE)
        if line["same_as"] and line["scope"] == ReportedDelivery.Scope.ADDITIONAL:
            row.refuse(columns.SAME_AS_ID.name, CellFault.ADDITIONAL)
        return line

    def _count(self, row: Row) -> dict[str, Any]:
        """Return the fields of a line's count; most counts stand on many lines, and are read once."""
        cells = COUNT_CELLS(row.cells)
        if cells in self._counts:
            return self._counts[cells]
        before = len(row.problems)
        count = read_count(row)
        fields = {"kind": count.kind.value, "quantity": as_range(count.interval), "best": count.best}
        if len(row.problems) == before and len(self._counts) < MOST_COUNTS:
            self._counts[cells] = fields
        return fields

    def _repeats(self, row: Row, report: Uid) -> list[Identity]:
        """Stage the reports that a report repeats: identifiers, maybe after a basis and a colon."""
        found = []
        for word in row[REPEATS].split():
            basis, colon, identifier = word.rpartition(":")
            repeated = _uid(row, REPEATS, identifier)
            if colon and basis not in Basis.values:
                row.refuse(REPEATS, CellFault.NO_BASIS, text=cut(basis))
            if repeated:
                fields: dict[str, tuple[str, Any]] = {
                    "report": (columns.REPORT_ID.name, report),
                    "repeated": (REPEATS, repeated),
                }
                if colon:
                    fields["basis"] = (REPEATS, basis)
                record = _edge(Concept.REPEAT, (report, repeated), fields, row)
                found.append(self._staged.add(record))
        return found

    def _citations(self, row: Row, publication: Uid) -> list[Identity]:
        """Stage what a publication cites: ``stated:publication:<identifier> inferred:source:<slug>``."""
        found = []
        for word in row[CITES].split():
            basis, _, target = word.partition(":")
            what, _, name = target.partition(":")
            cited = _uid(row, CITES, name) if what == "publication" else None
            source = self._find(row, Kind.SOURCE, CITES, name) if what == "source" else None
            if basis not in Basis.values or what not in ("publication", "source"):
                row.refuse(CITES, CellFault.NO_CITATION, text=cut(word))
            elif cited or source:
                fields = {
                    "publication": (columns.PUBLICATION_ID.name, publication),
                    "cited_publication": (CITES, cited),
                    "cited_source": (CITES, source),
                    "basis": (CITES, basis),
                }
                record = _edge(Concept.CITATION, (publication, cited, source), fields, row)
                found.append(self._staged.add(record))
        return found

    def _pk(self, row: Row, kind: Kind, column: str) -> int | None:
        slug = row.cells[column]
        if not slug:
            return None
        pk = self._pks.get((kind, slug))
        if pk is None:
            pk = self._find(row, kind, column, slug)
            if pk is not None:
                self._pks[kind, slug] = pk
        return pk

    def _find(self, row: Row, kind: Kind, column: str, slug: str) -> int | None:
        try:
            return self._names.by_slug(kind, self._as_written(kind, slug)).pk
        except UnknownNameError as error:
            row.refuse_name(column, error)
            return None

    def _as_written(self, kind: Kind, slug: str) -> str:
        """Return the short name of which alone a program may have made a cell, such as a day of apr-40."""
        known = self._names.slugs(kind)
        if slug in known or not looks_made(slug):
            return slug
        found = [one for one in known if may_be_rewritten(one, slug)]
        return found[0] if len(found) == 1 else slug


def _cells_of(header: Sequence[str], names: Sequence[str]) -> Callable[[tuple[str, ...]], Any]:
    """Return what takes the cells of the columns out of a row; a column that a file may lack is empty."""
    missing = [column for column in names if column not in header]
    if missing:
        found = _cells_of((*header, *missing), names)
        return lambda cells: found((*cells, *[""] * len(missing)))
    places = [header.index(column) for column in names]
    start, end = places[0], places[0] + len(places)
    # As a slice where they stand side by side, as in our exports, which takes a third of the time.
    return itemgetter(slice(start, end)) if places == [*range(start, end)] else itemgetter(*places)


def _edge(concept: Concept, key: tuple[Any, ...], fields: Mapping[str, tuple[str, Any]], row: Row) -> Record:
    values = {name: value for name, (_, value) in fields.items()}
    return Record(concept, key, values, row.line, {name: column for name, (column, _) in fields.items()})


def _uid(row: Row, column: str, text: str) -> Uid | None:
    """Return the identifier in a part of a cell."""
    return Row(row.line, {column: text}, row.problems).uid(column, is_required=True)


def name_header(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns as we write them; databases write them in capitals."""
    return tuple(cell.strip().casefold() for cell in cells)


REPORTED_DELIVERIES = Format(
    "reported deliveries", COLUMNS, stage, optional=[*ADDED, *COMPUTED], head=name_header, drops_index=True
)
