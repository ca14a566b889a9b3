"""Hold the first view of a list of ten thousand lines to its budget: bytes, and shift of the layout.

When it is painted depends on the machine, so that is a figure of the benchmark and nothing to be tested.
"""

import pytest

from benchmarks.data import fill
from benchmarks.first_views import LISTS, first_view
from benchmarks.serving import served
from tests.browser.databases import copy_database, drop_database, name_beside, using
from tests.waiting import LIMIT

LINES = 10_000
BUDGET = 100_000  # bytes of all answers to a first view, as they go over the wire
MOST_SHIFT = 0.05
VIEWS = 3


@pytest.fixture(scope="module")
def loaded_site(empty, django_db_blocker):
    """Serve ten thousand lines from a process and a database of their own; return the address."""
    with django_db_blocker.unblock():
        name = name_beside("weight")
        copy_database(empty, name)
        with using(name):
            fill(LINES)
            with served() as (port, _):
                yield f"http://127.0.0.1:{port}"
        drop_database(name)


@pytest.mark.parametrize("path", LISTS)
def test_the_first_view_of_a_list_is_light_and_steady(browser, loaded_site, path, report_figure):
    views = [first_view(browser, loaded_site + path, LIMIT * 1_000) for _ in range(VIEWS)]
    weight, shift = (max(getattr(view, name) for view in views) for name in ("weight", "shift"))
    report_figure(
        f"first view of {path} with {LINES} lines",
        f"{weight / 1000:.1f} kB in {len(views[0].sizes)} answers, layout shift {shift:.3f}",
    )
    assert 0 < weight <= BUDGET, views[0].sizes
    assert shift <= MOST_SHIFT
