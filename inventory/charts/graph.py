"""Lay out who draws on whom in layers, from the left, where words come from, to the right, where they went.

>>> graph = lay_out([Node("web", ("defenceWeb",)), Node("seed", ("Seed",))], [Link("web", "seed", "2")])
>>> [(box.node.key, box.layer) for box in graph.boxes], [link.is_back for link in graph.arrows]
([('web', 0), ('seed', 1)], [False])
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

BOX_WIDTH = 184  # units of the drawing, as are all lengths here
LINE_HEIGHT = 16
BOX_PADDING = 9
LAYER_GAP = 152  # room for the label of an arrow
ROW_GAP = 14
LANE_HEIGHT = 18  # what an arrow takes that passes a layer by
MARGIN = 10
LEAST_WIDTH = 560  # a lone box is not blown up to the width of a page
MOST_LETTERS = 27  # of a line in a box
MOST_BOLD_LETTERS = 22  # of a line of its name, which is never cut
MOST_LINES = 3  # for each other part of its words; the whole is in its title
SWEEPS = 6  # times that layers are put in the order of their neighbours
HEAD = 8  # length of an arrow's head


@dataclass(frozen=True, slots=True)
class Node:
    """Describe one thing: its lines of words, the first of them its name. ``words`` tell all of it."""

    key: str
    lines: tuple[str, ...]
    words: str = ""
    address: str = ""
    is_focus: bool = False

    @property
    def height(self) -> int:
        """Return how high its box is."""
        return LINE_HEIGHT * len(self.broken) + 2 * BOX_PADDING - 4

    @property
    def broken(self) -> list[tuple[str, bool]]:
        """Return its words as they fit a box, line by line, and whether each is of the name."""
        name, *others = self.lines
        lines = [(line, True) for line in wrap(name, MOST_BOLD_LETTERS)]
        for text in others:
            found = wrap(text, MOST_LETTERS, max_lines=MOST_LINES, placeholder="…")
            lines += [(line, False) for line in found]
        return lines


@dataclass(frozen=True, slots=True)
class Link:
    """Lead words from one node to another that draws on it; ``weight`` is how often."""

    start: str
    end: str
    label: str = ""
    weight: int = 1
    is_guessed: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Place one line of a box's words."""

    x: str
    y: str
    text: str
    is_name: bool


@dataclass(frozen=True, slots=True)
class Box:
    """Place a node; ``top`` and ``left`` are its corner."""

    node: Node
    layer: int
    left: float
    top: float

    @property
    def x(self) -> str:
        """Return the left side, as a drawing wants it."""
        return _units(self.left)

    @property
    def y(self) -> str:
        """Return the upper side, as a drawing wants it."""
        return _units(self.top)

    @property
    def width(self) -> str:
        """Return the width, as a drawing wants it."""
        return _units(BOX_WIDTH)

    @property
    def height(self) -> str:
        """Return the height, as a drawing wants it."""
        return _units(self.node.height)

    @property
    def middle(self) -> float:
        """Return how far down its middle is."""
        return self.top + self.node.height / 2

    @property
    def lines(self) -> list[Line]:
        """Return its words line by line."""
        first = self.top + BOX_PADDING + LINE_HEIGHT - 6
        return [
            Line(_units(self.left + 10), _units(first + number * LINE_HEIGHT), text, is_name)
            for number, (text, is_name) in enumerate(self.node.broken)
        ]


@dataclass(frozen=True, slots=True)
class Arrow:
    """Place a link. ``is_back``: it closes a circle, so it leads from a later layer to an earlier one."""

    link: Link
    is_back: bool
    path: str
    head: str
    stroke: str
    label_x: str
    label_y: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Hold a whole drawing; boxes in the order in which a reader comes to them, layer by layer."""

    boxes: tuple[Box, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    width: str = "0"
    height: str = "0"


type _Slot = str | tuple[int, int]  # a node's key, or the lane of an arrow (its number) through a layer


def lay_out(nodes: Sequence[Node], links: Iterable[Link]) -> Graph:
    """Place every node and link; the same input gives the same drawing.

    Links between nodes that are not given, and from a node to itself, are left out.
    """
    known = {node.key: node for node in nodes}
    drawn = [one for one in links if one.start in known and one.end in known and one.start != one.end]
    if not known:
        return Graph()
    back = _closing_circles(list(known), drawn)
    forward = [(one.end, one.start) if at in back else (one.start, one.end) for at, one in enumerate(drawn)]
    layers = _layers(list(known), forward)
    columns, lanes = _columns(layers, forward)
    _untangle(columns, lanes)
    tops, height = _tops(columns, known)
    inset = _inset(len(columns))
    boxes = {
        key: Box(node, layers[key], inset + layers[key] * (BOX_WIDTH + LAYER_GAP), tops[key])
        for key, node in known.items()
    }
    pen = _Pen(boxes, tops, inset, drawn, forward, back)
    order = [slot for column in columns for slot in column if isinstance(slot, str)]
    width = 2 * inset + len(columns) * BOX_WIDTH + (len(columns) - 1) * LAYER_GAP
    return Graph(
        tuple(boxes[key] for key in order),
        tuple(pen.arrow(number, lanes[number]) for number in range(len(drawn))),
        _units(width),
        _units(height),
    )


def _closing_circles(keys: list[str], links: list[Link]) -> set[int]:
    """Return the numbers of links that lead back to a node that they came from."""
    out: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, link in enumerate(links):
        out[link.start].append((number, link.end))
    back: set[int] = set()
    done: set[str] = set()
    for start in keys:
        if start in done:
            continue
        path, waiting = [start], [iter(out[start])]
        on_path = {start}
        while waiting:
            step = next(waiting[-1], None)
            if step is None:
                waiting.pop()
                left = path.pop()
                on_path.discard(left)
                done.add(left)
            elif step[1] in on_path:
                back.add(step[0])
            elif step[1] not in done:
                path.append(step[1])
                on_path.add(step[1])
                waiting.append(iter(out[step[1]]))
    return back


def _layers(keys: list[str], forward: list[tuple[str, str]]) -> dict[str, int]:
    """Put each node one layer after the last of those that it draws on."""
    layers = dict.fromkeys(keys, 0)
    # Without circles, as many rounds as there are nodes settle every layer; most graphs need a few.
    for _round in keys:
        moved = False
        for start, end in forward:
            if layers[end] <= layers[start]:
                layers[end] = layers[start] + 1
                moved = True
        if not moved:
            break
    return _closer(layers, forward)


def _closer(layers: dict[str, int], forward: list[tuple[str, str]]) -> dict[str, int]:
    """Move each root to the layer before the first that draws on it, so that arrows are short."""
    followers: dict[str, list[str]] = defaultdict(list)
    for start, end in forward:
        followers[start].append(end)
    roots = layers.keys() - {end for _, end in forward}
    closest = {root: min(layers[end] for end in followers[root]) - 1 for root in roots if followers[root]}
    return {key: closest.get(key, layer) for key, layer in layers.items()}


def _columns(
    layers: dict[str, int], forward: list[tuple[str, str]]
) -> tuple[list[list[_Slot]], list[list[_Slot]]]:
    """Return the slots of each layer, and of each link its way from slot to slot."""
    columns: list[list[_Slot]] = [[] for _ in range(max(layers.values()) + 1)]
    for key, layer in layers.items():
        columns[layer].append(key)
    ways: list[list[_Slot]] = []
    for number, (start, end) in enumerate(forward):
        between: list[_Slot] = [(number, layer) for layer in range(layers[start] + 1, layers[end])]
        for slot, layer in zip(between, range(layers[start] + 1, layers[end]), strict=True):
            columns[layer].append(slot)
        ways.append([start, *between, end])
    return columns, ways


def _untangle(columns: list[list[_Slot]], ways: list[list[_Slot]]) -> None:
    """Put each layer in the order of its neighbours' mean places, to and fro, so that few arrows cross."""
    before: dict[_Slot, list[_Slot]] = defaultdict(list)
    after: dict[_Slot, list[_Slot]] = defaultdict(list)
    for way in ways:
        for one, next_one in pairwise(way):
            after[one].append(next_one)
            before[next_one].append(one)
    for sweep in range(SWEEPS):
        is_forth = sweep % 2 == 0
        neighbours = before if is_forth else after
        for column in columns if is_forth else reversed(columns):
            place = {
                slot: number / max(len(one) - 1, 1) for one in columns for number, slot in enumerate(one)
            }
            column.sort(key=lambda slot, place=place, near=neighbours: _mean(slot, near, place))  # type: ignore[misc]


def _mean(slot: _Slot, neighbours: dict[_Slot, list[_Slot]], place: dict[_Slot, float]) -> float:
    near = neighbours[slot]
    return sum(place[one] for one in near) / len(near) if near else place[slot]


def _tops(columns: list[list[_Slot]], nodes: dict[str, Node]) -> tuple[dict[_Slot, float], float]:
    """Stack each layer, in the middle of the drawing's height."""
    heights = [
        sum(_height(slot, nodes) for slot in column) + ROW_GAP * (len(column) - 1) for column in columns
    ]
    tallest = max(heights)
    tops: dict[_Slot, float] = {}
    for column, height in zip(columns, heights, strict=True):
        top = MARGIN + (tallest - height) / 2
        for slot in column:
            tops[slot] = top
            top += _height(slot, nodes) + ROW_GAP
    return tops, tallest + 2 * MARGIN


def _height(slot: _Slot, nodes: dict[str, Node]) -> int:
    return nodes[slot].height if isinstance(slot, str) else LANE_HEIGHT


def _inset(columns: int) -> float:
    """Return the room on the left and right, more where there are few layers."""
    return max(MARGIN, (LEAST_WIDTH - columns * BOX_WIDTH - (columns - 1) * LAYER_GAP) / 2)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draw links between boxes that are placed."""

    boxes: dict[str, Box]
    tops: dict[_Slot, float]
    inset: float
    links: list[Link]
    forward: list[tuple[str, str]]
    back: set[int]

    def arrow(self, number: int, way: list[_Slot]) -> Arrow:
        """Return the drawing of a link that takes this way."""
        link, is_back = self.links[number], number in self.back
        points = self._points(number, way)
        head_at = points[0] if is_back else points[-1]
        turn = -1 if is_back else 1
        label_x, label_y, anchor = self._label(number, points)
        if is_back:
            points = [(points[0][0] + HEAD, points[0][1]), *points[1:]]
        else:
            points = [*points[:-1], (points[-1][0] - HEAD, points[-1][1])]
        return Arrow(
            link, is_back, _curve(points), _head(head_at, turn),
            _units(1 + 1.1 * math.log1p(link.weight)), _units(label_x), _units(label_y), anchor,
        )  # fmt: skip

    def _points(self, number: int, way: list[_Slot]) -> list[tuple[float, float]]:
        """Return where the link leaves, passes layers by, and arrives, from left to right."""
        start, end = (self.boxes[key] for key in self.forward[number])
        shift = self._shift(number)
        points = [(start.left + BOX_WIDTH, start.middle + shift)]
        for slot in way[1:-1]:
            if isinstance(slot, tuple):
                left, middle = self._left(slot[1]), self.tops[slot] + LANE_HEIGHT / 2
                points += [(left, middle), (left + BOX_WIDTH, middle)]
        return [*points, (end.left, end.middle + shift)]

    def _left(self, layer: int) -> float:
        return self.inset + layer * (BOX_WIDTH + LAYER_GAP)

    def _shift(self, number: int) -> float:
        """Return how far a link stands off the middle, where another goes the same way or back."""
        same = [at for at, ends in enumerate(self.forward) if ends == self.forward[number]]
        return (same.index(number) - (len(same) - 1) / 2) * LINE_HEIGHT

    def _label(self, number: int, points: list[tuple[float, float]]) -> tuple[float, float, str]:
        """Return where the label stands: where fewer links meet, on the side that is free there."""
        start, end = self.forward[number]
        leaving = Counter(one for one, _ in self.forward)[start]
        arriving = Counter(other for _, other in self.forward)[end]
        if leaving <= arriving:
            return points[0][0] + 12, _beside(points[0], points[1]), "start"
        return points[-1][0] - 12, _beside(points[-1], points[-2]), "end"


def _beside(end: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the height of a label at an end of a line that goes on to another point: off its bend."""
    return end[1] + 15 if other[1] < end[1] - 1 else end[1] - 5


def _curve(points: list[tuple[float, float]]) -> str:
    """Return a path through points, level at each of them."""
    path = f"M{_units(points[0][0])} {_units(points[0][1])}"
    for (x, y), (next_x, next_y) in pairwise(points):
        half = (x + next_x) / 2
        path += " C" + " ".join(map(_units, (half, y, half, next_y, next_x, next_y)))
    return path


def _head(at: tuple[float, float], turn: int) -> str:
    """Return the triangle that ends at a point; ``turn`` is 1 to the right, -1 to the left."""
    x, y = at
    base = x - turn * HEAD
    return f"M{_units(x)} {_units(y)}L{_units(base)} {_units(y - 4.5)}L{_units(base)} {_units(y + 4.5)}Z"


def _units(number: float) -> str:
    """Write a length as a drawing wants it, whatever the reader's language."""
    return f"{number:.1f}"


def keep_strongest(nodes: Sequence[Node], links: Sequence[Link], most: int) -> tuple[list[Node], list[Link]]:
    """Keep the nodes in focus and those with the heaviest links, in their order, and the links among them."""
    weights: Counter[str] = Counter()
    for link in links:
        weights[link.start] += link.weight
        weights[link.end] += link.weight
    ranked = sorted(nodes, key=lambda node: (not node.is_focus, -weights[node.key]))
    kept = {node.key for node in ranked[:most]}
    return [node for node in nodes if node.key in kept], [
        link for link in links if {link.start, link.end} <= kept
    ]
