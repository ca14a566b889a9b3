"""Follow estimates as reports come in: the last step is always what is concluded now."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.comparison import Appearance, Case, EstimationMethod, Line, compare, movement
from inventory.domain.independence import Edge, ReportNode
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import Method, State
from tests.domain.equipment_tree import T72, T72B3, TANKS, TREE, row

FIRST = date(2025, 1, 1)
INTERVALS = st.builds(
    lambda low, more: Interval(low, None if more is None else low + more),
    st.integers(0, 12),
    st.none() | st.integers(0, 6),
)


@st.composite
def cases(draw):
    """Make a case with counts on three types of one branch, copies and corrections, and days for it."""
    number = draw(st.integers(1, 6))
    later = {key: draw(st.none() | st.integers(key + 1, number)) for key in range(1, number)}
    superseded_by = {key: other for key, other in later.items() if other is not None}
    days = {key: draw(st.dates(FIRST, date(2025, 2, 1))) for key in range(1, number + 1)}
    reports = tuple(
        ReportNode(
            key,
            publication=key,
            source=draw(st.integers(10, 13)),
            repeats=tuple(Edge(other) for other in draw(st.sets(st.integers(1, key - 1), max_size=1)))
            if key > 1
            else (),
            published=days[key],
            superseded=key in superseded_by,
        )
        for key in range(1, number + 1)
    )
    lines = tuple(
        Line(at, draw(st.integers(1, number)), draw(st.sampled_from([TANKS, T72, T72B3])), draw(INTERVALS))
        for at in range(1, draw(st.integers(1, 8)) + 1)
    )
    return Case(reports=reports, lines=lines), Appearance(days, superseded_by)


@given(cases(), st.sampled_from([TANKS, T72, T72B3]), st.sampled_from(list(Method)[:4]))
def test_the_last_step_is_what_is_concluded_now(drawn, key, method):
    case, appearance = drawn
    steps = movement(case, TREE, key, appearance, EstimationMethod(method))
    assert len(steps) == len(case.reports)
    concluded = {found.type: found for found in compare(case, TREE, method=method).rows}
    if key in concluded:
        assert steps[-1].concluded == concluded[key].concluded
        assert steps[-1].estimate == concluded[key].estimate
    else:
        assert steps[-1].concluded is None


@given(cases(), st.randoms())
def test_the_order_of_the_input_does_not_matter(drawn, random):
    case, appearance = drawn
    reports, lines = list(case.reports), list(case.lines)
    random.shuffle(reports)
    random.shuffle(lines)
    shuffled = replace(case, reports=tuple(reports), lines=tuple(lines))
    assert movement(shuffled, TREE, TANKS, appearance) == movement(case, TREE, TANKS, appearance)


@given(cases())
def test_days_never_go_back_and_the_undated_come_last(drawn):
    case, appearance = drawn
    days = {key: day for key, day in appearance.days.items() if key % 2}
    steps = movement(case, TREE, TANKS, Appearance(days, appearance.superseded_by))
    dated = [step.day for step in steps if step.day is not None]
    assert dated == sorted(dated)
    assert [step.day for step in steps] == dated + [None] * (len(steps) - len(dated))


def test_an_estimate_narrows_and_then_stands_in_conflict():
    case = Case(
        reports=tuple(ReportNode(key, publication=key, source=key * 10) for key in (1, 2, 3)),
        lines=(
            Line(1, 1, T72, Interval(2, None)),
            Line(2, 2, T72B3, Interval(7, 7)),
            Line(3, 3, T72, Interval(5, 5)),
        ),
    )
    days = {1: date(2025, 1, 10), 2: date(2025, 1, 12)}
    steps = movement(case, TREE, T72, Appearance(days, {}))
    told = [(step.report, str(step.said), str(step.estimate), step.concluded.state) for step in steps]
    assert told == [
        (1, "≥ 2", "≥ 2", State.SINGLE),
        (2, "7", "≥ 7", State.AGREED),
        (3, "5", "5–7", State.CONFLICT),
    ]
    assert [len(step.concluded.stated_by) for step in steps] == [1, 2, 2]


def test_a_superseded_report_stands_until_its_successor_appears():
    old = ReportNode(1, publication=1, source=10, superseded=True)
    case = Case(
        reports=(old, ReportNode(2, publication=2, source=10)),
        lines=(Line(1, 1, T72, Interval(5, 5)), Line(2, 2, T72, Interval(7, 7))),
    )
    days = {1: date(2024, 10, 13), 2: date(2025, 3, 13)}
    steps = movement(case, TREE, T72, Appearance(days, {1: 2}))
    assert [str(step.estimate) for step in steps] == ["5", "7"]
    unknown = movement(case, TREE, T72, Appearance(days, {}))
    assert [step.estimate for step in unknown] == [None, Interval(7, 7)]


def test_evidence_counts_from_the_beginning():
    case = Case(reports=(ReportNode(1, publication=1, source=10),), confirmed={T72B3: 5})
    (step,) = movement(case, TREE, TANKS, Appearance({}, {}), EstimationMethod(Method.VISUALLY_CONFIRMED))
    assert step.estimate == Interval(5, None)
    assert (step.said, step.day) == (None, None)
    assert row(compare(case, TREE), TANKS).concluded.confirmed == 5
