"""Find pairs of recorded events that may be one, near each other in place and time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import F, Q

from inventory.domain.intervals import Interval
from inventory.domain.likeness import FAIR, LEAST, NEAR
from inventory.domain.sameness import Likeness, Side, liken
from inventory.models.analysis import Estimate
from inventory.models.arrays import one_of
from inventory.models.candidates import REACH, closed_days, is_country
from inventory.models.equipment import EquipmentType
from inventory.models.reports import Report
from inventory.models.shipments import Shipment

type Sorted = dict[int, dict[int, Interval | None]]  # counts by shipment and type

MOST_READ = 1_000  # shipments near one; of more, by what the index yields first
# A tally is never merged with what it may include, nor with another: that is what links are for.
EVENTS = "(SELECT * FROM inventory_shipment WHERE dataset_id IS NULL)"
STANDS = f"SELECT found.id, found.period_days FROM {EVENTS} found"  # noqa: S608  # Made of texts here alone.
IN_COUNTRY = (
    f"{STANDS} JOIN inventory_place there ON there.id = found.destination_id"
    " WHERE (there.id = own.destination_id OR there.country_id = place.country_id)"
    " AND found.merged_into_id IS NULL"
)
# Each part is answered by an index, that on destination and days above all.
PARTS = (
    f"{IN_COUNTRY} AND found.period_days && around.days",
    f"{IN_COUNTRY} AND found.period_days IS NULL",
    f"{IN_COUNTRY} AND found.period_days IS NOT NULL AND own.period_days IS NULL",
    f"{STANDS} WHERE found.merged_into_id IS NULL AND found.period_days && own.period_days"
    " AND found.destination_id IS NULL",
    f"{STANDS} WHERE found.merged_into_id IS NULL AND found.period_days && own.period_days"
    " AND found.destination_id IS NOT NULL AND own.destination_id IS NULL",
)
UNION = " UNION ALL ".join(f"({part} LIMIT %(read)s)" for part in PARTS)
# A shipment of unknown destination is near those that share a day with it. Pairs that people decided on are
# left out.
NEARBY = f"""
SELECT * FROM (
    SELECT own.id AS one, near.id AS other
    FROM inventory_shipment own
    LEFT JOIN inventory_place place ON place.id = own.destination_id
    CROSS JOIN LATERAL (
        SELECT daterange(
            lower(own.period_days) - %(reach)s::integer, upper(own.period_days) + %(reach)s::integer
        ) AS days
    ) around
    CROSS JOIN LATERAL (
        SELECT id FROM ({UNION}) nearby
        WHERE id <> own.id AND NOT EXISTS (
            SELECT FROM inventory_shipmentlink decided WHERE decided.revoked_at IS NULL
                AND decided.shipment_id = least(own.id, nearby.id)
                AND decided.other_id = greatest(own.id, nearby.id)
        )
        ORDER BY abs(lower(period_days) - lower(own.period_days)), id LIMIT %(most)s
    ) near
    WHERE own.id = ANY(%(shipments)s::bigint[]) AND own.merged_into_id IS NULL
        AND own.dataset_id IS NULL
) pairs
"""  # noqa: S608  # Made of texts in this code alone.


@dataclass(frozen=True, slots=True)
class Search:
    """Say how wide to look: days around, points at least, shipments compared with each at most."""

    reach: timedelta
    least: int
    most: int


# All that is like one shipment at all, and what people should look at in a list.
AROUND_ONE = Search(REACH, LEAST, most=300)
LIKELY = Search(NEAR, FAIR, most=50)


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold two shipments that may be one; the likeness is of both."""

    one: Shipment
    other: Shipment
    likeness: Likeness


def find_pairs(keys: Iterable[int], search: Search) -> list[Pair]:
    """Return the pairs that any of these shipments makes with another, most alike first.

    Each pair is told once, with a given shipment first. Runs four queries, or one where nothing is near.
    """
    near = _nearby(list(keys), search)
    if not near:
        return []
    found = {key for pair in near for key in pair}
    shipments = Shipment.objects.select_related("destination__country", "supplier").defer("note")
    rows = shipments.in_bulk(found)
    sides = sides_of(rows)
    pairs = (Pair(rows[one], rows[other], liken(sides[one], sides[other])) for one, other in near)
    likely = [pair for pair in pairs if pair.likeness.score >= search.least]
    return sorted(likely, key=lambda pair: (-pair.likeness.score, pair.one.pk, pair.other.pk))


def compare_pair(one: Shipment, other: Shipment) -> Pair:
    """Compare two shipments that somebody chose, which come with their destinations. Runs two queries."""
    sides = sides_of({one.pk: one, other.pk: other})
    return Pair(one, other, liken(sides[one.pk], sides[other.pk]))


def _nearby(keys: list[int], search: Search) -> list[tuple[int, int]]:
    """Return the keys of near shipments, each pair once. Runs one query."""
    parameters: dict[str, int | list[int]] = {
        "shipments": keys,
        "reach": search.reach.days,
        "read": MOST_READ,
        "most": search.most,
    }
    with connection.cursor() as cursor:
        cursor.execute(NEARBY, parameters)
        rows: list[tuple[int, int]] = cursor.fetchall()
    # Of the two orders of a pair of given shipments the one with the older first stays.
    return list({frozenset(row): row for row in sorted(rows, reverse=True)}.values())


def sides_of(shipments: Mapping[int, Shipment]) -> dict[int, Side]:
    """Return what is known of each shipment. Runs two queries."""
    counted: Sorted = defaultdict(dict)
    implied: Sorted = defaultdict(dict)
    # That both are military equipment says nothing.
    below = ~Q(equipment_type__level=EquipmentType.Level.ROOT)
    estimates = Estimate.objects.filter(below, shipment__in=one_of(shipments)).annotate(
        path=F("equipment_type__path")
    )
    paths: dict[int, dict[int, str]] = defaultdict(dict)
    for one in estimates.only("shipment_id", "equipment_type_id", "quantity", "is_stated"):
        (counted if one.is_stated else implied)[one.shipment_id][one.equipment_type_id] = one.interval
        paths[one.shipment_id][one.equipment_type_id] = one.path
    publications: dict[int, set[int]] = defaultdict(set)
    reports = Report.objects.filter(shipment__in=one_of(shipments)).order_by()
    for shipment, publication in reports.values_list("shipment_id", "publication_id").distinct():
        publications[shipment].add(publication)
    return {
        key: Side(
            days=closed_days(one.period_days),
            place=None if is_country(one.destination) else one.destination_id,
            country=one.destination.country_id if one.destination else None,
            supplier=one.supplier_id,
            counts=counted[key],
            implied=implied[key],
            paths=paths[key],
            publications=frozenset(publications[key]),
        )
        for key, one in shipments.items()
    }
