"""Choose the shipments that together count the most and certainly count nothing twice.

This is the maximum weight independent set of a graph in which an edge joins what may be, or is, the same.
It is exact up to 15 shipments of a group; beyond, what is found is a bound.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from inventory.domain.totals.links import Pair, groups_of

MOST_EXACT = 15  # shipments in a group; the choices double with each


@dataclass(frozen=True, slots=True)
class Least:
    """Hold a number of items that there are at least; it is not exact where more could be proved."""

    items: int
    is_exact: bool = True

    def __add__(self, other: Least) -> Least:
        return Least(self.items + other.items, self.is_exact and other.is_exact)


def heaviest(weights: Mapping[int, int], edges: Collection[Pair], datasets: Mapping[int, str]) -> Least:
    """Return the largest sum of weights over keys of which no two have an edge.

    >>> heaviest({1: 5, 2: 7, 3: 4}, [(1, 2), (2, 3)], {}).items
    9
    """
    counted = {key: weight for key, weight in weights.items() if weight}
    found = Least(0)
    for group in groups_of(counted, edges):
        inside = [(one, other) for one, other in edges if one in group and other in group]
        found += _heaviest_of_group({key: counted[key] for key in group}, inside, datasets)
    return found


def _heaviest_of_group(
    weights: Mapping[int, int], edges: Collection[Pair], datasets: Mapping[int, str]
) -> Least:
    if len(weights) <= MOST_EXACT:
        return Least(_exactly(weights, edges))
    of_datasets = {datasets[key] for key in weights}
    found = [_greedily(weights, edges)]
    if len(of_datasets) > 1:
        for name in of_datasets:
            own = {key: weight for key, weight in weights.items() if datasets[key] == name}
            found.append(heaviest(own, edges, datasets).items)
    return Least(max(found), is_exact=False)


def _exactly(weights: Mapping[int, int], edges: Collection[Pair]) -> int:
    keys = sorted(weights)
    place = {key: number for number, key in enumerate(keys)}
    beside = [0] * len(keys)
    for one, other in edges:
        beside[place[one]] |= 1 << place[other]
        beside[place[other]] |= 1 << place[one]

    @cache
    def best(left: int) -> int:
        if not left:
            return 0
        first = (left & -left).bit_length() - 1
        rest = left & ~(1 << first)
        taken = weights[keys[first]] + best(rest & ~beside[first])
        return max(taken, best(rest)) if rest & beside[first] else taken

    return best((1 << len(keys)) - 1)


def _greedily(weights: Mapping[int, int], edges: Collection[Pair]) -> int:
    beside: dict[int, set[int]] = {key: set() for key in weights}
    for one, other in edges:
        beside[one].add(other)
        beside[other].add(one)
    chosen: set[int] = set()
    for key in sorted(weights, key=lambda key: (-weights[key], key)):
        if chosen.isdisjoint(beside[key]):
            chosen.add(key)
    return sum(weights[key] for key in chosen)
