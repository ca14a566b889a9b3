"""Make shipments, publications, reports, lines and details of the rows of a press file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from inventory.domain.messages import Message
from inventory.imports.cells import Row
from inventory.imports.claim_staging import not_again
from inventory.imports.codes import RowFault
from inventory.imports.doubles import Counted, Relation, relations
from inventory.imports.headlines import Facts, headline
from inventory.imports.press.held import HeldCases, HeldReports, case_uid, load_held_cases, row_uid
from inventory.imports.press.reports import PressReport, address_of, is_cited_as_a_whole, reports_of
from inventory.imports.press.rows import (
    COLUMNS,
    DATASET,
    SAME_AS,
    SCOPE,
    Beside,
    PressRow,
    is_outside,
    read_row,
)
from inventory.imports.press.voices import DERIVED_FROM
from inventory.imports.records import Concept, Identity, Record, Staged, TableScope, uid_for
from inventory.imports.tables import Format, Table
from inventory.models import Modality, Place, ReportedDetail, Stage
from inventory.models.analysis import as_range
from inventory.models.names import Names, Thing

FEWEST_WORDS = 3  # of an address's part that reads like a title
NOTE_OF_TITLE = "The title was made from the address."


def stage(table: Table, names: Names) -> Staged:
    """Return what a press file states.

    One case is a shipment, one address a publication. The rows of one publication, case and speaker are one
    report, of which `reports` says whose words it has. Rows are found again by ``report_id`` within their
    table.
    """
    staged = Staged(finds_by_name=True, owns_details=True, scope=table.scope)
    cells = list(table.rows(staged.problems))
    ids = frozenset(row["report_id"] for row in cells)
    rows = _read(cells, ids, names, staged.notes)
    _stage_rows(staged, _without_doubled(rows), ids, names)
    staged.complete_rows(line.number for line in table.lines)
    return staged


def sample_rows(table: Table, names: Names) -> list[PressRow]:
    """Return the rows of a press file that can be read."""
    cells = list(table.rows([]))
    return _read(cells, frozenset(row["report_id"] for row in cells), names, [])


def _read(cells: Sequence[Row], ids: Collection[str], names: Names, notes: list[Message]) -> list[PressRow]:
    quotes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in cells:
        if row["quote"]:
            quotes[row["case_id"], row["url"]].append(row["quote"])
    found = (read_row(row, names, Beside(ids, quotes[row["case_id"], row["url"]]), notes) for row in cells)
    return [row for row in found if row]


def _without_doubled(rows: Sequence[PressRow]) -> list[PressRow]:
    """Return the rows, and refuse those whose number stands in a row before."""
    first: dict[str, PressRow] = {}
    for row in rows:
        other = first.setdefault(row.row["report_id"], row)
        if other is not row:
            row.row.refuse("report_id", RowFault.STANDS_ALREADY, line=str(other.line))
    return list(first.values())


def _stage_rows(staged: Staged, rows: Sequence[PressRow], ids: Collection[str], names: Names) -> None:
    by_case: dict[str, list[PressRow]] = defaultdict(list)
    for row in rows:
        by_case[row.row["case_id"]].append(row)
    held = load_held_cases(staged, by_case, ids)
    shipments = {
        case: _shipment(held.reference_of(case), of_case, names, held) for case, of_case in by_case.items()
    }
    reports = reports_of(rows, staged.scope)
    references = {record.key: record.values["reference"] for record in shipments.values()}
    known = HeldReports(staged, references)
    again = 0
    for report in reports:
        again += _stage_known(staged, report, shipments[report.case], known)
    known.settle()
    if again:
        staged.notes.append(not_again(again))
    for report in reports:
        if known.known(report.uid) == report.uid:
            _stage_report(staged, report, shipments[report.case], reports, known)


def _stage_known(staged: Staged, report: PressReport, shipment: Record, known: HeldReports) -> int:
    """Stage the rows of a report that the record has just so; return how many they are."""
    publication = _publication(report.rows[0], staged.scope)
    kept = _relations(report.rows, [])
    lines = [_line(row, report, relation) for row, relation in zip(report.rows, kept, strict=True)]
    said = _report(report, shipment.identity, publication.identity)
    found = known.find(shipment.key, publication, said, lines)
    if found:
        known.keep(report.uid, found)
    for row, uid in zip(report.rows, found, strict=False):
        staged.add_row(row.line, (Concept.DELIVERY, uid))
    return len(found)


def _relations(rows: Sequence[PressRow], notes: list[Message]) -> list[Relation]:
    return relations(
        [
            Counted(
                line=row.line,
                type=row.type,
                interval=row.quantity.interval,
                phrase=row.row["count_as_written"],
                label=row.row["equipment_as_written"].strip(),
                scope=row.scope,
                is_part=row.is_part,
                key=row.row["report_id"],
                same_as=row.same_as,
            )
            for row in rows
        ],
        notes,
    )


def _stage_report(
    staged: Staged,
    report: PressReport,
    case: Record,
    reports: Sequence[PressReport],
    known: HeldReports,
) -> None:
    shipment = staged.add(case)
    publication = staged.add(_publication(report.rows[0], staged.scope))
    said = staged.add(_report(report, shipment, publication))
    shared = [staged.add(record) for record in (*_details(report), *_repeats(report, known))]
    if is_cited_as_a_whole(report, reports):
        shared += [staged.add(record) for record in _citations(report, publication)]
    kept = _relations(report.rows, staged.notes)
    for row, relation in zip(report.rows, kept, strict=True):
        staged.add(_publication(row, staged.scope))
        line = staged.add(_line(row, report, relation))
        staged.add_row(row.line, line, (shipment, publication, said, *shared, line))


def _shipment(reference: str, rows: Sequence[PressRow], names: Names, held: HeldCases) -> Record:
    facts = Facts(
        recipients=[rows[0].recipient],
        suppliers=list(dict.fromkeys(thing for row in rows for thing in row.suppliers)),
        places=list(dict.fromkeys(row.place for row in rows if row.place)),
        dates=[row.date for row in rows if row.date],
        has_others=any(row.unnamed_suppliers for row in rows),
        is_shared=any(len(row.suppliers) > 1 for row in rows),
    )
    values = {"reference": reference, **headline(facts, names), **_tally(rows)}
    uid = case_uid(held.scope, rows[0].row["case_id"])
    columns = {"reference": "case_id", "period": "event_date", "destination": "place", "dataset": DATASET}
    # Rows that this edition lacks, and that stay, said something of it, too.
    return Record(Concept.SHIPMENT, uid, values, rows[0].line, columns, {*values} if uid in held.kept else ())


def _tally(rows: Sequence[PressRow]) -> dict[str, int | None]:
    """Return what a case is a tally of; files without the column leave that as it is."""
    first = rows[0]
    if DATASET not in first.row.cells:
        return {}
    for row in rows:
        if row.dataset != first.dataset:
            row.row.refuse(DATASET, RowFault.DIFFERS_IN_CASE, line=str(first.line))
    return {"dataset": first.dataset}


def _publication(row: PressRow, scope: TableScope) -> Record:
    title = _title_in(row.url)
    source = row.source.name
    return Record(
        Concept.PUBLICATION,
        uid_for("press", "publication", *address_of(row, scope)),
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


def _citations(report: PressReport, publication: Identity) -> list[Record]:
    """Return that a publication cites the sources that all of it is drawn from."""
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
            report.rows[0].line,
            {"cited_source": DERIVED_FROM, "phrase": DERIVED_FROM},
        )
        for draw in report.draws
        if draw.source
    ]


def _repeats(report: PressReport, known: HeldReports) -> list[Record]:
    columns = dict.fromkeys(("repeated", "basis"), DERIVED_FROM)
    return [
        Record(
            Concept.REPEAT,
            (report.uid, repeated),
            {"report": report.uid, "repeated": repeated, "basis": basis.value},
            report.rows[0].line,
            columns,
        )
        for repeated, basis in ((known.known(uid), basis) for uid, basis in report.repeats.items())
    ]


def _report(report: PressReport, shipment: Identity, publication: Identity) -> Record:
    rows, first = report.rows, report.rows[0]
    notes = [f"Rows {', '.join(row.row['report_id'] for row in rows)} of the press file."]
    notes += dict.fromkeys(
        f"Suppliers as written: {row.unnamed_suppliers}." for row in rows if row.unnamed_suppliers
    )
    notes += dict.fromkeys(
        f"Drawn from, as written: {row.row[DERIVED_FROM].strip()}."
        for row in rows
        if row.draws and (report.borrowed or report.repeats)
    )
    return Record(
        Concept.REPORT,
        report.uid,
        {
            "shipment": shipment[1],
            "publication": publication[1],
            "asserter": report.asserter.pk if report.asserter else None,
            "attribution": "inferred" if report.is_inferred else "stated",
            "attribution_phrase": report.words,
            "stage": Stage.IN_TRANSIT.value if all(row.is_on_the_way for row in rows) else "",
            "modality": Modality.REPORTED.value,
            "note": "\n".join(notes),
        },
        first.line,
        {"asserter": DERIVED_FROM, "attribution_phrase": DERIVED_FROM, "note": "report_id", "stage": "place"},
    )


def _line(row: PressRow, report: PressReport, kept: Relation) -> Record:
    quantity = row.quantity
    borrowed = report.borrowed.get(row.line)
    # What people say of a count beside others stays, unless the file says it itself.
    columns = {"scope": SCOPE, "same_as": SAME_AS}
    unstated = {name for name, column in columns.items() if column not in row.row.cells}
    return Record(
        Concept.DELIVERY,
        row_uid(report.scope, row.row["report_id"]),
        {
            "report": report.uid,
            "equipment_type": row.type.pk,
            "label": kept.label,
            "phrase": kept.phrase,
            "kind": quantity.kind.value,
            "quantity": as_range(quantity.interval),
            "best": quantity.best,
            "scope": kept.scope,
            "same_as": row_uid(report.scope, kept.same_as) if kept.same_as else None,
            "cited_source": borrowed.pk if borrowed else None,
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
            "scope": SCOPE,
            "same_as": SAME_AS,
            "cited_source": DERIVED_FROM,
        },
        unstated if kept.label else {*unstated, "label"},
    )


def _details(report: PressReport) -> list[Record]:
    """Return what the report's rows say beside counts, each statement once."""
    kinds = ReportedDetail.Kind
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
            when = kinds.ARRIVAL if row.is_arrival else kinds.OBSERVED
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
    if is_outside(place, recipient):
        return ReportedDetail.Kind.TRANSIT
    is_area = place.kind in (Place.Kind.COUNTRY, Place.Kind.REGION)
    return ReportedDetail.Kind.DESTINATION if is_area else ReportedDetail.Kind.DELIVERY_POINT


PRESS_REPORTS = Format("press reports", COLUMNS, stage, optional=(DATASET, SCOPE, SAME_AS))
