"""Give the totals of shipments that overlap, each connected group by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from inventory.domain.totals.links import (
    KnownLinks,
    Pair,
    Verdict,
    groups_of,
    lines_of,
    meeting_types,
    of_one_type,
)
from inventory.domain.totals.proposals import Proposal, propose
from inventory.domain.totals.records import CountedShipment
from inventory.domain.totals.totals import ReportedTotal, total
from inventory.domain.tree import Taxonomy


class Overlaps:
    """Hold shipments of which some may be or are the same, and give the total of any of them on a type.

    Groups that nothing connects are reckoned apart, and each once.
    """

    def __init__(
        self, shipments: Iterable[CountedShipment], verdicts: Mapping[Pair, Verdict], taxonomy: Taxonomy
    ) -> None:
        given = {one.key: one for one in shipments}
        lines = {key: lines_of(one, taxonomy) for key, one in given.items()}

        def can_share(one: int, other: int, verdict: Verdict) -> bool:
            is_narrow = of_one_type(given[one], given[other], verdict)
            kinds = meeting_types(lines[one], lines[other], taxonomy, only_designations=is_narrow)
            return any(_is_counted(kind, taxonomy) for kind in kinds)

        meeting = {
            pair: verdict
            for pair, verdict in verdicts.items()
            if verdict is not Verdict.DISTINCT and can_share(*pair, verdict)
        }
        self._links = KnownLinks(meeting)
        linked = {key for pair in meeting for key in pair}
        self._shipments = {key: given[key] for key in sorted(linked)}
        self._groups = {
            key: number for number, group in enumerate(groups_of(linked, meeting)) for key in group
        }
        self._taxonomy = taxonomy
        self._known: dict[tuple[int, frozenset[int], frozenset[int]], ReportedTotal] = {}

    @property
    def keys(self) -> Collection[int]:
        """Return the keys of the shipments that overlap another."""
        return self._shipments.keys()

    @property
    def verdicts(self) -> Mapping[Pair, Verdict]:
        """Return the links that matter on some type."""
        return self._links.verdicts

    def undecided(self) -> list[Proposal]:
        """Return what is left to decide, each with what speaks for it."""
        return [
            propose(self._shipments[one], self._shipments[other], self._taxonomy)
            for (one, other), verdict in self.verdicts.items()
            if verdict is Verdict.UNDECIDED
        ]

    def total(self, kind: int, keys: Iterable[int], possible: Iterable[int] = ()) -> ReportedTotal:
        """Return the total of overlapping shipments on a type; ``possible`` ones may lie outside."""
        groups: dict[int, tuple[set[int], set[int]]] = {}
        for number, chosen in enumerate((keys, possible)):
            for key in chosen:
                groups.setdefault(self._groups[key], (set(), set()))[number].add(key)
        found = (self._of_group(kind, frozenset(one), frozenset(other)) for one, other in groups.values())
        return sum(found, ReportedTotal())

    def _of_group(self, kind: int, keys: frozenset[int], possible: frozenset[int]) -> ReportedTotal:
        found = self._known.get((kind, keys, possible))
        if found is None:
            members = [self._shipments[key] for key in keys]
            members += [replace(self._shipments[key], is_certain=False) for key in possible]
            found = self._known[kind, keys, possible] = total(members, self._links, self._taxonomy, kind)
        return found


def _is_counted(kind: int, taxonomy: Taxonomy) -> bool:
    """Return whether a type has items of one unit; to share no more than being equipment says nothing."""
    return taxonomy.node(kind).parent is not None
