"""Tell what the page of a shipment concludes beside its matrix: headline counts, evidence, judgements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from inventory.domain.comparison import Comparison
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import Method, State
from inventory.models import Assessment, EquipmentType, Evidence, ReportedDetail
from inventory.models.readings import ShipmentReading
from inventory.tables.matrix.names import Link
from inventory.wording.numbers import number_words

MIXED = EquipmentType.Unit.ITEMS


@dataclass(frozen=True, slots=True)
class HeadlineItem:
    """Tell how many of a topmost type came; ``interval`` is None where nobody counts it.

    ``is_named``: nobody states the type, and the interval is the sum of what is named below it.
    """

    type: Link
    interval: Interval | None
    state: State
    is_named: bool

    @property
    def is_conflict(self) -> bool:
        """Return whether the type, or one below it, is in dispute."""
        return self.state in (State.CONFLICT, State.CONFLICT_BELOW)


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """Show a piece of evidence with what can be counted on it, and the reports that rest on it."""

    item: Evidence
    counts: tuple[str, ...]
    reports: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class JudgementView:
    """Show an analyst's judgement with what it is on; the address leads to that on the page."""

    assessment: Assessment
    subject: str


def headline_items(reading: ShipmentReading, comparison: Comparison) -> tuple[HeadlineItem, ...]:
    """Return what stands for the shipment in lists, too, in the tree's order.

    These are the topmost types that are counted in one unit, so that nothing is added across units; a type
    of mixed units only where a report counts in it. By another method than the usual one, the counts are
    those of the method, as in the matrix.
    """
    return tuple(_headline_items(reading, comparison))


def _headline_items(reading: ShipmentReading, comparison: Comparison) -> Iterator[HeadlineItem]:
    for row in comparison.rows:
        node = reading.taxonomy.node(row.type)
        is_topmost = node.parent is not None and reading.taxonomy.node(node.parent).unit == MIXED
        is_shown = row.concluded.is_stated if node.unit == MIXED else is_topmost
        if is_shown and row.concluded.is_told:
            facts = reading.types[row.type]
            link = Link(facts.name, reverse("equipment-detail", args=[facts.slug]))
            if comparison.method is Method.MARZULLO:
                found, is_named = row.concluded.shown, row.concluded.is_named
            else:
                found, is_named = row.estimate, False
            yield HeadlineItem(link, found, row.state, is_named=is_named)


def evidence_views(reading: ShipmentReading) -> tuple[EvidenceView, ...]:
    """Return the evidence with its counts in words."""
    outlets = {report.pk: report.publication.source.name for report in reading.records.reports}
    return tuple(
        EvidenceView(
            item,
            tuple(
                f"{reading.types[count.equipment_type_id].name} {number_words(count.count)}"
                for count in item.counts.all()
            ),
            tuple(
                Link(outlets[key], f"#report-{key}")
                for key in vars(item)["report_keys"]  # ``with_report_keys`` adds it.
                if key in outlets
            ),
        )
        for item in reading.records.evidence
    )


def judgement_views(reading: ShipmentReading) -> tuple[JudgementView, ...]:
    """Return the judgements, each with the type or the kind of detail that it is on."""
    return tuple(JudgementView(one, _subject(reading, one)) for one in reading.assessments)


def _subject(reading: ShipmentReading, assessment: Assessment) -> str:
    if assessment.equipment_type_id is not None:
        return reading.types[assessment.equipment_type_id].name
    return str(ReportedDetail.Kind(assessment.detail_kind).label)
