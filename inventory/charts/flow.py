"""Draw who supplies whom: ribbons from suppliers on the left to destinations on the right.

The measure is the number of shipments, since items of different units have no sum. A shipment has one
supplier and one destination in its headline, so that each is in one ribbon.

>>> drawn = draw_flow([Stream("Russia", "Mali", 3), Stream("China", "Mali", 1)])
>>> [(node.name, node.number) for node in drawn.suppliers + drawn.destinations]
[('Russia', 3), ('China', 1), ('Mali', 4)]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from inventory.charts.scales import units
from inventory.charts.shapes import Point

PLOT = 340.0  # units between names
LEAST_NAMES = 190.0  # units on either side, for names and numbers
LETTER = 6.6  # units that a letter of a name takes at most on average
NUMBER = 50.0  # units that a number takes, with the room around it
NODE = 12.0  # units that a node is wide
GAP = 8.0  # units between nodes
LEAST = 2.0  # units that the thinnest ribbon takes
LINE = 15.0  # units that a name takes, and so a node at least
MOST = 12  # nodes on a side; the rest is drawn as one
ROOM = 260.0  # units that all shipments take together, where they are many
PER_SHIPMENT = 22.0  # units for a shipment, where they are few
HEAD = 22.0  # units above the nodes
FOOT = 8.0  # units below them


@dataclass(frozen=True, slots=True)
class Stream:
    """Count the shipments from one supplier to one destination.

    Names are empty where they are unknown or in dispute. ``address`` leads to the shipments.
    """

    supplier: str
    destination: str
    shipments: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """Place one supplier or destination; ``name`` is empty where it is unknown."""

    name: str
    number: int
    y: str
    height: str
    middle: str
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Place the shipments between two nodes as one band of even thickness."""

    path: str
    thickness: str
    supplier: str
    destination: str
    number: int
    address: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """Hold the drawing. Nodes stand from the largest down, what is unknown and the rest last."""

    width: str
    height: str
    left: str
    right: str
    middle: str
    node: str
    suppliers: tuple[Node, ...]
    destinations: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]


def draw_flow(streams: Sequence[Stream], rest: str = "others") -> Flow:
    """Lay out streams; beyond the largest on each side, what is left is drawn as the one ``rest``."""
    joined = _join(streams, rest)
    total = sum(stream.shipments for stream in joined)
    scale = min(PER_SHIPMENT, ROOM / max(1, total))
    suppliers = _nodes(joined, "supplier", rest, scale)
    destinations = _nodes(joined, "destination", rest, scale)
    height = max([HEAD + FOOT, *(_end(nodes) + FOOT for nodes in (suppliers, destinations))])
    names = max(
        LEAST_NAMES, NUMBER + LETTER * max((len(one.name) for one in suppliers + destinations), default=0)
    )
    return Flow(
        width=units(2 * names + PLOT),
        height=units(height),
        left=units(names),
        right=units(names + PLOT - NODE),
        middle=units(names + PLOT / 2),
        node=units(NODE),
        suppliers=suppliers,
        destinations=destinations,
        ribbons=_ribbons(joined, suppliers, destinations, scale, names),
    )


def _join(streams: Sequence[Stream], rest: str) -> list[Stream]:
    """Return streams between what is drawn, so that there is one at most between two nodes."""
    kept = {side: _largest(streams, side) for side in ("supplier", "destination")}
    joined: dict[tuple[str, str], Stream] = {}
    for stream in streams:
        supplier = stream.supplier if stream.supplier in kept["supplier"] else rest
        destination = stream.destination if stream.destination in kept["destination"] else rest
        before = joined.get((supplier, destination))
        whole = (supplier, destination) == (stream.supplier, stream.destination)
        joined[supplier, destination] = Stream(
            supplier,
            destination,
            stream.shipments + (before.shipments if before else 0),
            stream.address if whole else "",
        )
    return list(joined.values())


def _largest(streams: Sequence[Stream], side: str) -> set[str]:
    """Return the names that are drawn on a side; what is unknown always is."""
    counted: Counter[str] = Counter()
    for stream in streams:
        counted[getattr(stream, side)] += stream.shipments
    named = sorted((name for name in counted if name), key=lambda name: (-counted[name], name))
    # One more name takes no more room than the rest of one would.
    return {"", *(named if len(named) <= MOST + 1 else named[:MOST])}


def _nodes(streams: Sequence[Stream], side: str, rest: str, scale: float) -> tuple[Node, ...]:
    counted: Counter[str] = Counter()
    for stream in streams:
        counted[getattr(stream, side)] += stream.shipments
    order = sorted(counted, key=lambda name: (name == rest, not name, -counted[name], name))
    nodes, y = [], HEAD
    for name in order:
        height = max(LEAST, counted[name] * scale)
        room = max(height, LINE)
        middle = y + room / 2
        nodes.append(
            Node(name, counted[name], units(middle - height / 2), units(height), units(middle), name == rest)
        )
        y += room + GAP
    return tuple(nodes)


def _end(nodes: Sequence[Node]) -> float:
    """Return where the lowest node or its name ends."""
    return max((float(node.middle) + max(float(node.height), LINE) / 2 for node in nodes), default=HEAD)


def _ribbons(
    streams: Sequence[Stream],
    suppliers: Sequence[Node],
    destinations: Sequence[Node],
    scale: float,
    names: float,
) -> tuple[Ribbon, ...]:
    """Return the bands between nodes, each beginning and ending below the one before it."""
    left = {node.name: number for number, node in enumerate(suppliers)}
    right = {node.name: number for number, node in enumerate(destinations)}
    starts, ends = _offsets(suppliers), _offsets(destinations)
    streams = sorted(streams, key=lambda one: (left[one.supplier], right[one.destination]))
    begin = {_key(one): starts.take(one.supplier, one.shipments * scale) for one in streams}
    by_end = sorted(streams, key=lambda one: (right[one.destination], left[one.supplier]))
    finish = {_key(one): ends.take(one.destination, one.shipments * scale) for one in by_end}
    return tuple(
        _ribbon(
            one,
            (names + NODE, begin[_key(one)]),
            (names + PLOT - NODE, finish[_key(one)]),
            one.shipments * scale,
        )
        for one in streams
    )


def _key(stream: Stream) -> tuple[str, str]:
    return stream.supplier, stream.destination


@dataclass(slots=True)
class _Offsets:
    """Hand out the room of each node from its top down."""

    next: dict[str, float]

    def take(self, name: str, thickness: float) -> float:
        """Return the middle of the next band of a node."""
        self.next[name] += thickness
        return self.next[name] - thickness / 2


def _offsets(nodes: Sequence[Node]) -> _Offsets:
    return _Offsets({node.name: float(node.y) for node in nodes})


def _ribbon(stream: Stream, begin: Point, finish: Point, thickness: float) -> Ribbon:
    """Return the band from a place on the left to one on the right."""
    left, right, middle = units(begin[0]), units(finish[0]), units((begin[0] + finish[0]) / 2)
    start, end = units(begin[1]), units(finish[1])
    return Ribbon(
        path=f"M{left} {start}C{middle} {start} {middle} {end} {right} {end}",
        thickness=units(max(thickness, 0.6)),
        supplier=stream.supplier,
        destination=stream.destination,
        number=stream.shipments,
        address=stream.address,
        is_known=bool(stream.supplier and stream.destination),
    )
