"""Say why two shipments may be of the same deliveries, and what stands against it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from inventory.domain.totals.links import Pair, lines_of, meeting_type, pair_of
from inventory.domain.totals.records import Count, CountedShipment
from inventory.domain.tree import Taxonomy


class Known(StrEnum):
    """Say how far two shipments agree on something of which each may have one value."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"  # In one of them, or both.


@dataclass(frozen=True, slots=True)
class SharedType:
    """Hold what each of two shipments counts on types of which items can be the same.

    ``type`` is the wider of the two, or what holds both: the narrowest that holds all items that they share.
    """

    type: int
    whole_type: int
    part_type: int
    whole: Count
    part: Count

    @property
    def exceeds(self) -> bool:
        """Return whether the part alone is more than the whole can be.

        A part that is counted on a wider type may have its other items elsewhere.
        """
        high = self.whole.high
        return self.whole_type == self.type and high is not None and self.part.low > high


@dataclass(frozen=True, slots=True)
class Proposal:
    """Hold an undecided link: ``part`` may be included in ``whole``, or be the same.

    ``shared`` begins with the narrowest types, equal ones first; ``depth`` is how far below the root the
    first of them is.
    """

    whole: int
    part: int
    place: Known
    days: Known
    supplier: Known
    shared: tuple[SharedType, ...]
    depth: int

    @property
    def pair(self) -> Pair:
        """Return both keys in the one order in which pairs are kept."""
        return pair_of(self.whole, self.part)

    @property
    def exceeds(self) -> bool:
        """Return whether on some type the part alone is more than the whole can be."""
        return any(shared.exceeds for shared in self.shared)


def propose(one: CountedShipment, other: CountedShipment, taxonomy: Taxonomy) -> Proposal:
    """Return what speaks for two shipments being of the same deliveries; they come in either order."""
    whole, part = sorted((one, other), key=lambda side: (not side.is_tally, -side.span, side.key))
    shared = _shared(whole, part, taxonomy)
    return Proposal(
        whole=whole.key,
        part=part.key,
        place=_known(whole.place, part.place),
        days=Known.UNKNOWN if whole.days is None or part.days is None else Known.SAME,
        supplier=_known(whole.supplier, part.supplier),
        shared=shared,
        depth=_depth(shared[0].type, taxonomy) if shared else 0,
    )


def _shared(whole: CountedShipment, part: CountedShipment, taxonomy: Taxonomy) -> tuple[SharedType, ...]:
    found = [
        SharedType(kind, line.type, facing.type, whole.counts[line.type], part.counts[facing.type])
        for line in lines_of(whole, taxonomy)
        for facing in lines_of(part, taxonomy)
        if (kind := meeting_type(line.type, facing.type, taxonomy)) is not None
        and taxonomy.node(kind).parent is not None
    ]
    return tuple(
        sorted(found, key=lambda one: (-_depth(one.type, taxonomy), one.whole_type != one.part_type))
    )


def _depth(kind: int, taxonomy: Taxonomy) -> int:
    return len(taxonomy.ancestors(kind))


def _known(one: object, other: object) -> Known:
    if one is None or other is None:
        return Known.UNKNOWN
    return Known.SAME if one == other else Known.DIFFERENT
