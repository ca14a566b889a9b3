"""Draw what was reported when: days in order, open ends open, the unknown as unknown."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.charts.timeline import MOST_DAYS, Event, Lane, Moment, draw_timeline, named_days
from inventory.domain.intervals import Interval

DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
INTERVALS = st.none() | st.builds(
    lambda low, width: Interval(low, None if width is None else low + width),
    st.integers(0, 100_000),
    st.none() | st.integers(0, 100_000),
)
KINDS = st.sampled_from(("own", "copy", "superseded"))
LANES = st.lists(
    st.lists(st.builds(Event, DAYS, st.just(""), KINDS), min_size=1, max_size=5).map(
        lambda events: Lane("A voice with a name that is far too long", events)
    ),
    min_size=1,
    max_size=8,
)
DAY = date(2025, 1, 17)


@given(LANES, st.data())
def test_everything_is_inside_and_later_is_never_further_left(lanes, data):
    days = sorted({event.day for lane in lanes for event in lane.events})
    moments = [Moment(day, data.draw(INTERVALS), "") for day in days]
    drawn = draw_timeline(lanes, moments)
    marks = [
        (event.day, float(mark.x))
        for lane, view in zip(lanes, drawn.lanes, strict=True)
        for event, mark in zip(lane.events, view.marks, strict=True)
    ]
    assert all(x <= other for (_, x), (_, other) in pairwise(sorted(marks)))
    assert all(float(drawn.left) <= x <= float(drawn.right) for _, x in marks)
    assert len(drawn.steps) == len(days)
    for step in drawn.steps:
        assert float(step.x) + float(step.width) <= float(drawn.right) + 0.2
        assert float(drawn.panel_top) - 2 <= float(step.y)
        assert float(step.y) + float(step.height) <= float(drawn.base) + 2


@given(DAYS, st.integers(0, 12_000))
def test_a_few_days_are_named_evenly_from_the_first(first, days):
    last = first + timedelta(days)
    named = named_days(first, last)
    assert named[0] == first
    assert named[-1] <= last
    assert len(named) <= MOST_DAYS
    assert len({later - earlier for earlier, later in pairwise(named)}) <= 1


@pytest.mark.parametrize(
    ("interval", "kind"),
    [
        (Interval(7, 7), "exact"),
        (Interval(5, 7), "range"),
        (Interval(5, None), "open"),
        (Interval(0, 0), "exact"),
        (None, "unknown"),
    ],
)
def test_each_kind_of_estimate_looks_like_itself(interval, kind):
    drawn = draw_timeline([Lane("CAST", [Event(DAY, "")])], [Moment(DAY, interval, "words")])
    assert [(step.kind, step.text) for step in drawn.steps] == [(kind, "words")]


def test_an_open_end_reaches_the_top_of_the_panel():
    (step,) = draw_timeline([Lane("CAST", [Event(DAY, "")])], [Moment(DAY, Interval(5, None), "")]).steps
    (_, panel) = step.y, draw_timeline([Lane("CAST", [Event(DAY, "")])], [Moment(DAY, None, "")]).panel_top
    assert step.y == panel


def test_of_several_reports_on_a_day_the_last_conclusion_is_drawn():
    moments = [Moment(DAY, Interval(5, 5), "first"), Moment(DAY, Interval(7, 7), "last")]
    drawn = draw_timeline([Lane("CAST", [Event(DAY, ""), Event(DAY, "")])], moments)
    assert [step.text for step in drawn.steps] == ["last"]


def test_a_step_lasts_until_the_next():
    later = DAY + timedelta(30)
    moments = [Moment(DAY, Interval(5, 5), ""), Moment(later, Interval(7, 7), "")]
    drawn = draw_timeline([Lane("CAST", [Event(DAY, ""), Event(later, "")])], moments)
    first, last = drawn.steps
    assert float(first.x) + float(first.width) == pytest.approx(float(last.x), abs=0.2)
    assert float(last.x) + float(last.width) == pytest.approx(float(drawn.right), abs=0.2)


def test_without_an_estimate_there_is_no_room_for_one():
    lanes = [Lane("CAST", [Event(DAY, "")])]
    bare, full = draw_timeline(lanes, []), draw_timeline(lanes, [Moment(DAY, Interval(1, 1), "")])
    assert bare.counts == ()
    assert float(bare.height) < float(full.height)


def test_a_long_name_is_never_cut_and_has_room():
    name = "Institute for the Study of War / Critical Threats"
    drawing = draw_timeline([Lane(name, [Event(DAY, "")])], [])
    assert drawing.lanes[0].name == name
    assert float(drawing.left) > 6 * len(name)
    assert float(drawing.lanes[0].marks[0].x) > float(drawing.left)


def test_a_drawing_of_nothing_is_refused():
    with pytest.raises(ValueError, match="empty"):
        draw_timeline([], [])
