"""Make the records of claims: shipments, publications, reports, lines and details."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from inventory.imports.claims import TABLE, Claim, Detail, line_uid
from inventory.imports.headlines import Facts, headline
from inventory.imports.held_rows import HeldHeadline
from inventory.imports.records import Concept, Identity, Record, TableScope, Uid, digits_of, uid_for
from inventory.models import Modality
from inventory.models.analysis import as_range
from inventory.models.names import Names


@dataclass(frozen=True, slots=True)
class HeldShipments:
    """Hold of shipments in the record their headlines, and which lose or keep rows that a file lacks."""

    headlines: Mapping[Uid, HeldHeadline] = field(default_factory=dict)
    losing: frozenset[Uid] = frozenset()
    keeping: frozenset[Uid] = frozenset()


def shipment_records(
    claims: Sequence[Claim], names: Names, held: HeldShipments = HeldShipments()
) -> dict[Uid, Record]:
    """Return the shipments that claims are about, by identifier."""
    by_event: dict[Uid, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_event[claim.event.uid].append(claim)
    return {uid: _shipment(uid, members, names, held) for uid, members in by_event.items()}


def _shipment(uid: Uid, claims: Sequence[Claim], names: Names, held: HeldShipments) -> Record:
    first = claims[0]
    facts = _facts(claims)
    unstated = _kept_headline(facts, claims, held.headlines.get(uid))
    if uid not in held.losing and (uid in held.keeping or _is_as_held(claims)):
        unstated = {"reference", "title", *HEADLINE}
    elif "period" in unstated:
        facts = replace(facts, dates=[held.headlines[uid].period])
    values = {
        "reference": first.event.reference or f"{first.paper.source.slug[:20].upper()}-{digits_of(uid)[:10]}",
        **headline(facts, names),
    }
    title = next((claim.event.title for claim in claims if claim.event.title), "")
    values.update({"title": title} if title else {})
    values.update({"dataset": first.event.dataset} if first.event.dataset else {})
    columns = {"reference": "shipment_reference", "title": "shipment_title", "period": "date"}
    unstated -= {"title"} if title else set()
    return Record(Concept.SHIPMENT, uid, values, first.row.line, _columns(first, columns), unstated)


def _is_as_held(claims: Sequence[Claim]) -> bool:
    """Tell whether the rows on a shipment together say of it what their reports in the record say."""
    said: dict[str, set[Any]] = defaultdict(set)
    recorded: dict[str, set[Any]] = defaultdict(set)
    for claim in claims:
        if claim.held is None or not claim.event.known:
            return False
        for kind, values in claim.event.told.items():
            said[kind].update(values)
            recorded[kind].update(claim.held.details.get(kind, ()))
    return said == recorded


def _facts(claims: Sequence[Claim]) -> Facts:
    events = [claim.event for claim in claims]
    return Facts(
        recipients=list(dict.fromkeys(thing for event in events for thing in event.recipients)),
        suppliers=list(dict.fromkeys(thing for event in events for thing in event.suppliers)),
        places=list(dict.fromkeys(thing for event in events for thing in event.destinations)),
        dates=[event.date for event in events if event.date],
        is_shared=any(len(event.suppliers) > 1 for event in events),
    )


HEADLINE = ("supplier", "destination", "period")


def _kept_headline(facts: Facts, claims: Sequence[Claim], held: HeldHeadline | None) -> set[str]:
    """Return what of a recorded headline no row says anything of, so that it is kept.

    Its words are kept, too, unless all but the period is said, with which they can be made anew.
    """
    if held is None:
        return set()
    is_open = frozenset[str].intersection(*(claim.open for claim in claims))
    found = set()
    if "date" in is_open and held.period and not facts.dates:
        found.add("period")
    if "supplier" in is_open and held.supplier and not facts.suppliers:
        found |= {"supplier", "title"}
    says_where = facts.recipients or facts.places
    if is_open >= {"recipient", "destination"} and held.destination and not says_where:
        found |= {"destination", "title"}
    return found


def _columns(claim: Claim, others: Mapping[str, str]) -> dict[str, str]:
    """Return the columns of the file for the fields of a record that bear other names in a claim."""
    return {**claim.columns, **{name: claim.columns.get(other, "") for name, other in others.items()}}


def publication_record(claim: Claim) -> Record:
    """Return the publication of a claim."""
    paper = claim.paper
    values: dict[str, Any] = {
        "source": paper.source.pk,
        "title": paper.shown_title,
        "url": paper.url,
        "published_on": paper.published_on,
    }
    values.update({"archived_url": paper.archived_url} if paper.archived_url else {})
    values.update({"language": paper.language} if paper.language else {})
    columns = {
        "source": "publication_source",
        "title": "publication_title",
        "url": "publication_url",
    }
    unstated = () if paper.title else ("title",)
    return Record(Concept.PUBLICATION, paper.uid, values, claim.row.line, _columns(claim, columns), unstated)


def report_record(claims: Sequence[Claim], uid: Uid, shipment: Identity, publication: Identity) -> Record:
    """Return the report that claims make."""
    first = claims[0]
    values = {
        "shipment": shipment[1],
        "publication": publication[1],
        "asserter": first.asserter.pk if first.asserter else None,
        "stage": first.stage,
        "modality": Modality.REPORTED.value,
        "note": _note(claims, uid),
    }
    if first.credit:
        values["attribution_phrase"] = first.credit
    if first.is_inferred:
        values["attribution"] = "inferred"
    is_open = frozenset[str].intersection(*(claim.open for claim in claims))
    unstated = {name for name in ("asserter", "stage", "note") if name in is_open}
    return Record(Concept.REPORT, uid, values, first.row.line, first.columns, {*unstated, "modality"})


def _note(claims: Sequence[Claim], uid: Uid) -> str:
    """Return the notes of a report's rows; what the record has is kept for rows that leave theirs open."""
    notes = [claim.note for claim in claims if claim.note]
    if notes or any(claim.held and claim.held.report != uid for claim in claims):
        kept = (claim.held.note for claim in claims if claim.held and "note" in claim.open)
        notes = [line for note in kept if note for line in note.split("\n")] + notes
    return "\n".join(dict.fromkeys(notes))


# What a line says, by the fields of a table that say it.
LINE_FIELDS = {
    "phrase": ("phrase", "kind", "quantity", "best"),
    "modality": ("modality",),
    "hedge": ("hedge",),
    "quote": ("quote",),
    "cited_source": ("cited_source",),
}


def line_id(claim: Claim, report: Uid, scope: TableScope) -> Uid:
    """Return the identifier of a claim's line: by its key, or else by its report, type and number."""
    if claim.key:
        return line_uid(scope, claim.paper.source, claim.key)
    number = (claim.number,) if claim.number > 1 else ()
    return uid_for(TABLE, "line", report, claim.type.slug, *number)


def line_record(claim: Claim, report: Uid, scope: TableScope) -> Record:
    """Return the count line of a claim."""
    quantity = claim.quantity
    values = {
        "report": report,
        "equipment_type": claim.type.pk,
        "label": claim.label,
        "phrase": quantity.phrase,
        "kind": quantity.kind.value,
        "quantity": as_range(quantity.interval),
        "best": quantity.best,
        "scope": claim.scope,
        "modality": claim.modality,
        "hedge": claim.hedge,
        "quote": claim.quote,
    }
    if claim.origins is not None:
        values["cited_source"] = claim.origins[0][0].pk if claim.origins else None
    columns = {"kind": "phrase", "quantity": "phrase", "best": "phrase"}
    unstated = {name for said, names in LINE_FIELDS.items() if said in claim.open for name in names}
    # How a line is called goes with its type; how it relates to others, only people say.
    if "label" in claim.open and (claim.held is None or claim.held.type == claim.type.pk):
        unstated.add("label")
    uid, told = line_id(claim, report, scope), _columns(claim, columns)
    return Record(Concept.DELIVERY, uid, values, claim.row.line, told, {*unstated, "scope"})


def detail_records(claims: Sequence[Claim], report: Uid) -> list[Record]:
    """Return what a report's rows say beside counts, each statement once."""
    said: dict[tuple[str, str, Any], tuple[Detail, Claim]] = {}
    for claim in claims:
        moves = claim.held is not None and claim.held.report != report
        for detail in (*claim.details, *claim.kept) if moves else claim.details:
            said.setdefault((detail.kind, detail.name, detail.value), (detail, claim))
    counts: dict[str, int] = defaultdict(int)
    records = []
    for detail, claim in said.values():
        counts[detail.kind] += 1
        empty = {"party": None, "place": None, "date": "", "text": ""}
        values = {
            "report": report,
            "kind": detail.kind,
            **empty,
            detail.name: detail.value,
            "hedge": detail.hedge,
        }
        uid = uid_for(TABLE, "detail", report, detail.kind, counts[detail.kind])
        columns = dict.fromkeys((detail.name, "kind", "hedge"), detail.column)
        records.append(Record(Concept.DETAIL, uid, values, claim.row.line, columns))
    return records
