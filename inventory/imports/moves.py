"""Tell in words of rows that a file moves to another report: what of them changes, and where they go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched
from typing import Any
from uuid import UUID

from inventory.domain.messages import Message, cut
from inventory.imports.codes import PlanCode
from inventory.imports.describing import subject_of
from inventory.imports.existing import Existing
from inventory.imports.held_rows import CHUNK_SIZE
from inventory.imports.records import Change, Concept, Record, Staged, Uid
from inventory.models import Report, ReportedDetail
from inventory.models.arrays import one_of
from inventory.models.names import Kind, Names

NOTHING = Message(PlanCode.NOTHING)
VALUES = {"party": Kind.PARTY, "place": Kind.PLACE}  # Details that name a thing, by field.
# What is told of a publication, with what a table calls it.
OF_PUBLICATION = {"url": "publication_url", "title": "publication_title", "published_on": "published_on"}
COLUMNS = {**OF_PUBLICATION, "source": "publication_source"}


@dataclass(frozen=True, slots=True)
class Move:
    """Hold a line that goes from one report to another."""

    record: Record
    left: Uid


@dataclass(frozen=True, slots=True)
class _Statements:
    """Hold what a report says besides counts, in words: details by kind, and the rest by field."""

    shipment: Uid
    words: Message
    details: Mapping[str, set[str]]
    fields: Mapping[str, str] = field(default_factory=dict)


def tell_moves(moves: Sequence[Move], staged: Staged, existing: Existing, names: Names) -> list[Change]:
    """Return what changes with lines that move. Runs two queries for each 5,000 reports that are left."""
    if not moves:
        return []
    teller = _Teller(staged, existing, names)
    before = teller.recorded({move.left for move in moves})
    return [change for move in moves for change in teller.tell(move, before[move.left])]


class _Teller:
    """Compare what reports said with what they say now."""

    def __init__(self, staged: Staged, existing: Existing, names: Names) -> None:
        self._staged, self._existing, self._names = staged, existing, names
        self._details: dict[Uid, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for record in staged.records.values():
            if record.concept is Concept.DETAIL:
                self._details[record.values["report"]][record.values["kind"]].add(self._value(record.values))

    def recorded(self, reports: set[Uid]) -> dict[Uid, _Statements]:
        """Return what the record has of reports."""
        found: dict[Uid, _Statements] = {}
        for chunk in batched(sorted(reports), CHUNK_SIZE, strict=False):
            details: dict[Uid, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
            rows = ReportedDetail.objects.filter(report__uid__in=one_of(chunk, UUID))
            for row in rows.values("report__uid", "kind", "party", "place", "date", "text"):
                details[str(row["report__uid"])][row["kind"]].add(self._value(row))
            for report in Report.objects.filter(uid__in=one_of(chunk, UUID)).select_related(
                "shipment", "publication__source", "asserter"
            ):
                of, uid = report.publication, str(report.uid)
                found[uid] = _Statements(
                    str(report.shipment.uid),
                    _shipment_words(report.shipment.title, report.shipment.reference),
                    details[uid],
                    {
                        **{name: getattr(of, name) for name in OF_PUBLICATION},
                        "source": of.source.name,
                        "asserter": report.asserter.name if report.asserter else "",
                        "stage": report.stage,
                    },
                )
        return found

    def tell(self, move: Move, before: _Statements) -> Iterator[Change]:
        """Yield the changes of one line, the first of them with where it goes."""
        after = self._stated(move.record)
        parts: list[tuple[str, Message | str, Message | str]] = [
            *self._changed_details(before, after),
            *_changed_fields(move.record, before, after),
        ]
        is_same = after.shipment == before.shipment
        where = None if is_same else self._where(after)
        if not parts:
            own = ("report", "", Message(PlanCode.OWN_REPORT))
            parts = [own if is_same else ("shipment", before.words, after.words)]
            where = where if self._is_new(after.shipment) else None
        for column, old, new in parts:
            now = new or NOTHING
            if where is not None:
                now, where = Message(PlanCode.TO_SHIPMENT, value=now, shipment=where), None
            yield Change(move.record.line, subject_of(move.record), column, old or NOTHING, now)

    def _stated(self, line: Record) -> _Statements:
        """Return what the file says of the report that a line is now of."""
        records = self._staged.records
        report = records[Concept.REPORT, line.values["report"]].values
        shipment = records[Concept.SHIPMENT, report["shipment"]].values
        publication = records[Concept.PUBLICATION, report["publication"]].values
        asserter = report.get("asserter")
        return _Statements(
            self._existing.adopted.get((Concept.SHIPMENT, report["shipment"]), report["shipment"]),
            _shipment_words(shipment["title"], shipment["reference"]),
            self._details[line.values["report"]],
            {
                **{name: publication.get(name) or "" for name in OF_PUBLICATION},
                "source": self._names.by_pk(Kind.SOURCE, publication["source"]).name,
                "asserter": self._names.by_pk(Kind.SOURCE, asserter).name if asserter else "",
                "stage": report.get("stage") or "",
            },
        )

    def _changed_details(self, before: _Statements, after: _Statements) -> Iterator[tuple[str, str, str]]:
        for kind, column in self._staged.kind_columns.items():
            old, new = before.details.get(kind, set()), after.details.get(kind, set())
            if old != new and column:
                yield column, "; ".join(sorted(old)), "; ".join(sorted(new))

    def _where(self, after: _Statements) -> Message:
        if self._is_new(after.shipment):
            return Message(PlanCode.NEW_SHIPMENT)
        return Message(PlanCode.THE_SHIPMENT, shipment=after.words)

    def _is_new(self, shipment: Uid) -> bool:
        return (Concept.SHIPMENT, shipment) not in self._existing.pks

    def _value(self, values: Mapping[str, Any]) -> str:
        """Return the value of a detail in words."""
        for name, kind in VALUES.items():
            if values.get(name):
                return self._names.by_pk(kind, values[name]).name
        return str(values.get("date") or values.get("text") or "")


def _changed_fields(line: Record, before: _Statements, after: _Statements) -> Iterator[tuple[str, str, str]]:
    """Yield what differs of the publication and of who speaks, where a column says it."""
    for name, old in before.fields.items():
        column = line.columns.get(COLUMNS.get(name, name), "")
        if column and after.fields[name] != old:
            yield column, old, after.fields[name]


def _shipment_words(title: str, reference: str) -> Message:
    return Message(PlanCode.SHIPMENT, title=cut(title), reference=reference)
