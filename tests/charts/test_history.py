"""Draw counts over time: inside the frame, open ends open, the unknown as unknown."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.charts.history import Amount, Part, Series, Slot, draw_history
from inventory.charts.scales import Scale, ticks
from inventory.domain.intervals import Interval

INTERVALS = st.none() | st.builds(
    lambda low, width: Interval(low, None if width is None else low + width),
    st.integers(0, 100_000),
    st.none() | st.integers(0, 100_000),
)


@given(st.integers(0, 10_000_000), st.integers(1, 8))
def test_marks_are_round_even_and_reach_the_largest_count(largest, most):
    marks = ticks(largest, most)
    distance = marks[1]
    assert marks == tuple(range(0, marks[-1] + 1, distance))
    assert len(marks) <= most + 1
    assert marks[-1] >= largest
    assert str(distance).rstrip("0") in {"1", "2", "5"}


@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(1, 5000))
def test_more_is_never_lower_and_nothing_leaves_the_axis(one, other, largest):
    scale = Scale(largest, 100, 10)
    assert (one <= other) <= (scale.place(one) >= scale.place(other))
    assert 10 <= scale.place(one) <= 100


@given(
    st.lists(
        st.dictionaries(st.integers(2000, 2024) | st.none(), INTERVALS, max_size=8), min_size=1, max_size=9
    )
)
def test_every_bar_is_inside_its_panel_and_its_panel_inside_the_drawing(counts):
    slots = [*(Slot(year, str(year)) for year in range(2000, 2025)), Slot(None, "unknown", is_apart=True)]
    series = [
        Series(f"Category {number}", "items", {key: Amount(interval, "") for key, interval in one.items()})
        for number, one in enumerate(counts)
    ]
    drawing = draw_history(series, slots)
    assert len(drawing.panels) == len(counts)
    for panel, one in zip(drawing.panels, counts, strict=True):
        assert len(panel.bars) == len(one)
        assert float(panel.right) <= float(drawing.width)
        assert float(panel.base) <= float(drawing.height)
        for bar in panel.bars:
            assert float(panel.left) - 0.1 <= float(bar.x)
            assert float(bar.x) + float(bar.width) <= float(panel.right) + 0.1
            for band in bar.bands:
                assert float(panel.top) - 2 <= float(band.y)
                assert float(band.y) + float(band.height) <= float(panel.base) + 0.2


def test_the_figures_of_the_axis_have_room_and_a_dispute_of_two_datasets_has_one_cross():
    parts = (Part("SIPRI", Interval(3, 3)), Part("press", Interval(7, 7)))
    amounts = {
        2023: Amount(Interval(900_000, 900_000), "900,000", conflicts=1),
        2024: Amount(Interval(7, 10), "7–10", conflicts=1, parts=parts),
    }
    slots = [Slot(2023, "2023"), Slot(2024, "2024")]
    (panel,) = draw_history([Series("Rounds", "rounds", amounts)], slots).panels
    assert float(panel.figures) > 6 * len("1,000,000")
    alone, register, press = panel.bars
    assert alone.cross == alone.middle
    assert float(register.middle) < float(register.cross) < float(press.middle)
    assert press.cross == ""


@pytest.mark.parametrize(
    ("interval", "shape", "kinds"),
    [
        (Interval(7, 7), "exact", ["least"]),
        (Interval(5, 7), "range", ["least", "most"]),
        (Interval(0, 7), "range", ["most"]),
        (Interval(5, None), "open", ["least", "fade-1", "fade-2", "fade-3", "fade-4"]),
        (None, "unknown", []),
        (Interval(0, 0), "none", []),
    ],
)
def test_each_kind_of_count_looks_like_itself(interval, shape, kinds):
    series = Series("Tanks", "vehicles", {2024: Amount(interval, "words")})
    (panel,) = draw_history([series], [Slot(2024, "2024")]).panels
    (bar,) = panel.bars
    assert bar.shape == shape
    assert [band.kind for band in bar.bands] == kinds
    assert bar.text == "2024: words"


def test_what_is_not_reported_has_no_bar():
    series = Series("Tanks", "vehicles", {2024: Amount(Interval(1, 1), "")})
    (panel,) = draw_history([series], [Slot(2023, "2023"), Slot(2024, "2024")]).panels
    assert [bar.text for bar in panel.bars] == ["2024: "]


def test_names_keep_apart():
    slots = [*(Slot(year, str(year)) for year in range(1990, 2025)), Slot(None, "unknown", is_apart=True)]
    names = draw_history([Series("Tanks", "vehicles", {})] * 5, slots).names
    places = [float(name.at) for name in names]
    assert all(later - earlier >= 40 for earlier, later in pairwise(places))
    assert [name.text for name in names].count("unknown") == 2


def test_nothing_at_all_is_an_empty_drawing():
    assert draw_history([], []).panels == ()
