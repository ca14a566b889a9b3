"""Turn rows on a shipment into the domain's input: the one place that does, wherever the rows come from.

A row's fields are named as the lookups that read them from its table. So the database (``input_loading``),
objects loaded for a page (``shipment_records``) and an import's plan fill the same rows from one list of
names, and a field that is added to a row is read by each of them, or fails at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from django.db.models import Model

from inventory.domain.comparison import Appearance, Detail, Line, ShipmentInput
from inventory.domain.independence import Attribution, Basis, CitationEdge, Edge, ReportNode
from inventory.domain.intervals import Interval, interval_of
from inventory.models.reference import Place

ONE_DAY = timedelta(days=1)  # The database ends a range of days on the day after the last.
# Members of an enumeration are looked up far quicker here than by calling it, a million times in an import.
ATTRIBUTIONS = {one.value: one for one in Attribution}
# What the database calls the ends of a range, and what they are called on an object.
ENDS = {"startswith": "lower", "endswith": "upper"}

type Day = date | None


class ReportRow(NamedTuple):
    """Hold what the input needs of a report and its publication."""

    pk: int
    shipment_id: int
    publication_id: int
    publication__source_id: int
    publication__published_days__startswith: Day
    publication__published_days__endswith: Day
    asserter_id: int | None
    attribution: str
    is_first_hand: bool
    stage: str
    superseded_by_id: int | None


class RepeatRow(NamedTuple):
    """Hold which report another repeats."""

    pk: int
    shipment_id: int
    report_id: int
    repeated_id: int
    basis: str


class LineRow(NamedTuple):
    """Hold what the input needs of a reported delivery."""

    pk: int
    shipment_id: int
    report_id: int
    equipment_type_id: int
    quantity__startswith: int | None
    quantity__endswith: int | None
    best: int | None
    kind: str
    scope: str
    label_type_id: int | None
    label: str
    same_as_id: int | None
    cited_source_id: int | None


class DetailRow(NamedTuple):
    """Hold what the input needs of a reported detail and its place."""

    pk: int
    shipment_id: int
    report_id: int
    kind: str
    party_id: int | None
    place_id: int | None
    place__kind: str | None
    place__country_id: int | None
    date: str
    date_days__startswith: Day
    date_days__endswith: Day
    stage: str
    text: str
    polarity: str
    modality: str
    report__modality: str
    hedge: str
    report__is_first_hand: bool
    is_partial: bool


class EvidenceRow(NamedTuple):
    """Hold a piece of evidence with the sorted keys of the reports that rest on it."""

    pk: int
    shipment_id: int
    report_keys: list[int]


class EvidenceCountRow(NamedTuple):
    """Hold how many items of a type a piece of evidence shows."""

    pk: int
    evidence__shipment_id: int
    equipment_type_id: int
    count: int  # type: ignore[assignment]  # The column's name, which is also a tuple's method.


class CitationRow(NamedTuple):
    """Hold what a publication cites, with the sources of both; the cited document or else its source."""

    publication_id: int
    publication__source_id: int
    cited_publication_id: int | None
    cited_publication__source_id: int | None
    cited_source_id: int | None
    basis: str


def row_of[R: NamedTuple](kind: type[R], record: Model) -> R:
    """Return the row of an object that was loaded with all that the row's lookups lead to."""
    return kind._make([_read(record, lookup) for lookup in kind._fields])


def _read(record: object, lookup: str) -> object:
    found = record
    for name in lookup.split("__"):
        if found is None:
            return None
        found = getattr(found, ENDS.get(name, name))
    return found


@dataclass(slots=True)
class InputRows:
    """Gather the rows on one shipment, each kind in order of primary key.

    ``citations`` are those that the reports' publications make, and those of what they lead to in turn.
    """

    reports: list[ReportRow] = field(default_factory=list)
    repeats: list[RepeatRow] = field(default_factory=list)
    lines: list[LineRow] = field(default_factory=list)
    details: list[DetailRow] = field(default_factory=list)
    evidence: list[EvidenceRow] = field(default_factory=list)
    evidence_counts: list[EvidenceCountRow] = field(default_factory=list)
    citations: list[CitationRow] = field(default_factory=list)

    def shipment_input(self) -> ShipmentInput:
        """Return the shipment as the domain compares it."""
        repeated: dict[int, list[Edge]] = defaultdict(list)
        for edge in self.repeats:
            repeated[edge.report_id].append(Edge(edge.repeated_id, Basis(edge.basis)))
        shown: dict[int, list[int]] = defaultdict(list)
        for item in self.evidence:
            for report in item.report_keys:
                shown[report].append(item.pk)
        return ShipmentInput(
            reports=tuple(
                [
                    _node(report, repeated.get(report.pk, ()), shown.get(report.pk, ()))
                    for report in self.reports
                ]
            ),
            citations=tuple([_citation(row) for row in self.citations]),
            publication_sources=self._publication_sources(),
            lines=tuple([_line(line) for line in self.lines]),
            details=tuple([detail_input(detail) for detail in self.details]),
            confirmed=self._confirmed(),
        )

    def appearance(self) -> Appearance:
        """Return when the reports appeared: a span of days counts from its last, when all of it is over."""
        ends = {report.pk: report.publication__published_days__endswith for report in self.reports}
        return Appearance(
            {pk: end - ONE_DAY for pk, end in ends.items() if end},
            {report.pk: report.superseded_by_id for report in self.reports if report.superseded_by_id},
        )

    def _publication_sources(self) -> dict[int, int]:
        """Return whose each publication is that reports stand in, or that is cited."""
        sources = {report.publication_id: report.publication__source_id for report in self.reports}
        for row in self.citations:
            sources[row.publication_id] = row.publication__source_id
            if row.cited_publication_id is not None and row.cited_publication__source_id is not None:
                sources[row.cited_publication_id] = row.cited_publication__source_id
        return sources

    def _confirmed(self) -> dict[int, int]:
        """Return the visually confirmed minimum per type: the most that one piece of evidence shows.

        Two videos may show the same vehicles, so their counts are never added.
        """
        seen: dict[int, int] = {}
        for row in self.evidence_counts:
            seen[row.equipment_type_id] = max(row.count, seen.get(row.equipment_type_id, 0))
        return seen


def _node(report: ReportRow, repeats: Sequence[Edge], evidence: Sequence[int]) -> ReportNode:
    past = report.publication__published_days__endswith
    return ReportNode(
        key=report.pk,
        publication=report.publication_id,
        source=report.publication__source_id,
        asserter=report.asserter_id,
        attribution=ATTRIBUTIONS[report.attribution],
        is_first_hand=report.is_first_hand,
        repeats=tuple(repeats),
        published=report.publication__published_days__startswith,
        superseded=report.superseded_by_id is not None,
        published_last=past - ONE_DAY if past else None,
        evidence=tuple(evidence),
        stage=report.stage,
    )


def _citation(row: CitationRow) -> CitationEdge:
    return CitationEdge(row.publication_id, row.cited_publication_id, row.cited_source_id, Basis(row.basis))


def _line(line: LineRow) -> Line:
    return Line(
        key=line.pk,
        report=line.report_id,
        type=line.equipment_type_id,
        interval=closed_interval(line.quantity__startswith, line.quantity__endswith),
        best=line.best,
        kind=line.kind,
        scope=line.scope,
        label_type=line.label_type_id,
        label=line.label,
        cites=line.cited_source_id,
        same_as=line.same_as_id,
    )


def closed_interval(low: int | None, past: int | None) -> Interval | None:
    """Return the closed interval of a range that holds its lower end alone; None for none."""
    return None if low is None else interval_of(low, None if past is None else past - 1)


def detail_input(detail: DetailRow) -> Detail:
    """Return a detail as the domain compares it."""
    first, past = detail.date_days__startswith, detail.date_days__endswith
    return Detail(
        key=detail.pk,
        report=detail.report_id,
        kind=detail.kind,
        value=_value(detail),
        polarity=detail.polarity,
        day_interval=(first, past - ONE_DAY) if first and past else None,
        contained_in=_containing(detail),
        modality=detail.modality or detail.report__modality,
        hedge=detail.hedge,
        is_first_hand=detail.report__is_first_hand,
        is_partial=detail.is_partial,
    )


def _value(detail: DetailRow) -> tuple[str, int | str]:
    """Return what is stated, so that equal values are equal: a country is one value under any place."""
    if detail.place_id is not None:
        if detail.place__kind == Place.Kind.COUNTRY:
            return "country", detail.place__country_id or 0
        return "place", detail.place_id
    if detail.party_id is not None:
        return "party", detail.party_id
    return detail.kind, detail.date or detail.stage or detail.text.casefold()


def _containing(detail: DetailRow) -> tuple[tuple[str, int], ...]:
    """Return the country around a place; nothing contains a party, since a force is not its state."""
    if detail.place__country_id is None or detail.place__kind == Place.Kind.COUNTRY:
        return ()
    return (("country", detail.place__country_id),)


# What tells one record from another, and the days of a publication, which order reports: where there is only
# one report, nothing follows from them.
APART = frozenset(
    {
        "pk",
        "shipment_id",
        "report_id",
        "publication_id",
        "publication__published_days__startswith",
        "publication__published_days__endswith",
    }
)
# What names sources: it matters which of them are the same, not who they are.
SOURCES = frozenset({"publication__source_id", "asserter_id", "cited_source_id"})


def _values(kind: type[NamedTuple], *, of_sources: bool) -> Callable[[Any], tuple[Any, ...]]:
    """Return what takes the sources out of a row, or all other fields but those that tell it apart."""
    wanted = SOURCES if of_sources else {*kind._fields} - SOURCES - APART
    return _taken([place for place, name in enumerate(kind._fields) if name in wanted])


def _taken(places: list[int]) -> Callable[[Any], tuple[Any, ...]]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple([row[place] for place in places])


_report_facts, _line_facts = (_values(kind, of_sources=False) for kind in (ReportRow, LineRow))
_report_sources, _line_sources = (_values(kind, of_sources=True) for kind in (ReportRow, LineRow))
_beside = attrgetter(*[one.name for one in fields(InputRows) if one.name not in ("reports", "lines")])


def single_report_key(rows: InputRows) -> Hashable | None:
    """Return all that the estimates from a single report rest on; None where there is more than that.

    Every field of the rows is in it, those to come included, save those named in ``APART``. Sources are
    numbered in their order.
    """
    if len(rows.reports) != 1 or any(_beside(rows)):
        return None
    report = rows.reports[0]
    sources = [*_report_sources(report), *chain.from_iterable(map(_line_sources, rows.lines))]
    numbers = {key: number for number, key in enumerate(sorted({key for key in sources if key is not None}))}
    return _report_facts(report), tuple(map(numbers.get, sources)), *map(_line_facts, rows.lines)
