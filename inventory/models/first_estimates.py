"""Compute the estimates of shipments that are only being written, from what is written, and add them.

Nothing is read back, compared with what was kept, or changed afterwards: the shipments' rows get their counts
when they are written. What comes out is what ``Estimate.objects.recompute`` would make of the same rows.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import batched
from typing import Any

from django.db import connection

from inventory.domain.comparison import TypeEstimate, conclude
from inventory.domain.intervals import Interval
from inventory.domain.tree import Taxonomy
from inventory.models.bare_cases import BareCase
from inventory.models.estimate_rows import COLUMNS, counts_of, ends_of, plain_values

MOST_REMEMBERED = 10_000  # cases of one report
COPIED_AT_ONCE = 1_000  # shipments
COPY = f"COPY inventory_estimate (shipment_id, equipment_type_id, {', '.join(COLUMNS)}) FROM STDIN"


@dataclass(frozen=True, slots=True)
class FirstEstimates:
    """Hold what a case comes to as it is written.

    ``estimates`` are rows of COPY without the shipment's key, ``counts`` the values of the shipment's row.
    """

    estimates: tuple[str, ...]
    counts: Mapping[str, Any]


def first_estimates(cases: Mapping[int, BareCase], taxonomy: Taxonomy) -> dict[int, FirstEstimates]:
    """Return what each shipment's case comes to. Touches no database."""
    remembered: dict[Hashable, FirstEstimates] = {}
    found = {}
    for pk, bare in cases.items():
        # A register has thousands of shipments that one report counts alike.
        key = _lone(bare)
        known = remembered.get(key) if key is not None else None
        if known is None:
            known = _conclude(bare, taxonomy)
            if key is not None and len(remembered) < MOST_REMEMBERED:
                remembered[key] = known
        found[pk] = known
    return found


def add_first_estimates(found: Mapping[int, FirstEstimates]) -> None:
    """Write the estimates of shipments that have none yet."""
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(COPY) as copy:
        for chunk in batched(found.items(), COPIED_AT_ONCE, strict=False):
            copy.write("".join([f"{pk}\t{row}\n" for pk, one in chunk for row in one.estimates]))


def _lone(bare: BareCase) -> Hashable | None:
    """Return all that the conclusion from a single report rests on; None where there is more than that."""
    # Which line counts the same items as which is told by their keys.
    if any(line.same_as is not None for line in bare.lines):
        return None
    if len(bare.nodes) != 1 or bare.details or bare.citations or bare.confirmed or bare.evidence_count:
        return None
    node = bare.nodes[0]
    lines = [
        (line.type, line.interval, line.kind, line.scope, line.label_type, line.label, line.cites)
        for line in bare.lines
    ]
    own = node.asserter is None, node.asserter == node.source, node.attribution, node.is_first_hand
    return own, node.superseded, node.stage, *lines


def _conclude(bare: BareCase, taxonomy: Taxonomy) -> FirstEstimates:
    concluded = conclude(bare.case(), taxonomy)
    return FirstEstimates(
        tuple([_written(found) for found in concluded.counts]), counts_of(concluded, bare.evidence_count)
    )


def _written(found: TypeEstimate) -> str:
    """Return one type's estimate as a row of COPY, but for the shipment; nothing in it needs escaping."""
    plain = [_truth(one) if isinstance(one, bool) else str(one) for one in plain_values(found)]
    return "\t".join((str(found.type), _range(found.estimate), _range(found.named), *plain))


# Most ranges stand in many rows.
@lru_cache(maxsize=10_000)
def _range(interval: Interval | None) -> str:
    low, past = ends_of(interval)
    return "\\N" if low is None else f"[{low},{'' if past is None else past})"


def _truth(value: bool) -> str:
    return "t" if value else "f"
