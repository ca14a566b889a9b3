"""Two shipments are likened by what speaks for their being one, and never past what stands against it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.intervals import Interval
from inventory.domain.likeness import AGAINST, FAIR, Band, Ground
from inventory.domain.sameness import CEILINGS, Side, liken

BAMAKO, MALI, NIGER, RUSSIA = 7, 3, 4, 9
TANKS, T72, BOATS = 1, 2, 3
CONVOY = Side(
    days=(date(2025, 1, 17), date(2025, 1, 17)),
    place=BAMAKO,
    country=MALI,
    supplier=RUSSIA,
    counts={T72: Interval(7, 7), BOATS: Interval(2, 3)},
    implied={TANKS: Interval(7, None)},
    paths={TANKS: "vehicles/tanks", T72: "vehicles/tanks/t-72", BOATS: "boats"},
    publications=frozenset({1, 2}),
)

spans = st.tuples(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 90)).map(
    lambda pair: (pair[0], pair[0] + timedelta(days=pair[1]))
)
keys = st.integers(1, 4)
intervals = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda ends: Interval(min(ends), max(ends)))
counts = st.dictionaries(keys, st.none() | intervals, max_size=4)
sides = st.builds(
    Side,
    days=st.none() | spans,
    place=st.none() | keys,
    country=st.none() | keys,
    supplier=st.none() | keys,
    counts=counts,
    implied=counts,
    paths=st.just({key: "/".join("abcd"[:key]) for key in range(1, 5)}),
    publications=st.frozensets(keys, max_size=2),
)


def grounds(found):
    return [reason.ground for reason in found.reasons]


def test_a_shipment_entered_twice_is_strongly_like_itself():
    found = liken(CONVOY, replace(CONVOY, publications=frozenset({3})))
    assert grounds(found) == [Ground.SAME_PLACE, Ground.DATES_OVERLAP, Ground.SAME_TYPES, Ground.SAME_COUNTS]
    assert (found.score, found.band) == (40 + 30 + 13 + 7, Band.STRONG)


@pytest.mark.parametrize(
    ("changed", "ground", "score"),
    [
        ({"days": (date(2025, 5, 1), date(2025, 5, 31))}, Ground.DATES_APART, 20),
        ({"place": None, "country": NIGER}, Ground.OTHER_COUNTRY, 20),
        ({"supplier": 8}, Ground.OTHER_SUPPLIER, FAIR - 1),
        ({"counts": {5: None}, "implied": {}, "publications": frozenset()}, Ground.OTHER_TYPES, FAIR - 1),
        ({"counts": {T72: Interval(5, 5), BOATS: Interval(2, 3)}}, Ground.TOLD_APART, FAIR - 1),
    ],
)
def test_what_stands_against_is_told_last_and_leaves_little(changed, ground, score):
    found = liken(CONVOY, replace(CONVOY, **changed))
    assert (grounds(found)[-1], found.score, found.band) == (ground, score, Band.WEAK)


def test_one_publication_entered_twice_tells_nothing_apart():
    found = liken(CONVOY, replace(CONVOY, publications=frozenset({1})))
    assert found.band is Band.STRONG


def test_counts_that_differ_are_told_and_take_nothing_away():
    other = replace(CONVOY, counts={**CONVOY.counts, T72: Interval(5, 5)}, publications=frozenset())
    found = liken(CONVOY, other)
    assert found.reasons[-1].ground is Ground.OTHER_COUNTS
    assert (found.reasons[-1].types, found.reasons[-1].points, found.band) == ((T72,), 0, Band.STRONG)


def test_a_type_is_shared_with_the_one_that_contains_it():
    tanks = replace(CONVOY, counts={TANKS: Interval(24, 99)}, implied={}, publications=frozenset())
    found = liken(CONVOY, tanks)
    assert [reason.types for reason in found.reasons] == [(), (), (TANKS,), (TANKS,)]


def test_types_that_contain_each_other_are_shared_once():
    both = replace(CONVOY, counts={**CONVOY.counts, TANKS: Interval(7, 7)}, publications=frozenset())
    assert [reason.types for reason in liken(CONVOY, both).reasons] == [(), (), (T72, BOATS), (T72, BOATS)]


def test_a_year_says_half_as_much_as_a_month_on_either_side():
    year = replace(CONVOY, days=(date(2025, 1, 1), date(2025, 12, 31)), counts={}, implied={})
    bare = replace(CONVOY, counts={}, implied={})
    assert liken(bare, year).score == liken(year, bare).score == 40 + 15


def test_nothing_known_is_no_likeness():
    assert liken(Side(), CONVOY).score == 0


@given(sides, sides)
def test_likeness_is_the_same_either_way(one, other):
    assert liken(one, other) == liken(other, one)


@given(sides, sides)
def test_the_reasons_add_up_to_the_score(one, other):
    found = liken(one, other)
    assert found.score == sum(reason.points for reason in found.reasons)
    assert 0 <= found.score <= 100


@given(sides, sides)
def test_no_score_passes_what_stands_against_it(one, other):
    found = liken(one, other)
    for ground in grounds(found):
        assert found.score <= CEILINGS.get(ground, 100)
    places = [ground in AGAINST for ground in grounds(found)]
    assert places == sorted(places)


@given(sides)
def test_nothing_is_more_like_a_shipment_than_itself(side):
    found = liken(side, side)
    assert not AGAINST & set(grounds(found))
