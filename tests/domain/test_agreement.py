"""Compare one source's counts with what the others say without it."""

import pytest

from inventory.domain.agreement import Agreement, agreement_of
from inventory.domain.comparison import Case, Line, compare
from inventory.domain.independence import Basis, Edge, ReportNode
from inventory.domain.intervals import Interval
from inventory.domain.tree import Taxonomy, TypeNode

TREE = Taxonomy(
    [TypeNode(1, None, "vehicles", is_designation=False, name="Tanks"),
     TypeNode(2, 1, "vehicles", is_designation=True, name="T-72")]
)  # fmt: skip


def case(*said, repeats=()):
    """Make a case of one report each of the sources 10, 20 and so on, on the type and interval given."""
    reports = tuple(
        ReportNode(key, publication=key, source=key * 10, repeats=repeats if key == 1 else ())
        for key in range(1, len(said) + 1)
    )
    lines = tuple(Line(key, key, kind, interval) for key, (kind, interval) in enumerate(said, start=1))
    return compare(Case(reports=reports, lines=lines), TREE)


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        (Interval(7, 7), [Interval(7, 7)], Agreement(inside=1)),
        (Interval(7, 7), [Interval(2, None)], Agreement(inside=1)),
        (Interval(2, None), [Interval(7, 7)], Agreement(wider=1)),
        (Interval(6, 8), [Interval(7, 9)], Agreement(wider=1)),
        (Interval(5, 5), [Interval(7, 7)], Agreement(outside=1)),
        (Interval(5, 5), [Interval(7, 7), Interval(5, 6), Interval(5, 5)], Agreement(inside=1)),
        (Interval(0, 0), [Interval(2, None)], Agreement(outside=1)),
        (Interval(2, None), [Interval(0, 0), Interval(5, 5)], Agreement(wider=1)),
        (Interval(5, 5), [Interval(0, 0), Interval(5, 5)], Agreement(inside=1)),
        (Interval(6, 6), [Interval(0, 0), Interval(5, 5)], Agreement(outside=1)),
        (Interval(7, 7), [], Agreement()),
        (Interval(7, 7), [None], Agreement()),
        (None, [Interval(7, 7)], Agreement()),
    ],
)
def test_an_own_count_lies_inside_wider_or_outside(own, others, expected):
    found = case(*((2, interval) for interval in (own, *others)))
    assert agreement_of(found, 10) == expected
    assert agreement_of(found, 10).total == expected.inside + expected.wider + expected.outside


def test_what_follows_from_lines_below_is_no_statement_of_its_own():
    found = case((2, Interval(7, 7)), (1, Interval(2, 2)))
    assert agreement_of(found, 10) == Agreement()
    assert agreement_of(found, 20) == Agreement(outside=1)


def test_a_source_that_repeats_another_is_not_compared():
    found = case((2, Interval(7, 7)), (2, Interval(7, 7)), repeats=(Edge(2, Basis.STATED),))
    assert agreement_of(found, 10) == Agreement()


def test_a_source_that_does_not_speak_is_not_compared():
    assert agreement_of(case((2, Interval(7, 7))), 990) == Agreement()
