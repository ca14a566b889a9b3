"""Write what was computed of shipments in a few statements, and only the rows that have changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection

from inventory.domain.comparison import Conclusion, Conclusions
from inventory.domain.intervals import Interval
from inventory.models.shipments import State

LARGEST = 2**31 - 1  # items; columns of ranges hold no more.
# Arrays cost a tenth of one parameter for each value; ranges are put together by the database.
NOW = """
unnest(%s::bigint[], %s::bigint[], %s::integer[], %s::integer[], %s::integer[], %s::integer[], %s::integer[],
    %s::integer[], %s::integer[], %s::integer[], %s::text[], %s::boolean[], %s::boolean[], %s::boolean[])
"""
COLUMNS = (
    "quantity",
    "coherent_quantity",
    "counted_quantity",
    "support",
    "voices",
    "state",
    "is_stated",
    "is_type_disputed",
    "is_coherent",
)
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
    CASE WHEN coherent_low IS NOT NULL THEN int4range(coherent_low, coherent_past) END,
    CASE WHEN counted_low IS NOT NULL THEN int4range(counted_low, counted_past) END,
    support, voices, state, is_stated, is_type_disputed, is_coherent
FROM {NOW} AS now (shipment_id, equipment_type_id, low, past, coherent_low, coherent_past, counted_low,
    counted_past, support, voices, state, is_stated, is_type_disputed, is_coherent)
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


def _values(shipment: int, found: Conclusion) -> tuple[object, ...]:
    """Return the row of one type as it is kept."""
    return (
        shipment,
        found.type,
        *ends_of(found.reconciled.interval),
        *ends_of(found.estimate),
        *ends_of(found.counted),
        found.reconciled.support,
        found.reconciled.total,
        found.state.value,
        found.is_stated,
        bool(found.type_conflict),
        not found.is_incoherent,
    )


def counts_of(concluded: Conclusions, evidence_count: int) -> dict[str, object]:
    """Return what a shipment's row says of its reports, by column."""
    states = {found.state.value for found in concluded.counts} | {
        State.CONFLICT for row in concluded.details if row.state.value == State.CONFLICT
    }
    order = (State.CONFLICT, State.AGREED, State.SINGLE)
    return {
        "state": next((state.value for state in order if state in states), State.SILENT.value),
        "publication_count": concluded.voices.publication_count,
        "voice_count": concluded.voices.voice_count,
        "evidence_count": evidence_count,
        "conflict_count": sum(
            found.own_state.value == State.CONFLICT or bool(found.type_conflict) for found in concluded.counts
        )
        + sum(row.state.value == State.CONFLICT for row in concluded.details),
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
