"""Mark destinations on a map: larger for more, each name beside its mark and none over another."""

from inventory.charts.destinations import Destination, draw_destinations, fit_region, region_map

MALI = Destination("Mali", "MLI", 90, 5, (-2.0, 17.0), "/destinations/ML/")
TOGO = Destination("Togo", "TGO", 10, 0, (1.2, 8.0), "/destinations/TG/")
LOST = Destination("Utopia", "", 3, 0, None, "/destinations/XX/")
FORMER = Destination("Upper Volta", "HVO", 2, 0, (-2.0, 13.0), "/destinations/HVBF/")


def test_more_shipments_make_a_larger_mark_and_the_largest_comes_first():
    drawing = draw_destinations([TOGO, MALI], region_map("africa"))
    assert [mark.name for mark in drawing.marks] == ["Mali", "Togo"]
    assert float(drawing.marks[0].radius) / float(drawing.marks[1].radius) == 3.0


def test_what_nobody_can_place_is_counted_as_left_out():
    drawing = draw_destinations([MALI, LOST], region_map("africa"))
    assert (len(drawing.marks), drawing.left_out) == (1, 1)


def test_a_former_state_stands_where_it_was():
    (mark,) = draw_destinations([FORMER], region_map("africa")).marks
    assert mark.destination is FORMER


def test_the_closest_region_with_everything_is_chosen():
    france = Destination("France", "FRA", 1, 0, (2.0, 46.0), "/")
    assert fit_region([MALI, TOGO]) == "west-africa"
    assert fit_region([france]) == "europe"
    assert fit_region([MALI, france]) == "world"
    assert fit_region([]) == "world"


def test_no_name_covers_another():
    crowd = [
        Destination(f"Country {number}", "", 1, 0, (number % 6 * 0.4, 10 + number // 6 * 0.4), "/")
        for number in range(30)
    ]
    drawing = draw_destinations(crowd, region_map("world"))
    named = [(float(mark.name_x), float(mark.name_y)) for mark in drawing.marks if mark.name]
    assert 0 < len(named) < 30
    assert all(
        abs(x0 - x1) > 40 or abs(y0 - y1) >= 13
        for index, (x0, y0) in enumerate(named)
        for x1, y1 in named[:index]
    )
