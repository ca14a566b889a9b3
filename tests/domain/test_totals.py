"""Hold totals against brute force, and against generated deliveries of which the truth is known."""

from datetime import date
from itertools import combinations, product
from random import Random

import pytest

from inventory.domain.comparison import StageGroup
from inventory.domain.intervals import Interval
from inventory.domain.totals.links import Links, Verdict, pair_of
from inventory.domain.totals.lows import MOST_EXACT, heaviest
from inventory.domain.totals.records import (
    Count,
    CountedShipment,
    Coverage,
    Scope,
    Silence,
    silence_of,
)
from inventory.domain.totals.totals import MixedStagesError, total
from inventory.domain.tree import Taxonomy, TypeNode
from tests.domain.equipment_tree import ARMOURED, BMD, BMP3, GUNS, IFV, T72, T72B3, TANKS, TREE, VEHICLES

EVENTS, SIPRI, UNROCA = "events", "SIPRI", "UNROCA"
YEAR_2022 = (date(2022, 1, 1), date(2022, 12, 31))
CASES = 250  # made-up worlds in a block


def counted(key, dataset, counts, **values):
    """Return a shipment; counts of types above those given add them up, named only."""
    made = {kind: count if isinstance(count, Count) else Count(count) for kind, count in counts.items()}
    for kind in reversed(TREE.order(TREE.closure(made))):
        below = [made[child] for child in TREE.children(kind) if child in made]
        same_unit = TREE.node(kind).unit == VEHICLES_UNIT
        if kind not in made and below and same_unit:
            made[kind] = named(below)
    values.setdefault("is_tally", dataset != EVENTS)
    return CountedShipment(key, dataset, made, **values)


VEHICLES_UNIT = TREE.node(VEHICLES).unit


def named(below):
    known = [count.quantity for count in below if count.quantity is not None]
    if not known:
        return Count(None, is_stated=False)
    highs = [count.high for count in below]
    high = None if None in highs else sum(highs)
    return Count(Interval(sum(one.low for one in known), high), is_stated=False)


def exactly(number):
    return Interval(number, number)


def links(**pairs):
    return Links(**{name: frozenset(pair_of(*pair) for pair in listed) for name, listed in pairs.items()})


def text(found):
    return str(found.interval)


# One family: brute force.


def one_family(random):
    """Return up to six shipments on one type, each pair decided or not."""
    number = random.randint(1, 6)
    shipments = []
    for key in range(number):
        low = random.randint(0, 6)
        quantity = Interval(low, random.choice([None, low, low + random.randint(0, 5)]))
        dataset = random.choice([EVENTS, SIPRI, UNROCA])
        shipments.append(counted(key, dataset, {T72: random.choice([None, quantity, quantity, quantity])}))
    return shipments


def decided(random, shipments, verdicts):
    found = {verdict: set() for verdict in Verdict}
    for one, other in combinations(shipments, 2):
        if one.dataset != other.dataset or one.dataset == EVENTS:
            found[random.choice(verdicts)].add(pair_of(one.key, other.key))
    return found


def as_links(found):
    return Links(
        frozenset(found[Verdict.SAME_OR_INCLUDED]),
        frozenset(found[Verdict.DISTINCT]),
        frozenset(found[Verdict.UNDECIDED]),
    )


def brute_low(shipments, edges):
    lows = {one.key: one.counts[T72].low for one in shipments}
    subsets = (
        chosen
        for size in range(len(lows) + 1)
        for chosen in combinations(lows, size)
        if not any(pair in edges for pair in combinations(chosen, 2))
    )
    return max(sum(lows[key] for key in chosen) for chosen in subsets)


@pytest.mark.parametrize("block", range(10))
def test_a_low_end_is_the_largest_sum_of_what_is_pairwise_distinct(block):
    random = Random(block)
    for _ in range(CASES):
        shipments = one_family(random)
        found = decided(random, shipments, list(Verdict))
        result = total(shipments, as_links(found), TREE, T72)
        edges = found[Verdict.UNDECIDED] | found[Verdict.SAME_OR_INCLUDED]
        if not result.is_disputed:
            assert result.low == brute_low(shipments, edges)
        else:
            assert result.low <= brute_low(shipments, edges)
        assert result.to_decide == len(found[Verdict.UNDECIDED])


def top(found):
    """Return the high end of a total, without end where it is open or unknown."""
    high = found.interval.high if found.interval else None
    return float("inf") if high is None else high


def settled(found, choices):
    """Return the links with each undecided pair decided as chosen."""
    made = {verdict: set(pairs) for verdict, pairs in found.items()}
    for pair, verdict in zip(sorted(found[Verdict.UNDECIDED]), choices, strict=True):
        made[Verdict.UNDECIDED].discard(pair)
        made[verdict].add(pair)
    return as_links(made)


@pytest.mark.parametrize("block", range(10))
def test_a_total_holds_what_every_way_of_deciding_its_links_gives(block):
    random = Random(100 + block)
    for _ in range(30):
        shipments = one_family(random)[:4]
        found = decided(random, shipments, [Verdict.UNDECIDED, Verdict.UNDECIDED, Verdict.DISTINCT])
        before = total(shipments, as_links(found), TREE, T72)
        ways = product((Verdict.SAME_OR_INCLUDED, Verdict.DISTINCT), repeat=before.to_decide)
        after = [total(shipments, settled(found, way), TREE, T72) for way in ways]
        fitting = [one for one in after if not one.is_disputed]
        assert max(map(top, after)) == top(before)
        assert all(one.to_decide == 0 and one.twice == 0 for one in after)
        assert all(one.low >= before.low for one in fitting)
        if len(fitting) == len(after):
            assert min(one.low for one in after) == before.low


def test_what_is_distinct_is_one_exact_sum():
    random = Random(7)
    for _ in range(300):
        shipments = one_family(random)
        found = decided(random, shipments, [Verdict.DISTINCT])
        result = total(shipments, as_links(found), TREE, T72)
        known = [one.counts[T72].quantity for one in shipments if one.counts[T72].quantity]
        assert result.low == sum(one.low for one in known)
        assert result.high == sum(one.high for one in known if one.high is not None)
        assert result.open_count == sum(one.high is None for one in known)
        assert result.unknown_count == len(shipments) - len(known)


def test_the_order_of_shipments_does_not_matter():
    random = Random(11)
    for _ in range(200):
        shipments = one_family(random)
        chosen = as_links(decided(random, shipments, list(Verdict)))
        mixed = shipments.copy()
        random.shuffle(mixed)
        assert total(mixed, chosen, TREE, VEHICLES) == total(shipments, chosen, TREE, VEHICLES)


# A tree: deliveries are made up, and reports of them that are true.

FAMILIES = (T72, BMP3, BMD)
COUNTED = (VEHICLES, ARMOURED, TANKS, IFV, *FAMILIES)


class World:
    """Make up items that came, and shipments that truly report some of them."""

    def __init__(self, seed):
        self.random = Random(seed)
        self.items = {number: self.random.choice(FAMILIES) for number in range(self.random.randint(1, 14))}
        self.held = {}
        self.shipments = []
        self.has_unnamed = False
        for key in range(self.random.randint(1, 5)):
            self.add(key)

    def around(self, number):
        low = self.random.randint(max(0, number - 2), number)
        return Interval(low, self.random.choice([number, number + self.random.randint(0, 3), None]))

    def add(self, key):
        dataset = self.random.choice([EVENTS, EVENTS, SIPRI, UNROCA])
        held = {item for item in self.items if self.random.random() < 0.4}
        families = sorted({self.items[item] for item in held})
        counts = {}
        for family in families:
            if self.random.random() < 0.8:
                counts[family] = self.around(sum(self.items[item] == family for item in held))
        unnamed = {self.items[item] for item in held} - counts.keys()
        for kind in (TANKS, IFV, ARMOURED, VEHICLES):
            if self.random.random() < 0.2 or (kind == VEHICLES and (unnamed or not counts)):
                number = sum(kind == VEHICLES or kind in TREE.ancestors(self.items[item]) for item in held)
                if number:
                    counts[kind] = self.around(number)
        if self.fits(counts):
            self.held[key] = held
            self.has_unnamed |= bool(unnamed)
            self.shipments.append(counted(key, dataset, counts))

    def fits(self, counts):
        """Return whether counts close: an engine never leaves a parent below its parts."""
        made = counted(0, EVENTS, counts).counts if counts else {}
        for kind, count in made.items():
            below = [made[child] for child in TREE.children(kind) if child in made]
            if count.low < sum(one.low for one in below):
                return False
        return bool(counts)

    def of(self, key, kind):
        return {
            item
            for item in self.held[key]
            if kind == self.items[item] or kind in TREE.ancestors(self.items[item])
        }

    def links(self):
        found = {verdict: set() for verdict in Verdict}
        for one, other in combinations(self.shipments, 2):
            if one.dataset == other.dataset != EVENTS:
                # A dataset counts nothing twice by its making.
                if self.held[one.key] & self.held[other.key]:
                    return None
                continue
            pair = pair_of(one.key, other.key)
            is_open = self.random.random() < 0.4
            found[Verdict.UNDECIDED if is_open else self.truth(one, other)].add(pair)
        return as_links(found)

    def truth(self, one, other):
        if not self.held[one.key] & self.held[other.key]:
            return Verdict.DISTINCT
        whole, part = (one, other) if one.is_tally else (other, one)
        is_ranked = whole.is_tally and not part.is_tally
        if is_ranked and all(
            self.of(part.key, kind) <= self.of(whole.key, kind)
            for kind, count in whole.counts.items()
            if count.is_stated
        ):
            return Verdict.SAME_OR_INCLUDED
        return Verdict.UNDECIDED

    def true_number(self, kind):
        return len(set().union(*(self.of(one.key, kind) for one in self.shipments)))


@pytest.mark.parametrize("block", range(20))
def test_totals_hold_the_true_number_of_deliveries_that_are_truly_reported(block):
    checked = 0
    for seed in range(block * CASES, (block + 1) * CASES):
        world = World(seed)
        chosen = world.links()
        if chosen is None or not world.shipments:
            continue
        for kind in COUNTED:
            result = total(world.shipments, chosen, TREE, kind)
            number = world.true_number(kind)
            if not result.shipments:
                assert number == 0
                continue
            assert result.low <= number, (seed, kind)
            # A sum of named types says nothing of items that no report named.
            if not (result.named_count and world.has_unnamed):
                assert number <= top(result), (seed, kind)
            parts = [total(world.shipments, chosen, TREE, child).low for child in TREE.children(kind)]
            assert result.low >= sum(parts), (seed, kind)
            checked += 1
    assert checked > CASES


# What each kind of record does.


def test_a_row_and_reports_of_one_year_are_told_apart_and_together():
    row = counted(1, SIPRI, {T72: Interval(14, 18)}, days=YEAR_2022)
    press = [counted(2, EVENTS, {T72: Interval(8, 10)}), counted(3, EVENTS, {T72: Interval(7, 11)})]
    found = total([row, *press], Links(), TREE, TANKS)
    assert text(found) == "15–39"
    assert {name: text(one) for name, one in found.datasets.items()} == {SIPRI: "14–18", EVENTS: "15–21"}
    assert (found.twice, found.to_decide) == (21, 2)


def test_a_row_below_its_event_is_their_envelope_in_dispute():
    row, event = (
        counted(1, SIPRI, {T72: exactly(5)}),
        counted(2, EVENTS, {T72: exactly(12), BMP3: exactly(5)}),
    )
    chosen = links(same=[(1, 2)])
    for kind, expected in ((T72, "5–12"), (TANKS, "5–12"), (VEHICLES, "10–17"), (BMP3, "5")):
        found = total([row, event], chosen, TREE, kind)
        assert (text(found), found.is_disputed) == (expected, kind != BMP3)


def test_a_convoy_beside_a_row_keeps_what_the_row_does_not_count():
    row, event = counted(1, SIPRI, {T72: exactly(7)}), counted(2, EVENTS, {T72: exactly(7), BMP3: exactly(5)})
    assert text(total([row, event], links(same=[(1, 2)]), TREE, VEHICLES)) == "12"
    assert text(total([row, event], Links(), TREE, VEHICLES)) == "12–19"


def test_a_wide_line_meets_everything_below_it():
    row, event = counted(1, SIPRI, {T72: exactly(7)}), counted(2, EVENTS, {VEHICLES: Interval(100, 110)})
    found = total([row, event], Links(), TREE, VEHICLES)
    assert (text(found), found.to_decide, found.twice) == ("100–117", 1, 7)
    assert text(total([row, event], links(same=[(1, 2)]), TREE, VEHICLES)) == "100–110"
    assert text(total([row, event], links(distinct=[(1, 2)]), TREE, VEHICLES)) == "107–117"


def test_a_category_counts_its_families_where_that_proves_more():
    convoy = counted(1, EVENTS, {T72: exactly(5), BMP3: exactly(5)})
    rows = [counted(2, SIPRI, {T72: exactly(7)}), counted(3, UNROCA, {BMP3: exactly(2)})]
    assert total([convoy, *rows], Links(), TREE, ARMOURED).low == 12


def test_places_that_a_shipment_of_unknown_place_joins_are_still_added():
    mali = [
        counted(1, EVENTS, {VEHICLES: exactly(9)}, place=1),
        counted(2, SIPRI, {T72: exactly(2)}, place=1),
    ]
    niger = [
        counted(3, EVENTS, {T72: exactly(5), BMP3: exactly(5)}, place=2),
        counted(4, SIPRI, {T72: exactly(7)}, place=2),
    ]
    nowhere = counted(5, UNROCA, {T72: exactly(1)})
    assert total([*mali, *niger, nowhere], Links(), TREE, VEHICLES).low == 9 + 12


def test_a_spanning_record_has_no_low_end_in_one_of_its_years():
    spanning = counted(1, SIPRI, {T72: Interval(4, 6)}, is_certain=False)
    found = total([spanning, counted(2, EVENTS, {T72: exactly(3)})], Links(), TREE, T72)
    assert (text(found), found.may_belong) == ("3–9", 1)


def test_tanks_may_be_t72s_but_named_tanks_are_what_they_are():
    tanks, named_only = counted(1, EVENTS, {TANKS: exactly(9)}), counted(2, EVENTS, {T72B3: exactly(2)})
    found = total([tanks, named_only], Links(), TREE, T72)
    assert (text(found), found.may_belong) == ("2–11", 1)
    rest = counted(1, EVENTS, {TANKS: exactly(9), T72: exactly(5)})
    assert text(total([rest], Links(), TREE, T72)) == "5"
    assert total([named_only], Links(), TREE, BMP3).shipments == 0


def test_open_and_unknown_counts_open_the_high_end_and_are_counted():
    listed = [
        counted(1, EVENTS, {T72: exactly(7)}),
        counted(2, EVENTS, {T72: Interval(2, None)}),
        counted(3, EVENTS, {T72: None}),
    ]
    found = total(listed, Links(), TREE, TANKS)
    assert (text(found), found.open_count, found.unknown_count) == ("≥ 9", 1, 1)
    assert total([listed[2]], Links(), TREE, T72).interval is None


def test_what_is_promised_is_never_added_to_what_moved():
    promised = counted(1, EVENTS, {T72: exactly(7)}, stage=StageGroup.PROMISED)
    moved = counted(2, SIPRI, {T72: exactly(7)})
    assert Links().verdict(promised, moved) is Verdict.DISTINCT
    with pytest.raises(MixedStagesError):
        total([promised, moved], Links(), TREE, T72)


def test_a_dataset_that_does_not_look_is_not_covered_and_one_that_does_has_no_record():
    sipri = Coverage(types={TANKS, IFV}, recipients={1, 2}, years=(1950, 2024))
    for scope, expected in [
        (Scope(T72, TREE.ancestors(T72), recipient=1, years=(2022, 2022)), Silence.NO_RECORD),
        (Scope(GUNS), Silence.NOT_COVERED),
        (Scope(T72, TREE.ancestors(T72), recipient=3), Silence.NOT_COVERED),
        (Scope(T72, TREE.ancestors(T72), years=(2025, 2025)), Silence.NOT_COVERED),
    ]:
        assert silence_of(sipri, scope) is expected


def test_shipments_of_other_days_or_places_cannot_meet():
    row = counted(1, SIPRI, {T72: exactly(1)}, days=YEAR_2022, place=1, supplier=1)
    later = (date(2023, 1, 1), date(2023, 1, 1))
    for values, expected in [
        ({}, Verdict.UNDECIDED),
        ({"days": later}, Verdict.DISTINCT),
        ({"place": 2}, Verdict.DISTINCT),
        ({"supplier": 2}, Verdict.UNDECIDED),
    ]:
        assert Links().verdict(row, counted(2, EVENTS, {T72: exactly(1)}, **values)) is expected


def test_suppliers_that_differ_keep_apart_only_what_has_no_designation():
    row = counted(1, SIPRI, {T72: exactly(5)}, supplier=1)
    event = counted(2, EVENTS, {T72: exactly(4)}, supplier=2)
    assert text(total([row, event], Links(), TREE, T72)) == "5–9"
    loose = counted(3, EVENTS, {TANKS: exactly(4)}, supplier=2)
    assert text(total([row, loose], Links(), TREE, TANKS)) == "9"
    same = links(same=[(1, 3)])
    assert text(total([row, loose], same, TREE, TANKS)) != "9"


def test_what_a_record_disputes_of_its_own_parts_is_not_proved_by_them():
    disputed = Count(Interval(5, None), is_stated=True, is_disputed=True)
    event = counted(1, EVENTS, {ARMOURED: disputed, T72: exactly(5), BMP3: exactly(2)})
    row = counted(2, SIPRI, {T72: exactly(6)})
    assert text(total([event], Links(), TREE, ARMOURED)) == "≥ 5"
    assert text(total([event, row], Links(), TREE, ARMOURED)) == "≥ 6"


def test_events_are_linked_only_where_they_are_likely_the_same():
    one, other = counted(1, EVENTS, {T72: exactly(3)}), counted(2, EVENTS, {T72: exactly(4)})
    assert text(total([one, other], Links(), TREE, T72)) == "7"
    assert text(total([one, other], links(likely=[(1, 2)]), TREE, T72)) == "4–7"


def test_a_large_group_gives_a_bound_and_says_so():
    size = MOST_EXACT + 5
    edges = [(number, number + 1) for number in range(size - 1)]
    weights = {number: 1 + number % 3 for number in range(size)}
    datasets = {number: (EVENTS, SIPRI)[number % 2] for number in range(size)}
    exact = heaviest(dict(list(weights.items())[:MOST_EXACT]), edges[: MOST_EXACT - 1], datasets)
    bound = heaviest(weights, edges, datasets)
    assert exact.is_exact
    assert not bound.is_exact
    assert bound.items >= sum(weights[number] for number in range(0, size, 2))


# Families: voices may call the same items by different variants.

AIRCRAFT, HELICOPTERS, MI_24, MI_24P, MI_35P = range(1, 6)
HELICOPTER_TREE = Taxonomy(
    [
        TypeNode(AIRCRAFT, None, "aircraft", False, "Aircraft"),
        TypeNode(HELICOPTERS, AIRCRAFT, "aircraft", False, "Helicopters"),
        TypeNode(MI_24, HELICOPTERS, "aircraft", True, "Mi-24"),
        TypeNode(MI_24P, MI_24, "aircraft", True, "Mi-24P"),
        TypeNode(MI_35P, MI_24, "aircraft", True, "Mi-35P"),
    ]
)
ABOVE = (AIRCRAFT, HELICOPTERS, MI_24)


@pytest.mark.parametrize(("verdict", "ends"), [(None, (2, 6)), ("same", (2, 4)), ("distinct", (4, 6))])
@pytest.mark.parametrize("kind", ABOVE)
def test_variants_by_which_voices_call_the_same_items_are_never_added(kind, verdict, ends):
    two = Count(exactly(2))
    event = CountedShipment(1, EVENTS, dict.fromkeys((*ABOVE, MI_24P, MI_35P), two))
    row = CountedShipment(
        2, SIPRI, dict.fromkeys((*ABOVE, MI_24P), Count(Interval(2, 4))), is_tally=True, days=YEAR_2022
    )
    chosen = links(**{verdict: [(1, 2)]} if verdict else {})
    assert total([event, row], chosen, HELICOPTER_TREE, kind).interval == Interval(*ends)


def test_rows_of_two_variants_are_added_beside_an_event_of_their_family():
    two = Count(exactly(2))
    event = CountedShipment(1, EVENTS, dict.fromkeys((*ABOVE, MI_24P, MI_35P), two))
    rows = [
        CountedShipment(key, SIPRI, dict.fromkeys((*ABOVE, kind), two), is_tally=True, days=YEAR_2022)
        for key, kind in ((2, MI_24P), (3, MI_35P))
    ]
    found = total([event, *rows], Links(), HELICOPTER_TREE, AIRCRAFT)
    assert found.interval == Interval(4, 6)
