"""Find what a new edition of a table leaves empty or no longer has, and what of that goes from the record.

A report that has no line left goes, unless people have worked on it; so does a shipment without reports,
unless people have linked it, or written of it. All else stays, and the plan says so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import DO_NOTHING, ForeignKey, Model

from inventory.domain.messages import Message, cut
from inventory.imports.codes import PlanNote
from inventory.imports.held_rows import FROM_KEYS
from inventory.imports.moves import Move
from inventory.imports.records import Concept, Staged, Uid
from inventory.models import Estimate, Publication, Report, ReportedDelivery, ReportedDetail, Shipment
from inventory.models.arrays import one_of

MOST_LISTED = 5  # rows that a note names


@dataclass(slots=True)
class Removals:
    """Hold primary keys of rows that go, and of shipments that lines or reports leave; ``notes`` say it."""

    lines: list[int] = field(default_factory=list)
    reports: list[int] = field(default_factory=list)
    publications: list[int] = field(default_factory=list)
    shipments: list[int] = field(default_factory=list)
    left: set[int] = field(default_factory=set)
    notes: list[Message] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.lines or self.reports or self.shipments)


def find_removals(staged: Staged, moves: Sequence[Move], shipments: Mapping[Uid, int]) -> Removals:
    """Return what goes with lines that move, and with those that a new edition lacks.

    ``shipments`` are those that whole reports leave, by report. Runs no query where nothing moves and the
    table is no new edition, else some dozen.
    """
    found = Removals(left=set(shipments.values()))
    moved, left = {move.record.key for move in moves}, {move.left for move in moves}
    if staged.gone and not (staged.problems or staged.may_lack):
        left |= _find_gone(found, staged)
    if left:
        _find_empty(found, staged, moved, left)
    if found.left:
        _find_empty_shipments(found, staged, shipments)
    return found


def _find_gone(found: Removals, staged: Staged) -> set[Uid]:
    """Note the rows of earlier editions that the file lacks; return the reports of those that go."""
    scope = staged.scope
    lines = list(
        ReportedDelivery.objects.filter(pk__in=[line.pk for line in staged.gone])
        .select_related("shipment", "report", "equipment_type")
        .order_by("pk")
    )
    used = _referred(ReportedDelivery, [line.pk for line in lines]) if scope.removes_gone else set()
    going = [line for line in lines if scope.removes_gone and line.pk not in used]
    found.lines = [line.pk for line in going]
    found.left.update(line.shipment_id for line in going)
    found.notes += [
        Message(
            code,
            count=len(some),
            earlier=cut(scope.edition_of),
            rows=tuple(cut(f"{line} ({line.shipment.title})") for line in some),
        )
        for some, code in (
            (going, PlanNote.GONE),
            ([line for line in lines if line not in going], PlanNote.GONE_STAYS),
        )
        if some
    ]
    staying = {line.report_id for line in lines if line not in going}
    return {str(line.report.uid) for line in going if line.report_id not in staying}


def _find_empty(found: Removals, staged: Staged, moved: Collection[Uid], left: set[Uid]) -> None:
    """Note which of the reports that lines leave are empty then, and which shipments are."""
    reports = Report.objects.filter(uid__in=one_of(left, UUID))
    found.left.update(reports.values_list("shipment_id", flat=True))
    candidates = [report for report in reports if (Concept.REPORT, str(report.uid)) not in staged.records]
    filled = (
        ReportedDelivery.objects.filter(report__in=candidates)
        .exclude(pk__in=found.lines)
        .exclude(uid__in=[UUID(uid) for uid in moved])
        .values_list("report_id", flat=True)
    )
    still_filled = set(filled)
    empty = [report for report in candidates if report.pk not in still_filled]
    worked = _worked_on(Report, empty) | _with_own_details(empty)
    going = [report for report in empty if report.pk not in worked]
    found.reports = [report.pk for report in going]
    _find_empty_publications(found, staged, {report.publication_id for report in going})


def _find_empty_publications(found: Removals, staged: Staged, left: set[int]) -> None:
    """Note the publications that imports made and that have no report left, of which people made nothing."""
    filled = Report.objects.filter(publication__in=left).exclude(pk__in=found.reports)
    others = left.difference(filled.values_list("publication_id", flat=True))
    empty = [
        one
        for one in Publication.objects.filter(pk__in=others)
        if (Concept.PUBLICATION, str(one.uid)) not in staged.records
    ]
    worked = _worked_on(Publication, empty)
    going = [one for one in empty if one.pk not in worked]
    found.publications = [one.pk for one in going]
    found.notes += [Message(PlanNote.EMPTY_PUBLICATION, title=cut(one.title)) for one in going]


def _worked_on[Row: (Report, Publication)](model: type[Row], rows: Sequence[Row]) -> set[int]:
    """Return the rows that people made, changed or refer to."""
    pks = [row.pk for row in rows]
    if not pks:
        return set()
    worked = {row.pk for row in rows if row.uid.version != FROM_KEYS} | _referred(model, pks)
    events: Any = model.pgh_event_model  # type: ignore[attr-defined]
    by_people = events.objects.filter(pgh_obj__in=pks).exclude(
        pgh_context__metadata__has_any_keys=["batch", "undone", "format"]
    )
    return worked | set(by_people.values_list("pgh_obj_id", flat=True))


def _with_own_details(reports: Sequence[Report]) -> set[int]:
    """Return the reports of which people entered details."""
    details = ReportedDetail.objects.filter(report__in=[report.pk for report in reports])
    found = details.values_list("report_id", "uid")
    return {report for report, uid in found if uid.version != FROM_KEYS}


def _find_empty_shipments(found: Removals, staged: Staged, moved: Collection[Uid]) -> None:
    """Note the shipments that have no report left; ``moved`` are reports that go to others."""
    stated = {uid for concept, uid in staged.records if concept is Concept.SHIPMENT}
    candidates = Shipment.everything.filter(pk__in=found.left, merged_into=None)
    filled = set(
        Report.objects.filter(shipment__in=found.left)
        .exclude(pk__in=found.reports)
        .exclude(uid__in=[UUID(uid) for uid in moved])
        .values_list("shipment_id", flat=True)
    )
    empty = [one for one in candidates if one.pk not in filled and str(one.uid) not in stated]
    used = _referred(Shipment, [one.pk for one in empty]) if empty else set()
    for one in sorted(empty, key=lambda one: one.reference):
        stays = bool(one.note) or one.pk in used
        if not stays:
            found.shipments.append(one.pk)
        code = PlanNote.EMPTY_SHIPMENT_STAYS if stays else PlanNote.EMPTY_SHIPMENT
        found.notes.append(Message(code, title=cut(one.title), reference=one.reference))


# What goes along with a row, or is computed.
PARTS: dict[type[Model], set[type[Model]]] = {
    ReportedDelivery: set(),
    Report: {ReportedDelivery, ReportedDetail},
    Publication: {Report},
    Shipment: {Report, ReportedDelivery, ReportedDetail, Estimate},
}


def _referred(model: type[Model], pks: Sequence[int]) -> set[int]:
    """Return the rows to which others refer that are no part of them. Runs a query for each relation."""
    found: set[int] = set()
    for relation in model._meta.related_objects:
        other, column = relation.related_model, relation.field
        is_reference = isinstance(column, ForeignKey) and relation.on_delete is not DO_NOTHING
        if is_reference and not isinstance(other, str) and other not in PARTS[model]:
            rows = other._base_manager.filter(**{f"{column.name}__in": pks})
            found.update(rows.values_list(column.attname, flat=True))
    return found
