"""Fit maps around places, and draw the land in them; positions are degrees east and north.

>>> map = fit_map([(-8.0, 12.65), (-13.7, 9.5)])
>>> x, y = map.place(-8.0, 12.65)
>>> 0 < x < map.width and 0 < y < map.height
True
>>> "MLI" in map.codes
True
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from inventory.charts.shapes import Box, Outline, Point, cut, middle, outlines, path

WIDTH = 720.0  # units of a fitted map
HEIGHT = 460.0  # units
WORLD_WIDTH = 960.0  # units
WORLD = Box(-180, -56, 180, 84)  # degrees; Antarctica takes room and no deliveries
ROOM = 0.12  # share of the span left free on each side of the places
LEAST_SPAN = 6.0  # degrees from north to south; closer in, borders simplified to 0.03 degrees look coarse
MOST_LATITUDE = 78.0  # degrees; nearer to the poles the flat projection stretches land beyond knowing
LEAST_STEP = 1.0  # units; a shorter step of a border would hardly be seen
WORLD_STEP = 1.6  # units; on a page, the world has to stay below 20 kB compressed
LEAST_ISLAND = 3.0  # units across; lesser islands are left out where their country has a larger part
OVERLAP = 0.02  # share of the span by which land is cut beyond the frame, so that the cuts are out of sight


@dataclass(frozen=True, slots=True)
class Map:
    """Place positions on a drawing of ``width`` × ``height`` units, with the land in its ``box``.

    ``land`` is the data of one SVG path with every country's lines. ``outline(code)`` draws one country.
    ``scale`` is units to a degree of latitude, on the world's map to a radian.
    """

    width: float
    height: float
    box: Box
    scale: float
    is_world: bool = False

    def place(self, longitude: float, latitude: float) -> Point:
        """Return where a position stands, in units from the top left; it may lie outside the drawing."""
        x, y = self._project(longitude, latitude)
        left, top = self._project(self.box.west if not self.is_world else 0, self.box.north)
        if self.is_world:
            left = equal_earth(-180, 0)[0]
        return (x - left) * self.scale, (top - y) * self.scale

    @property
    def degree(self) -> float:
        """Return about how many units a degree of latitude takes."""
        return self.scale * radians(1) if self.is_world else self.scale

    @property
    def land(self) -> str:
        """Return the data of a path around all land in the frame."""
        return _land(self)

    def land_without(self, codes: Container[str]) -> str:
        """Return the same without these countries, which a drawing shows in a way of their own."""
        return "".join(_outline(self, code) for code in outlines() if code not in codes)

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the alpha-3 codes of the countries with land in the frame, sorted."""
        return tuple(sorted(code for code in outlines() if self.outline(code)))

    def outline(self, code: str) -> str:
        """Return the data of a path around a country, by its alpha-3 code; empty where it has none."""
        return _outline(self, code)

    def middle(self, code: str) -> Point | None:
        """Return where a country's mark goes: the middle of its largest part, as far as it is seen."""
        return _middle(self, code)

    def _project(self, longitude: float, latitude: float) -> Point:
        if self.is_world:
            return equal_earth(longitude, latitude)
        return flat(longitude, latitude, (self.box.south + self.box.north) / 2)


def flat(longitude: float, latitude: float, middle_latitude: float) -> Point:
    """Return the equirectangular place of a position, true to scale at the middle latitude."""
    return longitude * cos(radians(middle_latitude)), latitude


def equal_earth(longitude: float, latitude: float) -> Point:
    """Return the place of a position by the Equal Earth projection, which keeps areas.

    Source: Šavrič, Patterson and Jenny, "The Equal Earth map projection", 2018. Radians of the globe.
    """
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = 1.340264 - 3 * 0.081106 * square + sixth * (7 * 0.000893 + 9 * 0.003796 * square)
    x = 2 * sqrt(3) * radians(longitude) * cos(theta) / (3 * slope)
    y = theta * (1.340264 - 0.081106 * square + sixth * (0.000893 + 0.003796 * square))
    return x, y


@lru_cache(maxsize=1)
def world_map() -> Map:
    """Return the map of the whole inhabited world."""
    (left, _), (right, _) = equal_earth(-180, 0), equal_earth(180, 0)
    scale = WORLD_WIDTH / (right - left)
    height = scale * (equal_earth(0, WORLD.north)[1] - equal_earth(0, WORLD.south)[1])
    return Map(WORLD_WIDTH, round(height), WORLD, scale, is_world=True)


def fit_map(
    positions: Iterable[Point],
    *,
    countries: Iterable[str] = (),
    width: float = WIDTH,
    height: float = HEIGHT,
) -> Map:
    """Return the map that holds all positions, (longitude, latitude), and all of these countries.

    Countries are named by alpha-3 code and taken by their largest part. There is room around them, and the
    frame is widened to the shape of the drawing. Raises ``ValueError`` where there is nothing to hold.
    """
    found = list(positions)
    for code in countries:
        for outline in outlines().get(code, ())[:1]:
            found += [(outline.box.west, outline.box.south), (outline.box.east, outline.box.north)]
    if not found:
        raise ValueError("A map needs a position or a country with a shape.")
    return frame(_with_room(Box.around(found)), width=width, height=height)


def frame(box: Box, *, width: float = WIDTH, height: float = HEIGHT) -> Map:
    """Return the map of a part of the earth, widened to the shape of the drawing."""
    narrowing = cos(radians((box.south + box.north) / 2))
    across, along = (box.east - box.west) * narrowing, box.north - box.south
    scale = min(width / across, height / along)
    x, y = (box.west + box.east) / 2, (box.south + box.north) / 2
    half_x, half_y = width / scale / narrowing / 2, height / scale / 2
    return Map(width, height, Box(x - half_x, y - half_y, x + half_x, y + half_y), scale)


def _with_room(box: Box) -> Box:
    """Return the box with room around it, no smaller than a map can be sharp, and off the poles."""
    south, north = max(box.south, -MOST_LATITUDE), min(box.north, MOST_LATITUDE)
    x, y = (box.west + box.east) / 2, (south + north) / 2
    half_y = max((north - south) * (0.5 + ROOM), LEAST_SPAN / 2)
    half_x = max((box.east - box.west) * (0.5 + ROOM), LEAST_SPAN / 2)
    return Box(x - half_x, y - half_y, x + half_x, y + half_y)


def _visible(map_: Map, lines: Sequence[Outline]) -> Iterable[Sequence[Point]]:
    """Yield the lines as far as they are seen; the first is the country's largest part."""
    least = LEAST_ISLAND / map_.degree
    margin = (map_.box.north - map_.box.south) * OVERLAP
    box = Box(
        map_.box.west - margin, map_.box.south - margin, map_.box.east + margin, map_.box.north + margin
    )
    for number, line in enumerate(lines):
        if number and max(line.box.east - line.box.west, line.box.north - line.box.south) < least:
            continue
        if box.holds(line.box):
            yield line.points
        elif box.meets(line.box):
            yield cut(line.points, box)


@lru_cache(maxsize=4096)
def _outline(map_: Map, code: str) -> str:
    place: Callable[[float, float], Point] = map_.place
    step = WORLD_STEP if map_.is_world else LEAST_STEP
    return "".join(path(points, place, step) for points in _visible(map_, outlines().get(code, ())))


@lru_cache(maxsize=4096)
def _middle(map_: Map, code: str) -> Point | None:
    for outline in outlines().get(code, ())[:1]:
        seen = cut(outline.points, map_.box)
        if len(seen) > 2:
            return map_.place(*middle(seen))
    return None


@lru_cache(maxsize=256)
def _land(map_: Map) -> str:
    return "".join(_outline(map_, code) for code in outlines())
