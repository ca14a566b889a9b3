"""Count the demonstration's files and records a second way, to hold the totals of pages against it."""

import csv

from inventory.domain.intervals import Interval
from inventory.imports.demo import SIPRI_EXTRACT
from inventory.models import Country, EquipmentType, Estimate
from inventory.models.names import Kind, Names
from inventory.models.totals import HEADLINES, Dimension, Thing
from inventory.models.totals.adding import ALL, add_up_selected
from inventory.models.totals.belonging import belonging_to, load_divided
from inventory.models.totals.overlaps import load_overlaps
from inventory.models.totals.selection import Selection
from tests.models.sums import add_up

HEADER = "SIPRI AT Database ID"


def sipri_counts(recipient, categories):
    """Return what the register's own rows count, by category and year, from the file alone."""
    lines = SIPRI_EXTRACT.read_text(encoding="utf-8-sig").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(HEADER))
    names, taxonomy = Names(), EquipmentType.objects.taxonomy()
    sums = {}
    for row in csv.DictReader(lines[start:]):
        if row["Recipient"] != recipient:
            continue
        kind = names.find(Kind.EQUIPMENT_TYPE, row["Designation"], "sipri").pk
        category = next(one for one in (kind, *taxonomy.ancestors(kind)) if one in categories)
        number = int(row["Numbers delivered"])
        # An estimate is within ten per cent, rounded outward, and never none.
        slack = -(-number // 10) if row["Numbers delivered is estimate"] == "Yes" else 0
        low, high = sums.get((category, int(row["Delivery year"])), (0, 0))
        ends = low + max(1, number - slack), high + number + slack
        sums[category, int(row["Delivery year"])] = ends
    return {key: Interval(*ends) for key, ends in sums.items()}


def shown_counts(code):
    """Return what the register counts by category and year, as the country's page has it."""
    country = Country.objects.get(code=code)
    there = Thing(Dimension.DESTINATION, country.pk, code, country.name)
    selection = Selection(belonging_to(there, {}, load_divided()), level=HEADLINES)
    found = add_up_selected(selection, [Dimension.YEAR]).certain
    return {
        (kind, at[0]): one.by_dataset["SIPRI"].interval
        for (_thing, kind, at), one in found.items()
        if "SIPRI" in one.by_dataset and at[0] != ALL
    }


def shown_lows(code):
    """Return the low end of each category to a country, with that of brute force."""
    estimates = Estimate.objects.headlines().filter(shipment__destination__country__code=code)
    overlaps = load_overlaps(estimates)
    edges = set(overlaps.verdicts)
    lows = {}
    for one in Estimate.objects.filter(shipment__destination__country__code=code):
        low = one.named_quantity.lower if one.named_quantity else 0
        lows.setdefault(one.equipment_type_id, {})[one.shipment_id] = low
    taxonomy = EquipmentType.objects.taxonomy()
    found = add_up(estimates, "equipment_type")
    return {
        kind: (tally.total.low, _brute(kind, set(lows[kind]), (lows, edges, taxonomy)))
        for (kind,), tally in found.items()
    }


def _brute(kind, keys, record):
    """Return the most that is proved: group by group of what may be the same, or by the types below."""
    lows, edges, _ = record
    counted = lows.get(kind, {}).keys() & keys
    return sum(_brute_group(kind, group, record) for group in _groups(counted, edges))


def _brute_group(kind, group, record):
    lows, edges, taxonomy = record
    weights = {key: lows[kind][key] for key in sorted(group)}
    if len(group) == 1:
        return sum(weights.values())
    own = _heaviest(weights, edges)
    if taxonomy.node(kind).is_designation:
        return own  # Voices may call the same items by different variants.
    unit = taxonomy.node(kind).unit
    parts = [
        child
        for child in taxonomy.children(kind)
        if taxonomy.node(child).unit == unit and not taxonomy.node(child).is_overlapping
    ]
    # What a shipment counts on the parts beyond what it surely has of the type, it disputes itself.
    disputed = 0
    for key in group:
        named = [lows[part][key] for part in parts if key in lows.get(part, {})]
        disputed += max(0, sum(named) - lows[kind][key]) if named else 0
    return max(own, sum(_brute(part, group, record) for part in parts) - disputed)


def _heaviest(weights, edges):
    """Return the largest sum of weights of which no two are joined, by leaving each out or taking it."""
    if not weights:
        return 0
    first, *rest = weights
    apart = {key: weights[key] for key in rest if not {(first, key), (key, first)} & edges}
    without = _heaviest({key: weights[key] for key in rest}, edges) if len(apart) < len(rest) else 0
    return max(without, weights[first] + _heaviest(apart, edges))


def _groups(keys, edges):
    left, groups = set(keys), []
    while left:
        group, new = set(), {left.pop()}
        while new:
            group |= new
            new = {key for key in left for other in group if {(key, other), (other, key)} & edges}
            left -= new
        groups.append(group)
    return groups
