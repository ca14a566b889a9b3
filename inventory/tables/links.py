"""Lay out links that are undecided, grouped by the record that may include the others, and decided ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inventory.domain.totals.proposals import SharedType
from inventory.domain.totals.records import Count
from inventory.models import Shipment, ShipmentLink
from inventory.models.open_links import OpenLink, around, find_proposals, load_open_links
from inventory.wording.links import LinkNames, basis_words, proposal_objections, proposal_reasons
from inventory.wording.numbers import interval_words

MOST_TYPES = 2  # that both count, of one link
MOST_PHRASES = 3  # of one shipment on one type


@dataclass(frozen=True, slots=True)
class CountView:
    """Show what a shipment counts on a type: its name, the interval (empty if unknown) and the words."""

    type: str
    interval: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Show one undecided link below the record that may include it.

    ``counts`` are those of the record and of the other, side by side, the narrowest type first.
    """

    pair: str
    other: Shipment
    counts: tuple[tuple[CountView, CountView], ...]
    reasons: tuple[str, ...]
    objections: tuple[str, ...]
    is_of_events: bool


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """Show a record with the undecided links to what it may include."""

    head: Shipment
    rows: tuple[LinkRow, ...]

    @property
    def pairs(self) -> str:
        """Return all its pairs as one value of a form."""
        return " ".join(row.pair for row in self.rows)


@dataclass(frozen=True, slots=True)
class ShipmentLinks:
    """Show the links of one shipment: those that were decided, with the other shipment, and the rest."""

    shipment: Shipment
    decided: tuple[tuple[ShipmentLink, Shipment], ...]
    open: tuple[LinkRow, ...]


def pair_value(pair: tuple[int, int]) -> str:
    """Return a pair of keys as a value of a form, which ``pair_of_value`` reads."""
    return f"{pair[0]}-{pair[1]}"


def pair_of_value(text: str) -> tuple[int, int]:
    """Return the keys of a pair, the smaller first. Raises ValueError.

    >>> pair_of_value("12-7")
    (7, 12)
    """
    one, other = (int(part) for part in text.split("-"))
    if one == other or max(one, other) >= 2**63:
        raise ValueError(text)
    return min(one, other), max(one, other)


def link_groups(links: Iterable[OpenLink]) -> list[LinkGroup]:
    """Return undecided links by the record that may include the others: tallies first, then events.

    Records are in the order of their countries, newest first; below each the narrowest common type is first.
    """
    groups: dict[int, list[OpenLink]] = {}
    for link in sorted(links, key=_place_in_list):
        groups.setdefault(link.whole.pk, []).append(link)
    return [LinkGroup(found[0].whole, tuple(map(link_row, found))) for found in groups.values()]


def _place_in_list(link: OpenLink) -> tuple[bool, str, int, str, int, str]:
    whole, country = link.whole, link.whole.destination and link.whole.destination.country
    first = -whole.period_days.lower.toordinal() if whole.period_days and whole.period_days.lower else 1
    name = country.name if country else ""
    return link.is_of_events, name, first, whole.reference, -link.proposal.depth, link.part.reference


def link_row(link: OpenLink) -> LinkRow:
    """Return one undecided link as it is shown."""
    names = _names(link)
    shared = [
        (
            _count(link, link.whole, one.whole_type, one.whole),
            _count(link, link.part, one.part_type, one.part),
        )
        for one in _narrowest(link)
    ]
    return LinkRow(
        pair_value(link.proposal.pair),
        link.part,
        tuple(shared[:MOST_TYPES]),
        tuple(proposal_reasons(link.proposal, names)),
        tuple(proposal_objections(link.proposal, names)),
        link.is_of_events,
    )


def _narrowest(link: OpenLink) -> Iterator[SharedType]:
    """Yield what both count, without the types above one that both count."""
    paths: list[str] = []
    for shared in link.proposal.shared:
        path = link.types[shared.type].path
        if not any(f"{known}/".startswith(f"{path}/") for known in paths):
            paths.append(path)
            yield shared


def _count(link: OpenLink, shipment: Shipment, kind: int, count: Count) -> CountView:
    phrases = tuple(link.words.get((shipment.pk, kind), ()))[:MOST_PHRASES]
    return CountView(link.types[kind].name, interval_words(count.quantity) if count.quantity else "", phrases)


def _names(link: OpenLink) -> LinkNames:
    destination = link.part.destination
    shared = link.proposal.shared[0]
    return LinkNames(
        country=str((destination and destination.country) or ""),
        supplier=str(link.part.supplier or ""),
        other_supplier=str(link.whole.supplier or ""),
        whole_type=link.types[shared.whole_type].name,
        part_type=link.types[shared.part_type].name,
    )


def default_basis(link: OpenLink, together: Iterable[OpenLink]) -> str:
    """Return what a decision rests on where nobody says otherwise.

    ``together`` are the links among which records were split by the same decision, if any.
    """
    parts = sorted(one.part.reference for one in together if one.whole.pk == link.whole.pk)
    names = _names(link)
    reasons = proposal_reasons(link.proposal, names) + proposal_objections(link.proposal, names)
    return basis_words(reasons, parts if len(parts) > 1 else [])


def shipment_links(shipment: Shipment) -> ShipmentLinks:
    """Return the links of a tally, or of an event. Runs eleven queries at most."""
    decided = ShipmentLink.objects.that_hold(shipment)
    proposals = [one for one in find_proposals(around(shipment)) if shipment.pk in one.pair]
    rows = []
    for link in load_open_links(proposals):
        row = link_row(link)
        rows.append(row if link.whole.pk == shipment.pk else _turned(row, link.whole))
    links = tuple((link, link.counterpart(shipment)) for link in decided)
    return ShipmentLinks(shipment, links, tuple(rows))


def _turned(row: LinkRow, other: Shipment) -> LinkRow:
    """Return a row as the part sees it: the record that may include it is the other."""
    counts = tuple((part, whole) for whole, part in row.counts)
    return LinkRow(row.pair, other, counts, row.reasons, row.objections, row.is_of_events)
