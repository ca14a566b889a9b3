"""Hold what speaks for a link, and what stands against it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.intervals import Interval
from inventory.domain.totals.links import meeting_type
from inventory.domain.totals.proposals import Known, propose
from inventory.domain.totals.records import Count, CountedShipment
from inventory.domain.tree import Taxonomy, TypeNode

ROOT, AIRCRAFT, L39, L39C, TB2 = range(1, 6)
TREE = Taxonomy(
    [
        TypeNode(ROOT, None, "items", is_designation=False, name="Equipment"),
        TypeNode(AIRCRAFT, ROOT, "aircraft", is_designation=False, name="Aircraft"),
        TypeNode(L39, AIRCRAFT, "aircraft", is_designation=True, name="L-39"),
        TypeNode(L39C, L39, "aircraft", is_designation=True, name="L-39C"),
        TypeNode(TB2, AIRCRAFT, "aircraft", is_designation=True, name="TB2"),
    ]
)
YEAR = (date(2022, 1, 1), date(2022, 12, 31))
DAY = (date(2022, 3, 1), date(2022, 3, 1))
ROW = CountedShipment(1, "SIPRI", {L39: Count(Interval(5, 6))}, is_tally=True, days=YEAR, place=7, supplier=8)
EVENT = CountedShipment(2, "events", {L39: Count(Interval(4, 4))}, days=DAY, place=7, supplier=8)

counts = st.dictionaries(
    st.sampled_from([AIRCRAFT, L39, L39C, TB2]),
    st.builds(
        lambda low, more: Count(None if low is None else Interval(low, None if more is None else low + more)),
        st.none() | st.integers(0, 9),
        st.none() | st.integers(0, 9),
    ),
    min_size=1,
)


def test_the_tally_is_the_whole_and_what_is_known_of_both_is_said():
    found = propose(EVENT, ROW, TREE)
    assert (found.whole, found.part, found.pair) == (1, 2, (1, 2))
    assert {found.place, found.days, found.supplier} == {Known.SAME}
    assert [one.type for one in found.shared] == [L39]


@pytest.mark.parametrize("name", ["place", "days", "supplier"])
def test_what_one_does_not_know_is_unknown(name):
    found = propose(ROW, replace(EVENT, **{name: None}), TREE)
    assert getattr(found, name) is Known.UNKNOWN


@pytest.mark.parametrize(
    ("kind", "low", "exceeds"),
    [(L39, 7, True), (L39, 6, False), (L39C, 7, True), (AIRCRAFT, 7, False), (L39, None, False)],
)
def test_a_part_is_too_large_only_if_all_of_it_would_have_to_be_in_the_whole(kind, low, exceeds):
    quantity = None if low is None else Interval(low, None)
    assert propose(ROW, replace(EVENT, counts={kind: Count(quantity)}), TREE).exceeds is exceeds


@given(counts, counts)
def test_the_order_of_two_does_not_matter_and_narrow_types_come_first(one, other):
    row, event = replace(ROW, counts=one), replace(EVENT, counts=other)
    found = propose(row, event, TREE)
    assert found == propose(event, row, TREE)
    depths = [len(TREE.ancestors(shared.type)) for shared in found.shared]
    assert depths == sorted(depths, reverse=True)
    for shared in found.shared:
        assert meeting_type(shared.whole_type, shared.part_type, TREE) == shared.type
        assert (shared.whole, shared.part) == (one[shared.whole_type], other[shared.part_type])
