"""Draw routes: what is known where it lies, what is not nowhere, names apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.charts.maps import MOST_LATITUDE
from inventory.charts.route import LEAST_STROKE, MOST_STROKE, Leg, Stop, draw_route

CONAKRY = Stop("Conakry", (-13.7, 9.5), "GIN")
BAMAKO = Stop("Bamako", (-8.0, 12.65), "MLI")
NOWHERE = Stop("Tabili", None, "GIN")

POSITIONS = st.tuples(
    st.floats(-179, 179, allow_nan=False), st.floats(-MOST_LATITUDE, MOST_LATITUDE, allow_nan=False)
)
STOPS = st.lists(POSITIONS | st.none(), min_size=2, max_size=7).map(
    lambda found: [Stop(f"Place {number}", position) for number, position in enumerate(found)]
)


# The first drawing of all reads the shapes of the countries, and each is drawn on a map of its own.
@settings(max_examples=40)
@given(STOPS, st.data())
def test_every_known_stop_is_marked_once_inside_the_drawing_and_no_unknown_one_is(stops, data):
    ends = st.sampled_from(stops)
    legs = data.draw(
        st.lists(st.tuples(ends, ends, st.integers(1, 9)), max_size=8, unique_by=lambda leg: leg[:2])
    )
    drawn_legs = [Leg(start, end, voices, "") for start, end, voices in legs if start != end]
    known = {stop for stop in stops if stop.position is not None}
    if not known:
        with pytest.raises(ValueError, match="needs a position"):
            draw_route(drawn_legs, stops)
        return
    route = draw_route(drawn_legs, stops)
    assert sorted(mark.name for mark in route.marks) == sorted(stop.name for stop in known)
    for mark in route.marks:
        assert 0 <= float(mark.x) <= route.map.width
        assert 0 <= float(mark.y) <= route.map.height
    assert len(route.arrows) <= sum(leg.is_placed for leg in drawn_legs)
    assert all(LEAST_STROKE <= float(arrow.stroke) <= MOST_STROKE for arrow in route.arrows)


def test_an_end_without_a_position_gives_no_arrow_and_no_mark():
    route = draw_route([Leg(NOWHERE, BAMAKO, 1, "")], [BAMAKO])
    assert route.arrows == ()
    assert [mark.name for mark in route.marks] == ["Bamako"]


def test_nothing_with_a_position_is_refused_rather_than_drawn_at_0_0():
    with pytest.raises(ValueError, match="needs a position"):
        draw_route([Leg(NOWHERE, Stop("RN1", None), 1, "")])


def test_an_arrow_is_thicker_with_more_voices():
    kayes = Stop("Kayes", (-11.4, 14.4), "MLI")
    route = draw_route([Leg(CONAKRY, BAMAKO, 3, "three"), Leg(CONAKRY, kayes, 1, "one")])
    strokes = {arrow.text: float(arrow.stroke) for arrow in route.arrows}
    assert strokes["three"] > strokes["one"]


def test_there_and_back_are_two_arrows_apart():
    there, back = draw_route([Leg(CONAKRY, BAMAKO, 1, ""), Leg(BAMAKO, CONAKRY, 1, "")]).arrows
    assert there.line != back.line
    assert there.head != back.head


def test_ends_that_fall_together_give_no_arrow():
    port = Stop("Conakry port", (-13.7, 9.5), "GIN")
    assert draw_route([Leg(port, CONAKRY, 1, "")], [BAMAKO]).arrows == ()


def test_names_of_neighbours_do_not_cover_each_other():
    port = Stop("Conakry port", (-13.72, 9.52), "GIN")
    marks = draw_route([Leg(port, BAMAKO, 1, "")], [CONAKRY]).marks
    lines = {(mark.name_x, mark.name_y) for mark in marks}
    assert len(lines) == len(marks)


def test_countries_with_a_stop_are_outlined_and_not_drawn_twice():
    route = draw_route([Leg(CONAKRY, BAMAKO, 1, "")])
    assert len(route.outlines) == 2
    assert all(outline not in route.land for outline in route.outlines)


def test_a_country_is_marked_as_an_area():
    guinea = Stop("Guinea", (-10.0, 11.0), "GIN", is_area=True)
    marks = {mark.name: mark.is_area for mark in draw_route([Leg(guinea, BAMAKO, 1, "")]).marks}
    assert marks == {"Guinea": True, "Bamako": False}
