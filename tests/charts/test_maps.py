"""Fit maps around places: everything asked for is in the frame, and land is where it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.charts.maps import MOST_LATITUDE, equal_earth, fit_map, frame, world_map
from inventory.charts.shapes import Box, middle, outlines

POSITIONS = st.tuples(st.floats(-180, 180), st.floats(-MOST_LATITUDE, MOST_LATITUDE))
BAMAKO, CONAKRY, MURMANSK = (-8.0, 12.65), (-13.7, 9.5), (33.1, 69.0)


@given(st.lists(POSITIONS, min_size=1, max_size=6))
def test_every_place_is_in_the_frame(positions):
    fitted = fit_map(positions)
    for position in positions:
        x, y = fitted.place(*position)
        assert 0 < x < fitted.width
        assert 0 < y < fitted.height


@given(POSITIONS, POSITIONS)
def test_east_is_right_and_north_is_up(one, other):
    fitted = fit_map([one, other])
    (x1, y1), (x2, y2) = fitted.place(*one), fitted.place(*other)
    assert (x1 - x2) * (one[0] - other[0]) >= 0
    assert (y2 - y1) * (one[1] - other[1]) >= 0


@given(POSITIONS)
def test_the_world_holds_every_inhabited_place(position):
    world = world_map()
    x, y = world.place(position[0], max(position[1], world.box.south))
    assert -0.01 <= x <= world.width + 0.01
    assert -1 <= y <= world.height + 1


def test_the_equator_and_the_poles_stand_where_the_projection_puts_them():
    assert equal_earth(0, 0) == (0, 0)
    assert equal_earth(180, 0)[0] == pytest.approx(2.70663, abs=1e-5)
    assert equal_earth(0, 90)[1] == pytest.approx(1.31736, abs=1e-5)


def test_land_between_mali_and_guinea_is_drawn_and_far_land_is_not():
    fitted = fit_map([BAMAKO, CONAKRY])
    assert {"MLI", "GIN"} <= set(fitted.codes)
    assert "FRA" not in fitted.codes
    assert fitted.outline("FRA") == ""
    x, y = fitted.middle("GIN")
    assert 0 < x < fitted.width
    assert 0 < y < fitted.height
    assert fitted.middle("FRA") is None


def test_a_country_alone_makes_a_map():
    fitted = fit_map([], countries=["MLI"])
    for position in [(-12.2, 10.2), (4.2, 25.0)]:
        x, y = fitted.place(*position)
        assert 0 < x < fitted.width
        assert 0 < y < fitted.height
    with pytest.raises(ValueError, match="position or a country"):
        fit_map([], countries=["ZZZ"])


def test_a_long_way_is_on_one_map():
    fitted = fit_map([MURMANSK, CONAKRY])
    assert {"RUS", "GIN", "FRA", "GBR"} <= set(fitted.codes)


def numbers(path):
    return [float(number) for number in re.findall(r"-?\d*\.?\d+", path)]


@pytest.mark.parametrize("code", ["RUS", "FJI"])
def test_no_line_runs_across_the_map_where_a_country_crosses_the_last_meridian(code):
    for outline in world_map().outline(code).split("z")[:-1]:
        steps = numbers(outline)[2:]
        assert max(abs(step) for step in steps) < world_map().width / 10


def test_land_stays_near_its_frame():
    fitted = frame(Box(-20, -36, 55, 38))
    for outline in fitted.land.split("z")[:-1]:
        x, y, *steps = numbers(outline)
        for step_x, step_y in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + step_x, y + step_y
            assert -fitted.width * 0.05 <= x <= fitted.width * 1.05
            assert -fitted.height * 0.05 <= y <= fitted.height * 1.05


def inside(point, points):
    """Tell whether a point lies in a closed line, by counting the sides that a ray to the east crosses."""
    x, y = point
    crossed = False
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            crossed = not crossed
    return crossed


@pytest.mark.parametrize(
    ("code", "position"),
    [
        ("MLI", BAMAKO),
        ("UKR", (34.1, 45.2)),  # Crimea
        ("XKX", (21.0, 42.6)),  # Kosovo
        ("SOM", (44.1, 9.6)),  # Hargeisa
        ("ESH", (-13.0, 25.0)),  # Western Sahara
        ("SSD", (31.6, 4.9)),  # Juba
    ],
)
def test_disputed_land_is_where_the_united_nations_see_it(code, position):
    assert [
        name for name, lines in outlines().items() if any(inside(position, line.points) for line in lines)
    ] == [code]


def test_a_country_across_the_180th_meridian_has_its_mark_where_most_of_it_is():
    assert 60 < middle(outlines()["RUS"][0].points)[0] < 140


def test_the_map_of_the_world_stays_light():
    assert len(world_map().land) < 70_000
