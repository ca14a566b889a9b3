"""Make shipments, publications, reports, lines and details of the rows of a press file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from inventory.imports.codes import RowFault
from inventory.imports.grouping import split_doubled
from inventory.imports.headlines import Facts, headline
from inventory.imports.press.rows import COLUMNS, DATASET, PressRow, read_row
from inventory.imports.records import Concept, Identity, Record, Staged, Uid, uid_for
from inventory.imports.tables import Format, Table
from inventory.models import Modality, Place, ReportedDelivery, ReportedDetail
from inventory.models.analysis import as_range
from inventory.models.names import Names, Thing

FEWEST_WORDS = 3  # of an address's part that reads like a title
NOTE_OF_TITLE = "The title was made from the address."


def stage(table: Table, names: Names) -> Staged:
    """Return what a press file states.

    One case is a shipment, one address a publication. The rows of one publication, case and speaker are one
    report; where a type stands in them twice, each qualifier in parentheses after the equipment makes a
    report of its own: "avions (déclaré)" and "avions (sur la piste)".
    """
    staged = Staged(finds_by_name=True, owns_details=True)
    cells = list(table.rows(staged.problems))
    quotes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in cells:
        quotes[row["case_id"], row["url"]].append(row["quote"])
    found = (read_row(row, names, quotes[row["case_id"], row["url"]], staged.notes) for row in cells)
    _stage_rows(staged, _without_doubled([row for row in found if row]), names)
    staged.complete_rows(line.number for line in table.lines)
    return staged


def _without_doubled(rows: Sequence[PressRow]) -> list[PressRow]:
    """Return the rows, and refuse those whose number stands in a row before."""
    first: dict[str, PressRow] = {}
    for row in rows:
        other = first.setdefault(row.row["report_id"], row)
        if other is not row:
            row.row.refuse("report_id", RowFault.STANDS_ALREADY, line=str(other.line))
    return list(first.values())


def _stage_rows(staged: Staged, rows: Sequence[PressRow], names: Names) -> None:
    by_case: dict[str, list[PressRow]] = defaultdict(list)
    for row in rows:
        by_case[row.row["case_id"]].append(row)
    shipments = {case: _shipment(case, of_case, names) for case, of_case in by_case.items()}
    for report in _reports(rows):
        shipment = staged.add(shipments[report.case])
        publication = staged.add(_publication(report.rows[0]))
        said = staged.add(_report(report, shipment, publication))
        details = [staged.add(record) for record in _details(report)]
        for row in report.rows:
            staged.add(_publication(row))
            citations = [staged.add(record) for record in _citations(row, publication)]
            line = staged.add(_line(row, report.uid))
            staged.add_row(row.line, line, (shipment, publication, said, *details, *citations, line))


@dataclass(frozen=True, slots=True)
class _Report:
    """Hold the rows that are one report. ``words`` is the qualifier that tells it from its siblings."""

    case: str
    key: tuple[object, ...]
    words: str
    rows: Sequence[PressRow]

    @property
    def uid(self) -> Uid:
        return uid_for("press", "report", *self.key)


def _reports(rows: Sequence[PressRow]) -> list[_Report]:
    """Return the reports that the rows make, in the order of their first rows."""
    groups: dict[tuple[str, ...], list[PressRow]] = defaultdict(list)
    for row in rows:
        speaker = row.asserter.slug if row.asserter else ""
        groups[row.row["case_id"], *_address(row), speaker].append(row)
    return [
        _Report(key[0], (*key, words, number), words, members)
        for key, group in groups.items()
        for (words, number), members in split_doubled(
            group, lambda row: row.type.pk, lambda row: row.qualifier
        ).items()
    ]


def _address(row: PressRow) -> tuple[str, ...]:
    """Return what tells a publication from all others; without an address, its source, date and case."""
    return (
        (row.source.slug, row.url) if row.url else (row.source.slug, row.row["published"], row.row["case_id"])
    )


def _shipment(case: str, rows: Sequence[PressRow], names: Names) -> Record:
    facts = Facts(
        recipients=[rows[0].recipient],
        suppliers=list(dict.fromkeys(thing for row in rows for thing in row.suppliers)),
        places=list(dict.fromkeys(row.place for row in rows if row.place)),
        dates=[row.date for row in rows if row.date],
        has_others=any(row.unnamed_suppliers for row in rows),
        is_shared=any(len(row.suppliers) > 1 for row in rows),
    )
    return Record(
        Concept.SHIPMENT,
        uid_for("press", "shipment", case),
        {"reference": case, **headline(facts, names), **_tally(rows)},
        rows[0].line,
        {"reference": "case_id", "period": "event_date", "destination": "place", "dataset": DATASET},
    )


def _tally(rows: Sequence[PressRow]) -> dict[str, int | None]:
    """Return what a case is a tally of; files without the column leave that as it is."""
    first = rows[0]
    if DATASET not in first.row.cells:
        return {}
    for row in rows:
        if row.dataset != first.dataset:
            row.row.refuse(DATASET, RowFault.DIFFERS_IN_CASE, line=str(first.line))
    return {"dataset": first.dataset}


def _publication(row: PressRow) -> Record:
    title = _title_in(row.url)
    source = row.source.name
    return Record(
        Concept.PUBLICATION,
        uid_for("press", "publication", *_address(row)),
        {
            "source": row.source.pk,
            "title": (title or f"{source}, {row.row['published'] or 'undated'}")[:300],
            "url": row.url,
            "published_on": row.row["published"].strip(),
            "language": row.row["lang"],
            "note": NOTE_OF_TITLE if title else "",
        },
        row.line,
        {"source": "publisher", "title": "url", "published_on": "published", "language": "lang"},
    )


def _title_in(url: str) -> str:
    """Return the words of an address that read like a title; empty when there are none.

    >>> _title_in("https://a.example/en/699509_the-armed-forces-of-mali.html")
    'The armed forces of mali'
    >>> _title_in("https://a.example/node/12981")
    ''
    """
    best: list[str] = []
    for part in unquote(urlsplit(url).path).split("/"):
        words = [
            word
            for word in re.split(r"[-_+\s]+", re.sub(r"\.\w{3,5}$", "", part))
            if not word.isdigit() and word
        ]
        if len(words) > max(len(best), FEWEST_WORDS - 1):
            best = words
    return (best[0][:1].upper() + " ".join(best)[1:]) if best else ""


def _citations(row: PressRow, publication: Identity) -> list[Record]:
    return [
        Record(
            Concept.CITATION,
            (publication[1], None, draw.source.pk),
            {
                "publication": publication[1],
                "cited_publication": None,
                "cited_source": draw.source.pk,
                "basis": draw.basis.value,
                "phrase": draw.words,
            },
            row.line,
            {"cited_source": "derived_from", "phrase": "derived_from"},
        )
        for draw in row.draws
    ]


def _report(report: _Report, shipment: Identity, publication: Identity) -> Record:
    rows, first = report.rows, report.rows[0]
    words = "; ".join(part for part in (first.speaker_words, report.words) if part)
    notes = [f"Rows {', '.join(row.row['report_id'] for row in rows)} of the press file."]
    notes += dict.fromkeys(
        f"Suppliers as written: {row.unnamed_suppliers}." for row in rows if row.unnamed_suppliers
    )
    return Record(
        Concept.REPORT,
        report.uid,
        {
            "shipment": shipment[1],
            "publication": publication[1],
            "asserter": first.asserter.pk if first.asserter else None,
            "attribution": "stated",
            "attribution_phrase": words,
            "modality": Modality.REPORTED.value,
            "note": "\n".join(notes),
        },
        first.line,
        {"asserter": "derived_from", "attribution_phrase": "derived_from", "note": "report_id"},
    )


def _line(row: PressRow, report: Uid) -> Record:
    quantity = row.quantity
    scope = ReportedDelivery.Scope
    return Record(
        Concept.DELIVERY,
        uid_for("press", "line", row.row["report_id"]),
        {
            "report": report,
            "equipment_type": row.type.pk,
            "label": row.row["equipment_as_written"].strip(),
            "phrase": row.row["count_as_written"],
            "kind": quantity.kind.value,
            "quantity": as_range(quantity.interval),
            "best": quantity.best,
            "scope": (scope.SUBSET if row.is_observed else scope.UNSPECIFIED).value,
            "modality": Modality.OBSERVED.value if row.is_observed else "",
            "quote": row.row["quote"],
        },
        row.line,
        {
            "equipment_type": "equipment_norm",
            "label": "equipment_as_written",
            "phrase": "count_as_written",
            "kind": "count_as_written",
            "quantity": "count_as_written",
            "report": "case_id",
        },
    )


def _details(report: _Report) -> list[Record]:
    """Return what the report's rows say beside counts, each statement once."""
    kinds = ReportedDetail.Kind
    is_seen = all(row.is_observed for row in report.rows)
    said: dict[tuple[str, str, Any], tuple[str, PressRow, str]] = {}
    for row in report.rows:
        for supplier in row.suppliers:
            said.setdefault((kinds.SUPPLIER, "party", supplier.pk), ("supplier", row, ""))
        said.setdefault((kinds.RECIPIENT, "party", row.recipient.pk), ("recipient", row, ""))
        if row.end_user:
            key = (kinds.END_USER, "party", row.end_user.pk)
            said.setdefault(key, ("end_user_claimed", row, row.end_user_words))
        if row.place:
            said.setdefault((_role(row.place, row.recipient), "place", row.place.pk), ("place", row, ""))
        if row.date:
            when = kinds.OBSERVED if is_seen else kinds.ARRIVAL
            said.setdefault((when, "date", row.date), ("event_date", row, row.date_words))
    counts: dict[str, int] = defaultdict(int)
    records = []
    for (kind, name, value), (column, row, hedge) in said.items():
        counts[kind] += 1
        records.append(
            Record(
                Concept.DETAIL,
                uid_for("press", "detail", report.uid, str(kind), counts[kind]),
                {
                    "report": report.uid,
                    "kind": str(kind),
                    "party": None,
                    "place": None,
                    "date": "",
                    name: value,
                    "hedge": hedge,
                },
                row.line,
                {name: column, "hedge": column, "kind": column},
            )
        )
    return records


def _role(place: Thing, recipient: Thing) -> str:
    """Return the role of a place: outside the recipient's country it is on the way there."""
    if place.country != recipient.country:
        return ReportedDetail.Kind.TRANSIT
    is_area = place.kind in (Place.Kind.COUNTRY, Place.Kind.REGION)
    return ReportedDetail.Kind.DESTINATION if is_area else ReportedDetail.Kind.DELIVERY_POINT


PRESS_REPORTS = Format("press reports", COLUMNS, stage, optional=(DATASET,))
