"""Say what a case file means: which rows it states, with names found and counts read.

A case file is TOML. Each publication, report and piece of evidence has a `key`, by which other tables of the
file name it and by which a later run finds it again; a shipment has its `reference`. A count is given as
`phrase`, the words of the source, which are kept, or as `count`, ours, which are only read.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.domain.quantities import Kind, Quantity, QuantityError, parse_quantity
from inventory.imports.cases.entries import Entry
from inventory.imports.upsert import Values
from inventory.models import (
    Basis,
    Evidence,
    Language,
    Modality,
    Report,
    ReportedDelivery,
    ReportedDetail,
    Stage,
)
from inventory.models.names import Kind as Named
from inventory.models.names import Names, UnknownNameError
from inventory.wording.messages import words

NAMESPACE = uuid.UUID("6f2f7c1e-6f0b-5a53-9a39-6c0b1a1f6d11")  # of the identifiers made from keys


@dataclass(slots=True)
class CaseFile:
    """Hold the rows that a case file states; one names another by its key, which `keys` does not yet know."""

    publications: list[Values] = field(default_factory=list)
    citations: list[Values] = field(default_factory=list)
    shipments: list[Values] = field(default_factory=list)
    reports: list[Values] = field(default_factory=list)
    repeats: list[Values] = field(default_factory=list)
    lines: list[Values] = field(default_factory=list)
    details: list[Values] = field(default_factory=list)
    evidence: list[Values] = field(default_factory=list)
    evidence_reports: list[Values] = field(default_factory=list)
    evidence_counts: list[Values] = field(default_factory=list)


def parse_case(file: Entry) -> CaseFile:
    """Return what the file states. What is wrong is added to the entry's problems. Reads the names known."""
    file.allow("key title note publications shipments reports evidence")
    return _Parser(file.text("key", 80, is_required=True)).parse(file)


def identifier(*parts: str) -> uuid.UUID:
    """Return the identifier of a record, the same in every database."""
    return uuid.uuid5(NAMESPACE, "/".join(parts))


class _Parser:
    """Read a file's tables in the order in which they name each other."""

    def __init__(self, case: str) -> None:
        self._case = case
        self._names = Names()
        self._publications: dict[str, uuid.UUID] = {}
        self._reports: dict[str, uuid.UUID] = {}
        self._report_shipments: dict[str, str] = {}
        self._stated = CaseFile()

    def parse(self, file: Entry) -> CaseFile:
        publications, reports = list(file.tables("publications")), list(file.tables("reports"))
        evidence = list(file.tables("evidence"))
        self._publications = self._keyed("publication", publications)
        self._reports = self._keyed("report", reports)
        self._report_shipments = {
            str(entry.values.get("key")): str(entry.values.get("shipment")) for entry in reports
        }
        for entry in publications:
            self._publication(entry)
        references = [self._shipment(entry) for entry in file.tables("shipments")]
        for entry in reports:
            self._report(entry, references)
        pieces = self._keyed("evidence", evidence)
        for entry in evidence:
            self._evidence(entry, references, pieces)
        return self._stated

    def _keyed(self, what: str, entries: list[Entry]) -> dict[str, uuid.UUID]:
        """Return the identifiers of the tables of an array by their keys."""
        found: dict[str, uuid.UUID] = {}
        for entry in entries:
            key = entry.text("key", 80, is_required=True)
            if key in found:
                entry.refuse("key", f"“{key}” is the key of another {what} already.")
            found[key] = identifier(self._case, what, key)
        return found

    def _publication(self, entry: Entry) -> None:
        entry.allow("key source title url archived_url published language note cites")
        uid = self._publications[entry.text("key")]
        self._stated.publications.append(
            {
                "uid": uid,
                "source_id": self._named(entry, "source", Named.SOURCE),
                "title": entry.text("title", 300, is_required=True),
                "url": entry.address("url"),
                "archived_url": entry.address("archived_url"),
                "published_on": entry.date("published"),
                "language": entry.choice("language", Language.values, Language.UNDETERMINED.value),
                "note": entry.text("note"),
            }
        )
        for cited in entry.tables("cites"):
            cited.allow("publication source basis phrase")
            if cited.has("publication") == cited.has("source"):
                cited.refuse("", "name either a publication or a source.")
                continue
            self._stated.citations.append(
                {
                    "publication": uid,
                    "cited_publication": self._publication_uid(cited) if cited.has("publication") else None,
                    "cited_source_id": self._named(cited, "source", Named.SOURCE, is_required=False),
                    "basis": cited.choice("basis", Basis.values, Basis.STATED.value),
                    "phrase": cited.text("phrase", 300),
                }
            )

    def _shipment(self, entry: Entry) -> str:
        entry.allow("reference title supplier destination period note")
        reference = entry.text("reference", 60, is_required=True)
        self._stated.shipments.append(
            {
                "uid": identifier("shipment", reference),
                "reference": reference,
                "title": entry.text("title", 200, is_required=True),
                "supplier_id": self._named(entry, "supplier", Named.PARTY, is_required=False),
                "destination_id": self._named(entry, "destination", Named.PLACE, is_required=False),
                "period": entry.date("period"),
                "note": entry.text("note"),
            }
        )
        return reference

    def _report(self, entry: Entry, references: list[str]) -> None:
        entry.allow(
            "key shipment publication asserter attribution attribution_phrase is_first_hand stage modality "
            "hedge quote note repeats lines details"
        )
        key, shipment = entry.text("key"), entry.key("shipment", references, "shipment")
        self._stated.reports.append(
            {
                "uid": self._reports[key],
                "shipment": shipment,
                "publication": self._publication_uid(entry),
                "asserter_id": self._named(entry, "asserter", Named.SOURCE, is_required=False),
                "attribution": entry.choice(
                    "attribution", Report.Attribution.values, Report.Attribution.STATED.value
                ),
                "attribution_phrase": entry.text("attribution_phrase", 300),
                "is_first_hand": entry.flag("is_first_hand"),
                "stage": entry.choice("stage", Stage.values, ""),
                "modality": entry.choice("modality", Modality.values, Modality.REPORTED.value),
                "hedge": entry.text("hedge", 200),
                "quote": entry.text("quote"),
                "note": entry.text("note"),
            }
        )
        for repeated in entry.keys("repeats", self._reports, "report"):
            if self._report_shipments[repeated] != shipment:
                entry.refuse("repeats", f"“{repeated}” is a report on another shipment.")
            self._stated.repeats.append(
                {"shipment": shipment, "report": self._reports[key], "repeated": self._reports[repeated]}
            )
        self._lines(entry, key, shipment)
        for detail in entry.tables("details"):
            self._detail(detail, key, shipment)

    def _lines(self, report: Entry, key: str, shipment: str) -> None:
        """Read the count lines; a share is read after the line that it is a share of.

        A line is known by its key, else by its type. Further lines on a type without a key of their own are
        told apart by their order, so that no other line can name them.
        """
        quantities: dict[str, Quantity | None] = {}
        known: dict[str, int] = {}
        for entry in sorted(report.tables("lines"), key=lambda entry: entry.has("base")):
            name = (entry.text("key", 80) or entry.text("type", is_required=True)).lower()
            known[name] = known.get(name, 0) + 1
            if known[name] > 1 and entry.has("key"):
                entry.refuse("key", f"“{name}” is the key or type of another line of this report already.")
            quantity = _quantity(entry, quantities)
            quantities[name] = quantity if known[name] == 1 else None
            if quantity:
                number = (str(known[name]),) if known[name] > 1 else ()
                uid = identifier(self._case, "line", key, name, *number)
                self._stated.lines.append(self._line(entry, uid, key, shipment, quantity))

    def _line(self, entry: Entry, uid: uuid.UUID, key: str, shipment: str, quantity: Quantity) -> Values:
        entry.allow("key type phrase count label label_type base cites scope modality hedge quote")
        scopes = ReportedDelivery.Scope
        base = entry.text("base").lower()
        return {
            "uid": uid,
            "shipment": shipment,
            "report": self._reports[key],
            "equipment_type_id": self._named(entry, "type", Named.EQUIPMENT_TYPE),
            "label": entry.text("label", 200),
            "label_type_id": self._named(entry, "label_type", Named.EQUIPMENT_TYPE, is_required=False),
            "phrase": entry.text("phrase", 500),
            "kind": quantity.kind.value,
            "quantity": _range(quantity),
            "best": quantity.best,
            "base": identifier(self._case, "line", key, base) if base else None,
            "cited_source_id": self._named(entry, "cites", Named.SOURCE, is_required=False),
            "scope": entry.choice("scope", scopes.values, scopes.UNSPECIFIED.value),
            "modality": entry.choice("modality", Modality.values, ""),
            "hedge": entry.text("hedge", 200),
            "quote": entry.text("quote"),
        }

    def _detail(self, entry: Entry, key: str, shipment: str) -> None:
        entry.allow("kind value polarity is_partial modality hedge quote")
        kind = entry.choice("kind", ReportedDetail.Kind.values)
        polarity = entry.choice(
            "polarity", ReportedDetail.Polarity.values, ReportedDetail.Polarity.AFFIRMED.value
        )
        self._stated.details.append(
            {
                "uid": identifier(self._case, "detail", key, kind, entry.text("value").lower()),
                "shipment": shipment,
                "report": self._reports[key],
                "kind": kind,
                "party_id": None,
                "place_id": None,
                "date": "",
                "stage": "",
                "text": "",
                **self._detail_value(entry, kind),
                "polarity": polarity,
                "is_partial": entry.flag("is_partial"),
                "modality": entry.choice("modality", Modality.values, ""),
                "hedge": entry.text("hedge", 200),
                "quote": entry.text("quote"),
            }
        )

    def _detail_value(self, entry: Entry, kind: str) -> Values:
        """Return the one column that a detail of this kind fills."""
        if kind in ReportedDetail.PARTY_KINDS:
            return {"party_id": self._named(entry, "value", Named.PARTY)}
        if kind in ReportedDetail.PLACE_KINDS:
            return {"place_id": self._named(entry, "value", Named.PLACE)}
        if kind in ReportedDetail.DATE_KINDS:
            return {"date": entry.date("value", is_required=True)}
        if kind == ReportedDetail.Kind.STAGE:
            return {"stage": entry.choice("value", Stage.values)}
        return {"text": entry.text("value", 300, is_required=True)}

    def _evidence(self, entry: Entry, references: list[str], pieces: Mapping[str, uuid.UUID]) -> None:
        entry.allow("key shipment kind title url captured place note reports counts")
        uid, shipment = pieces[entry.text("key")], entry.key("shipment", references, "shipment")
        self._stated.evidence.append(
            {
                "uid": uid,
                "shipment": shipment,
                "kind": entry.choice("kind", Evidence.Kind.values),
                "title": entry.text("title", 200, is_required=True),
                "url": entry.address("url"),
                "captured_on": entry.date("captured"),
                "place_id": self._named(entry, "place", Named.PLACE, is_required=False),
                "note": entry.text("note"),
            }
        )
        for report in entry.keys("reports", self._reports, "report"):
            self._stated.evidence_reports.append({"evidence": uid, "report": self._reports[report]})
        counts = entry.table("counts")
        for name in counts.values:
            found = self._find(counts, name, name, Named.EQUIPMENT_TYPE)
            self._stated.evidence_counts.append(
                {"evidence": uid, "equipment_type_id": found, "count": counts.count(name)}
            )

    def _publication_uid(self, entry: Entry) -> uuid.UUID | None:
        return self._publications.get(entry.key("publication", self._publications, "publication"))

    def _named(self, entry: Entry, name: str, kind: Named, *, is_required: bool = True) -> int | None:
        written = entry.text(name, is_required=is_required)
        return self._find(entry, name, written, kind) if written else None

    def _find(self, entry: Entry, name: str, written: str, kind: Named) -> int | None:
        try:
            return self._names.by_slug(kind, written).pk
        except UnknownNameError as error:
            entry.refuse(name, words(error.message))
            return None


def _quantity(entry: Entry, bases: Mapping[str, Quantity | None]) -> Quantity | None:
    """Read a line's count; None, with a problem recorded, when it cannot be read."""
    if entry.has("phrase") == entry.has("count"):
        entry.refuse("phrase", "give either the phrase, in the source's words, or the count, in ours.")
        return None
    name = "phrase" if entry.has("phrase") else "count"
    base = entry.text("base").lower()
    whole = bases.get(base)
    if base and whole is None:
        entry.refuse("base", f"“{base}” is not the key or type of one other line of this report.")
        return None
    try:
        quantity = parse_quantity(entry.text(name, 500), base=whole.interval if whole else None)
    except QuantityError as error:
        entry.refuse(name, words(error.message))
        return None
    if base and quantity.kind is not Kind.SHARE:
        entry.refuse("base", f"“{quantity.phrase}” is not a share of another line.")
        return None
    return quantity


def _range(quantity: Quantity) -> NumericRange | None:
    """Return the interval as the database stores it, the end excluded."""
    if quantity.interval is None:
        return None
    high = quantity.interval.high
    return NumericRange(quantity.interval.low, None if high is None else high + 1, "[)")
