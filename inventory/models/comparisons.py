"""Find what a comparison adds up: by estimates, or by what sources state by themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet

from inventory.domain.intervals import Interval
from inventory.domain.tree import Taxonomy, tighten
from inventory.models.equipment import EquipmentType
from inventory.models.evidence import EvidenceCount
from inventory.models.reference import Country, Party
from inventory.models.reports import Report
from inventory.models.shipments import Shipment
from inventory.models.totals import NOTHING, Dimension, Measure, Tally, TallyKey, Thing
from inventory.models.totals.adding import Adding, Totals, spread
from inventory.models.totals.alone import TooManyShipmentsError, tally_alone
from inventory.models.totals.belonging import belonging_to_any
from inventory.models.totals.selection import Selection

__all__ = ["Selection", "Tallied", "TooManyShipmentsError", "reports_behind", "tally"]

# What has a name in rows, with the columns of its key and its label.
NAMED: dict[Dimension, tuple[type[Model], str, str]] = {
    Dimension.DESTINATION: (Country, "code", "name"),
    Dimension.SUPPLIER: (Party, "slug", "name"),
    Dimension.SHIPMENT: (Shipment, "reference", "title"),
}
# Key, label and note of what stands in rows, by primary key.
type Names = dict[int, tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Tallied:
    """Hold what was added up, the types in the order of the tree, and the names of what stands in rows."""

    totals: Totals
    types: tuple[EquipmentType, ...]
    names: Mapping[Dimension, Names]


def tally(
    selection: Selection, things: Sequence[Thing], rows: Sequence[Dimension], measure: Measure
) -> Tallied:
    """Add up what belongs to each thing, by type and by what stands in rows; without things, all of it.

    Sources and editions are added up by what each states, all else by estimates. Raises
    TooManyShipmentsError.
    """
    beside = [row for row in rows if row != Dimension.EQUIPMENT]
    if things and things[0].dimension in (Dimension.SOURCE, Dimension.EDITION):
        tallies = tally_alone(things, selection, beside)
    else:
        adding = Adding(selection, things, beside)
        tallies = adding.tallies(measure)
        if measure == Measure.CONFIRMED:
            _add_confirmed(tallies, adding.seen())
    totals = spread(tallies)
    types = _types(totals.types())
    return Tallied(totals, types, _names(totals, beside))


def reports_behind(selection: Selection, things: Sequence[Thing]) -> QuerySet[Report]:
    """Return the reports on the shipments that are added up, or may be; with types, those that count them."""
    belonging = belonging_to_any(things, selection.members, selection.divided)
    shipments = Shipment.objects.filter((selection.shipments & belonging).possible)
    reports = Report.objects.filter(shipment__in=shipments.values("pk"))
    if not selection.types:
        return reports
    within = Q()
    for kind in selection.types:
        within |= Q(pk=kind.pk) | Q(path__startswith=f"{kind.path}/")
    return reports.filter(deliveries__equipment_type__in=EquipmentType.objects.filter(within))


def _add_confirmed(tallies: dict[TallyKey, Tally], seen: Sequence[tuple[TallyKey, int]]) -> None:
    """Add to the tallies what evidence shows at least on the shipments seen. Runs two queries."""
    confirmed = _confirmed({shipment for _, shipment in seen})
    for key, shipment in seen:
        number = confirmed[shipment].get(key.equipment_type)
        if number is not None:
            tallies[key] = tallies[key] + Tally(NOTHING.plain, 0, 0, 0, number, 1)


def _confirmed(shipments: Collection[int]) -> dict[int, dict[int, int]]:
    """Return for each shipment and type the most that one piece of evidence shows, added up over the tree."""
    most: dict[int, dict[int, int]] = {shipment: {} for shipment in shipments}
    counts = EvidenceCount.objects.filter(evidence__shipment__in=shipments)
    for shipment, kind, number in counts.values_list("evidence__shipment", "equipment_type", "count"):
        most[shipment][kind] = max(number, most[shipment].get(kind, 0))
    taxonomy = EquipmentType.objects.taxonomy()
    return {shipment: _risen(found, taxonomy) for shipment, found in most.items()}


def _risen(found: Mapping[int, int], taxonomy: Taxonomy) -> dict[int, int]:
    bounds = tighten(taxonomy, {kind: Interval(number, None) for kind, number in found.items()}).bounds
    return {kind: bound.low for kind, bound in bounds.items() if bound.low}


def _types(used: Collection[int]) -> tuple[EquipmentType, ...]:
    """Return the types in the order of the tree. Runs two queries."""
    found = EquipmentType.objects.in_bulk(list(used))
    return tuple(found[key] for key in EquipmentType.objects.taxonomy().order(used))


def _names(totals: Totals, rows: Sequence[Dimension]) -> dict[Dimension, Names]:
    """Return the names of the countries, suppliers and shipments in rows. Runs one query for each kind."""
    names: dict[Dimension, Names] = {}
    for number, dimension in enumerate(rows):
        wanted = totals.values(number) - {None}
        if dimension in NAMED:
            model, key, label = NAMED[dimension]
            found = model._default_manager.filter(pk__in=wanted).values_list("pk", key, label)
            is_shipment = dimension == Dimension.SHIPMENT
            names[dimension] = {pk: (key, label, key if is_shipment else "") for pk, key, label in found}
    return names
