"""Hold sums, differences and ratios of counts against every count that they allow, one by one."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.arithmetic import Difference, Ratio, Sum, difference, ratio
from inventory.domain.intervals import Interval


@st.composite
def intervals(draw, *, is_bounded=False):
    low = draw(st.integers(0, 6))
    width = st.integers(0, 4)
    return Interval(low, low + draw(width) if is_bounded or draw(st.booleans()) else None)


bounded = intervals(is_bounded=True)
counts = st.none() | intervals()


def members(interval):
    return range(interval.low, interval.high + 1)


@given(st.lists(bounded, min_size=1, max_size=4))
def test_a_sum_allows_exactly_the_sums_of_what_its_counts_allow(listed):
    reachable = {sum(picked) for picked in product(*map(members, listed))}
    assert set(members(Sum.of(listed).interval)) == reachable


@given(st.lists(intervals(), min_size=1, max_size=5))
def test_an_open_end_stays_open_and_the_low_ends_add_up(listed):
    total = Sum.of(listed).interval
    assert total.low == sum(count.low for count in listed)
    assert (total.high is None) == any(count.high is None for count in listed)


@given(st.lists(counts, max_size=6))
def test_an_unknown_count_adds_no_low_end_and_leaves_the_sum_open(listed):
    total = Sum.of(listed).interval
    known = [count for count in listed if count is not None]
    if not known:
        assert total is None
    elif len(known) < len(listed):
        assert total == Interval(sum(count.low for count in known), None)
    else:
        assert total == Sum.of(known).interval


@given(st.lists(counts, max_size=6), st.lists(counts, max_size=6))
def test_sums_of_parts_add_up_to_the_sum_of_all_in_any_order(left, right):
    whole = Sum.of(left + right)
    assert Sum.of(left) + Sum.of(right) == whole
    assert Sum.of(right + left) == whole
    assert whole + Sum() == whole


@given(bounded, bounded)
def test_a_difference_reaches_exactly_as_far_as_its_counts_allow(one, other):
    reachable = [a - b for a, b in product(members(one), members(other))]
    assert difference(one, other) == Difference(min(reachable), max(reachable))


@given(intervals(), intervals())
def test_there_is_no_difference_where_one_side_is_open(one, other):
    assert (difference(one, other) is None) == (one.high is None or other.high is None)


@given(bounded, bounded)
def test_a_difference_the_other_way_round_is_the_same_with_its_sign_turned(one, other):
    found, turned = difference(one, other), difference(other, one)
    assert (turned.low, turned.high) == (-found.high, -found.low)


@given(bounded, bounded.filter(lambda interval: interval.low > 0))
def test_a_ratio_reaches_exactly_as_far_as_its_counts_allow(one, other):
    reachable = [Fraction(a, b) for a, b in product(members(one), members(other))]
    found = ratio(one, other)
    assert found == Ratio(min(reachable), max(reachable))
    written = [Fraction(end) for end in found.bounds]
    if found.low == found.high:
        assert abs(written[0] - found.low) <= Fraction(1, 200)
    else:
        assert written[0] <= found.low
        assert written[1] >= found.high


@given(intervals(), intervals())
def test_there_is_no_ratio_where_one_side_is_open_or_the_divisor_may_be_zero(one, other):
    is_unbounded = one.high is None or other.high is None or other.low == 0
    assert (ratio(one, other) is None) == is_unbounded


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ((7, 7), (5, 5), ("+2", "1.4")),
        ((5, 5), (7, 7), ("−2", "0.71")),
        ((5, 5), (5, 5), ("0", "1")),
        ((5, 9), (7, 8), ("−3 to +2", "0.62–1.29")),
        ((0, 0), (3, 3), ("−3", "0")),
        ((100, 200), (1, 1), ("+99 to +199", "100–200")),
    ],
)
def test_differences_and_ratios_are_written_plainly(one, other, words):
    one, other = Interval(*one), Interval(*other)
    assert (str(difference(one, other)), str(ratio(one, other))) == words
