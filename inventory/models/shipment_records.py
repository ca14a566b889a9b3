"""Load what a page shows of shipments, and the domain's input that is made of the very same records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from inventory.domain.comparison import Appearance, ShipmentInput
from inventory.models.deliveries import ReportedDelivery
from inventory.models.details import ReportedDetail
from inventory.models.evidence import Evidence
from inventory.models.input_loading import add_citations, add_rows
from inventory.models.input_rows import (
    DetailRow,
    EvidenceCountRow,
    EvidenceRow,
    InputRows,
    LineRow,
    ReportRow,
    row_of,
)
from inventory.models.reports import Report


@dataclass(slots=True)
class ShipmentRecords:
    """Hold the records on one shipment, and the rows that the domain's input is made of.

    ``reports`` come with publication, sources; ``lines`` with their type; ``details`` with place, its country
    and party; ``evidence`` with its counts and the ``report_keys`` of what rests on it. All in order of
    primary key.
    """

    reports: list[Report] = field(default_factory=list)
    lines: list[ReportedDelivery] = field(default_factory=list)
    details: list[ReportedDetail] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    rows: InputRows = field(default_factory=InputRows)

    def shipment_input(self) -> ShipmentInput:
        """Return the shipment as the domain compares it."""
        return self.rows.shipment_input()

    def appearance(self) -> Appearance:
        """Return when the reports appeared."""
        return self.rows.appearance()


def load_shipment_records(shipment_ids: Iterable[int]) -> dict[int, ShipmentRecords]:
    """Return the records of each shipment, none for one without reports. Runs seven queries."""
    found = {pk: ShipmentRecords() for pk in shipment_ids}
    of_these = {"shipment__in": list(found)}
    reports = Report.objects.filter(**of_these).select_related("publication__source", "asserter")
    for report in reports.order_by("pk"):
        found[report.shipment_id].reports.append(report)
    lines = ReportedDelivery.objects.filter(**of_these).select_related("equipment_type", "label_type")
    for line in lines.order_by("pk"):
        found[line.shipment_id].lines.append(line)
    details = ReportedDetail.objects.filter(**of_these).select_related("place__country", "party", "report")
    for detail in details.order_by("pk"):
        found[detail.shipment_id].details.append(detail)
    located = Evidence.objects.filter(**of_these).select_related("place").with_report_keys()
    for evidence in located.prefetch_related("counts").order_by("pk"):
        found[evidence.shipment_id].evidence.append(evidence)
    for records in found.values():
        records.rows = _rows(records)
    rows = {pk: records.rows for pk, records in found.items()}
    add_rows(rows, "repeats")
    add_citations(rows.values())
    return found


def _rows(records: ShipmentRecords) -> InputRows:
    """Return the rows of the records, without those that no page shows."""
    counts = [count for evidence in records.evidence for count in evidence.counts.all()]
    return InputRows(
        reports=[row_of(ReportRow, report) for report in records.reports],
        lines=[row_of(LineRow, line) for line in records.lines],
        details=[row_of(DetailRow, detail) for detail in records.details],
        evidence=[row_of(EvidenceRow, evidence) for evidence in records.evidence],
        evidence_counts=[row_of(EvidenceCountRow, count) for count in counts],
    )
