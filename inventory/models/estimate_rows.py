"""Write what was computed of shipments in a few statements, and only the rows that have changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection

from inventory.domain.comparison import Conclusions, TypeEstimate
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import State

LARGEST = 2**31 - 1  # items; columns of ranges hold no more.
# Arrays cost a tenth of one parameter for each value; ranges are put together by the database.
COLUMNS = (
    "quantity",
    "named_quantity",
    "stated_by",
    "voices",
    "compatible",
    "incompatible",
    "bases",
    "state",
    "is_stated",
    "is_named",
    "is_dispute_origin",
    "is_type_disputed",
)
# Arrays of what is kept, in the order of the columns; of ranges, their ends.
NOW = """
unnest(%s::bigint[], %s::bigint[], %s::integer[], %s::integer[], %s::integer[], %s::integer[], %s::integer[],
    %s::integer[], %s::integer[], %s::integer[], %s::integer[], %s::text[], %s::boolean[], %s::boolean[],
    %s::boolean[], %s::boolean[])
"""
KEPT = ", ".join(f"kept.{column}" for column in COLUMNS)
COMPUTED = ", ".join(f"EXCLUDED.{column}" for column in COLUMNS)
REMOVE = """
DELETE FROM inventory_estimate kept WHERE shipment_id = ANY(%s::bigint[]) AND NOT EXISTS (
    SELECT FROM unnest(%s::bigint[], %s::bigint[]) AS now (shipment_id, equipment_type_id)
    WHERE (now.shipment_id, now.equipment_type_id) = (kept.shipment_id, kept.equipment_type_id)
)
"""
WRITE = f"""
INSERT INTO inventory_estimate AS kept (shipment_id, equipment_type_id, {", ".join(COLUMNS)})
SELECT shipment_id, equipment_type_id,
    CASE WHEN low IS NOT NULL THEN int4range(low, past) END,
    CASE WHEN named_low IS NOT NULL THEN int4range(named_low, named_past) END,
    {", ".join(COLUMNS[2:])}
FROM {NOW} AS now (shipment_id, equipment_type_id, low, past, named_low, named_past, {", ".join(COLUMNS[2:])})
ON CONFLICT (shipment_id, equipment_type_id) DO UPDATE
SET ({", ".join(COLUMNS)}) = ({COMPUTED})
WHERE ({KEPT}) IS DISTINCT FROM ({COMPUTED})
"""  # noqa: S608
WRITE_COUNTS = """
UPDATE inventory_shipment shipment SET state = now.state, publication_count = now.publications,
    voice_count = now.voices, evidence_count = now.evidence, conflict_count = now.conflicts
FROM unnest(%s::bigint[], %s::text[], %s::integer[], %s::integer[], %s::integer[], %s::integer[])
    AS now (id, state, publications, voices, evidence, conflicts)
WHERE shipment.id = now.id
    AND (shipment.state, publication_count, voice_count, evidence_count, conflict_count)
    IS DISTINCT FROM (now.state, now.publications, now.voices, now.evidence, now.conflicts)
"""


def write_estimates(conclusions: Mapping[int, Conclusions]) -> None:
    """Make the kept estimates of these shipments what is concluded on them. Runs two queries at most."""
    rows = [_values(pk, found) for pk, concluded in conclusions.items() for found in concluded.counts]
    columns = [_array(column) for column in zip(*rows, strict=True)] if rows else []
    with connection.cursor() as cursor:
        cursor.execute(REMOVE, [_array(conclusions), *(columns[:2] or ["{}", "{}"])])
        if rows:
            cursor.execute(WRITE, columns)


def write_counts(conclusions: Mapping[int, Conclusions], evidence_counts: Mapping[int, int]) -> None:
    """Set what lists show of shipments without looking at their reports. Runs one query."""
    rows = [
        (pk, *counts_of(concluded, evidence_counts[pk]).values()) for pk, concluded in conclusions.items()
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(WRITE_COUNTS, [_array(column) for column in zip(*rows, strict=True)])


def _values(shipment: int, found: TypeEstimate) -> tuple[object, ...]:
    """Return the row of one type as it is kept."""
    return (
        shipment,
        found.type,
        *ends_of(found.estimate),
        *ends_of(found.named),
        *plain_values(found),
    )


def plain_values(found: TypeEstimate) -> tuple[int | str | bool, ...]:
    """Return what is kept of one type beside its ranges, in the order of the columns."""
    return (
        len(found.stated_by),
        found.total,
        len(found.compatible),
        len(found.incompatible),
        found.bases,
        found.state.value,
        found.is_stated,
        found.is_named,
        found.arises_here,
        bool(found.type_conflict),
    )


def counts_of(concluded: Conclusions, evidence_count: int) -> dict[str, object]:
    """Return what a shipment's row says of its reports, by column."""
    states = {found.state for found in concluded.counts} | {
        row.state for row in concluded.details if row.state is State.CONFLICT
    }
    order = (State.CONFLICT, State.AGREED, State.SINGLE, State.DENIED)
    return {
        "state": next((state.value for state in order if state in states), State.SILENT.value),
        "publication_count": concluded.voices.publication_count,
        "voice_count": concluded.voices.voice_count,
        "evidence_count": evidence_count,
        "conflict_count": concluded.dispute_count,
    }


def ends_of(interval: Interval | None) -> tuple[int | None, int | None]:
    """Return where a closed interval of items begins and what comes past it, as the database keeps it.

    A sum past the largest number that it keeps is told as at least that number.
    """
    if interval is None:
        return None, None
    past = None if interval.high is None or interval.high >= LARGEST else interval.high + 1
    return min(interval.low, LARGEST), past


def _array(values: Iterable[object]) -> str:
    """Write numbers, truth values and codes as an array of PostgreSQL."""
    return "{" + ",".join("NULL" if value is None else str(value) for value in values) + "}"
