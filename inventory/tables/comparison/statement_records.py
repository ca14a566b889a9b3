"""Turn what a comparison shows beside sums into records: details as stated, and changes between editions.

Each is a mapping of the columns that it fills. One record holds one statement of one thing compared, so that
no cell joins several.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from inventory.models import ReportedDetail, Shipment
from inventory.models.compared_details import HAVE_DETAILS, ComparedDetails, ComparedKind
from inventory.models.edition_changes import EditionChanges, EditionCount, EditionRow
from inventory.models.totals import Dimension, Thing
from inventory.tables.comparison.changes import Change, changed_keys, changed_words
from inventory.tables.comparison.details import hedge_of, modality_of, shown_state

type Value = str | int | None
type Record = dict[str, Value]

DETAIL_COLUMNS = (
    *("shipment", "shipment_title", "thing", "detail", "value", "polarity", "is_partial"),
    *("modality", "hedge", "voice", "publication_source", "report_id", "state"),
)
CHANGE_COLUMNS = (
    *("change", "shipment", "shipment_title", "thing"),
    *("equipment_type", "equipment_name", "stage", "low", "high", "value"),
)


@dataclass(frozen=True, slots=True)
class BesideSums:
    """Hold what a comparison shows beside sums; ``has_all`` asks for unchanged shipments of editions too."""

    details: ComparedDetails = field(default_factory=ComparedDetails)
    changes: EditionChanges | None = None
    has_all: bool = False

    def columns(self, compared: Dimension) -> tuple[str, ...]:
        """Return the columns that its records may fill, by what is compared; empty where there is nothing."""
        if self.changes:
            return CHANGE_COLUMNS
        return DETAIL_COLUMNS if compared in HAVE_DETAILS else ()


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
                    named = _named(changes.shipments[key], edition) | {"change": change.value}
                    other = changes.new_rows if row is changes.old_rows else changes.old_rows
                    yield from _stated_by(change, row[key], other.get(key), named)


def _stated_by(change: Change, row: EditionRow, other: EditionRow | None, named: Record) -> Iterator[Record]:
    if change is Change.WORDING and other is not None:
        told: list[Record] = [{"value": words} for words in changed_words(row, other)]
    else:
        told = [_counted(count) for count in sorted(row.counts)]
    yield from (named | one for one in told or [{}])


def _counted(count: EditionCount) -> Record:
    interval = count.interval
    return {
        "equipment_type": count.slug,
        "equipment_name": count.name,
        "stage": count.stage,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
    }


def detail_records(details: ComparedDetails, things: Sequence[Thing]) -> Iterator[Record]:
    """Yield each detail as stated, in the order of the page."""
    for kind in details.kinds:
        for thing, statements in zip(things, kind.statements, strict=True):
            for detail in statements:
                yield _named(detail.shipment, thing) | _detail(detail, kind)


def _detail(detail: ReportedDetail, kind: ComparedKind) -> Record:
    return {
        "detail": detail.kind,
        "value": detail.stage or detail.value,
        "polarity": detail.polarity,
        "is_partial": "true" if detail.is_partial else "false",
        "modality": modality_of(detail),
        "hedge": hedge_of(detail),
        "voice": detail.report.voice.name,
        "publication_source": detail.report.publication.source.slug,
        "report_id": str(detail.report.uid),
        "state": shown_state(kind),
    }


def _named(shipment: Shipment, thing: Thing) -> Record:
    return {"shipment": shipment.reference, "shipment_title": shipment.title, "thing": thing.key}
