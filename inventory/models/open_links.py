"""Find which links between shipments are left to decide, and decide many at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet

from inventory.domain.likeness import NEAR
from inventory.domain.totals.links import Pair
from inventory.domain.totals.proposals import Proposal
from inventory.models.analysis import Estimate
from inventory.models.arrays import one_of
from inventory.models.candidates import closed_days
from inventory.models.deliveries import ReportedDelivery
from inventory.models.equipment import EquipmentType
from inventory.models.links import ShipmentLink
from inventory.models.lists import ShipmentQuerySet
from inventory.models.shipments import Shipment
from inventory.models.totals import EstimateQuerySet
from inventory.models.totals.overlaps import load_overlaps


@dataclass(frozen=True, slots=True)
class OpenLink:
    """Hold an undecided link with its shipments, the names of its types, and the words of both on these.

    ``words`` are phrases as written, by key of shipment and type.
    """

    proposal: Proposal
    whole: Shipment
    part: Shipment
    types: Mapping[int, EquipmentType]
    words: Mapping[tuple[int, int], Collection[str]]

    @property
    def is_of_events(self) -> bool:
        """Return whether it is a likely pair of events, neither of them a tally."""
        return not self.whole.is_tally and not self.part.is_tally


def find_proposals(shipments: QuerySet[Shipment], types: Iterable[EquipmentType] = ()) -> list[Proposal]:
    """Return the undecided links among shipments; with types those that matter to them or to types below.

    Runs seven queries at most: pairs; shipments; estimates; types; two for pairs of events; paths.
    """
    estimates: EstimateQuerySet = Estimate.objects.filter(shipment__in=shipments.order_by().values("pk"))
    wanted = list(types)
    if wanted:
        estimates = estimates.filter(equipment_type__in=wanted)
    found = load_overlaps(estimates).undecided()
    if not wanted:
        return found
    within = set(EquipmentType.objects.within_any(wanted).values_list("pk", flat=True))
    return [one for one in found if any(shared.type in within for shared in one.shared)]


def load_open_links(proposals: Collection[Proposal]) -> list[OpenLink]:
    """Return undecided links with what a person needs to decide them, in the same order.

    Runs three queries, or none: shipments; types; lines.
    """
    if not proposals:
        return []
    keys = {key for one in proposals for key in one.pair}
    rows = Shipment.objects.select_related("destination__country", "supplier", "dataset").defer("note")
    shipments = rows.in_bulk(keys)
    used = {
        kind
        for one in proposals
        for shared in one.shared
        for kind in (shared.type, shared.whole_type, shared.part_type)
    }
    types = EquipmentType.objects.in_bulk(used)
    words = _words(keys, used)
    return [OpenLink(one, shipments[one.whole], shipments[one.part], types, words) for one in proposals]


def _words(shipments: Collection[int], types: Collection[int]) -> dict[tuple[int, int], list[str]]:
    """Return the phrases of lines by shipment and type, each once. Runs one query."""
    lines = ReportedDelivery.objects.filter(
        shipment__in=one_of(shipments), equipment_type__in=one_of(types), report__superseded_by=None
    )
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for shipment, kind, phrase in lines.order_by("pk").values_list(
        "shipment_id", "equipment_type_id", "phrase"
    ):
        if phrase and phrase not in found[shipment, kind]:
            found[shipment, kind].append(phrase)
    return dict(found)


def around(shipment: Shipment) -> ShipmentQuerySet:
    """Return the shipments that may have a link with one, itself among them. Its destination is at hand."""
    near = Q()
    country = shipment.destination.country_id if shipment.destination else None
    if country is not None:
        near &= Q(destination__country=country) | Q(destination__country=None)
    days = closed_days(shipment.period_days)
    if days:
        # Two events are likely the same also where they are some days apart.
        reach = DateRange(days[0] - NEAR, days[1] + NEAR, "[]")
        near &= Q(period_days__overlap=reach) | Q(period_days=None)
    return Shipment.objects.filter(near)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what became of links that somebody wanted to decide.

    ``held`` were decided by somebody in the meantime; ``gone`` are proposed no more.
    """

    made: list[ShipmentLink]
    held: list[ShipmentLink]
    gone: list[Pair]


def decide_links(
    pairs: Collection[Pair], verdict: str, user: Any, reason_of: Callable[[OpenLink, list[OpenLink]], str]
) -> Outcome:
    """Decide on those pairs of keys that are undecided, all at once.

    ``reason_of`` says on what basis, given a link and all that are decided with it.
    What is not proposed any more is left as it is, and said. Runs thirteen queries at most.
    """
    wanted = set(pairs)
    keys = {key for pair in wanted for key in pair}
    with transaction.atomic():
        # In one order, so that two people who decide at once wait for each other.
        list(Shipment.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True).values("pk"))
        found = find_proposals(Shipment.objects.filter(pk__in=keys))
        links = load_open_links([one for one in found if one.pair in wanted])
        reasons = {link.proposal.pair: reason_of(link, links) for link in links}
        made = ShipmentLink.objects.decide_open(reasons, verdict, user) if reasons else []
    missed = wanted - {(link.shipment_id, link.other_id) for link in made}
    held = ShipmentLink.objects.on(missed) if missed else []
    gone = missed - {(link.shipment_id, link.other_id) for link in held}
    return Outcome(made, held, sorted(gone))


def revoke_links(keys: Collection[int], user: Any) -> list[ShipmentLink]:
    """Revoke those of the decisions that hold, and return them. Runs a query for each, and one."""
    with transaction.atomic():
        held = ShipmentLink.objects.filter(pk__in=keys, revoked_at=None).select_related("shipment", "other")
        links = list(held.select_for_update(of=("self",)))
        for link in links:
            link.revoke(user)
    return links
