"""Give the total of some shipments on one type, with all that a reader must be told of it.

>>> from inventory.domain.intervals import Interval
>>> from inventory.domain.tree import TypeNode
>>> tree = Taxonomy([
...     TypeNode(1, None, "aircraft", False, "Aircraft"),
...     TypeNode(2, 1, "aircraft", True, "L-39"),
... ])
>>> def made(key, dataset, low, high):
...     count = Count(Interval(low, high))
...     return CountedShipment(key, dataset, {2: count, 1: count}, is_tally=dataset != "events")
>>> row, event = made(1, "SIPRI", 5, 5), made(2, "events", 4, 7)
>>> open_link = total([row, event], Links(), tree, 1)
>>> str(open_link.interval), open_link.twice, open_link.to_decide
('5–12', 5, 1)
>>> str(total([row, event], Links(same=frozenset({(1, 2)})), tree, 1).interval)
'5'
>>> str(total([row, event], Links(distinct=frozenset({(1, 2)})), tree, 1).interval)
'9–12'
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from inventory.domain.intervals import Interval
from inventory.domain.totals.links import KnownLinks, Links, Pair, groups_of
from inventory.domain.totals.lows import Least, heaviest
from inventory.domain.totals.records import Count, CountedShipment
from inventory.domain.totals.remains import Remains, parts_of, remains_by_type, total_of, undecided
from inventory.domain.tree import Taxonomy


class MixedStagesError(ValueError):
    """Refuse to add up what was promised with what moved."""


@dataclass(frozen=True, slots=True)
class ReportedTotal:
    """Hold how many items of a type are reported, and what leaves that open.

    ``high`` adds up the high ends that are known. ``twice`` is how many items may be counted twice in it;
    None where that is open. ``to_decide`` counts undecided links. ``open_count``, ``unknown_count`` and
    ``named_count`` count shipments without a high end, without a number, and with no count on this type but
    on named ones below it; ``may_belong`` those that may lie outside. ``is_exact`` is false where more than
    ``low`` could be proved.
    """

    low: int = 0
    high: int = 0
    shipments: int = 0
    open_count: int = 0
    unknown_count: int = 0
    named_count: int = 0
    may_belong: int = 0
    twice: int | None = 0
    to_decide: int = 0
    is_disputed: bool = False
    is_exact: bool = True
    datasets: Mapping[str, ReportedTotal] = field(default_factory=dict)

    @property
    def interval(self) -> Interval | None:
        """Return the total; None where no number is reported. An open or unknown count opens its high end."""
        if self.shipments == self.unknown_count:
            return None
        is_open = self.open_count or self.unknown_count
        return Interval(self.low, None if is_open else self.high)

    def __add__(self, other: ReportedTotal) -> ReportedTotal:
        """Return the total of both, of which nothing can be the same."""
        names = sorted({*self.datasets, *other.datasets})
        nothing = ReportedTotal()
        return ReportedTotal(
            low=self.low + other.low,
            high=self.high + other.high,
            shipments=self.shipments + other.shipments,
            open_count=self.open_count + other.open_count,
            unknown_count=self.unknown_count + other.unknown_count,
            named_count=self.named_count + other.named_count,
            may_belong=self.may_belong + other.may_belong,
            twice=total_of((self.twice, other.twice)),
            to_decide=self.to_decide + other.to_decide,
            is_disputed=self.is_disputed or other.is_disputed,
            is_exact=self.is_exact and other.is_exact,
            datasets={
                name: self.datasets.get(name, nothing) + other.datasets.get(name, nothing) for name in names
            },
        )


def total(
    shipments: Collection[CountedShipment], links: Links | KnownLinks, taxonomy: Taxonomy, kind: int
) -> ReportedTotal:
    """Return the total of shipments on a type, as a whole and by dataset; their order does not matter.

    Raises MixedStagesError.
    """
    if len({shipment.stage for shipment in shipments}) > 1:
        raise MixedStagesError("Totals are of one group of stages.")
    members = [found for one in shipments if (found := member_of(one, taxonomy, kind))]
    whole = _total_of(members, links, taxonomy, kind)
    names = sorted({one.dataset for one in members})
    by_dataset = {
        name: _total_of([one for one in members if one.dataset == name], links, taxonomy, kind)
        for name in names
    }
    return replace(whole, datasets=by_dataset)


def member_of(shipment: CountedShipment, taxonomy: Taxonomy, kind: int) -> CountedShipment | None:
    """Return a shipment as it belongs to a type; None if it does not.

    It is returned as it is where it counts the type. What is stated of a type above ("tanks", seen from T-72)
    may belong: none of it, or all that the types named below leave.
    """
    if kind in shipment.counts:
        return shipment
    unit = taxonomy.node(kind).unit
    for above in taxonomy.ancestors(kind):
        count = shipment.counts.get(above)
        if count is None or not count.is_stated or taxonomy.node(above).unit != unit:
            continue
        named = sum(shipment.counts[part].low for part in parts_of(above, shipment.counts, taxonomy))
        left = None if count.high is None else max(0, count.high - named)
        if left == 0:
            return None
        rest = Count(count.quantity and Interval(0, left), is_disputed=count.is_disputed)
        return replace(shipment, counts={kind: rest}, is_certain=False)
    return None


def _total_of(
    members: Collection[CountedShipment], links: Links | KnownLinks, taxonomy: Taxonomy, kind: int
) -> ReportedTotal:
    if not members:
        return ReportedTotal()
    return _Adding(members, links, taxonomy, kind).result()


class _Adding:
    def __init__(
        self, members: Collection[CountedShipment], links: Links | KnownLinks, taxonomy: Taxonomy, kind: int
    ) -> None:
        self.kind = kind
        self.taxonomy = taxonomy
        self.members = {one.key: one for one in members}
        self.datasets = {one.key: one.dataset for one in members}
        self.remains = remains_by_type(members, links, taxonomy, kind)

    def result(self) -> ReportedTotal:
        remains = self.remains[self.kind]
        counts = {key: self.members[key].counts[self.kind] for key in remains.lows}
        standing = [counts[key] for key in counts if key not in remains.covered]
        least = self._low(frozenset(counts), self.kind)
        ends = [*remains.highs.values(), *remains.excess.values()]
        high = sum(end for end in ends if end is not None)
        opened = sum(count.quantity is not None and count.high is None for count in standing)
        is_open = opened > 0 or None in ends
        return ReportedTotal(
            low=least.items,
            high=high if is_open else max(high, least.items),
            shipments=len(standing),
            open_count=opened + sum(end is None for end in remains.excess.values()),
            unknown_count=sum(count.quantity is None for count in standing),
            named_count=sum(not count.is_stated for count in standing),
            may_belong=sum(not self.members[key].is_certain for key in counts if key not in remains.covered),
            twice=self._twice(self.kind, counts.keys()),
            to_decide=len(undecided(remains.edges)),
            is_disputed=remains.is_disputed or any(count.is_disputed for count in counts.values()),
            is_exact=least.is_exact,
        )

    def _low(self, keys: frozenset[int], kind: int) -> Least:
        """Return how many items the shipments count at least, each connected group by itself."""
        remains = self.remains[kind]
        counted = keys & remains.lows.keys()
        found = Least(0)
        for group in groups_of(counted, remains.edges):
            found += self._low_of_group(frozenset(group), kind, remains)
        return found

    def _low_of_group(self, group: frozenset[int], kind: int, remains: Remains) -> Least:
        if len(group) == 1:
            return Least(remains.lows[next(iter(group))])
        weights = {key: remains.lows[key] for key in group}
        own = heaviest(weights, _inside(remains.edges, group), self.datasets)
        choices = [own, self._sum_of(kind, group)]
        for apart in (self._by_place(group), self._by_year(group)):
            if len(apart) > 1:
                choices.append(sum((self._low(part, kind) for part in apart), Least(0)))
        return Least(max(choice.items for choice in choices), own.is_exact)

    def _sum_of(self, kind: int, group: frozenset[int]) -> Least:
        """Return what the parts of a category come to; variants of a family may be the same items.

        What a shipment disputes of its own parts is not proved by them: 5 aircraft beside 5 L-39 and 2 Su-25.
        """
        if self.taxonomy.node(kind).is_designation:
            return Least(0)
        parts = parts_of(kind, self.remains, self.taxonomy)
        found = sum((self._low(group, part) for part in parts), Least(0))
        disputed = sum(self._disputed_of_parts(key, kind) for key in group)
        return replace(found, items=max(0, found.items - disputed))

    def _disputed_of_parts(self, key: int, kind: int) -> int:
        """Return how many more items a shipment counts on the parts of a type than it surely has of it."""
        member = self.members[key]
        parts = parts_of(kind, member.counts, self.taxonomy)
        if not parts or not member.is_certain:
            return 0
        return max(0, sum(member.counts[part].low for part in parts) - member.counts[kind].low)

    def _by_place(self, group: frozenset[int]) -> list[frozenset[int]]:
        return _apart({key: self.members[key].place for key in group})

    def _by_year(self, group: frozenset[int]) -> list[frozenset[int]]:
        return _apart({key: _year(self.members[key]) for key in group})

    def _twice(self, kind: int, keys: Collection[int]) -> int | None:
        """Return how many items may be counted twice: of each family, all high ends but the largest.

        A line above the families may be of any of them, so that it is compared on its own level.
        """
        remains = self.remains[kind]
        parts = parts_of(kind, self.remains, self.taxonomy)
        twice: list[int | None] = []
        for group in groups_of(keys & remains.lows.keys(), undecided(remains.edges)):
            if len(group) == 1:
                continue
            if self._is_counted_here(group, kind):
                twice.append(_all_but_largest([remains.highs[key] for key in group]))
            else:
                twice += [self._twice(part, set(group)) for part in parts]
        return total_of(twice)

    def _is_counted_here(self, group: Collection[int], kind: int) -> bool:
        """Return whether a shipment of the group counts on a type itself, not on those below it alone."""
        return any(
            self.members[key].counts[kind].is_stated
            or not parts_of(kind, self.members[key].counts, self.taxonomy)
            for key in group
        )


def _all_but_largest(ends: Collection[int | None]) -> int | None:
    """Add up high ends without the largest; None where more than one is open."""
    known = sorted(end for end in ends if end is not None)
    opened = len(ends) - len(known)
    if opened > 1:
        return None
    return sum(known if opened else known[:-1])


def _inside(edges: Collection[Pair], group: Collection[int]) -> list[Pair]:
    return [(one, other) for one, other in edges if one in group and other in group]


def _apart(values: Mapping[int, int | None]) -> list[frozenset[int]]:
    """Return the keys by value; those of unknown value are in no group."""
    groups: dict[int, set[int]] = {}
    for key, value in values.items():
        if value is not None:
            groups.setdefault(value, set()).add(key)
    return [frozenset(group) for group in groups.values()]


def _year(shipment: CountedShipment) -> int | None:
    """Return the year that all days lie in, if they do."""
    if shipment.days is None or shipment.days[0].year != shipment.days[1].year:
        return None
    return shipment.days[0].year
