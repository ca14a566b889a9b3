"""Draw the way of a shipment: an arrow for each leg that is reported, as strong as the voices behind it.

>>> conakry = Stop("Conakry", (-13.7, 9.5), "GIN")
>>> bamako = Stop("Bamako", (-8.0, 12.65), "MLI")
>>> route = draw_route([Leg(conakry, bamako, 2, "Conakry → Bamako: 2 voices")])
>>> [mark.name for mark in route.marks], len(route.arrows)
(['Conakry', 'Bamako'], 1)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from inventory.charts.maps import Map, fit_map
from inventory.charts.scales import units
from inventory.charts.shapes import Point

BEND = 0.16  # share of a leg's length by which its arrow bends aside, so that the way back is seen, too
MARK_RADIUS = 5.0  # units
HEAD = 9.0  # units of an arrow's head
LEAST_STROKE = 2.0  # units of an arrow that one voice stands behind
MOST_STROKE = 6.0  # units
LETTER = 6.4  # units that a letter of a name takes on average
LINE = 14.0  # units that a name takes from top to bottom
LEAST_LENGTH = 2.0  # units; ends that fall together give no arrow

type Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Stop:
    """Name a place on the way. ``position`` is degrees east and north; None where nobody knows it.

    ``alpha3`` is the country that it lies in; ``is_area``: it is a country or region, so its mark is
    somewhere within.
    """

    name: str
    position: Point | None
    alpha3: str = ""
    is_area: bool = False


@dataclass(frozen=True, slots=True)
class Leg:
    """Hold the way from one stop to the next, the number of voices behind it, and the words that tell it."""

    start: Stop
    end: Stop
    voices: int
    text: str

    @property
    def is_placed(self) -> bool:
        """Tell whether both ends can be drawn."""
        return self.start.position is not None and self.end.position is not None


@dataclass(frozen=True, slots=True)
class StopMark:
    """Place one stop and its name."""

    x: str
    y: str
    name: str
    name_x: str
    name_y: str
    is_area: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """Hold one leg's line and head, as data of paths."""

    line: str
    head: str
    stroke: str
    text: str


@dataclass(frozen=True, slots=True)
class Route:
    """Hold the drawing: the ground, the countries passed, arrows and stops."""

    map: Map
    land: str
    outlines: tuple[str, ...]
    arrows: tuple[Arrow, ...]
    marks: tuple[StopMark, ...]


def draw_route(legs: Sequence[Leg], stops: Sequence[Stop] = ()) -> Route:
    """Return the drawing of legs, and of stops that belong to no leg, whose positions are known.

    Raises ``ValueError`` where no position is known at all.
    """
    placed = [leg for leg in legs if leg.is_placed]
    ends = [stop for leg in placed for stop in (leg.start, leg.end)]
    positions = {stop: stop.position for stop in (*ends, *stops) if stop.position is not None}
    drawn = fit_map(positions.values(), height=400)
    places = {stop: drawn.place(*position) for stop, position in positions.items()}
    codes = dict.fromkeys(stop.alpha3 for stop in places if stop.alpha3)
    most = max((leg.voices for leg in placed), default=1)
    return Route(
        drawn,
        drawn.land_without(codes),
        tuple(outline for code in codes if (outline := drawn.outline(code))),
        tuple(arrow for leg in placed if (arrow := _arrow(leg, places, most))),
        _marks(places, drawn),
    )


def _arrow(leg: Leg, places: Mapping[Stop, Point], most: int) -> Arrow | None:
    (x, y), (to_x, to_y) = places[leg.start], places[leg.end]
    length = hypot(to_x - x, to_y - y)
    if length < LEAST_LENGTH:
        return None
    bend_x, bend_y = (x + to_x) / 2 + (to_y - y) * BEND, (y + to_y) / 2 - (to_x - x) * BEND
    # The line ends at the edge of the mark, in the direction in which the bend arrives there.
    along = hypot(to_x - bend_x, to_y - bend_y)
    unit_x, unit_y = (to_x - bend_x) / along, (to_y - bend_y) / along
    tip_x, tip_y = to_x - unit_x * MARK_RADIUS, to_y - unit_y * MARK_RADIUS
    base_x, base_y = tip_x - unit_x * HEAD, tip_y - unit_y * HEAD
    side = HEAD * 0.45
    head = (
        f"M{units(tip_x)} {units(tip_y)}L{units(base_x - unit_y * side)} {units(base_y + unit_x * side)}"
        f"L{units(base_x + unit_y * side)} {units(base_y - unit_x * side)}Z"
    )
    line = f"M{units(x)} {units(y)}Q{units(bend_x)} {units(bend_y)} {units(base_x)} {units(base_y)}"
    stroke = LEAST_STROKE + (MOST_STROKE - LEAST_STROKE) * (leg.voices - 1) / max(1, most - 1)
    return Arrow(line, head, units(stroke), leg.text)


def _marks(places: Mapping[Stop, Point], drawn: Map) -> tuple[StopMark, ...]:
    """Return the marks, each name where it covers neither a mark nor another name, where it can."""
    taken = [_box(x - MARK_RADIUS, y, 2 * MARK_RADIUS) for x, y in places.values()]
    marks = []
    for stop, (x, y) in places.items():
        width = len(stop.name) * LETTER
        spots = [
            (left, baseline)
            for left, baseline in (
                (x + MARK_RADIUS + 4, y),
                (x - MARK_RADIUS - 4 - width, y),
                (x - width / 2, y - LINE),
                (x - width / 2, y + LINE),
                (x + MARK_RADIUS + 4, y + LINE),
                (x - MARK_RADIUS - 4 - width, y + LINE),
            )
            if left >= 0 and left + width <= drawn.width
        ]
        free = [spot for spot in spots if not any(_meet(_box(*spot, width), box) for box in taken)]
        left, baseline = (free or spots or [(0.0, y)])[0]
        taken.append(_box(left, baseline, width))
        marks.append(
            StopMark(units(x), units(y), stop.name, units(left), units(baseline + 4), is_area=stop.is_area)
        )
    return tuple(marks)


def _box(left: float, middle: float, width: float) -> Box:
    return left, middle - LINE / 2, left + width, middle + LINE / 2


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
