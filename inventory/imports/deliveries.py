"""Read our own export of reported deliveries back: one row is one count line with its report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from inventory.domain.quantities import Kind as CountKind
from inventory.domain.spreadsheets import as_meant
from inventory.imports.cells import Problem, Row, uid_in
from inventory.imports.dangling import leave_out_dangling
from inventory.imports.delivery_columns import (
    ADDED,
    ADDED_TO_LINES,
    COLUMNS,
    COMPUTED,
    LINE_COLUMNS,
    PUBLICATION_COLUMNS,
    REPORT_COLUMNS,
    SHIPMENT_COLUMNS,
)
from inventory.imports.delivery_counts import COUNT_COLUMNS, read_count
from inventory.imports.files import shown
from inventory.imports.no_values import without_no_values
from inventory.imports.records import Concept, Identity, Record, Staged, Uid
from inventory.imports.tables import Format, Table
from inventory.models import Basis, Language, Modality, Report, ReportedDelivery, Stage
from inventory.models.analysis import as_range
from inventory.models.names import Kind, Names, UnknownNameError

IDENTIFIERS = ("shipment_id", "publication_id", "report_id")
# All cells of a row that say something of its shipment, publication and report.
_AFTER_SHIPMENT = COLUMNS.index("report_id")
HEAD_COLUMNS = (
    *COLUMNS[COLUMNS.index("shipment_id") : _AFTER_SHIPMENT],
    "dataset",
    *COLUMNS[_AFTER_SHIPMENT : COLUMNS.index("equipment_type")],
)
# The cells of a count line that may be wrong; the others are texts, which are taken as they are.
CHECKED_COLUMNS = (
    *("equipment_type", "label_type", "phrase", *COUNT_COLUMNS),
    *("base_id", *ADDED_TO_LINES, "scope", "modality"),
)
TEXT_COLUMNS = ("label", "hedge", "quote")
# Columns in which any text may stand, such as NULL.
TEXTS = frozenset({*TEXT_COLUMNS, "phrase", "attribution_phrase", "report_hedge", "report_quote"})
DATES = ("period", "published_on")
REQUIRED = frozenset({"shipment_reference", "shipment_title", "publication_title", "kind"})
COUNT_CELLS = itemgetter("phrase", *COUNT_COLUMNS)
MOST_COUNTS, MOST_CHECKED = 10_000, 4_000  # counts, and checked parts of lines, that are remembered
LANGUAGES, STAGES, MODALITIES = (tuple(choices.values) for choices in (Language, Stage, Modality))
ATTRIBUTIONS, GRADES = tuple(Report.Attribution.values), tuple(Report.Credibility.values)
SCOPES = tuple(ReportedDelivery.Scope.values)


def stage(table: Table, names: Names) -> Staged:
    """Return what an export states; rows on one shipment, publication or report must say the same of it."""
    staged = Staged()
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
        self._evidence = table.evidence(DATES)
        self._staged = staged
        self._names = names
        self._pks: dict[tuple[Kind, str], int] = {}
        # What the row before states, where it is sound.
        self._head: _Head | None = None
        self._counts: dict[tuple[str, ...], dict[str, Any]] = {}
        self._checked: dict[tuple[str, ...], dict[str, Any]] = {}
        self._has_datasets = "dataset" in header
        self._uid_cell = header.index("delivery_id")
        self._head_cells, self._checked_cells, self._text_cells = (
            _cells_of(header, columns) for columns in (HEAD_COLUMNS, CHECKED_COLUMNS, TEXT_COLUMNS)
        )

    def read(self, number: int, cells: tuple[str, ...]) -> None:
        """Stage the row on a line, unless an identifier in it is missing."""
        head = self._read_head(number, self._head_cells(cells))
        cell = cells[self._uid_cell]
        uid = uid_in(cell) or _uid(Row(number, {}, self._staged.problems), "delivery_id", cell)
        if head is None or uid is None:
            return
        known = self._staged.records.get((Concept.DELIVERY, uid))
        if known:
            reason = f"stands on line {known.line} already."
            self._staged.problems.append(Problem(number, "delivery_id", reason))
            return
        values = self._read_checked(number, self._checked_cells(cells)).copy()
        values["label"], values["hedge"], values["quote"] = self._text_cells(cells)
        values["report"] = head.report
        subject = self._staged.add(Record(Concept.DELIVERY, uid, values, number, LINE_COLUMNS))
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
            self._add(row, Concept.PUBLICATION, publication, self._publication(row), PUBLICATION_COLUMNS),
            self._add(row, Concept.REPORT, report, self._report(row, shipment, publication), REPORT_COLUMNS),
        ]
        found += self._repeats(row, report) + self._citations(row, publication)
        head = _Head(cells, report, tuple(found))
        if len(row.problems) == before:
            self._head = head
        return head

    def _add(
        self, row: Row, concept: Concept, key: Uid, values: Mapping[str, Any], columns: Mapping[str, str]
    ) -> Identity:
        """Keep a record."""
        return self._staged.add(Record(concept, key, values, row.line, columns))

    def _shipment(self, row: Row) -> dict[str, Any]:
        return {
            "reference": row.required("shipment_reference"),
            "title": row.required("shipment_title"),
            "supplier": self._pk(row, Kind.PARTY, "supplier"),
            "destination": self._pk(row, Kind.PLACE, "destination"),
            "period": row.date("period"),
            **self._dataset(row),
        }

    def _dataset(self, row: Row) -> dict[str, int | None]:
        """Return what a shipment is a tally of; files without the column leave that as it is."""
        if not self._has_datasets:
            return {}
        slug = row["dataset"]
        known = self._names.datasets
        if slug and slug not in known:
            row.refuse("dataset", f"{shown(slug)} is not the short name of a known dataset.")
        return {"dataset": known[slug].pk if slug in known else None}

    def _publication(self, row: Row) -> dict[str, Any]:
        row.required("publication_source")
        return {
            "source": self._pk(row, Kind.SOURCE, "publication_source"),
            "title": row.required("publication_title"),
            "url": row["publication_url"],
            "archived_url": row["archived_url"],
            "published_on": row.date("published_on"),
            "language": row.choice("language", LANGUAGES, Language.UNDETERMINED),
        }

    def _report(self, row: Row, shipment: Uid, publication: Uid) -> dict[str, Any]:
        asserter = self._pk(row, Kind.SOURCE, "asserter")
        attribution = row.choice("attribution", ATTRIBUTIONS, Report.Attribution.STATED)
        if attribution == Report.Attribution.UNATTRIBUTED and asserter is not None:
            row.refuse("asserter", "is given, though attribution is unattributed.")
        credibility = row.number("credibility")
        if credibility is not None and credibility not in GRADES:
            row.refuse("credibility", f"{credibility} is no grade from 1 to 6.")
        return {
            "shipment": shipment,
            "publication": publication,
            "asserter": asserter,
            "attribution": attribution,
            "attribution_phrase": row["attribution_phrase"],
            "is_first_hand": row.flag("is_first_hand"),
            "stage": row.choice("stage", STAGES, ""),
            "modality": row.choice("report_modality", MODALITIES, Modality.REPORTED),
            "hedge": row["report_hedge"],
            "credibility": credibility,
            "quote": row["report_quote"],
            "superseded_by": row.uid("superseded_by"),
        }

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
        """Return the fields of a line in their order, without those that stand in other cells."""
        row.required("equipment_type")
        count = self._count(row)
        base = row.uid("base_id")
        if (count["kind"] == CountKind.SHARE) != (base is not None):
            row.refuse("base_id", "names the line that a share is of: for a share, and only for one.")
        same_as = row.uid("same_as_id")
        scope = row.choice("scope", SCOPES, ReportedDelivery.Scope.UNSPECIFIED)
        if same_as and scope == ReportedDelivery.Scope.ADDITIONAL:
            row.refuse("same_as_id", "is given, though scope is additional: those are other items.")
        return {
            "report": None,
            "equipment_type": self._pk(row, Kind.EQUIPMENT_TYPE, "equipment_type"),
            "label": "",
            "label_type": self._pk(row, Kind.EQUIPMENT_TYPE, "label_type"),
            "phrase": row["phrase"],
            **count,
            "base": base,
            "same_as": same_as,
            "cited_source": self._pk(row, Kind.SOURCE, "cited_source"),
            "scope": scope,
            "modality": row.choice("modality", MODALITIES, ""),
            "hedge": "",
            "quote": "",
        }

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
        for word in row["repeats"].split():
            basis, colon, identifier = word.rpartition(":")
            repeated = _uid(row, "repeats", identifier)
            if colon and basis not in Basis.values:
                row.refuse("repeats", f"{shown(basis)} is neither stated nor inferred.")
            if repeated:
                fields: dict[str, tuple[str, Any]] = {
                    "report": ("report_id", report),
                    "repeated": ("repeats", repeated),
                }
                if colon:
                    fields["basis"] = ("repeats", basis)
                record = _edge(Concept.REPEAT, (report, repeated), fields, row)
                found.append(self._staged.add(record))
        return found

    def _citations(self, row: Row, publication: Uid) -> list[Identity]:
        """Stage what a publication cites: ``stated:publication:<identifier> inferred:source:<slug>``."""
        found = []
        for word in row["cites"].split():
            basis, _, target = word.partition(":")
            what, _, name = target.partition(":")
            cited = _uid(row, "cites", name) if what == "publication" else None
            source = self._find(row, Kind.SOURCE, "cites", name) if what == "source" else None
            if basis not in Basis.values or what not in ("publication", "source"):
                row.refuse("cites", f"{shown(word)} is not like stated:source:afp or inferred:publication:….")
            elif cited or source:
                fields = {
                    "publication": ("publication_id", publication),
                    "cited_publication": ("cites", cited),
                    "cited_source": ("cites", source),
                    "basis": ("cites", basis),
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
            return self._names.by_slug(kind, slug).pk
        except UnknownNameError as error:
            row.refuse_name(column, error)
            return None


def _cells_of(header: Sequence[str], columns: Sequence[str]) -> Callable[[tuple[str, ...]], Any]:
    """Return what takes the cells of the columns out of a row; a column that a file may lack is empty."""
    missing = [column for column in columns if column not in header]
    if missing:
        found = _cells_of((*header, *missing), columns)
        return lambda cells: found((*cells, *[""] * len(missing)))
    places = [header.index(column) for column in columns]
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
