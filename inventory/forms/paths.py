"""Refuse an edge that would close a circle among what draws on what, with the path in the message."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from inventory.domain.provenance import find_cycle

type Edges = list[tuple[int, int]]


def circle_through(edge: tuple[int, int], edges: Iterable[tuple[int, int]]) -> tuple[int, ...] | None:
    """Return the circle that the edge closes, as a path from its start back to it; None when it closes none.

    >>> circle_through((1, 2), [(2, 3), (3, 1), (7, 7)]), circle_through((1, 2), [(2, 3)])
    ((1, 2, 3, 1), None)
    """
    below = _reachable(edge[1], edges)
    path = find_cycle([edge, *((start, end) for start, end in edges if start in below)])
    if path is None or edge[0] not in path:
        return None
    turn = path.index(edge[0])
    return (*path[turn:-1], *path[: turn + 1])


def _reachable(start: int, edges: Iterable[tuple[int, int]]) -> set[int]:
    ends: dict[int, list[int]] = {}
    for head, tail in edges:
        ends.setdefault(head, []).append(tail)
    found, waiting = {start}, [start]
    while waiting:
        for tail in ends.get(waiting.pop(), ()):
            if tail not in found:
                found.add(tail)
                waiting.append(tail)
    return found


def edges_below(starts: Collection[int], fetch: Callable[[Collection[int]], Edges]) -> Edges:
    """Collect every edge that can be reached from the starts; ``fetch`` is called once per level.

    >>> graph = {1: [(1, 2)], 2: [(2, 3)], 9: [(9, 1)]}
    >>> edges_below({1}, lambda keys: [edge for key in keys for edge in graph.get(key, [])])
    [(1, 2), (2, 3)]
    """
    edges: Edges = []
    seen, level = set(starts), set(starts)
    while level:
        fetched = fetch(level)
        edges += fetched
        level = {end for _, end in fetched} - seen
        seen |= level
    return edges
