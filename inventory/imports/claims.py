"""Make shipments, publications, reports, lines and details of what the rows of a foreign table claim.

A claim is one count with all that a row says around it, its names found. The claims of one publication,
shipment, speaker and stage are one report. Identifiers are made from what tells things apart, so that a
second run finds the same records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from inventory.domain.quantities import Quantity
from inventory.imports.cells import Row
from inventory.imports.grouping import split_doubled
from inventory.imports.headlines import Facts, headline
from inventory.imports.records import Concept, Identity, Record, Staged, Uid, digits_of, uid_for
from inventory.models import Modality, ReportedDelivery
from inventory.models.analysis import as_range
from inventory.models.names import Names, Thing

TABLE = "table"  # Of identifiers made here.
LONGEST_TITLE = 300  # characters


@dataclass(frozen=True, slots=True)
class Paper:
    """Hold the publication that a row comes from, or names as its source."""

    source: Thing
    title: str = ""
    url: str = ""
    archived_url: str = ""
    published_on: str = ""
    language: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """Return what tells it from all others; without an address its title does."""
        return (self.source.slug, self.url or self.title, self.published_on)


@dataclass(frozen=True, slots=True)
class Event:
    """Hold what a row says of its shipment.

    ``reference`` is the tracker's own, or empty; then ``group`` tells it from the others of the table.
    """

    group: tuple[str, ...] = ()
    reference: str = ""
    title: str = ""
    suppliers: tuple[Thing, ...] = ()
    recipients: tuple[Thing, ...] = ()
    destinations: tuple[Thing, ...] = ()
    date: str = ""
    dataset: int | None = None  # of which it is a tally

    @property
    def key(self) -> tuple[str, ...]:
        """Return what tells it from all others."""
        return (self.reference,) if self.reference else self.group


@dataclass(frozen=True, slots=True)
class Detail:
    """Hold a statement that is no count: which column says it, and in which field its value goes."""

    kind: str
    name: str
    value: Any
    column: str = ""
    hedge: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Hold one count line of a row.

    ``key`` tells the line from all others of its source; when empty, its report and its type do. ``columns``
    say from which column a field came, for messages.
    """

    row: Row
    event: Event
    paper: Paper
    type: Thing
    quantity: Quantity
    key: str = ""
    asserter: Thing | None = None
    stage: str = ""
    modality: str = ""
    hedge: str = ""
    label: str = ""
    quote: str = ""
    note: str = ""
    scope: str = ReportedDelivery.Scope.UNSPECIFIED.value
    details: tuple[Detail, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def voice(self) -> tuple[str, ...]:
        """Return who says it, and of which stage."""
        return (self.asserter.slug if self.asserter else "", self.stage)


def stage_claims(staged: Staged, claims: Sequence[Claim], names: Names) -> None:
    """Add the records that the claims make, and what each row states."""
    claims = _without_doubled(claims)
    shipments = _shipments(claims, names)
    stated: dict[int, list[Identity]] = defaultdict(list)
    subjects: dict[int, Identity] = {}
    for group in _reports(claims, staged):
        first = group.claims[0]
        shipment = staged.add(shipments[first.event.key])
        publication = staged.add(_publication(first))
        report = uid_for(TABLE, "report", shipment[1], publication[1], *first.voice, *group.number)
        said = staged.add(_report(group.claims, report, shipment, publication))
        details = [staged.add(record) for record in _details(group.claims, report)]
        for claim in group.claims:
            staged.add(_publication(claim))
            line = staged.add(_line(claim, report))
            subjects.setdefault(claim.row.line, line)
            stated[claim.row.line] += (shipment, publication, said, *details, line)
    for number, subject in subjects.items():
        staged.add_row(number, subject, dict.fromkeys(stated[number]))


def _without_doubled(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, and refuse those whose key stands in a row before."""
    first: dict[object, Claim] = {}
    for claim in claims:
        own = (claim.paper.source.slug, claim.key) if claim.key else _content(claim)
        other = first.setdefault(own, claim)
        if other is claim:
            continue
        if claim.key:
            claim.row.refuse(claim.columns.get("key", ""), f"stands on line {other.row.line} already.")
        else:
            claim.row.refuse(
                claim.columns.get("equipment_type", ""),
                f"says just what line {other.row.line} says. If both count, name a column that tells them"
                " apart.",
            )
    return list(first.values())


def _content(claim: Claim) -> object:
    return (
        *(claim.event.key, claim.paper.key, claim.voice, claim.type.pk, claim.label),
        *(claim.quantity, claim.quote, claim.note),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """Hold the claims that make one report; ``number`` is empty but for a report beside another."""

    claims: Sequence[Claim]
    number: tuple[int, ...]


def _reports(claims: Sequence[Claim], staged: Staged) -> Iterator[_Group]:
    groups: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.event.key, claim.paper.key, claim.voice].append(claim)
    for group in groups.values():
        split = split_doubled(group, lambda claim: claim.type.pk, lambda _: "")
        for (_, number), members in split.items():
            if number > 1:
                staged.notes += [
                    f"line {claim.row.line}: “{claim.type.name}” is counted again by the same voice on one"
                    " shipment; it is kept as a report of its own, beside the first. If it is another"
                    " delivery, name a column that tells shipments apart."
                    for claim in members
                ]
            yield _Group(members, (number,) if number > 1 else ())


def _shipments(claims: Sequence[Claim], names: Names) -> dict[tuple[str, ...], Record]:
    by_event: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        by_event[claim.event.key].append(claim)
    return {key: _shipment(key, members, names) for key, members in by_event.items()}


def _shipment(key: tuple[str, ...], claims: Sequence[Claim], names: Names) -> Record:
    first = claims[0]
    events = [claim.event for claim in claims]
    facts = Facts(
        recipients=list(dict.fromkeys(thing for event in events for thing in event.recipients)),
        suppliers=list(dict.fromkeys(thing for event in events for thing in event.suppliers)),
        places=list(dict.fromkeys(thing for event in events for thing in event.destinations)),
        dates=[event.date for event in events if event.date],
        is_shared=any(len(event.suppliers) > 1 for event in events),
    )
    uid = uid_for(TABLE, "shipment", *key)
    values = {
        "reference": first.event.reference or f"{first.paper.source.slug[:20].upper()}-{digits_of(uid)[:10]}",
        **headline(facts, names),
    }
    title = next((event.title for event in events if event.title), "")
    values.update({"title": title} if title else {})
    values.update({"dataset": first.event.dataset} if first.event.dataset else {})
    columns = {"reference": "shipment_reference", "title": "shipment_title", "period": "date"}
    return Record(Concept.SHIPMENT, uid, values, first.row.line, _columns(first, columns))


def _columns(claim: Claim, others: Mapping[str, str]) -> dict[str, str]:
    """Return the columns of the file for the fields of a record that bear other names in a claim."""
    return {**claim.columns, **{name: claim.columns.get(other, "") for name, other in others.items()}}


def _publication(claim: Claim) -> Record:
    paper = claim.paper
    title = paper.title or f"{paper.source.name}, {paper.published_on or 'undated'}"
    values: dict[str, Any] = {
        "source": paper.source.pk,
        "title": title[:LONGEST_TITLE],
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
    uid = uid_for(TABLE, "publication", *paper.key)
    return Record(Concept.PUBLICATION, uid, values, claim.row.line, _columns(claim, columns))


def _report(claims: Sequence[Claim], uid: Uid, shipment: Identity, publication: Identity) -> Record:
    first = claims[0]
    values = {
        "shipment": shipment[1],
        "publication": publication[1],
        "asserter": first.asserter.pk if first.asserter else None,
        "stage": first.stage,
        "modality": Modality.REPORTED.value,
        "note": "\n".join(dict.fromkeys(claim.note for claim in claims if claim.note)),
    }
    return Record(Concept.REPORT, uid, values, first.row.line, first.columns)


def _line(claim: Claim, report: Uid) -> Record:
    quantity = claim.quantity
    uid = (
        uid_for(TABLE, "line", claim.paper.source.slug, claim.key)
        if claim.key
        else uid_for(TABLE, "line", report, claim.type.slug)
    )
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
    columns = {"kind": "phrase", "quantity": "phrase"}
    return Record(Concept.DELIVERY, uid, values, claim.row.line, _columns(claim, columns))


def _details(claims: Sequence[Claim], report: Uid) -> list[Record]:
    """Return what a report's rows say beside counts, each statement once."""
    said: dict[tuple[str, str, Any], tuple[Detail, Claim]] = {}
    for claim in claims:
        for detail in claim.details:
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
