"""Check which number of a type lists show: its own, or the sum of what is named below it."""

import pytest

from inventory.domain.comparison import Case, Line, compare
from inventory.domain.independence import ReportNode
from inventory.domain.intervals import Interval
from tests.domain.equipment_tree import (
    ARMOURED,
    BMP3,
    BOATS,
    D30,
    GUNS,
    IFV,
    ROOT,
    T72,
    TANKS,
    TREE,
    VEHICLES,
    row,
)

type Count = Interval | None


def counted(key: int, *reports: dict[int, Count]) -> Count:
    """Compare reports by voices of their own, each given as its count by type."""
    nodes = tuple(ReportNode(number, number, 100 + number) for number, _ in enumerate(reports, 1))
    lines = tuple(
        Line(100 * number + kind, number, kind, interval)
        for number, report in enumerate(reports, 1)
        for kind, interval in report.items()
    )
    return row(compare(Case(nodes, lines=lines), TREE), key).concluded.shown


@pytest.mark.parametrize(
    ("key", "reports", "expected"),
    [
        pytest.param(VEHICLES, [{T72: Interval(6, 6)}], Interval(6, 6), id="what is below, without slack"),
        pytest.param(
            ARMOURED, [{T72: Interval(7, 7), BMP3: Interval(5, 6)}], Interval(12, 13), id="sum of the parts"
        ),
        pytest.param(
            VEHICLES,
            [{VEHICLES: Interval(101, None), T72: Interval(7, 7)}],
            Interval(101, None),
            id="its own count before its parts",
        ),
        pytest.param(
            VEHICLES,
            [{VEHICLES: Interval(20, 20)}, {T72: Interval(7, 7)}],
            Interval(20, 20),
            id="one voice counts it, another a part",
        ),
        pytest.param(TANKS, [{T72: None}], None, id="nothing but an unknown number"),
        pytest.param(
            ARMOURED,
            [{T72: Interval(7, 7), BMP3: None}],
            Interval(7, None),
            id="an unknown part leaves the end open",
        ),
        pytest.param(
            ARMOURED,
            [{ARMOURED: None, T72: Interval(7, 7)}],
            Interval(7, None),
            id="more of an unknown number than its parts",
        ),
        pytest.param(IFV, [{BMP3: Interval(0, 0)}], None, id="a denial below counts nothing"),
        pytest.param(ROOT, [{D30: Interval(3, 3), BOATS: Interval(2, 2)}], None, id="units are never added"),
        pytest.param(GUNS, [{D30: Interval(3, 3), BOATS: Interval(2, 2)}], Interval(3, 3), id="one unit is"),
    ],
)
def test_what_is_shown(key: int, reports: list[dict[int, Count]], expected: Count) -> None:
    assert counted(key, *reports) == expected
