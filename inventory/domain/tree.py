"""Close the equipment tree within one report, so that a total and its parts bound each other.

A line on a type counts that type and everything below it. Two passes make every bound exact
(design rule "within one report"): low ends add up from the parts, high ends come down from the
total. The tree has slack, because a report rarely breaks all of its total down, except at the
nodes named `exhaustive`, whose present children are the whole of them.

>>> tree = Taxonomy([
...     TypeNode(1, None, "items", False, "Military equipment"),
...     TypeNode(2, 1, "vehicles", False, "Vehicles"),
...     TypeNode(3, 2, "vehicles", False, "Tanks"),
...     TypeNode(4, 2, "vehicles", False, "Trucks"),
... ])
>>> closed = tighten(tree, {2: Interval(0, 10), 3: Interval(4, None), 4: Interval(5, 9)})
>>> {tree.node(key).name: str(bound) for key, bound in closed.bounds.items()}
{'Military equipment': '≥ 0', 'Vehicles': '9–10', 'Tanks': '4–5', 'Trucks': '5–6'}
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter

from inventory.domain.bounds import Kin, plain_bounds
from inventory.domain.intervals import EVERYTHING, Interval


class TaxonomyError(ValueError):
    """Tell that types do not form a tree, or that a type is not in it."""


@dataclass(frozen=True, slots=True)
class TypeNode:
    """Describe one equipment type: where it hangs, what it is counted in, what it is called.

    `is_designation` is true for families and variants (T-72, T-72B3M) and false for categories
    (Tanks). Siblings are shown by `position`, then by name. An overlapping type counts items that its
    siblings count too ("combat vehicles" beside tanks): it is limited by its parent, but never summed.
    """

    key: int
    parent: int | None
    unit: str
    is_designation: bool
    name: str
    position: int = 0
    is_overlapping: bool = False


class Taxonomy:
    """Hold the equipment types as trees and answer what lies above, below and beside a type.

    Raises TaxonomyError for a key given twice, an unknown parent, or types above themselves; every
    method raises it for a key that is not in the tree.
    """

    def __init__(self, nodes: Iterable[TypeNode]) -> None:
        self._nodes: dict[int, TypeNode] = {}
        for node in nodes:
            if node.key in self._nodes:
                raise TaxonomyError(f"Type {node.key} ({node.name}) is given twice.")
            self._nodes[node.key] = node
        self._children: dict[int | None, list[int]] = {}
        for node in sorted(self._nodes.values(), key=lambda node: (node.position, node.name, node.key)):
            if node.parent is not None and node.parent not in self._nodes:
                raise TaxonomyError(f"Type {node.key} ({node.name}) is under unknown type {node.parent}.")
            self._children.setdefault(node.parent, []).append(node.key)
        walked = self._walk(self._children.get(None, []))
        if len(walked) < len(self._nodes):
            self._refuse_cycle()  # Whatever hangs on no root is above itself, or below what is.
        self._rank = {key: rank for rank, key in enumerate(walked)}
        # Asked for hundreds of times in one comparison, so they are walked up once.
        self._ancestors: dict[int, tuple[int, ...]] = {}
        for key in walked:
            parent = self._nodes[key].parent
            self._ancestors[key] = () if parent is None else (parent, *self._ancestors[parent])
        self._designations_above = {
            key: tuple([one for one in above if self._nodes[one].is_designation])
            for key, above in self._ancestors.items()
        }
        # The voices on a shipment mostly speak of the same types, and shipments of the same few.
        self.kin = lru_cache(maxsize=10_000)(self._kin_of)

    def node(self, key: int) -> TypeNode:
        """Return the description of a type."""
        try:
            return self._nodes[key]
        except KeyError:
            raise TaxonomyError(f"Type {key} is not in the tree.") from None

    def children(self, key: int) -> tuple[int, ...]:
        """Return the types directly below, in tree order."""
        return tuple(self._children.get(self.node(key).key, ()))

    def ancestors(self, key: int) -> tuple[int, ...]:
        """Return the types above, nearest first."""
        return self._ancestors[self.node(key).key]

    def designations_above(self, key: int) -> tuple[int, ...]:
        """Return the designations among the types above, nearest first."""
        return self._designations_above[self.node(key).key]

    def depth(self, key: int) -> int:
        """Return how many types lie above: 0 for a topmost type."""
        return len(self.ancestors(key))

    def closure(self, keys: Iterable[int]) -> frozenset[int]:
        """Return the types given together with everything above them."""
        closed: set[int] = set()
        for key in keys:
            closed.add(key)
            closed.update(self.ancestors(key))
        return frozenset(closed)

    def order(self, keys: Iterable[int]) -> tuple[int, ...]:
        """Return the types given in tree order, each parent before its children."""
        return tuple(sorted(set(keys), key=lambda key: self._rank[self.node(key).key]))

    def is_related(self, key: int, other: int) -> bool:
        """Tell whether two types are the same or one lies above the other."""
        return key == other or key in self.ancestors(other) or other in self.ancestors(key)

    def _kin_of(self, keys: frozenset[int]) -> Kin:
        ordered = tuple(sorted(self.closure(keys), key=self._rank.__getitem__))
        parts: dict[int, list[int]] = {}
        selections: dict[int, list[int]] = {}
        others: dict[int, list[int]] = {}
        parents: dict[int, None] = {}
        for key in ordered:
            node = self._nodes[key]
            if node.parent is None:
                continue
            parents[node.parent] = None
            if node.unit != self._nodes[node.parent].unit:
                others.setdefault(node.parent, []).append(key)
            elif node.is_overlapping:
                selections.setdefault(node.parent, []).append(key)
            else:
                parts.setdefault(node.parent, []).append(key)
        return Kin(ordered, tuple(parents), parts, selections, others)

    def _walk(self, starts: Iterable[int]) -> list[int]:
        """List the starting types and everything below them, each parent first."""
        walked = []
        waiting = list(starts)[::-1]
        while waiting:
            key = waiting.pop()
            walked.append(key)
            waiting.extend(reversed(self._children.get(key, [])))
        return walked

    def _refuse_cycle(self) -> None:
        """Raise TaxonomyError with the path if a type is above itself."""
        above = {key: () if node.parent is None else (node.parent,) for key, node in self._nodes.items()}
        try:
            TopologicalSorter(above).prepare()
        except CycleError as error:
            names = " › ".join(self._nodes[key].name for key in error.args[1])
            raise TaxonomyError(f"Types are above themselves: {names}.") from None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Locate where a report contradicts itself: at least `low`, yet at most `high`, of one type.

    `low_lines` and `high_lines` are the stated types that led to either end, in tree order.
    """

    key: int
    low: int
    high: int
    low_lines: tuple[int, ...]
    high_lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tightened:
    """Hold the bounds of every stated type and of all types above it, in tree order."""

    bounds: dict[int, Interval]
    contradictions: tuple[Contradiction, ...]


def closed_by_naming(taxonomy: Taxonomy, stated_keys: Collection[int]) -> frozenset[int]:
    """Find the designations that a report has counted through their variants.

    A report that names variants of a family without counting the family has counted the family
    through them: seven T-72B3 are seven T-72. Categories always keep slack: seven T-72 are at least
    seven tanks. Pass only types that the report affirms, because "no T-72B3" counts no T-72.

    >>> tree = Taxonomy([
    ...     TypeNode(1, None, "vehicles", False, "Tanks"), TypeNode(2, 1, "vehicles", True, "T-72"),
    ...     TypeNode(3, 2, "vehicles", True, "T-72B3"),
    ... ])
    >>> closed_by_naming(tree, {3}), closed_by_naming(tree, {2, 3})
    (frozenset({2}), frozenset())
    """
    stated = frozenset(stated_keys)
    return frozenset([above for key in stated for above in taxonomy.designations_above(key)]) - stated


def tighten(
    taxonomy: Taxonomy,
    stated: Mapping[int, Interval],
    exhaustive: Collection[int] = (),
    kin: Kin | None = None,
) -> Tightened:
    """Tighten what one report states over the tree, exactly, and say where it contradicts itself.

    Only children of their parent's unit are added up; across units nothing but "none" comes down.
    A node in `exhaustive` equals the sum of its children that are stated or have stated descendants.
    A contradiction is told once, where it first appears from below; the node then keeps its stated
    interval and neither receives nor hands on conclusions, so that no line is dropped or bent.

    `kin` are the stated types and all above them, where these are at hand; without `exhaustive`, others may
    be among them.

    Raises TaxonomyError for a stated type that is not in the tree.
    """
    plain = plain_bounds(kin or taxonomy.kin(frozenset(stated)), stated, exhaustive)
    # Only a contradiction needs to know which lines led to it, and few reports contradict themselves.
    return tighten_with_lines(taxonomy, stated, exhaustive) if plain is None else Tightened(plain, ())


def tighten_with_lines(
    taxonomy: Taxonomy, stated: Mapping[int, Interval], exhaustive: Collection[int] = ()
) -> Tightened:
    """Do the same as `tighten`, ten times slower, keeping account of the lines behind every bound."""
    return _Tightening(taxonomy, stated, frozenset(exhaustive)).run()


@dataclass(frozen=True, slots=True)
class _Bound:
    """Carry both ends of a bound together with the stated types that each end rests on."""

    low: int
    high: int | None
    low_lines: frozenset[int] = frozenset()
    high_lines: frozenset[int] = frozenset()

    def with_low(self, low: int, lines: frozenset[int]) -> _Bound:
        return replace(self, low=low, low_lines=lines) if low > self.low else self

    def with_high(self, high: int | None, lines: frozenset[int]) -> _Bound:
        if high is None or (self.high is not None and self.high <= high):
            return self
        return replace(self, high=high, high_lines=lines)


def _sum(bounds: Collection[_Bound]) -> _Bound:
    """Add bounds up; an open high end anywhere leaves the sum open."""
    highs = [bound.high for bound in bounds if bound.high is not None]
    return _Bound(
        sum(bound.low for bound in bounds),
        sum(highs) if len(highs) == len(bounds) else None,
        frozenset().union(*(bound.low_lines for bound in bounds)),
        frozenset().union(*(bound.high_lines for bound in bounds)),
    )


class _Tightening:
    """Run the two passes over the stated types and everything above them."""

    def __init__(
        self, taxonomy: Taxonomy, stated: Mapping[int, Interval], exhaustive: frozenset[int]
    ) -> None:
        self._taxonomy = taxonomy
        self._stated = stated
        self._exhaustive = exhaustive
        self._keys = taxonomy.order(taxonomy.closure(stated))
        self._bounds: dict[int, _Bound] = {}
        self._contradictions: dict[int, Contradiction] = {}

    def run(self) -> Tightened:
        for key in reversed(self._keys):
            self._gather(key)
        for key in self._keys:
            self._hand_down(key)
        bounds = {key: Interval(self._bounds[key].low, self._bounds[key].high) for key in self._keys}
        located = (self._contradictions[key] for key in self._keys if key in self._contradictions)
        return Tightened(bounds, tuple(located))

    def _own(self, key: int) -> _Bound:
        """Return what the report states on the type itself."""
        interval = self._stated.get(key, EVERYTHING)
        return _Bound(
            interval.low,
            interval.high,
            frozenset({key} if interval.low else ()),
            frozenset() if interval.high is None else frozenset({key}),
        )

    def _children(self, key: int) -> list[TypeNode]:
        """List the children that matter here."""
        return [self._taxonomy.node(child) for child in self._taxonomy.children(key) if child in self._bounds]

    def _parts(self, key: int) -> list[int]:
        """List the children that add up: counted in the type's unit, and none of them twice."""
        unit = self._taxonomy.node(key).unit
        return [node.key for node in self._children(key) if node.unit == unit and not node.is_overlapping]

    def _selections(self, key: int) -> list[int]:
        """List the children that count some of the type's items over again."""
        unit = self._taxonomy.node(key).unit
        return [node.key for node in self._children(key) if node.unit == unit and node.is_overlapping]

    def _others(self, key: int) -> list[int]:
        """List the children that are counted in another unit."""
        unit = self._taxonomy.node(key).unit
        return [node.key for node in self._children(key) if node.unit != unit]

    def _gather(self, key: int) -> None:
        """Raise the low end to what the parts add up to; lower the high end if they are all."""
        bound = self._own(key)
        for child in self._selections(key):
            bound = bound.with_low(self._bounds[child].low, self._bounds[child].low_lines)
        parts = [self._bounds[child] for child in self._parts(key)]
        if parts:
            whole = _sum(parts)
            bound = bound.with_low(whole.low, whole.low_lines)
            if key in self._exhaustive:
                bound = bound.with_high(whole.high, whole.high_lines)
        self._settle(key, bound, self._own(key))

    def _hand_down(self, key: int) -> None:
        """Give each part no more than the others leave, and at least what they cannot fill."""
        if key in self._contradictions:
            return
        total = self._bounds[key]
        parts = {child: self._bounds[child] for child in self._parts(key)}
        for child, before in parts.items():
            bound = before
            others = _sum([other for sibling, other in parts.items() if sibling != child])
            if total.high is not None:
                bound = bound.with_high(total.high - others.low, total.high_lines | others.low_lines)
            if key in self._exhaustive and others.high is not None:
                bound = bound.with_low(total.low - others.high, total.low_lines | others.high_lines)
            if child not in self._contradictions:
                self._bounds[child] = bound
        self._limit_selections(key, total)
        if total.high == 0:
            self._deny(key)

    def _limit_selections(self, key: int, total: _Bound) -> None:
        """Give what is counted over again no more than the whole."""
        for child in self._selections(key):
            if total.high is not None and child not in self._contradictions:
                self._bounds[child] = self._bounds[child].with_high(total.high, total.high_lines)

    def _deny(self, key: int) -> None:
        """Carry "none" down to parts of another unit: no delivery means no boats either."""
        for child in self._others(key):
            if child not in self._contradictions:
                before = self._bounds[child]
                kept = self._own(child) if child in self._stated else before
                self._settle(child, before.with_high(0, self._bounds[key].high_lines), kept)

    def _settle(self, key: int, bound: _Bound, kept: _Bound) -> None:
        """Take over a bound, or, if it is empty, record the contradiction and keep the other one."""
        if bound.high is None or bound.low <= bound.high:
            self._bounds[key] = bound
            return
        self._bounds[key] = kept
        self._contradictions[key] = Contradiction(
            key,
            bound.low,
            bound.high,
            self._taxonomy.order(bound.low_lines),
            self._taxonomy.order(bound.high_lines),
        )
