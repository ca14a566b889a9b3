"""Read our own export of reported deliveries back: one row is one count line with its report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from inventory.domain.intervals import Interval
from inventory.domain.quantities import Kind as CountKind
from inventory.domain.quantities import Quantity, QuantityError, parse_quantity
from inventory.imports.cells import Row
from inventory.imports.dangling import leave_out_dangling
from inventory.imports.files import shown
from inventory.imports.records import Concept, Identity, Record, Staged
from inventory.imports.tables import Format, Table
from inventory.models import Basis, Language, Modality, Report, ReportedDelivery, Stage
from inventory.models.analysis import as_range
from inventory.models.names import Kind, Names, UnknownNameError

COLUMNS = [
    "delivery_id",
    "shipment_id",
    "shipment_reference",
    "shipment_title",
    "supplier",
    "destination",
    "period",
    "report_id",
    "publication_id",
    "publication_source",
    "publication_title",
    "publication_url",
    "archived_url",
    "published_on",
    "language",
    "asserter",
    "attribution",
    "attribution_phrase",
    "is_first_hand",
    "stage",
    "report_modality",
    "report_hedge",
    "credibility",
    "report_quote",
    "repeats",
    "cites",
    "superseded_by",
    "equipment_type",
    "label",
    "label_type",
    "phrase",
    "kind",
    "low",
    "high",
    "best",
    "base_id",
    "scope",
    "modality",
    "hedge",
    "quote",
]
# Computed from other columns, or by the tracker: they are not read.
COMPUTED = [
    "permalink",
    "equipment_name",
    "voice",
    "voices",
    "estimate_low",
    "estimate_high",
    "estimate_support",
    "estimate_voices",
    "estimate_state",
]
# The export puts one apostrophe before what a spreadsheet takes for a formula; see inventory.exports.copy.
ESCAPED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
IDENTIFIERS = ("shipment_id", "publication_id", "report_id", "delivery_id")
COUNT_COLUMNS = ("kind", "low", "high", "best")


def stage(table: Table, names: Names) -> Staged:
    """Return what an export states; rows on one shipment, publication or report must say the same of it."""
    staged = Staged()
    reader = _Reader(staged, names)
    for row in table.rows(staged.problems):
        row.cells = {column: unescaped(cell) for column, cell in row.cells.items()}
        reader.read(row)
    leave_out_dangling(staged)
    staged.complete_rows(line.number for line in table.lines)
    return staged


def unescaped(cell: str) -> str:
    """Take away the apostrophe that the export put before what looks like a formula.

    >>> unescaped("'=1+1"), unescaped("''+5"), unescaped("'quoted'")
    ('=1+1', "'+5", "'quoted'")
    """
    return cell[1:] if ESCAPED.match(cell) else cell


class _Reader:
    """Read rows into records."""

    def __init__(self, staged: Staged, names: Names) -> None:
        self._staged = staged
        self._names = names
        self._lines: dict[UUID, int] = {}

    def read(self, row: Row) -> None:
        """Stage one row, unless an identifier in it is missing."""
        shipment, publication, report, line = (row.uid(column, is_required=True) for column in IDENTIFIERS)
        if shipment is None or publication is None or report is None or line is None:
            return
        found = [
            self._add(row, Concept.SHIPMENT, shipment, self._shipment(row)),
            self._add(row, Concept.PUBLICATION, publication, self._publication(row)),
            self._add(row, Concept.REPORT, report, self._report(row, shipment, publication)),
        ]
        found += self._repeats(row, report) + self._citations(row, publication)
        first = self._lines.setdefault(line, row.line)
        if first != row.line:
            row.refuse("delivery_id", f"stands on line {first} already.")
            return
        subject = self._add(row, Concept.DELIVERY, line, self._line(row, report))
        self._staged.add_row(row.line, subject, (*found, subject))

    def _add(self, row: Row, concept: Concept, key: UUID, fields: Mapping[str, tuple[str, Any]]) -> Identity:
        """Keep a record; ``fields`` maps each field to its column and value."""
        values = {name: value for name, (_, value) in fields.items()}
        columns = {name: column for name, (column, _) in fields.items()}
        return self._staged.add(Record(concept, key, values, row.line, columns))

    def _shipment(self, row: Row) -> dict[str, tuple[str, Any]]:
        return {
            "reference": ("shipment_reference", row.required("shipment_reference")),
            "title": ("shipment_title", row.required("shipment_title")),
            "supplier": ("supplier", self._pk(row, Kind.PARTY, "supplier")),
            "destination": ("destination", self._pk(row, Kind.PLACE, "destination")),
            "period": ("period", row.date("period")),
        }

    def _publication(self, row: Row) -> dict[str, tuple[str, Any]]:
        row.required("publication_source")
        return {
            "source": ("publication_source", self._pk(row, Kind.SOURCE, "publication_source")),
            "title": ("publication_title", row.required("publication_title")),
            "url": ("publication_url", row["publication_url"]),
            "archived_url": ("archived_url", row["archived_url"]),
            "published_on": ("published_on", row.date("published_on")),
            "language": ("language", row.choice("language", Language.values, Language.UNDETERMINED)),
        }

    def _report(self, row: Row, shipment: UUID, publication: UUID) -> dict[str, tuple[str, Any]]:
        asserter = self._pk(row, Kind.SOURCE, "asserter")
        attribution = row.choice("attribution", Report.Attribution.values, Report.Attribution.STATED)
        if attribution == Report.Attribution.UNATTRIBUTED and asserter is not None:
            row.refuse("asserter", "is given, though attribution is unattributed.")
        credibility = row.number("credibility")
        if credibility is not None and credibility not in Report.Credibility.values:
            row.refuse("credibility", f"{credibility} is no grade from 1 to 6.")
        return {
            "shipment": ("shipment_id", shipment),
            "publication": ("publication_id", publication),
            "asserter": ("asserter", asserter),
            "attribution": ("attribution", attribution),
            "attribution_phrase": ("attribution_phrase", row["attribution_phrase"]),
            "is_first_hand": (
                "is_first_hand",
                row.choice("is_first_hand", ("true", "false"), "false") == "true",
            ),
            "stage": ("stage", row.choice("stage", Stage.values, "")),
            "modality": (
                "report_modality",
                row.choice("report_modality", Modality.values, Modality.REPORTED),
            ),
            "hedge": ("report_hedge", row["report_hedge"]),
            "credibility": ("credibility", credibility),
            "quote": ("report_quote", row["report_quote"]),
            "superseded_by": ("superseded_by", row.uid("superseded_by")),
        }

    def _line(self, row: Row, report: UUID) -> dict[str, tuple[str, Any]]:
        row.required("equipment_type")
        count = _count(row)
        base = row.uid("base_id")
        if (count.kind == CountKind.SHARE) != (base is not None):
            row.refuse("base_id", "names the line that a share is of: for a share, and only for one.")
        return {
            "report": ("report_id", report),
            "equipment_type": ("equipment_type", self._pk(row, Kind.EQUIPMENT_TYPE, "equipment_type")),
            "label": ("label", row["label"]),
            "label_type": ("label_type", self._pk(row, Kind.EQUIPMENT_TYPE, "label_type")),
            "phrase": ("phrase", row["phrase"]),
            "kind": ("kind", count.kind.value),
            "quantity": ("low", as_range(count.interval)),
            "best": ("best", count.best),
            "base": ("base_id", base),
            "scope": (
                "scope",
                row.choice("scope", ReportedDelivery.Scope.values, ReportedDelivery.Scope.UNSPECIFIED),
            ),
            "modality": ("modality", row.choice("modality", Modality.values, "")),
            "hedge": ("hedge", row["hedge"]),
            "quote": ("quote", row["quote"]),
        }

    def _repeats(self, row: Row, report: UUID) -> list[Identity]:
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

    def _citations(self, row: Row, publication: UUID) -> list[Identity]:
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
        return self._find(row, kind, column, row[column]) if row[column] else None

    def _find(self, row: Row, kind: Kind, column: str, slug: str) -> int | None:
        try:
            return self._names.by_slug(kind, slug).pk
        except UnknownNameError as error:
            row.refuse_name(column, error)
            return None


def _edge(concept: Concept, key: tuple[Any, ...], fields: Mapping[str, tuple[str, Any]], row: Row) -> Record:
    values = {name: value for name, (_, value) in fields.items()}
    return Record(concept, key, values, row.line, {name: column for name, (column, _) in fields.items()})


def _uid(row: Row, column: str, text: str) -> UUID | None:
    """Return the identifier in a part of a cell."""
    return Row(row.line, {column: text}, row.problems).uid(column, is_required=True)


def _count(row: Row) -> Quantity:
    """Return the count that the bounds state, or else the phrase; a bad one is read as unknown."""
    phrase = row["phrase"]
    if any(row[column].strip() for column in COUNT_COLUMNS):
        return _stated_count(row, phrase)
    try:
        return parse_quantity(phrase)
    except QuantityError as error:
        row.refuse("phrase", str(error))
        return Quantity(CountKind.UNKNOWN, None, None, phrase)


def _stated_count(row: Row, phrase: str) -> Quantity:
    before = len(row.problems)
    kind = row.choice("kind", ReportedDelivery.Kind.values)
    low, high, best = row.number("low"), row.number("high"), row.number("best")
    if low is not None and high is not None and low > high:
        row.refuse("low", f"{low} is above high, {high}.")
    elif low is None and high is not None:
        row.refuse("low", f"is empty, though high is {high}.")
    elif low is None and kind != CountKind.UNKNOWN:
        row.refuse("low", f"is empty, which only an unknown count may be, not kind {shown(kind)}.")
    elif high == 0 and kind != CountKind.NONE:
        row.refuse("kind", "a count of zero is a denial: kind none.")
    if len(row.problems) == before:
        try:
            return Quantity(CountKind(kind), None if low is None else Interval(low, high), best, phrase)
        except QuantityError as error:
            row.refuse("kind", error.reason)
    return Quantity(CountKind.UNKNOWN, None, None, phrase)


REPORTED_DELIVERIES = Format("reported deliveries", COLUMNS, stage, optional=COMPUTED)
