"""Hold steps over time to what they say."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from inventory.charts.steps import WIDTH, Step, draw_steps

TODAY = date(2026, 1, 1)
DAYS = st.integers(0, 9_000).map(lambda days: TODAY - timedelta(days=days))


@given(st.lists(st.builds(Step, DAYS, st.integers(0, 5)), min_size=1, max_size=12))
def test_every_judgement_is_marked_inside_the_drawing_in_order_of_days(steps):
    drawing = draw_steps(steps, "ABCDEF", TODAY)
    places = [float(mark.x) for mark in drawing.marks]
    assert len(places) == len(steps)
    assert places == sorted(places)
    assert all(0 <= x <= WIDTH for x in places)
    assert all(0 <= float(mark.y) <= float(drawing.height) for mark in drawing.marks)
    assert len(drawing.years) <= 12


def test_a_judgement_holds_until_the_next_and_the_last_until_today():
    drawing = draw_steps([Step(date(2025, 7, 1), 3), Step(date(2024, 1, 1), 0)], "ABCDEF", TODAY)
    upper, lower = drawing.marks
    assert drawing.path == f"M{upper.x} {upper.y}H{lower.x}V{lower.y}H{drawing.right}"


def test_one_fresh_judgement_is_no_line_across_the_page():
    (mark,) = draw_steps([Step(TODAY - timedelta(days=1), 2)], "ABCDEF", TODAY).marks
    assert float(mark.x) > WIDTH * 0.9


def test_a_judgement_of_the_day_is_drawn():
    assert draw_steps([Step(TODAY, 2)], "ABCDEF", TODAY).marks[0].y == "86.0"
