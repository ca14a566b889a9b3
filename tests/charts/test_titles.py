"""Hold the claims of titles to every number that the intervals may stand for."""

from datetime import date, timedelta
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from inventory.charts.titles import leading, narrowed_on
from inventory.domain.intervals import Interval

MOST = 6  # of a number; an open interval is tried up to twice as many
closed = st.tuples(st.integers(0, MOST), st.integers(0, MOST)).map(lambda ends: Interval(*sorted(ends)))
intervals = st.one_of(closed, st.integers(0, MOST).map(lambda low: Interval(low, None)))


def numbers(interval):
    """Return what an interval may stand for; everything where it is unknown."""
    low, high = (interval.low, interval.high) if interval else (0, None)
    return range(low, (2 * MOST if high is None else high) + 1)


@given(st.lists(st.one_of(intervals, st.none()), max_size=3))
def test_what_leads_has_more_than_each_other_whatever_the_numbers_are(counts):
    most = leading(dict(enumerate(counts)))
    every = list(product(*map(numbers, counts)))
    led = [
        key
        for key in range(len(counts))
        if len(counts) > 1 and all(one[key] > max(one[:key] + one[key + 1 :]) for one in every)
    ]
    assert led == ([] if most is None else [most])


@given(st.lists(st.one_of(intervals, st.none()), max_size=4))
def test_an_estimate_narrowed_if_it_left_numbers_out_and_never_took_any_up(estimates):
    days = [date(2025, 1, 1) + timedelta(days=number) for number in range(len(estimates))]
    found = narrowed_on(list(zip(days, estimates, strict=True)))
    if found is None:
        return
    start = next(number for number, one in enumerate(estimates) if one)
    allowed = [set(numbers(one)) for one in estimates[start:]]
    assert all(later <= earlier for earlier, later in pairwise(allowed))
    assert allowed[-1] < allowed[0]
    assert estimates[-1].high is not None
    reached = days.index(found)
    assert estimates[reached] == estimates[-1] != estimates[reached - 1]


def test_what_narrowed_is_found():
    days = [date(2025, 1, day) for day in (17, 24, 26)]
    steps = [Interval(90, None), Interval(101, 110), Interval(101, 110)]
    assert narrowed_on(list(zip(days, steps, strict=True))) == days[1]
