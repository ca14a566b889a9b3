"""Test what two counts of one type come to."""

from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.intervals import Interval
from inventory.domain.same_items import told_twice

ENDS = st.lists(st.integers(0, 9), min_size=2, max_size=2).map(sorted)
COUNTS = st.one_of(
    st.none(), ENDS.map(lambda ends: Interval(*ends)), st.integers(0, 9).map(lambda low: Interval(low, None))
)


@given(st.lists(COUNTS, min_size=1, max_size=4))
def test_what_is_not_said_holds_both_answers_and_no_order_matters(counts):
    found = told_twice(counts)
    assert found.not_said.contains(found.same)
    assert found.not_said.contains(found.added)
    assert told_twice(counts[::-1]) == found


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_exact_counts_add_up_or_the_largest_holds_them_all(numbers):
    found = told_twice([Interval(number, number) for number in numbers])
    assert (found.added.low, found.added.high) == (sum(numbers), sum(numbers))
    assert (found.same.low, found.same.high) == (max(numbers), max(numbers))
    assert (found.not_said.low, found.not_said.high) == (max(numbers), sum(numbers))
