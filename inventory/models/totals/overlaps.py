"""Find which of the selected shipments may be or are of the same deliveries, and read what they count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Func, IntegerField

from inventory.domain.intervals import Interval
from inventory.domain.likeness import FAIR, NEAR
from inventory.domain.sameness import liken
from inventory.domain.totals.links import Pair, Verdict, pair_of
from inventory.domain.totals.overlaps import Overlaps
from inventory.domain.totals.records import EVENTS, Count, CountedShipment
from inventory.domain.tree import Taxonomy
from inventory.models.analysis import Estimate
from inventory.models.arrays import one_of
from inventory.models.candidates import closed_days
from inventory.models.equipment import EquipmentType
from inventory.models.pairs import sides_of
from inventory.models.shipments import Shipment
from inventory.models.totals.tallies import DISPUTED, EstimateQuerySet

# What is the same for all pairs: a type below the root that both count, a designation if suppliers differ.
FITS = """
    EXISTS (
        SELECT FROM inventory_estimate x
        JOIN inventory_estimate y ON y.equipment_type_id = x.equipment_type_id AND y.shipment_id = b.id
        JOIN inventory_equipmenttype t ON t.id = x.equipment_type_id AND t.parent_id IS NOT NULL
            AND ((a.supplier_id <> b.supplier_id) IS NOT TRUE OR t.level IN ('family', 'variant'))
        WHERE x.shipment_id = a.id
    )
"""
# Of two datasets, of which one may be all events (0), what shares a day. Two events are looked at closer:
# that they went to one country in the same weeks is the least.
SHARE_DAYS = """
    (f.other > 0 AND a.period_days && b.period_days
        OR f.other = 0 AND a.id < b.id AND b.period_days && daterange(
            lower(a.period_days) - %(near)s::integer, upper(a.period_days) + %(near)s::integer))
"""
VERDICT = "CASE WHEN f.other > 0 THEN 'undecided' ELSE 'likely' END"
# Each part is a join of its own: equal countries and years are found by their key, so that a country with
# thousands of records is not compared with itself record by record. What is unknown meets everything.
UNDECIDED = f"""
    SELECT a.id AS one, b.id AS other, {VERDICT} AS verdict
    FROM facing f JOIN placed a ON a.dataset = f.one
    JOIN placed b ON b.dataset = f.other AND b.country_id = a.country_id AND b.year = a.year
    WHERE {SHARE_DAYS} AND {FITS}
    UNION ALL
    SELECT a.id, b.id, {VERDICT}
    FROM facing f JOIN placed a ON a.dataset = f.one AND a.year IS NULL
    JOIN chosen b ON b.dataset = f.other AND b.country_id = a.country_id
    WHERE a.id <> b.id AND {FITS}
    UNION ALL
    SELECT a.id, b.id, {VERDICT}
    FROM facing f JOIN chosen a ON a.dataset = f.one
    JOIN placed b ON b.dataset = f.other AND b.country_id = a.country_id AND b.year IS NULL
    WHERE f.other > 0 AND {FITS}
    UNION ALL
    SELECT a.id, b.id, 'undecided'
    FROM chosen a JOIN chosen b ON a.dataset <> b.dataset AND a.country_id IS NULL
        AND (b.country_id IS NOT NULL OR a.dataset < b.dataset)
    WHERE (a.period_days && b.period_days OR a.period_days IS NULL OR b.period_days IS NULL) AND {FITS}
"""  # noqa: S608  # Made of texts in this code alone.
DECIDED = """
    SELECT l.shipment_id, l.other_id, l.verdict FROM inventory_shipmentlink l
    WHERE l.revoked_at IS NULL
        AND l.shipment_id IN (SELECT id FROM chosen) AND l.other_id IN (SELECT id FROM chosen)
"""
PAIRS = f"""
WITH chosen AS MATERIALIZED (
    SELECT s.id, coalesce(s.dataset_id, 0) AS dataset, s.period_days, s.supplier_id, p.country_id
    FROM inventory_shipment s LEFT JOIN inventory_place p ON p.id = s.destination_id
    WHERE s.id IN ({{selected}})
), placed AS MATERIALIZED (
    SELECT c.*, y.year FROM chosen c LEFT JOIN LATERAL generate_series(
        extract(year FROM lower(c.period_days) - %(near)s::integer)::integer,
        extract(year FROM upper(c.period_days) + %(near)s::integer)::integer
    ) y(year) ON true
), datasets AS MATERIALIZED (SELECT DISTINCT dataset FROM chosen),
facing AS MATERIALIZED (
    SELECT d.dataset AS one, e.dataset AS other
    FROM datasets d JOIN datasets e ON d.dataset < e.dataset OR d.dataset = 0 AND e.dataset = 0
)
{UNDECIDED} UNION ALL {DECIDED}
"""  # noqa: S608  # The same.

READ = (
    *("period_days", "supplier", "dataset__name"),
    *("destination__country", "destination__kind"),
)


def load_overlaps(*selected: EstimateQuerySet) -> Overlaps:
    """Return the overlapping ones among the shipments of estimates; of several querysets, all together.

    Runs one query; where any may overlap five more: shipments; estimates; types; and two for pairs of events.
    """
    pairs = _pairs(selected)
    if not pairs:
        return Overlaps((), {}, Taxonomy([]))
    keys = {key for pair in pairs for key in pair}
    rows = Shipment.objects.select_related("destination", "dataset").only(*READ).in_bulk(keys)
    verdicts = _verdicts(pairs, rows)
    counts = load_counts({key for pair in verdicts for key in pair})
    counted = [
        _counted(rows[key], counts[key]) for key in {key for pair in verdicts for key in pair} if counts[key]
    ]
    held = {one.key for one in counted}
    verdicts = {pair: verdict for pair, verdict in verdicts.items() if held.issuperset(pair)}
    return Overlaps(counted, verdicts, EquipmentType.objects.taxonomy())


def _pairs(estimates: Sequence[EstimateQuerySet]) -> dict[Pair, set[str]]:
    """Return what is said of each pair: undecided, likely, or what was decided. Runs one query."""
    queries = []
    for one in estimates:
        with suppress(EmptyResultSet):  # What is selected cannot have a row.
            queries.append(one.order_by().values("shipment").query.sql_with_params())
    if not queries:
        return {}
    selected = " UNION ALL ".join(text for text, _ in queries)
    parameters = [value for _, values in queries for value in values]
    text = PAIRS.replace("%(near)s", str(NEAR.days)).replace("{selected}", selected)
    found: dict[Pair, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(text, parameters)
        for one, other, verdict in cursor.fetchall():
            found[pair_of(one, other)].add(verdict)
    return found


def _verdicts(pairs: Mapping[Pair, Collection[str]], rows: Mapping[int, Shipment]) -> dict[Pair, Verdict]:
    """Return the verdict on each pair. What was decided goes before what is likely."""
    likely = {pair for pair, told in pairs.items() if set(told) == {"likely"}}
    sides = sides_of({key: rows[key] for pair in likely for key in pair}) if likely else {}
    verdicts = {}
    for pair, told in pairs.items():
        decided = [Verdict(one) for one in told if one in (Verdict.SAME_OR_INCLUDED, Verdict.DISTINCT)]
        if decided:
            verdicts[pair] = decided[0]
        elif pair not in likely or liken(sides[pair[0]], sides[pair[1]]).score >= FAIR:
            verdicts[pair] = Verdict.UNDECIDED
    return verdicts


def load_counts(keys: Collection[int]) -> dict[int, dict[int, Count]]:
    """Return what is concluded of what moved in each shipment, by type. Runs one query.

    This is the one place that says which interval of an estimate totals take. Its ends are read as numbers,
    which takes a quarter of the time that ranges in rows take.
    """
    found: dict[int, dict[int, Count]] = defaultdict(dict)
    columns = ("shipment", "equipment_type", "is_named", "state", *_ENDS)
    moved = Estimate.objects.moved().filter(shipment__in=one_of(keys))
    for shipment, kind, is_named, state, low, past in moved.annotate(**_ENDS).values_list(*columns):
        quantity = None if low is None else Interval(low, None if past is None else past - 1)
        found[shipment][kind] = Count(quantity, not is_named, state in DISPUTED)
    return found


_ENDS = {
    end: Func(F("named_quantity"), function=function, output_field=IntegerField())
    for end, function in (("low", "lower"), ("past", "upper"))
}


def _counted(shipment: Shipment, counts: Mapping[int, Count]) -> CountedShipment:
    return CountedShipment(
        key=shipment.pk,
        dataset=shipment.dataset.name if shipment.dataset else EVENTS,
        counts=counts,
        is_tally=shipment.is_tally,
        days=closed_days(shipment.period_days),
        place=shipment.destination.country_id if shipment.destination else None,
        supplier=shipment.supplier_id,
    )
