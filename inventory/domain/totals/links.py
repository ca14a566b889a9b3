"""Say which shipments may be of the same deliveries, and what people decided of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from inventory.domain.totals.records import CountedShipment
from inventory.domain.tree import Taxonomy

type Pair = tuple[int, int]  # keys of two shipments, the smaller first


class Verdict(StrEnum):
    """Name what holds between two shipments."""

    SAME_OR_INCLUDED = "same_or_included"
    DISTINCT = "distinct"
    UNDECIDED = "undecided"


def pair_of(one: int, other: int) -> Pair:
    """Return two keys in the one order in which pairs are kept."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True, slots=True)
class Links:
    """Hold what was decided, and which pairs of events of one dataset may be the same."""

    same: frozenset[Pair] = field(default_factory=frozenset)
    distinct: frozenset[Pair] = field(default_factory=frozenset)
    likely: frozenset[Pair] = field(default_factory=frozenset)

    def verdict(self, one: CountedShipment, other: CountedShipment) -> Verdict:
        """Return what holds between two shipments; those that cannot meet are distinct."""
        pair = pair_of(one.key, other.key)
        if pair in self.same:
            return Verdict.SAME_OR_INCLUDED
        if pair in self.distinct or not can_meet(one, other):
            return Verdict.DISTINCT
        is_open = one.dataset != other.dataset or pair in self.likely
        return Verdict.UNDECIDED if is_open else Verdict.DISTINCT

    def among(self, shipments: Mapping[int, CountedShipment]) -> Iterator[tuple[Pair, Verdict]]:
        """Yield each pair of the shipments, given by key, that may be or is the same."""
        for one, other in combinations(sorted(shipments), 2):
            verdict = self.verdict(shipments[one], shipments[other])
            if verdict is not Verdict.DISTINCT:
                yield (one, other), verdict


@dataclass(frozen=True, slots=True)
class KnownLinks:
    """Hold links that were found beforehand, by pair; all other pairs are distinct."""

    verdicts: Mapping[Pair, Verdict]

    def among(self, shipments: Mapping[int, CountedShipment]) -> Iterator[tuple[Pair, Verdict]]:
        """Yield each pair of the shipments, given by key, that may be or is the same."""
        for pair, verdict in self.verdicts.items():
            if pair[0] in shipments and pair[1] in shipments and verdict is not Verdict.DISTINCT:
                yield pair, verdict


def can_meet(one: CountedShipment, other: CountedShipment) -> bool:
    """Return whether two shipments can be of the same deliveries by stage, recipient and days.

    What is unknown can be anything. Types are compared apart, since shipments have several.
    """
    if one.stage != other.stage or _differ(one.place, other.place):
        return False
    if one.days is None or other.days is None:
        return True
    return one.days[0] <= other.days[1] and other.days[0] <= one.days[1]


def of_one_type(one: CountedShipment, other: CountedShipment, verdict: Verdict) -> bool:
    """Return whether two shipments may share only items of one designation.

    While nobody decided, suppliers that differ keep apart what is counted by category alone ("5 UAVs"), but
    not what both name: who supplied it is what sources get wrong first.
    """
    return verdict is Verdict.UNDECIDED and _differ(one.supplier, other.supplier)


def _differ(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other


@dataclass(frozen=True, slots=True)
class Line:
    """Name one type that a shipment counts by itself: its narrowest ones, and stated totals above them."""

    type: int
    is_rest: bool  # What is beside the types named below it.


def lines_of(shipment: CountedShipment, taxonomy: Taxonomy) -> tuple[Line, ...]:
    """Return what a shipment counts by itself, in the order of the tree."""
    above = {key for counted in shipment.counts for key in taxonomy.ancestors(counted)}
    return tuple(
        Line(key, key in above)
        for key in taxonomy.order(shipment.counts)
        if key not in above or shipment.counts[key].is_stated
    )


def meeting_types(
    one: Iterable[Line], other: Iterable[Line], taxonomy: Taxonomy, *, only_designations: bool = False
) -> Iterator[int]:
    """Yield the narrowest types on which items of the one can be items of the other."""
    others = list(other)
    for line in one:
        for facing in others:
            found = meeting_type(line.type, facing.type, taxonomy)
            if found is not None and (not only_designations or taxonomy.node(found).is_designation):
                yield found


def meeting_type(one: int, other: int, taxonomy: Taxonomy) -> int | None:
    """Return the narrowest type that holds all items which two types can share; None if they share none.

    A type that overlaps its siblings, as combat vehicles do, shares items with all of them.
    """
    if one in taxonomy.ancestors(other):
        return one
    if one == other or other in taxonomy.ancestors(one):
        return other
    for over, beside in ((one, other), (other, one)):
        for key in (over, *taxonomy.ancestors(over)):
            node = taxonomy.node(key)
            if node.is_overlapping and node.parent in taxonomy.ancestors(beside):
                return node.parent
    return None


def groups_of(keys: Iterable[int], pairs: Iterable[Pair]) -> list[list[int]]:
    """Return the keys in connected groups, each in order, by pairs of which both ends are among the keys."""
    group = {key: [key] for key in sorted(keys)}
    for one, other in pairs:
        if one in group and other in group and group[one] is not group[other]:
            joined = sorted([*group[one], *group[other]])
            group |= dict.fromkeys(joined, joined)
    return list({id(found): found for found in group.values()}.values())
