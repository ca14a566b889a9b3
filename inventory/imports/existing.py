"""Read what the database holds of the records that a file states."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched
from typing import Any
from uuid import UUID

from inventory.imports.held_rows import CHUNK_SIZE, FROM_KEYS
from inventory.imports.records import Concept, Identity, Record, Staged, Uid
from inventory.imports.schema import SCHEMAS, Schema
from inventory.models import Report, ReportedDetail, Shipment
from inventory.models.arrays import one_of


@dataclass(slots=True)
class Existing:
    """Hold rows by identity: their primary key, their stated fields, and the shipment they belong to.

    ``adopted`` maps records whose identifier the import made to the one that the database holds them under.
    So are shipments that were merged into others; ``merged`` has their references, and those of the others.
    ``withdrawn`` are details that go, by primary key: the line and their words. ``kept_kinds`` counts by kind
    those that stay since the file is silent on them, ``cleared_kinds`` those that go without another instead.
    ``taken`` says which row, by its key, holds values that must be unique. ``unknown`` are those that staged
    records refer to and that are neither staged nor held.
    """

    pks: dict[Identity, int] = field(default_factory=dict)
    values: dict[Identity, dict[str, Any]] = field(default_factory=dict)
    adopted: dict[Identity, Uid] = field(default_factory=dict)
    taken: dict[tuple[Concept, tuple[Any, ...]], Uid] = field(default_factory=dict)
    shipments: dict[Uid, int] = field(default_factory=dict)
    withdrawn: dict[int, tuple[int, str]] = field(default_factory=dict)
    kept_kinds: Counter[str] = field(default_factory=Counter)
    cleared_kinds: Counter[str] = field(default_factory=Counter)
    merged: dict[str, str] = field(default_factory=dict)
    unknown: set[Identity] = field(default_factory=set)


def load_existing(staged: Staged, by_concept: Mapping[Concept, Sequence[Record]]) -> Existing:
    """Return what the database holds of the staged records and of what they refer to.

    Runs a few queries for each concept and each 5,000 records.
    """
    existing = Existing()
    for concept, records in by_concept.items():
        schema = SCHEMAS[concept]
        _load_stated(existing, concept, schema, records)
        if schema.unique:
            _load_taken(existing, staged, concept, records)
    if staged.finds_by_name:
        _adopt(existing, staged)
    linked = _load_linked(existing, staged, by_concept)
    _follow_merges(existing)
    existing.unknown = {identity for identity in linked if identity not in existing.pks}
    _load_report_shipments(existing)
    if staged.owns_details:
        _load_withdrawn(existing, staged)
    return existing


def _load_stated(existing: Existing, concept: Concept, schema: Schema, records: Sequence[Record]) -> None:
    names = sorted(set[str]().union(*(record.values for record in records)))
    first = schema.key[0]
    owners = [record.key[0] if isinstance(record.key, tuple) else record.key for record in records]
    lookups = {name: schema.lookup(name) for name in names}
    columns = dict.fromkeys(("pk", *schema.key, *lookups.values()))
    for row in _rows(schema, first, owners, tuple(columns)):
        identity = (concept, schema.identity(row))
        existing.pks[identity] = row["pk"]
        existing.values[identity] = {name: row[lookup] for name, lookup in lookups.items()}


def _load_taken(existing: Existing, staged: Staged, concept: Concept, records: Sequence[Record]) -> None:
    """Note which rows hold the values that the records' unique fields have."""
    schema = SCHEMAS[concept]
    first = schema.unique[0]
    owners = {record.values[first] for record in records if record.values.get(first)}
    if linked := schema.links.get(first):
        # No row hangs on what is new itself.
        owners = {
            uid for uid in owners if (linked, uid) in existing.pks or (linked, uid) not in staged.records
        }
    lookups = [schema.lookup(name) for name in schema.unique]
    for row in _rows(schema, schema.lookup(first), owners, ("pk", "uid", *lookups)):
        taken = tuple(row[lookup] for lookup in lookups)
        existing.taken[concept, taken] = row["uid"]
        existing.pks.setdefault((concept, row["uid"]), row["pk"])


def _adopt(existing: Existing, staged: Staged) -> None:
    """Take a row with the same reference or address for the record that bears an identifier made here."""
    for record in staged.records.values():
        schema = SCHEMAS[record.concept]
        if not schema.is_found_by_name or record.identity in existing.pks:
            continue
        found = existing.taken.get((record.concept, unique_values(schema, record.values)))
        if found is not None:
            existing.adopted[record.identity] = found
            existing.pks[record.identity] = existing.pks[record.concept, found]


def unique_values(schema: Schema, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return a record's values of the fields of which no two rows agree, as ``Existing.taken`` has them."""
    return tuple([values.get(name, unstated) for name, unstated in schema.unstated])


def _load_linked(
    existing: Existing, staged: Staged, by_concept: Mapping[Concept, Sequence[Record]]
) -> set[Identity]:
    """Find the records that staged ones refer to and that the file does not state; return all of these."""
    linked: dict[Concept, set[Any]] = defaultdict(set)
    for concept, records in by_concept.items():
        for name, other in SCHEMAS[concept].links.items():
            linked[other].update([record.values.get(name) for record in records])
    found: set[Identity] = set()
    for concept, uids in linked.items():
        uids.discard(None)
        unstated = [uid for uid in uids if (concept, uid) not in staged.records]
        wanted = [uid for uid in unstated if (concept, uid) not in existing.pks]
        for row in _rows(SCHEMAS[concept], "uid", wanted, ("pk", "uid")):
            existing.pks[concept, row["uid"]] = row["pk"]
        found.update((concept, uid) for uid in unstated)
    return found


def _follow_merges(existing: Existing) -> None:
    """Take for a shipment that was merged into another that other one; its own headline stays as it is.

    Runs one query, or none where no shipment is held.
    """
    held: dict[int, list[Identity]] = defaultdict(list)
    for identity, pk in existing.pks.items():
        if identity[0] is Concept.SHIPMENT:
            held[pk].append(identity)
    if not held:
        return
    merged = Shipment.everything.filter(pk__in=one_of(held), merged_into__isnull=False)
    for shipment in merged.select_related("merged_into").order_by("reference"):
        into = shipment.standing
        existing.merged[shipment.reference] = into.reference
        existing.pks[Concept.SHIPMENT, str(into.uid)] = into.pk
        for identity in held[shipment.pk]:
            existing.adopted[identity] = str(into.uid)
            existing.pks[identity] = into.pk


def _load_report_shipments(existing: Existing) -> None:
    """Note the shipment of every report that the records touch: its estimates will be recomputed."""
    pks = [pk for (concept, _), pk in existing.pks.items() if concept is Concept.REPORT]
    for chunk in batched(pks, CHUNK_SIZE, strict=False):
        reports = Report.objects.filter(pk__in=one_of(chunk))
        existing.shipments.update(
            (str(uid), shipment) for uid, shipment in reports.values_list("uid", "shipment_id")
        )


def _load_withdrawn(existing: Existing, staged: Staged) -> None:
    """Find details that an import made of a stated report and that the file no longer states."""
    reports = {
        record.key: record.line
        for record in staged.records.values()
        if record.concept is Concept.REPORT and len(record.values) > 1
    }
    replaced = {
        (record.values["report"], record.values["kind"])
        for record in staged.records.values()
        if record.concept is Concept.DETAIL
    }
    withdrawn = set()
    for chunk in batched(reports, CHUNK_SIZE, strict=False):
        details = ReportedDetail.objects.filter(report__uid__in=chunk).select_related(
            "report", "party", "place"
        )
        for detail in details:
            if detail.uid.version != FROM_KEYS or (Concept.DETAIL, str(detail.uid)) in staged.records:
                continue
            report = str(detail.report.uid)
            if detail.kind in staged.kept_details.get(report, ()):
                existing.kept_kinds[detail.kind] += 1
                continue
            existing.cleared_kinds[detail.kind] += (report, detail.kind) not in replaced
            existing.withdrawn[detail.pk] = (reports[report], str(detail))
            withdrawn.add(str(detail.uid))
    existing.taken = {values: uid for values, uid in existing.taken.items() if uid not in withdrawn}


def _rows(
    schema: Schema, lookup: str, keys: Iterable[Any], columns: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    """Yield the columns of the rows whose ``lookup`` is among the keys, identifiers as texts."""
    uids = [column for column in columns if _is_uid(column)]
    kind = UUID if _is_uid(lookup) else None
    for chunk in batched(dict.fromkeys(keys), CHUNK_SIZE, strict=False):
        for row in schema.rows().filter(**{f"{lookup}__in": one_of(chunk, kind)}).values(*columns):
            for column in uids:
                if row[column] is not None:
                    row[column] = str(row[column])
            yield row


def _is_uid(column: str) -> bool:
    return column.rpartition("__")[2] == "uid"
