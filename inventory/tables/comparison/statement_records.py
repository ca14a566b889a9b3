"""Turn what a comparison shows beside sums into records: details as stated, and changes between editions.

Each is a mapping of the columns that it fills. One record holds one statement of one thing compared, so that
no cell joins several.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from inventory.columns import comparison as columns
from inventory.columns.column import FileColumn
from inventory.models import ReportedDetail, Shipment
from inventory.models.compared_details import HAVE_DETAILS, ComparedDetails, ComparedKind
from inventory.models.edition_changes import EditionChanges, EditionCount, EditionRow
from inventory.models.totals import Dimension, Thing
from inventory.tables.comparison.changes import Change, changed_keys, changed_words
from inventory.tables.comparison.details import hedge_of, modality_of, shown_state

type Value = str | int | Decimal | None
type Record = dict[FileColumn, Value]


@dataclass(frozen=True, slots=True)
class BesideSums:
    """Hold what a comparison shows beside sums; ``has_all`` asks for unchanged shipments of editions too."""

    details: ComparedDetails = field(default_factory=ComparedDetails)
    changes: EditionChanges | None = None
    has_all: bool = False

    def columns(self, compared: Dimension) -> tuple[FileColumn, ...]:
        """Return the columns that its records may fill, by what is compared; empty where there is nothing."""
        if self.changes:
            return columns.CHANGES
        return columns.DETAILS if compared in HAVE_DETAILS else ()


def change_records(changes: EditionChanges, *, has_all: bool) -> Iterator[Record]:
    """Yield what each edition states of each shipment that changed, in the order of the page.

    Numbers stand apart from wording: where counts changed, each count is a record; where only the wording
    did, each phrase that one edition has and the other lacks. An edition without either has one empty record;
    one that lacks the shipment has none.
    """
    for change, keys in changed_keys(changes, has_all=has_all):
        for key in keys:
            for edition, row in ((changes.older, changes.old_rows), (changes.newer, changes.new_rows)):
                if key in row:
                    named = _named(changes.shipments[key], edition) | {columns.CHANGE: change.value}
                    other = changes.new_rows if row is changes.old_rows else changes.old_rows
                    yield from _stated_by(change, row[key], other.get(key), named)


def _stated_by(change: Change, row: EditionRow, other: EditionRow | None, named: Record) -> Iterator[Record]:
    if change is Change.WORDING and other is not None:
        told: list[Record] = [{columns.VALUE: words} for words in changed_words(row, other)]
    else:
        told = [_counted(count) for count in sorted(row.counts)]
    yield from (named | one for one in told or [{}])


def _counted(count: EditionCount) -> Record:
    interval = count.interval
    return {
        columns.EQUIPMENT_TYPE: count.slug,
        columns.EQUIPMENT_NAME: count.name,
        columns.STAGE: count.stage,
        columns.LOW: interval.low if interval else None,
        columns.HIGH: interval.high if interval else None,
    }


def detail_records(details: ComparedDetails, things: Sequence[Thing]) -> Iterator[Record]:
    """Yield each detail as stated, in the order of the page."""
    for kind in details.kinds:
        for thing, statements in zip(things, kind.statements, strict=True):
            for detail in statements:
                yield _named(detail.shipment, thing) | _detail(detail, kind)


def _detail(detail: ReportedDetail, kind: ComparedKind) -> Record:
    return {
        columns.DETAIL: detail.kind,
        columns.VALUE: detail.stage or detail.value,
        columns.POLARITY: detail.polarity,
        columns.IS_PARTIAL: detail.is_partial,
        columns.MODALITY: modality_of(detail),
        columns.HEDGE: hedge_of(detail),
        columns.VOICE: detail.report.voice.name,
        columns.ROOT_VOICE: detail.root_voice_name,  # type: ignore[attr-defined]  # An annotation.
        columns.PUBLICATION_SOURCE: detail.report.publication.source.slug,
        columns.REPORT_ID: str(detail.report.uid),
        columns.STATE: shown_state(kind),
    }


def _named(shipment: Shipment, thing: Thing) -> Record:
    return {
        columns.SHIPMENT: shipment.reference,
        columns.SHIPMENT_TITLE: shipment.title,
        columns.THING: thing.key,
    }
