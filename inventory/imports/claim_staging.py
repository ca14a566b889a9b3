"""Stage what claims make: which of them are one report, and which the record has already.

The claims of one publication, shipment, speaker and stage are one report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from inventory.domain.credits import Origin
from inventory.domain.messages import Message
from inventory.imports.claim_records import (
    HeldShipments,
    detail_records,
    line_id,
    line_record,
    publication_record,
    report_record,
    shipment_records,
)
from inventory.imports.claims import Claim, line_uid, report_uid
from inventory.imports.codes import PlanNote, RowFault
from inventory.imports.doubles import Counted, relations
from inventory.imports.held_rows import load_contents, load_headlines, load_held_rows, load_lines_of
from inventory.imports.records import Concept, Identity, Staged, TableScope, Uid
from inventory.models import ReportedDetail
from inventory.models.analysis import as_range
from inventory.models.names import Names, Thing

DETAIL_KINDS = frozenset(ReportedDetail.Kind.values)

type Key = tuple[Any, ...]  # Shipment, publication, speaker and stage of a report.


def stage_claims(
    staged: Staged, claims: Sequence[Claim], names: Names, present: Collection[Uid] = ()
) -> None:
    """Add the records that the claims make, and what each row states.

    A claim that is not found by a key, and that the record has just so, is not added again. ``present`` are
    recorded lines that the file has a row for, also where that row claims nothing.
    """
    claims = _told_apart(_passed_on(_without_doubled(claims, staged.scope)), staged.notes)
    records: dict[int, list[Identity]] = defaultdict(list)
    subjects: dict[int, Identity] = {}
    lines = [] if staged.scope.adds_only else load_lines_of(staged.scope.contexts)
    known = _known(staged, claims, names, {line.uid for line in lines}.difference(present))
    for claim in claims:
        if id(claim) in known:
            subjects.setdefault(claim.row.line, (Concept.DELIVERY, known[id(claim)]))
    claims = [claim for claim in claims if id(claim) not in known]
    reports = list(_reports(claims, staged, {line.uid for line in lines}))
    stated = {line_id(claim, report, staged.scope) for report, members in reports for claim in members}
    stated.update(present, known.values())
    staged.gone = [line for line in lines if line.uid not in stated]
    in_full = set(known.values())
    staged.kept_details = {line.report: set(DETAIL_KINDS) for line in lines if line.uid in in_full}
    shipments = shipment_records(claims, names, _held_shipments(staged, reports))
    for report, members in reports:
        first = members[0]
        shipment = staged.add(shipments[first.event.uid])
        publication = staged.add(publication_record(first))
        said = staged.add(report_record(members, report, shipment, publication))
        details = [staged.add(record) for record in detail_records(members, report)]
        kept = {kind for claim in members for kind in claim.kept_kinds}
        staged.kept_details.setdefault(report, set()).update(kept)
        for claim in members:
            staged.add(publication_record(claim))
            line = staged.add(line_record(claim, report, staged.scope))
            subjects.setdefault(claim.row.line, line)
            records[claim.row.line] += (shipment, publication, said, *details, line)
    for number, subject in subjects.items():
        staged.add_row(number, subject, dict.fromkeys(records[number]))


def _held_shipments(staged: Staged, reports: Sequence[tuple[Uid, Sequence[Claim]]]) -> HeldShipments:
    """Return what a new edition finds of its shipments. Runs no query for a table of its own, else one.

    Of a report in which rows stay that the edition lacks, all details do.
    """
    scope = staged.scope
    if scope.adds_only:
        return HeldShipments()
    if not scope.removes_gone:
        staged.kept_details.update({line.report: set(DETAIL_KINDS) for line in staged.gone})
    lacking = frozenset(line.shipment for line in staged.gone)
    claims = [claim for _report, members in reports for claim in members]
    headlines = load_headlines({claim.event.uid for claim in claims})
    held = [(claim.held.shipment, claim.event.uid) for claim in claims if claim.held]
    left = frozenset(shipment for shipment, now in held if shipment != now)
    if scope.removes_gone:
        return HeldShipments(headlines, losing=lacking | left)
    return HeldShipments(headlines, losing=left - lacking, keeping=lacking)


def _without_doubled(claims: Sequence[Claim], scope: TableScope) -> list[Claim]:
    """Return the claims, and refuse those whose key stands in a row before."""
    first: dict[object, Claim] = {}
    for claim in claims:
        own = line_uid(scope, claim.paper.source, claim.key) if claim.key else _content(claim)
        other = first.setdefault(own, claim)
        if other is claim:
            continue
        line = str(other.row.line)
        if claim.key:
            claim.row.refuse(claim.columns.get("key", ""), RowFault.STANDS_ALREADY, line=line)
        else:
            claim.row.refuse(claim.columns.get("equipment_type", ""), RowFault.SAYS_THE_SAME, line=line)
    return list(first.values())


def _passed_on(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims; a source that all of a publication on a shipment is drawn from speaks in it."""
    groups: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.origins is not None:
            groups[claim.event.key, claim.paper.key, *claim.voice].append(claim)
    speakers: dict[Key, tuple[Thing, Origin]] = {}
    for key, members in groups.items():
        first = members[0].origins or ()
        if members[0].asserter is None and len(first) == 1 and all(one.origins == first for one in members):
            speakers[key] = first[0]
    return [
        _spoken_by(claim, speakers.get((claim.event.key, claim.paper.key, *claim.voice))) for claim in claims
    ]


def _spoken_by(claim: Claim, spoken: tuple[Thing, Origin] | None) -> Claim:
    if spoken is None or claim.origins is None:
        return claim
    speaker, origin = spoken
    return replace(claim, asserter=speaker, credit=origin.words, is_inferred=origin.is_inferred, origins=())


def _content(claim: Claim) -> object:
    return (
        *(claim.event.key, claim.paper.key, claim.voice, claim.type.pk, claim.label),
        *(claim.quantity, claim.quote, claim.note),
    )


def _known(staged: Staged, claims: Sequence[Claim], names: Names, lines: set[Uid]) -> dict[int, Uid]:
    """Return the lines that say just what claims do which are not found by a key, by the claim's id.

    For a table of its own these may be anybody's, for a new edition the ``lines`` of earlier ones, as when a
    column was chosen for the number of the row only now.
    """
    adds_only = staged.scope.adds_only
    if not adds_only and not lines:
        return {}
    unfound = [claim for claim in claims if not (claim.key if adds_only else _is_found(claim, staged, lines))]
    shipments = shipment_records(unfound, names)
    references = {uid: record.values["reference"] for uid, record in shipments.items()}
    held = load_contents(references)
    known: dict[int, Uid] = {}
    for claim in unfound if held else ():
        paper, quantity = claim.paper, claim.quantity
        same = held.get(
            (
                *(claim.event.uid, paper.url or paper.shown_title, paper.source.pk, paper.published_on),
                *(claim.asserter.pk if claim.asserter else None, claim.stage, claim.type.pk, claim.label),
                *(quantity.phrase, quantity.kind.value, as_range(quantity.interval), claim.quote),
            ),
            [],
        )
        fits = ((line in lines or adds_only) and claim.note in note for line, note in same)
        place = next((number for number, is_fit in enumerate(fits) if is_fit), None)
        if place is not None:
            known[id(claim)] = same.pop(place)[0]
    if known:
        staged.notes.append(not_again(len(known)))
    return known


def _is_found(claim: Claim, staged: Staged, lines: set[Uid]) -> bool:
    """Tell whether the record holds a claim's row under its key, or else its report and type."""
    if claim.key:
        return claim.held is not None
    key = (claim.event.uid, claim.paper.uid, *claim.voice)
    return line_id(claim, report_uid(staged.scope, key, 1), staged.scope) in lines


def not_again(rows: int) -> Message:
    """Say how many rows of a table of its own the record has already."""
    return Message(PlanNote.NOT_AGAIN, count=rows)


def _told_apart(claims: Sequence[Claim], notes: list[Message]) -> list[Claim]:
    """Return the claims, those on one type of one report with how they relate; what is not said is asked.

    Of counts that the record has nothing is asked again.
    """
    groups: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.event.uid, claim.paper.uid, *claim.voice, claim.type.pk].append(claim)
    told: dict[int, Claim] = {}
    for group in groups.values():
        if len(group) > 1:
            asked = [] if all(claim.held for claim in group) else notes
            told.update(zip(map(id, group), _related(group, asked), strict=True))
    return [told.get(id(claim), claim) for claim in claims]


def _related(group: Sequence[Claim], notes: list[Message]) -> Iterator[Claim]:
    """Yield counts of one type in one report as they are kept beside each other."""
    counted = [
        Counted(claim.row.line, claim.type, claim.quantity.interval, claim.quantity.phrase, claim.label)
        for claim in group
    ]
    for claim, kept in zip(group, relations(counted, notes), strict=True):
        quantity = replace(claim.quantity, phrase=kept.phrase)
        is_open = claim.open if kept.label else claim.open | {"label"}
        yield replace(claim, scope=kept.scope, label=kept.label, quantity=quantity, open=is_open)


def _reports(
    claims: Sequence[Claim], staged: Staged, lines: set[Uid]
) -> Iterator[tuple[Uid, Sequence[Claim]]]:
    """Yield each report with its claims, those that stay where the record has them first.

    A claim that says just what another of its report does makes a report of its own. ``lines`` are those of
    earlier editions.
    """
    groups: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.event.uid, claim.paper.uid, *claim.voice].append(claim)
    recorded = _recorded_numbers(groups, staged.scope, lines)
    for key, group in groups.items():
        reports = _Reports(key, staged, recorded)
        others = [claim for claim in group if not reports.stays(claim)]
        for claim in sorted(others, key=lambda claim: id(claim) not in recorded):
            reports.add(claim)
        yield from reports.claims.items()


class _Reports:
    """Sort the claims of one voice in one publication on one shipment into reports."""

    def __init__(self, key: Key, staged: Staged, recorded: Mapping[int, int]) -> None:
        self.claims: dict[Uid, list[Claim]] = {}
        self._key = key
        self._staged = staged
        self._recorded = recorded
        self._words: dict[Uid, set[Any]] = defaultdict(set)
        self._numbers: dict[Uid, set[tuple[int, int]]] = defaultdict(set)

    def stays(self, claim: Claim) -> bool:
        """Keep a claim in the report in which the record holds it, and tell whether it was."""
        if claim.held is None or not claim.stays or claim.words in self._words[claim.held.report]:
            return False
        self._keep(claim.held.report, claim)
        return True

    def add(self, claim: Claim) -> None:
        """Put a claim in the first report that does not say the same."""
        scope, number = self._staged.scope, 1
        while claim.words in self._words[uid := report_uid(scope, self._key, number)]:
            number += 1
        if number > 1:
            line, name = str(claim.row.line), claim.type.name
            self._staged.notes.append(Message(PlanNote.COUNTED_AGAIN, line=line, name=name))
        self._keep(uid, replace(claim, number=self._number(uid, claim)))

    def _number(self, report: Uid, claim: Claim) -> int:
        """Return the number of a claim among those of its report on its type, as recorded or the next."""
        taken = self._numbers[report]
        number = self._recorded.get(id(claim), 1)
        while (claim.type.pk, number) in taken:
            number += 1
        taken.add((claim.type.pk, number))
        return number

    def _keep(self, report: Uid, claim: Claim) -> None:
        self._words[report].add(claim.words)
        self.claims.setdefault(report, []).append(claim)


def _recorded_numbers(
    groups: Mapping[Key, Sequence[Claim]], scope: TableScope, lines: set[Uid]
) -> dict[int, int]:
    """Return, by the claim's id, which of several lines on its type has its count already.

    Rows without a key may so come in any order. Runs queries only where a voice counted a type twice.
    """
    places: dict[int, list[tuple[int, Uid]]] = {}
    for key, group in groups.items():
        for claim in group if lines else ():
            numbered = [] if claim.key else list(_lines_in(claim, key, scope, lines))
            if len(numbered) > 1:
                places[id(claim)] = numbered
    held = load_held_rows(uid for numbered in places.values() for _number, uid in numbered)
    found: dict[int, int] = {}
    for group in groups.values() if held else ():
        for claim in group:
            quantity = as_range(claim.quantity.interval)
            for number, uid in places.get(id(claim), ()):
                if uid in held and held[uid].quantity == quantity:
                    found[id(claim)] = number
                    del held[uid]
                    break
    return found


def _lines_in(claim: Claim, key: Key, scope: TableScope, lines: set[Uid]) -> Iterator[tuple[int, Uid]]:
    """Yield the lines on a claim's type that the report with its key has, with their numbers."""
    report = report_uid(scope, key, 1)
    for number in count(1):
        uid = line_id(replace(claim, number=number), report, scope)
        if uid not in lines:
            return
        yield number, uid
