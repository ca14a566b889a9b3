"""Find what changed between two editions of a register: rows that are new or gone, counts, and wording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from inventory.domain.intervals import Interval
from inventory.domain.table_changes import compare_tables
from inventory.models.deliveries import ReportedDelivery
from inventory.models.details import ReportedDetail
from inventory.models.equipment import EquipmentType
from inventory.models.publications import Publication
from inventory.models.shipments import Shipment
from inventory.models.totals import Dimension, Thing
from inventory.models.totals.alone import reports_of
from inventory.models.totals.editions import EDITION


@dataclass(frozen=True, slots=True, order=True)
class EditionCount:
    """Hold one count of an edition: its type's name and key, the code of its stage, and its ends if known."""

    name: str
    slug: str
    stage: str
    is_known: bool
    low: int
    high: int  # -1: no upper end

    @property
    def interval(self) -> Interval | None:
        """Return the interval; None for an unknown count."""
        return Interval(self.low, None if self.high < 0 else self.high) if self.is_known else None


@dataclass(slots=True)
class EditionRow:
    """Hold what an edition states of one shipment: counts, and everything else that it says in words."""

    counts: list[EditionCount] = field(default_factory=list)
    words: set[str] = field(default_factory=set)

    def as_texts(self, shipment: int) -> dict[str, str]:
        """Return the row as texts that are equal where the rows are."""
        return {
            "shipment": str(shipment),
            "counts": repr(sorted(self.counts)),
            "words": repr(sorted(self.words)),
        }


@dataclass(frozen=True, slots=True)
class EditionChanges:
    """Hold two editions of a register, the older first, and the keys of the shipments by what changed.

    A shipment whose counts changed is not among those whose wording changed, whatever its wording.
    """

    older: Thing
    newer: Thing
    old_rows: Mapping[int, EditionRow]
    new_rows: Mapping[int, EditionRow]
    added: tuple[int, ...]
    removed: tuple[int, ...]
    counts_changed: tuple[int, ...]
    words_changed: tuple[int, ...]
    same: tuple[int, ...]
    shipments: Mapping[int, Shipment]


def edition_changes(
    things: Sequence[Thing], shipments: Q, types: Sequence[EquipmentType]
) -> EditionChanges | None:
    """Return what changed between two editions; None for anything else than two editions of one register.

    Runs twelve queries: the editions; five for what each states; the shipments.
    """
    if len(things) != 2 or things[0].dimension != Dimension.EDITION:
        return None
    editions = Publication.objects.in_bulk([thing.pk for thing in things])
    if len({(one.source_id, one.title.partition(EDITION)[0]) for one in editions.values()}) != 1:
        return None
    older, newer = sorted(things, key=lambda thing: str(editions[thing.pk].published_on))
    old_rows, new_rows = (_rows(thing, shipments, types) for thing in (older, newer))
    found = compare_tables(
        "shipment",
        [row.as_texts(key) for key, row in old_rows.items()],
        [row.as_texts(key) for key, row in new_rows.items()],
    )
    recounted = {int(change.key) for change in found.changed if change.column == "counts"}
    changed = {int(change.key) for change in found.changed}
    named = {one.pk: one for one in Shipment.objects.filter(pk__in=old_rows.keys() | new_rows.keys())}
    order = sorted(named, key=lambda key: (named[key].title.casefold(), named[key].reference))
    return EditionChanges(
        older,
        newer,
        old_rows,
        new_rows,
        added=tuple(key for key in order if key not in old_rows),
        removed=tuple(key for key in order if key not in new_rows),
        counts_changed=tuple(key for key in order if key in recounted),
        words_changed=tuple(key for key in order if key in changed - recounted),
        same=tuple(key for key in order if key in old_rows and key in new_rows and key not in changed),
        shipments=named,
    )


def _rows(edition: Thing, shipments: Q, types: Sequence[EquipmentType]) -> dict[int, EditionRow]:
    """Return what an edition states by shipment; with types, of shipments that count them or below."""
    selected = Shipment.objects.filter(shipments)
    columns = ("pk", "shipment", "stage", "hedge", "quote", "note")
    stages: dict[int, str] = {}
    rows: dict[int, EditionRow] = {}
    for pk, shipment, stage, *words in (
        reports_of(edition).filter(shipment__in=selected).values_list(*columns)
    ):
        stages[pk] = stage
        rows.setdefault(shipment, EditionRow()).words.update(filter(None, words))
    lines = ReportedDelivery.objects.filter(report__in=list(stages)).select_related("equipment_type")
    counted: set[int] = set()
    for line in lines:
        kind, interval = line.equipment_type, line.interval
        row = rows[line.shipment_id]
        ends = (
            (True, interval.low, -1 if interval.high is None else interval.high)
            if interval
            else (False, 0, 0)
        )
        row.counts.append(EditionCount(kind.name, kind.slug, stages[line.report_id], *ends))
        row.words.update(filter(None, (line.phrase, line.label, line.hedge, line.quote)))
        if any(kind.path == one.path or kind.path.startswith(f"{one.path}/") for one in types):
            counted.add(line.shipment_id)
    for detail in ReportedDetail.objects.filter(report__in=list(stages)).select_related("place", "party"):
        rows[detail.shipment_id].words.update(filter(None, (str(detail), detail.hedge, detail.quote)))
    return {key: row for key, row in rows.items() if not types or key in counted}
