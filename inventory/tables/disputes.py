"""Name what voices dispute on a shipment, in a line for each type and detail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from inventory.domain.comparison import DetailRow, Row, VoiceKey, compare
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import State
from inventory.domain.tree import Taxonomy
from inventory.models import EquipmentType, ReportedDetail, Shipment
from inventory.models.shipment_records import ShipmentRecords, load_shipment_records
from inventory.wording.dates import date_words
from inventory.wording.numbers import interval_words

# Neutral, because not every two of the statements exclude each other.
BESIDE = " · "


@dataclass(frozen=True, slots=True)
class Disputed:
    """Name one thing in dispute, and all that is said on it."""

    subject: str
    statements: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """Hold everything in dispute on a shipment, counts first."""

    shipment: Shipment
    items: tuple[Disputed, ...]


def load_disputes(shipments: Iterable[Shipment]) -> list[Dispute]:
    """Return what is in dispute on each of a few shipments, in their order.

    Runs that of the shipments and, if there are any, up to eight more: types; seven of
    ``load_shipment_records``.
    """
    listed = list(shipments)
    if not listed:
        return []
    taxonomy = EquipmentType.objects.taxonomy()
    records = load_shipment_records(shipment.pk for shipment in listed)
    return [
        Dispute(
            shipment,
            tuple(_items(records[shipment.pk], taxonomy)),
        )
        for shipment in listed
    ]


def _items(records: ShipmentRecords, taxonomy: Taxonomy) -> Iterator[Disputed]:
    comparison = compare(records.shipment_input(), taxonomy)
    voices = [voice.key for voice in comparison.voices.voices]
    for row in comparison.rows:
        if row.concluded.arises_here:
            yield Disputed(taxonomy.node(row.type).name, BESIDE.join(_counts(row, voices)))
        if row.concluded.type_conflict:
            classes = BESIDE.join(taxonomy.node(key).name for key in row.concluded.type_conflict)
            yield Disputed(_("%(type)s, class") % {"type": taxonomy.node(row.type).name}, classes)
    details = {detail.pk: detail for detail in records.details}
    for found in comparison.details:
        if found.state is State.CONFLICT:
            label = str(ReportedDetail.Kind(found.kind).label)
            yield Disputed(label, BESIDE.join(_statements(found, details)))


def _counts(row: Row, voices: Iterable[VoiceKey]) -> list[str]:
    """Return the different counts that voices give, lowest first; a denial is named as one.

    Of a voice whose reports differ these are what each report says, not all that they span.
    """
    said: set[Interval] = set()
    for key, cell in zip(voices, row.cells, strict=True):
        stated = row.concluded.statements.get(key, cell.interval)
        said.update([interval for _report, interval in cell.accounts] or ([stated] if stated else []))
    ordered = sorted(said, key=lambda interval: (interval.low, interval.high is None, interval.high or 0))
    return [_("none") if interval.high == 0 else interval_words(interval) for interval in ordered]


def _statements(row: DetailRow, details: dict[int, ReportedDetail]) -> Iterator[str]:
    """Return each value that a voice affirms or denies, in the words of its first statement."""
    for value in row.values:
        detail = details[value.details[0]]
        text = date_words(detail.date) if detail.date else detail.value
        if value.affirmed_by:
            yield text
        if value.denied_by:
            yield _("not %(statement)s") % {"statement": text}
