"""Draw where shipments are headed: a mark on each country, as large as the number of shipments to it.

>>> mali = Destination("Mali", "MLI", 9, 2, (-2.0, 17.0), "/destinations/ML/")
>>> [mark.number for mark in draw_destinations([mali], region_map(fit_region([mali]))).marks]
[9]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inventory.charts.maps import Map, frame, world_map
from inventory.charts.scales import units
from inventory.charts.shapes import Box, Point

LARGEST_MARK = 24.0  # units from the middle to the edge
LEAST_MARK = 4.0  # units
LEAST_NUMBERED = 9.0  # units that a mark needs for its number to be written in it
LETTER = 6.1  # units that a letter of a name takes on average
LINE = 13.0  # units that a name takes from top to bottom
MOST_NAMES = 40  # names on one map; more would hide it

# From the closest to the widest; the world is what holds everything.
REGIONS: dict[str, tuple[Promise, Box | None]] = {
    "west-africa": (_("West Africa"), Box(-19, 3, 26, 29)),
    "africa": (_("Africa"), Box(-20, -36, 55, 38)),
    "europe": (_("Europe"), Box(-12, 34, 50, 70)),
    "western-asia": (_("Western Asia"), Box(25, 11, 75, 44)),
    "asia": (_("Asia and the Pacific"), Box(58, -48, 179, 56)),
    "americas": (_("Americas"), Box(-126, -56, -33, 60)),
    "world": (_("World"), None),
}


@dataclass(frozen=True, slots=True)
class Destination:
    """Hold a country with the number of shipments to it, and of those in conflict.

    ``position`` is where its mark goes when it has no shape; None where that is unknown too.
    """

    name: str
    alpha3: str
    shipments: int
    conflicts: int
    position: Point | None
    address: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Place one country's mark and name; the name is empty where there is no room for it."""

    x: str
    y: str
    radius: str
    number: int
    has_room: bool
    name: str
    name_x: str
    name_y: str
    destination: Destination


@dataclass(frozen=True, slots=True)
class DestinationMap:
    """Hold the drawing: the land, countries highlighted on it, and marks, the largest first."""

    map: Map
    marks: tuple[Mark, ...]
    left_out: int  # destinations outside the frame, or with no known position
    outlines: tuple[str, ...]  # data of paths
    land: str  # data of a path around all other countries, so that no border is sent twice


def fit_region(destinations: Sequence[Destination]) -> str:
    """Return the closest region that holds all destinations; the world where none does."""
    for name, (_label, box) in REGIONS.items():
        if destinations and box is not None and all(_is_in(one, name, box) for one in destinations):
            return name
    return "world"


def _is_in(destination: Destination, region: str, box: Box) -> bool:
    """Tell whether a destination's mark lies in the region itself; its map may show more."""
    drawn = region_map(region)
    place = _place(destination, drawn)
    (left, top), (right, bottom) = drawn.place(box.west, box.north), drawn.place(box.east, box.south)
    return place is not None and left <= place[0] <= right and top <= place[1] <= bottom


def region_map(name: str) -> Map:
    """Return the map of a region."""
    box = REGIONS[name][1]
    return world_map() if box is None else frame(box, width=960, height=560)


def draw_destinations(
    destinations: Sequence[Destination], drawn: Map, highlighted: Sequence[str] = ()
) -> DestinationMap:
    """Place the marks of destinations on a map, largest first so that small ones stay visible.

    Countries with a mark are highlighted, and those named by alpha-3 code.
    """
    ordered = sorted(destinations, key=lambda one: (-one.shipments, one.name))
    placed = [(one, place) for one in ordered if (place := _place(one, drawn)) is not None]
    largest = max((one.shipments for one in destinations), default=1)
    radii = [_radius(one.shipments, largest) for one, _place in placed]
    names = _Names(
        drawn, [_square(place, radius) for (_one, place), radius in zip(placed, radii, strict=True)]
    )
    marks = tuple(
        _mark(one, place, radius, names) for (one, place), radius in zip(placed, radii, strict=True)
    )
    codes = dict.fromkeys([*highlighted, *(one.alpha3 for one, _place in placed)])
    return DestinationMap(
        drawn,
        marks,
        left_out=len(destinations) - len(placed),
        outlines=tuple(outline for code in codes if (outline := drawn.outline(code))),
        land=drawn.land_without(codes),
    )


def _place(destination: Destination, drawn: Map) -> Point | None:
    """Return where a destination's mark goes; None where it is outside the frame or nobody knows."""
    place = drawn.middle(destination.alpha3)
    if destination.position is not None and place is None:
        place = drawn.place(*destination.position)
    if place is None or not (0 <= place[0] <= drawn.width and 0 <= place[1] <= drawn.height):
        return None
    return place


def _radius(shipments: int, largest: int) -> float:
    """Return half the width of a mark, whose area grows with the number."""
    return max(LEAST_MARK, LARGEST_MARK * sqrt(shipments / largest))


def _square(place: Point, radius: float) -> tuple[float, float, float, float]:
    """Return the left, top, right and bottom of a mark."""
    return place[0] - radius, place[1] - radius, place[0] + radius, place[1] + radius


@dataclass(slots=True)
class _Names:
    """Find room for names, beside marks and beside each other."""

    map: Map
    taken: list[tuple[float, float, float, float]]
    count: int = 0

    def spot(self, name: str, place: Point, radius: float) -> Point | None:
        """Return the top left of a name to the right, left or below its mark; None where there is no room."""
        x, y = place
        width = len(name) * LETTER
        spots = (
            (x + radius + 3, y - LINE / 2),
            (x - radius - 3 - width, y - LINE / 2),
            (x - width / 2, y + radius + 1),
        )
        if self.count >= MOST_NAMES:
            return None
        for left, top in spots:
            if self._is_free(left, top, left + width, top + LINE):
                self.taken.append((left, top, left + width, top + LINE))
                self.count += 1
                return left, top
        return None

    def _is_free(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Tell whether a name can stand there without leaving the frame or covering anything."""
        if left < 0 or right > self.map.width or top < 0 or bottom > self.map.height:
            return False
        return all(
            right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            for other in self.taken
        )


def _mark(destination: Destination, place: Point, radius: float, names: _Names) -> Mark:
    """Return a mark, with its name where there is room for it."""
    spot = names.spot(destination.name, place, radius)
    return Mark(
        x=units(place[0]),
        y=units(place[1]),
        radius=units(radius),
        number=destination.shipments,
        has_room=radius >= LEAST_NUMBERED,
        name=destination.name if spot else "",
        name_x=units(spot[0]) if spot else "",
        name_y=units(spot[1] + LINE - 3) if spot else "",
        destination=destination,
    )
