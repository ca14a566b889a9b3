"""Read what the record holds of the rows that a table states, to keep what the table leaves open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched
from typing import Any, NamedTuple
from uuid import UUID

from inventory.imports.records import HeldLine, Uid
from inventory.models import ReportedDelivery, ReportedDetail, Shipment
from inventory.models.arrays import one_of

CHUNK_SIZE = 5_000  # keys of a query
FROM_KEYS = 5  # version of identifiers that imports make; those of what people entered have version 4


@dataclass(frozen=True, slots=True)
class HeldPublication:
    """Hold the publication of a row that is in the record."""

    uid: Uid
    source: int
    title: str
    url: str
    published_on: str


@dataclass(frozen=True, slots=True)
class HeldRow:
    """Hold a row that is in the record: its line, and the report and shipment that this belongs to.

    ``details`` are those of the report by kind, each a party's or place's primary key or a date; ``imported``
    are those among them that imports made.
    """

    line: Uid
    type: int
    quantity: Any
    report: Uid
    asserter: int | None
    stage: str
    note: str
    shipment: Uid
    publication: HeldPublication
    details: Mapping[str, list[Any]] = field(default_factory=dict)
    imported: Mapping[str, list[Any]] = field(default_factory=dict)


LOOKUPS = (
    *("uid", "equipment_type_id", "quantity", "report_id", "report__uid", "report__asserter_id"),
    *("report__stage", "report__note", "report__shipment__uid", "report__publication__uid"),
    *("report__publication__source_id", "report__publication__title", "report__publication__url"),
    "report__publication__published_on",
)


def load_held_rows(lines: Iterable[Uid]) -> dict[Uid, HeldRow]:
    """Return the rows that the record holds, by the identifier of the line. Two queries for each 5,000."""
    held: dict[Uid, HeldRow] = {}
    for chunk in batched(dict.fromkeys(lines), CHUNK_SIZE, strict=False):
        rows = ReportedDelivery.objects.filter(uid__in=one_of(chunk, UUID)).values_list(*LOOKUPS)
        found = list(rows)
        details, imported = _details({row[3] for row in found})
        for uid, equipment, quantity, key, report, asserter, stage, note, shipment, *of in found:
            held[str(uid)] = HeldRow(
                *(str(uid), equipment, quantity, str(report), asserter, stage, note, str(shipment)),
                HeldPublication(str(of[0]), *of[1:]),
                details[key],
                imported[key],
            )
    return held


type ByReport = dict[int, dict[str, list[Any]]]


def _details(reports: Collection[int]) -> tuple[ByReport, ByReport]:
    """Return the values of details by report and kind: all, and those that imports made."""
    everything: ByReport = defaultdict(lambda: defaultdict(list))
    imported: ByReport = defaultdict(lambda: defaultdict(list))
    rows = ReportedDetail.objects.filter(report__in=one_of(reports)).order_by("pk")
    for report, uid, kind, *values in rows.values_list(
        "report_id", "uid", "kind", "party_id", "place_id", "date"
    ):
        value = next((value for value in values if value), None)
        everything[report][kind].append(value)
        if uid.version == FROM_KEYS:
            imported[report][kind].append(value)
    return everything, imported


class HeldHeadline(NamedTuple):
    """Hold a shipment's headline: primary keys, and its period."""

    supplier: int | None
    destination: int | None
    period: str


def load_headlines(shipments: Iterable[Uid]) -> dict[Uid, HeldHeadline]:
    """Return the headlines of shipments that the record holds. Runs one query for each 5,000."""
    found: dict[Uid, HeldHeadline] = {}
    for chunk in batched(shipments, CHUNK_SIZE, strict=False):
        rows = Shipment.everything.filter(uid__in=one_of(chunk, UUID))
        for uid, supplier, place, period in rows.values_list(
            "uid", "supplier_id", "destination_id", "period"
        ):
            found[str(uid)] = HeldHeadline(supplier, place, period)
    return found


def load_lines_of(contexts: Sequence[UUID]) -> list[HeldLine]:
    """Return the lines that imports made which have a context in the history, in order. Runs one query."""
    if not contexts:
        return []
    events: Any = ReportedDelivery.pgh_event_model  # type: ignore[attr-defined]
    made = events.objects.filter(pgh_context__in=contexts, pgh_label="insert").values("pgh_obj_id")
    lines = ReportedDelivery.objects.filter(pk__in=made).order_by("pk")
    found = lines.values_list("pk", "uid", "report__uid", "shipment__uid")
    return [HeldLine(pk, *map(str, uids)) for pk, *uids in found]


type Content = tuple[Any, ...]


def load_contents(shipments: Mapping[Uid, str]) -> dict[Content, list[tuple[Uid, str]]]:
    """Return the lines on shipments by all that they say, each with the note of its report.

    The shipments' references are given by the identifier that an import makes; the record may hold them under
    another, or merged into others. Two queries for each 5,000.
    """
    found: dict[Content, list[tuple[Uid, str]]] = defaultdict(list)
    for chunk in batched(shipments.items(), CHUNK_SIZE, strict=False):
        held = _resolved(dict(chunk))
        lines = ReportedDelivery.objects.filter(shipment__in=one_of(held)).order_by("pk")
        for uid, shipment, note, url, title, *rest in lines.values_list(*CONTENT_LOOKUPS):
            for made in held[shipment]:
                found[made, url or title, *rest].append((str(uid), note))
    return found


# A publication with an address is known by that, whatever its title.
CONTENT_LOOKUPS = (
    *("uid", "shipment_id", "report__note", "report__publication__url", "report__publication__title"),
    *("report__publication__source_id", "report__publication__published_on", "report__asserter_id"),
    *("report__stage", "equipment_type_id", "label", "phrase", "kind", "quantity", "quote"),
)


def _resolved(references: Mapping[Uid, str]) -> dict[int, list[Uid]]:
    """Return by primary key the shipments that hold what is reported on the given ones, which follow."""
    by_reference = {reference: uid for uid, reference in references.items()}
    found: dict[int, list[Uid]] = defaultdict(list)
    of_uid = Shipment.everything.filter(uid__in=one_of(references, UUID))
    of_reference = Shipment.everything.filter(reference__in=one_of(by_reference, str))
    for rows in (of_uid, of_reference):
        for uid, reference, pk, into in rows.values_list("uid", "reference", "pk", "merged_into"):
            made = str(uid) if str(uid) in references else by_reference[reference]
            if made not in found[into or pk]:
                found[into or pk].append(made)
    return found
