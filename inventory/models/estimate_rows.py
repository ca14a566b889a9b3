"""Write what was computed of shipments in a few statements, and only the rows that have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import batched

from django.db import connection

from inventory.domain.comparison import Conclusions, TypeEstimate
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import State

LARGEST = 2**31 - 1  # items; columns of ranges hold no more.
WRITTEN_AT_ONCE = 1_000  # shipments


@dataclass(frozen=True, slots=True)
class ShipmentEstimates:
    """Hold what is kept of the conclusions on a shipment.

    ``rows`` are its estimates, each the texts of ``COLUMNS`` as elements of arrays of PostgreSQL; ``counts``
    are the values of the shipment's own row, by column. ``roots`` are the keys of reports, speakers and the
    sources behind them, where these are others: a single report has none.
    """

    rows: tuple[tuple[str, ...], ...]
    counts: Mapping[str, str | int]
    roots: tuple[tuple[int, int, int], ...] = ()


@lru_cache(maxsize=10_000)  # Most ranges stand in many rows.
def _range_between(low: int, high: int | None) -> str:
    """Write a closed interval of items as the database keeps it: where it begins, and what comes past it.

    A sum past the largest number that it keeps is told as at least that number.
    """
    past = "" if high is None or high >= LARGEST else high + 1
    return f'"[{min(low, LARGEST)},{past})"'


def _range(interval: Interval | None) -> str:
    return "NULL" if interval is None else _range_between(interval.low, interval.high)


def _truth(value: object) -> str:
    return "t" if value else "f"


# What each column of an estimate holds, but for the shipment, with the type of its array.
COLUMNS: Mapping[str, tuple[str, Callable[[TypeEstimate], str]]] = {
    "equipment_type_id": ("bigint", lambda found: str(found.type)),
    "quantity": ("int4range", lambda found: _range(found.estimate)),
    "named_quantity": ("int4range", lambda found: _range(found.named)),
    "stated_by": ("integer", lambda found: str(len(found.stated_by))),
    "voices": ("integer", lambda found: str(found.total)),
    "compatible": ("integer", lambda found: str(len(found.compatible))),
    "incompatible": ("integer", lambda found: str(len(found.incompatible))),
    "bases": ("integer", lambda found: str(found.bases)),
    "state": ("text", lambda found: found.state),
    "is_stated": ("boolean", lambda found: _truth(found.is_stated)),
    "is_named": ("boolean", lambda found: _truth(found.is_named)),
    "is_dispute_origin": ("boolean", lambda found: _truth(found.arises_here)),
    "is_type_disputed": ("boolean", lambda found: _truth(found.type_conflict)),
}
NAMES = ", ".join(COLUMNS)
COMPUTED = [name for name in COLUMNS if name != "equipment_type_id"]
KEPT = ", ".join(f"kept.{name}" for name in COMPUTED)
EXCLUDED = ", ".join(f"EXCLUDED.{name}" for name in COMPUTED)
REMOVE = """
DELETE FROM inventory_estimate kept WHERE shipment_id = ANY(%s::bigint[]) AND NOT EXISTS (
    SELECT FROM unnest(%s::bigint[], %s::bigint[]) AS now (shipment_id, equipment_type_id)
    WHERE (now.shipment_id, now.equipment_type_id) = (kept.shipment_id, kept.equipment_type_id)
)
"""
# Arrays cost a tenth of one parameter for each value.
ADD = f"""
INSERT INTO inventory_estimate AS kept (shipment_id, {NAMES})
SELECT * FROM unnest(%s::bigint[], {", ".join(f"%s::{kind}[]" for kind, _ in COLUMNS.values())})
"""  # noqa: S608
# What a row that is there needs takes a quarter longer, so that new shipments go without.
WRITE = f"""
{ADD} ON CONFLICT (shipment_id, equipment_type_id) DO UPDATE
SET ({", ".join(COMPUTED)}) = ROW({EXCLUDED})
WHERE ({KEPT}) IS DISTINCT FROM ({EXCLUDED})
"""
WRITE_COUNTS = """
UPDATE inventory_shipment shipment SET state = now.state, publication_count = now.publications,
    voice_count = now.voices, evidence_count = now.evidence, conflict_count = now.conflicts
FROM unnest(%s::bigint[], %s::text[], %s::integer[], %s::integer[], %s::integer[], %s::integer[])
    AS now (id, state, publications, voices, evidence, conflicts)
WHERE shipment.id = now.id
    AND (shipment.state, publication_count, voice_count, evidence_count, conflict_count)
    IS DISTINCT FROM (now.state, now.publications, now.voices, now.evidence, now.conflicts)
"""
# In one statement, for most shipments have no such rows.
WRITE_ROOTS = """
WITH now AS (
    SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS now (report_id, speaker_id, root_id)
), gone AS (
    DELETE FROM inventory_rootvoice kept USING inventory_report report
    WHERE report.id = kept.report_id AND report.shipment_id = ANY(%s::bigint[]) AND NOT EXISTS (
        SELECT FROM now
        WHERE (now.report_id, now.speaker_id, now.root_id) = (kept.report_id, kept.speaker_id, kept.root_id)
    )
)
INSERT INTO inventory_rootvoice (report_id, speaker_id, root_id) SELECT * FROM now ON CONFLICT DO NOTHING
"""


def estimates_of(concluded: Conclusions, evidence_count: int) -> ShipmentEstimates:
    """Return what is kept of the conclusions on a shipment; nothing of a type that copies alone add."""
    texts = [text for _, text in COLUMNS.values()]
    told = [found for found in concluded.counts if found.is_told]
    rows = tuple([tuple([text(found) for text in texts]) for found in told])
    behind = concluded.statements.roots.items()
    roots = tuple([(*said, root) for said, voice in behind for root in voice])
    return ShipmentEstimates(rows, _counts(concluded, evidence_count), roots)


def write_estimates(computed: Mapping[int, ShipmentEstimates], *, are_new: bool = False) -> None:
    """Make the kept estimates of these shipments what was computed of them.

    ``are_new``: none are kept yet. Runs two queries at most for each thousand shipments.
    """
    for chunk in batched(computed.items(), WRITTEN_AT_ONCE, strict=False):
        rows = [(str(pk), *row) for pk, estimates in chunk for row in estimates.rows]
        columns = [_array(column) for column in zip(*rows, strict=True)] if rows else []
        with connection.cursor() as cursor:
            if not are_new:
                shipments = _array(str(pk) for pk, _ in chunk)
                cursor.execute(REMOVE, [shipments, *(columns[:2] or ["{}", "{}"])])
            if rows:
                cursor.execute(ADD if are_new else WRITE, columns)


def write_roots(computed: Mapping[int, ShipmentEstimates]) -> None:
    """Make the root voices of these shipments what was computed of them. Runs one query."""
    rows = [tuple(map(str, row)) for estimates in computed.values() for row in estimates.roots]
    columns = [_array(column) for column in zip(*rows, strict=True)] if rows else ["{}"] * 3
    with connection.cursor() as cursor:
        cursor.execute(WRITE_ROOTS, [*columns, _array(map(str, computed))])


def write_counts(computed: Mapping[int, ShipmentEstimates]) -> None:
    """Set what lists show of shipments without looking at their reports. Runs one query."""
    rows = [(str(pk), *map(str, estimates.counts.values())) for pk, estimates in computed.items()]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(WRITE_COUNTS, [_array(column) for column in zip(*rows, strict=True)])


def _counts(concluded: Conclusions, evidence_count: int) -> dict[str, str | int]:
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


def _array(texts: Iterable[str]) -> str:
    """Write texts that need no quotes, or have them, as an array of PostgreSQL."""
    return "{" + ",".join(texts) + "}"
