"""Work out, type by type from below, what of each shipment remains beside those that include it.

Of two shipments that are the same or included the one of wider scope is the whole: a tally before an event,
more days before fewer. What is included is not added to its whole. Where the included ones come to more than
their whole can be (row 5, event 12), they do not fit: both are carried on as an envelope, disputed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from inventory.domain.totals.links import (
    KnownLinks,
    Line,
    Links,
    Pair,
    Verdict,
    groups_of,
    lines_of,
    meeting_types,
    of_one_type,
)
from inventory.domain.totals.lows import heaviest
from inventory.domain.totals.records import Count, CountedShipment
from inventory.domain.tree import Taxonomy

type Rank = Callable[[int], tuple[float, ...]]  # of a shipment's key; the lowest is the whole


@dataclass(slots=True)
class Remains:
    """Hold what remains on one type, by the key of each shipment that has a count on it.

    ``lows`` are what each surely counts. ``highs`` are what each may count beside those that include it, None
    where that is open; ``covered`` are those of which nothing remains. ``excess`` is what disputed parts come
    to above their wholes, by the key of one of them, None where that is open.
    """

    lows: dict[int, int]
    highs: dict[int, int | None] = field(default_factory=dict)
    edges: dict[Pair, Verdict] = field(default_factory=dict)
    wholes: dict[int, set[int]] = field(default_factory=dict)
    excess: dict[int, int | None] = field(default_factory=dict)
    is_disputed: bool = False

    @property
    def covered(self) -> Collection[int]:
        """Return the shipments of which nothing remains."""
        return self.wholes.keys()


def remains_by_type(
    shipments: Collection[CountedShipment], links: Links | KnownLinks, taxonomy: Taxonomy, top: int
) -> dict[int, Remains]:
    """Return what remains on a type and on each counted type below it, the narrowest first."""
    return _Working(shipments, links, taxonomy, top).run()


class _Working:
    def __init__(
        self, shipments: Collection[CountedShipment], links: Links | KnownLinks, taxonomy: Taxonomy, top: int
    ) -> None:
        self.taxonomy = taxonomy
        self.top = top
        self.shipments = {one.key: one for one in sorted(shipments, key=lambda one: one.key)}
        self.datasets = {one.key: one.dataset for one in shipments}
        self.lines = {key: self._lines(one) for key, one in self.shipments.items()}
        used = {kind for one in self.shipments.values() for kind in one.counts}
        self.types = [kind for kind in taxonomy.order(used) if self._is_below(kind)][::-1]
        self.edges = self._edges(links)
        self.found: dict[int, Remains] = {}

    def run(self) -> dict[int, Remains]:
        for kind in self.types:
            self._reckon(kind)
        return self.found

    def _is_below(self, kind: int) -> bool:
        return kind == self.top or self.top in self.taxonomy.ancestors(kind)

    def _lines(self, shipment: CountedShipment) -> tuple[Line, ...]:
        return tuple(line for line in lines_of(shipment, self.taxonomy) if self._is_below(line.type))

    def _edges(self, links: Links | KnownLinks) -> dict[int, dict[Pair, Verdict]]:
        """Return the links by each type on which they matter."""
        edges: dict[int, dict[Pair, Verdict]] = {kind: {} for kind in self.types}
        for (one, other), verdict in links.among(self.shipments):
            is_narrow = of_one_type(self.shipments[one], self.shipments[other], verdict)
            lines, others = self.lines[one], self.lines[other]
            for meeting in meeting_types(lines, others, self.taxonomy, only_designations=is_narrow):
                for kind in (meeting, *self.taxonomy.ancestors(meeting)):
                    if kind in edges:
                        edges[kind][one, other] = verdict
        return edges

    def _reckon(self, kind: int) -> None:
        keys = [key for key, one in self.shipments.items() if kind in one.counts]
        remains = Remains({key: self._low(key, kind) for key in keys}, edges=self.edges[kind])
        self.found[kind] = remains
        below = [self.found[part] for part in self._parts(kind, self.types)]
        remains.is_disputed = any(part.is_disputed for part in below)
        for key in sorted({key for part in below for key in part.excess}):
            remains.excess[key] = total_of(part.excess.get(key, 0) for part in below)
        same = [pair for pair, verdict in remains.edges.items() if verdict is Verdict.SAME_OR_INCLUDED]
        for group in groups_of(keys, same):
            if len(group) > 1:
                self._include(group, same, remains, kind)
            else:
                remains.highs[group[0]] = self._remaining(group[0], kind, ())

    def _include(self, group: list[int], same: list[Pair], remains: Remains, kind: int) -> None:
        """Leave out what is included, in the order of scope or, where that alone fits, of types."""
        attempts = [self._attempt(group, same, remains, kind, rank) for rank in (self._scope, self._width)]
        fitting = [attempt for attempt in attempts if attempt[2]]
        wholes, highs, fits = (fitting or attempts)[0]
        remains.wholes |= wholes
        remains.highs |= highs
        if fits:
            return
        remains.is_disputed = True
        remains.lows |= dict.fromkeys(wholes, 0)
        over = self._over(wholes, highs, kind)
        known = total_of(remains.excess.get(key, 0) for key in group)
        if known is not None and (over is None or over > known):
            further = None if over is None else over - known
            remains.excess[group[0]] = total_of((remains.excess.get(group[0], 0), further))

    def _over(self, wholes: Mapping[int, set[int]], highs: Mapping[int, int | None], kind: int) -> int | None:
        """Return how many items parts come to at most above what includes them."""
        tops = [key for key in wholes if wholes[key].isdisjoint(wholes)]
        parts = total_of(self._count(key, kind).high for key in tops)
        kept = total_of(highs[key] for key in set().union(*(wholes[key] for key in tops)))
        return None if parts is None else max(0, parts - (kept or 0))

    def _attempt(
        self, group: list[int], same: list[Pair], remains: Remains, kind: int, rank: Rank
    ) -> tuple[dict[int, set[int]], dict[int, int | None], bool]:
        """Return what includes whom, what remains, and whether the parts fit into it."""
        wholes: dict[int, set[int]] = {}
        for pair in same:
            if pair[0] in group:
                whole, part = sorted(pair, key=rank)
                if self._covers(whole, part, kind):
                    wholes.setdefault(part, set()).add(whole)
        highs = {key: 0 if key in wholes else self._remaining(key, kind, wholes) for key in group}
        lows = {key: remains.lows[key] for key in group}
        most = total_of(highs.values())
        edges = [pair for pair in remains.edges if pair[0] in lows and pair[1] in lows]
        fits = most is None or not wholes or heaviest(lows, edges, self.datasets).items <= most
        return wholes, highs, fits

    def _covers(self, whole: int, part: int, kind: int) -> bool:
        """Return whether all that the part counts on a type is on types that the whole counts."""
        counted = [line.type for line in self.lines[whole] if self._within(line.type, kind)]
        for line in self.lines[part]:
            if not self._within(line.type, kind):
                continue
            above = {line.type, *self.taxonomy.ancestors(line.type)}
            is_met = not above.isdisjoint(counted) or (
                not line.is_rest and any(line.type in self.taxonomy.ancestors(one) for one in counted)
            )
            if not is_met:
                return False
        return True

    def _within(self, kind: int, top: int) -> bool:
        return kind == top or top in self.taxonomy.ancestors(kind)

    def _remaining(self, key: int, kind: int, covered: Collection[int]) -> int | None:
        """Return how many items of a shipment remain at most beside what others include of it."""
        count = self._count(key, kind)
        taken = self._taken(key, kind, covered)
        if taken == 0 or count.high is None:
            return count.high
        parts = self._parts(kind, self.shipments[key].counts)
        if count.is_stated:
            return max(0, count.high - taken)
        return total_of(self._left(key, part, covered) for part in parts)

    def _left(self, key: int, kind: int, covered: Collection[int]) -> int | None:
        if self._is_taken(key, kind, covered):
            return 0
        return self._remaining(key, kind, covered)

    def _taken(self, key: int, kind: int, covered: Collection[int]) -> int:
        """Return how many items at least others include of what a shipment counts below a type."""
        taken = 0
        for part in self._parts(kind, self.shipments[key].counts):
            is_whole = self._is_taken(key, part, covered)
            taken += self._count(key, part).low if is_whole else self._taken(key, part, covered)
        return taken

    def _is_taken(self, key: int, kind: int, covered: Collection[int]) -> bool:
        """Return whether a shipment that is counted itself includes this one on a type."""
        return any(whole not in covered for whole in self.found[kind].wholes.get(key, ()))

    def _low(self, key: int, kind: int) -> int:
        """Return what a shipment surely counts, less what is in dispute on the types below."""
        shipment = self.shipments[key]
        count = shipment.counts[kind]
        if not shipment.is_certain:
            return 0
        parts = self._parts(kind, shipment.counts)
        if count.is_stated or not parts:
            return count.low
        lost = sum(shipment.counts[part].low - self.found[part].lows[key] for part in parts)
        return max(0, count.low - lost)

    def _count(self, key: int, kind: int) -> Count:
        return self.shipments[key].counts[kind]

    def _parts(self, kind: int, among: Collection[int]) -> list[int]:
        return parts_of(kind, among, self.taxonomy)

    def _scope(self, key: int) -> tuple[float, ...]:
        shipment = self.shipments[key]
        count = shipment.counts[self.top]
        high = float("inf") if count.high is None else count.high
        return (not shipment.is_tally, -shipment.span, high, count.low, key)

    def _width(self, key: int) -> tuple[float, ...]:
        depths = [self.taxonomy.depth(line.type) for line in self.lines[key]]
        return (min(depths), *self._scope(key))


def parts_of(kind: int, among: Collection[int], taxonomy: Taxonomy) -> list[int]:
    """Return the types directly below one that add up to it."""
    unit = taxonomy.node(kind).unit
    nodes = (taxonomy.node(child) for child in taxonomy.children(kind) if child in among)
    return [node.key for node in nodes if node.unit == unit and not node.is_overlapping]


def total_of(ends: Iterable[int | None]) -> int | None:
    """Add ends up; an open one leaves the sum open."""
    total = 0
    for end in ends:
        if end is None:
            return None
        total += end
    return total


def undecided(edges: Mapping[Pair, Verdict]) -> list[Pair]:
    """Return the pairs that nobody decided on."""
    return [pair for pair, verdict in edges.items() if verdict is Verdict.UNDECIDED]
