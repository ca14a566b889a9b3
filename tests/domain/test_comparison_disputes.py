"""Hold disputes to where they arise and to all that is claimed, on thousands of made-up shipments."""

from random import Random

import pytest

from inventory.domain.comparison import Line, ShipmentInput, TypeEstimate, conclude
from inventory.domain.independence import ReportNode
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import State
from inventory.domain.tree import Taxonomy
from tests.domain import equipment_tree as small
from tests.domain import made_up_shipments as made_up
from tests.domain.equipment_tree import ARMOURED, BMD, BMP3, IFV, T72, TANKS, VEHICLES

CASES = 1_500  # of each kind
DISPUTED = (State.CONFLICT, State.CONFLICT_BELOW)
VEHICLE_TYPES = tuple(
    key for key in range(1, 20) if small.TREE.node(key).unit == "vehicles" and key not in (small.T72B3M,)
)


def voices(*stated: dict[int, Interval]) -> ShipmentInput:
    """Return a shipment with one report of a voice of its own for each mapping from types to counts."""
    reports = tuple(ReportNode(number, number, 100 + number) for number in range(1, len(stated) + 1))
    said = [(number, key, count) for number, counts in enumerate(stated, 1) for key, count in counts.items()]
    return ShipmentInput(reports, (), {}, tuple(Line(n, *one) for n, one in enumerate(said, 1)))


def deep(seed: int) -> ShipmentInput:
    """Return a made-up shipment of few voices on a deep tree, where bounds from far above meet parts."""
    random = Random(seed)
    return voices(
        *(
            {
                key: made_up.intervals(random) or Interval(1, None)
                for key in random.sample(VEHICLE_TYPES, random.choice((1, 1, 2)))
            }
            for _voice in range(random.randint(2, 5))
        )
    )


@pytest.fixture(scope="module")
def concluded() -> list[tuple[int, Taxonomy, dict[int, TypeEstimate]]]:
    """Return what follows from made-up shipments, by type, with the seed and the tree."""
    return [
        (seed, tree, {one.type: one for one in conclude(case, tree).counts})
        for seed in range(CASES)
        for case, tree in ((made_up.shipment(seed), made_up.TREE), (deep(seed), small.TREE))
    ]


def test_what_is_disputed_in_a_subtype_names_it_and_each_dispute_arises_somewhere(concluded):
    for seed, tree, found in concluded:
        origins = {key for key, one in found.items() if one.arises_here}
        assert all(found[key].state is State.CONFLICT for key in origins), seed
        for key, one in found.items():
            below = {origin for origin in origins if key in tree.ancestors(origin)}
            assert set(one.conflict_below) == below, (seed, key)
            assert one.state is not State.CONFLICT_BELOW or one.conflict_below, (seed, key)
            related = [origin for origin in origins if tree.is_related(key, origin)]
            assert one.state is not State.CONFLICT or related, (seed, key)


def test_an_envelope_holds_the_estimate_and_something_of_all_that_each_voice_says(concluded):
    for seed, _tree, found in concluded:
        for key, one in found.items():
            if one.envelope is None or one.may_be_different:
                continue  # Different variants come to between the most of one and their sum.
            assert one.estimate is None or one.envelope.low <= one.estimate.low, (seed, key)
            for said in (*one.statements.values(), *one.implied.values()):
                assert one.envelope.meets(said), (seed, key)
            assert one.named == one.envelope, (seed, key)


def test_what_nobody_states_holds_all_that_is_claimed_of_its_parts(concluded):
    for seed, tree, found in concluded:
        for key, one in found.items():
            parts = [
                child
                for child in tree.children(key)
                if child in found and tree.node(child).unit == tree.node(key).unit
            ]
            known = [named for part in parts if (named := found[part].named) and named.high != 0]
            is_summed = not any(tree.node(part).is_overlapping for part in parts)
            if one.statements or one.state not in DISPUTED or not known or not is_summed:
                continue
            assert one.named is not None, (seed, key)
            assert one.named.low <= sum(named.low for named in known), (seed, key)
            highs = [named.high for named in known if named.high is not None]
            is_open = one.named.high is None
            assert is_open or (len(highs) == len(known) and one.named.high >= sum(highs)), (seed, key)


def test_no_voice_is_incompatible_where_nothing_is_disputed(concluded):
    for seed, _tree, found in concluded:
        for key, one in found.items():
            assert one.state in DISPUTED or not one.incompatible, (seed, key)


def test_a_total_below_the_sum_of_several_voices_disputes_all_types_between():
    case = voices(
        {IFV: Interval(5, 9)}, {VEHICLES: Interval(6, 6)}, {BMP3: Interval(4, 4)}, {BMD: Interval(4, 4)}
    )
    found = {one.type: one for one in conclude(case, small.TREE).counts}
    told = {key: (found[key].state.value, str(found[key].named)) for key in (VEHICLES, ARMOURED, IFV, BMP3)}
    assert told == {
        VEHICLES: ("conflict", "6–9"),
        ARMOURED: ("conflict", "6–9"),
        IFV: ("conflict", "6–9"),
        BMP3: ("single", "4"),
    }
    assert [key for key, one in found.items() if one.arises_here] == [VEHICLES]


def test_a_total_below_one_count_disputes_all_types_between():
    found = {
        one.type: one
        for one in conclude(voices({VEHICLES: Interval(3, 3)}, {T72: Interval(5, 5)}), small.TREE).counts
    }
    told = {key: (found[key].state.value, str(found[key].named)) for key in (VEHICLES, ARMOURED, TANKS, T72)}
    assert told == dict.fromkeys((VEHICLES, ARMOURED, TANKS, T72), ("conflict", "3–5"))
    assert [key for key, one in found.items() if one.arises_here] == [VEHICLES]
