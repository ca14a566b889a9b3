"""Hold the shapes of countries, in degrees, cut to what a map shows.

``countries.json`` is made by ``deploy/refresh_map_shapes.py``. Borders follow the views of the United
Nations.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

FILE = Path(__file__).resolve().parent / "countries.json"

type Point = tuple[float, float]
type Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Bound a part of the earth in degrees: west, south, east, north."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, points: Sequence[Point]) -> Box:
        """Return the least box that holds all points; there is at least one."""
        longitudes, latitudes = zip(*points, strict=True)
        return cls(min(longitudes), min(latitudes), max(longitudes), max(latitudes))

    def meets(self, other: Box) -> bool:
        """Tell whether both have a point in common."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )

    def holds(self, other: Box) -> bool:
        """Tell whether the other lies within this one."""
        return (
            self.west <= other.west
            and other.east <= self.east
            and self.south <= other.south
            and other.north <= self.north
        )


EARTH = Box(-180, -90, 180, 90)


@dataclass(frozen=True, slots=True)
class Outline:
    """Hold one closed line of a country: the coast or border of a part, or of a hole in it."""

    points: Ring
    box: Box


@cache
def outlines() -> dict[str, tuple[Outline, ...]]:
    """Return the lines of each country by its alpha-3 code, the outer line of its largest part first."""
    content = json.loads(FILE.read_text(encoding="utf-8"))
    arcs = [_decode(arc, content["units"]) for arc in content["arcs"]]
    return {
        code: tuple(line for part in parts for ring in part for line in _outlines(ring, arcs))
        for code, parts in content["countries"].items()
    }


def _decode(arc: Sequence[int], units: int) -> Ring:
    """Return a line in degrees from steps in whole units."""
    return tuple(
        (x / units, y / units) for x, y in zip(accumulate(arc[::2]), accumulate(arc[1::2]), strict=True)
    )


def _outlines(ring: Sequence[int], arcs: Sequence[Ring]) -> Iterator[Outline]:
    """Yield a ring of arcs as one line, or two where it crosses the 180th meridian, the wider one first.

    ``~at`` runs backward.
    """
    yield from sorted(_turned(ring, arcs), key=lambda line: line.box.west - line.box.east)


def _turned(ring: Sequence[int], arcs: Sequence[Ring]) -> Iterator[Outline]:
    """Yield what of a ring lies on the map, on either side of it."""
    points = _unbroken([point for at in ring for point in (arcs[at] if at >= 0 else arcs[~at][::-1])])
    for turn in (-360, 0, 360):
        turned = tuple((longitude + turn, latitude) for longitude, latitude in points)
        box = Box.around(turned)
        if not EARTH.holds(box):
            turned = cut(turned, EARTH) if EARTH.meets(box) else ()
        if turned:
            yield Outline(turned, Box.around(turned))


def _unbroken(points: Sequence[Point]) -> Ring:
    """Return a line that goes on beyond 180 degrees instead of leaping to the other side of the map."""
    turn, last = 0, points[0][0]
    unbroken = []
    for longitude, latitude in points:
        turn += (longitude - last < -180) * 360 - (longitude - last > 180) * 360
        unbroken.append((longitude + turn, latitude))
        last = longitude
    return tuple(unbroken)


def cut(points: Ring, box: Box) -> Ring:
    """Return what of a closed line lies in the box, closed along its sides; may be empty.

    The algorithm is Sutherland and Hodgman's.

    >>> cut(((0, 0), (4, 0), (4, 4), (0, 4)), Box(-1, -1, 2, 9))
    ((0, 0), (2, 0.0), (2, 4.0), (0, 4))
    """
    for axis, limit, sign in ((0, box.west, 1), (0, box.east, -1), (1, box.south, 1), (1, box.north, -1)):
        points = _cut_side(points, axis, limit, sign)
    return points


def _cut_side(points: Ring, axis: int, limit: float, sign: int) -> Ring:
    """Return what of a closed line lies on one side of a limit."""

    def is_inside(point: Point) -> bool:
        return (point[axis] - limit) * sign >= 0

    kept: list[Point] = []
    for before, here in pairwise((points[-1:] + points) if points else ()):
        if is_inside(here) != is_inside(before):
            share = (limit - before[axis]) / (here[axis] - before[axis])
            other = before[1 - axis] + share * (here[1 - axis] - before[1 - axis])
            kept.append((limit, other) if axis == 0 else (other, limit))
        if is_inside(here):
            kept.append(here)
    return tuple(kept)


def middle(points: Sequence[Point]) -> Point:
    """Return the centre of the area that a closed line encloses; of its points where it encloses none."""
    doubled = x = y = 0.0
    for (x0, y0), (x1, y1) in pairwise([*points, points[0]]):
        cross = x0 * y1 - x1 * y0
        doubled, x, y = doubled + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    if abs(doubled) < 1e-9:
        return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
    return x / (3 * doubled), y / (3 * doubled)


def path(points: Sequence[Point], place: Callable[[float, float], Point], least: float) -> str:
    """Write a closed line as the data of an SVG path, without steps shorter than ``least`` units.

    Empty where less than a triangle is left.
    """
    kept: list[tuple[int, int]] = []
    for longitude, latitude in points:
        x, y = place(longitude, latitude)
        here = round(x * 10), round(y * 10)  # tenths of a unit
        if not kept or max(abs(here[0] - kept[-1][0]), abs(here[1] - kept[-1][1])) >= least * 10:
            kept.append(here)
    if len(kept) < 3:
        return ""
    steps = "".join(_pair(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(kept))
    return f"M{_tenths(kept[0][0])} {_tenths(kept[0][1])}l{steps.lstrip()}z"


def _pair(x: int, y: int) -> str:
    """Write a step; a sign keeps numbers apart where there is one."""
    first, second = _tenths(x), _tenths(y)
    return f"{'' if x < 0 else ' '}{first}{'' if y < 0 else ' '}{second}"


def _tenths(number: int) -> str:
    """Write a number of tenths as short as SVG allows."""
    whole, rest = divmod(abs(number), 10)
    digits = f"{whole}.{rest}" if rest else str(whole)
    return ("-" if number < 0 else "") + (digits.lstrip("0") if rest and not whole else digits)
