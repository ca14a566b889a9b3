"""Check intervals of counts against plain sets of integers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.intervals import EVERYTHING, EmptyInterval, Interval

CEILING = 40  # items; an open end is modelled by every count up to here.


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Draw an interval whose finite ends lie well under the ceiling."""
    low = draw(st.integers(0, 15))
    high = draw(st.none() | st.integers(low, 20))
    return Interval(low, high)


def members(interval: Interval) -> set[int]:
    """Return the counts that an interval allows, up to the ceiling."""
    end = CEILING if interval.high is None else interval.high
    return set(range(interval.low, end + 1))


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (7, 7, "7"),
        (2, 3, "2–3"),
        (101, None, "≥ 101"),
        (0, 0, "0"),
        (0, None, "≥ 0"),
        (1200, 1300, "1200–1300"),
    ],
)
def test_is_written_as_people_read_it(low: int, high: int | None, text: str) -> None:
    assert str(Interval(low, high)) == text


@pytest.mark.parametrize(
    ("low", "high", "reason"),
    [
        (3, 2, "The low end 3 is above the high end 2."),
        (-1, 2, "The low end -1 is below zero."),
        (-1, None, "The low end -1 is below zero."),
        (-5, -3, "The low end -5 is below zero."),
    ],
)
def test_refuses_bounds_that_hold_no_count(low: int, high: int | None, reason: str) -> None:
    with pytest.raises(EmptyInterval) as caught:
        Interval(low, high)
    assert str(caught.value) == reason
    assert isinstance(caught.value, ValueError)


def test_is_a_value_that_cannot_be_changed() -> None:
    interval = Interval(2, 3)
    with pytest.raises(AttributeError):
        interval.low = 1  # type: ignore[misc]
    assert {interval, Interval(2, 3)} == {Interval(2, 3)}


def test_has_no_order_of_its_own() -> None:
    with pytest.raises(TypeError):
        assert Interval(1, 2) < Interval(3, 4)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("interval", "is_exact"),
    [
        (Interval(7, 7), True),
        (Interval(0, 0), True),
        (Interval(2, 3), False),
        (Interval(2, None), False),
        (EVERYTHING, False),
    ],
)
def test_is_exact_only_when_one_count_is_possible(interval: Interval, is_exact: bool) -> None:
    assert interval.is_exact is is_exact


@given(intervals(), intervals())
def test_intersection_is_the_intersection_of_the_counts(first: Interval, second: Interval) -> None:
    shared = first.intersection(second)
    assert (members(shared) if shared else set()) == members(first) & members(second)
    assert shared == second.intersection(first)


@given(intervals(), intervals())
def test_contains_is_inclusion_of_the_counts(first: Interval, second: Interval) -> None:
    assert first.contains(second) == (members(second) <= members(first))


@given(intervals())
def test_everything_contains_and_changes_nothing(interval: Interval) -> None:
    assert EVERYTHING.contains(interval)
    assert EVERYTHING.intersection(interval) == interval
