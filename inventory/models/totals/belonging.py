"""Say which shipments certainly belong to what is asked about, and which may.

What lies inside with all its days and every place that is named counts with both ends. What may lie inside,
such as "2012 to 2015" seen from 2014 or "Mali or Niger" seen from Mali, adds nothing to a low end.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from inventory.models.details import ReportedDetail
from inventory.models.reference import Party
from inventory.models.totals.things import Dimension, Members, Thing

type Named = Mapping[int, frozenset[int]]  # by shipment, the keys of what its reports name

Kind = ReportedDetail.Kind
# A party of these kinds receives in its own country; a company or a group may be anywhere.
AT_HOME = (Party.Kind.STATE, Party.Kind.ARMED_FORCE)


@dataclass(frozen=True, slots=True)
class Divided:
    """Hold shipments whose headline names no country, or no supplier, with those that their reports name.

    A headline is left empty where reports name several, or disagree. Where they name none, it is unknown.
    """

    destinations: Named = field(default_factory=dict)
    suppliers: Named = field(default_factory=dict)

    def named(self, dimension: Dimension) -> Named:
        """Return what is named of one dimension; nothing for those that a headline always has."""
        return {Dimension.DESTINATION: self.destinations, Dimension.SUPPLIER: self.suppliers}.get(
            dimension, {}
        )

    @property
    def keys(self) -> frozenset[int]:
        """Return the shipments."""
        return frozenset((*self.destinations, *self.suppliers))


def load_divided() -> Divided:
    """Return the shipments with several destinations or suppliers. Runs two queries."""
    affirmed = ReportedDetail.objects.filter(
        polarity=ReportedDetail.Polarity.AFFIRMED,
        report__superseded_by=None,
        shipment__merged_into=None,
    ).order_by()
    is_country = Q(kind__in=(Kind.DESTINATION, Kind.DELIVERY_POINT), place__country__isnull=False)
    is_recipient = Q(kind=Kind.RECIPIENT, party__kind__in=AT_HOME, party__country__isnull=False)
    nowhere = affirmed.filter(is_country | is_recipient, shipment__destination__country=None)
    countries = nowhere.annotate(named=Coalesce(F("place__country"), F("party__country")))
    suppliers = affirmed.filter(kind=Kind.SUPPLIER, shipment__supplier=None).annotate(named=F("party"))
    return Divided(
        _grouped(countries.values_list("shipment", "named").distinct()),
        _grouped(suppliers.values_list("shipment", "named").distinct()),
    )


def _grouped(rows: Iterable[tuple[int, int]]) -> Named:
    found: dict[int, set[int]] = {}
    for shipment, named in rows:
        found.setdefault(shipment, set()).add(named)
    return {shipment: frozenset(named) for shipment, named in found.items()}


@dataclass(frozen=True, slots=True)
class Belonging:
    """Hold the condition on which a shipment certainly belongs, and the wider one on which it may."""

    certain: Q = field(default_factory=Q)
    possible: Q = field(default_factory=Q)

    @property
    def is_open(self) -> bool:
        """Return whether what may belong is more than what certainly does."""
        return self.certain != self.possible

    def __and__(self, other: Belonging) -> Belonging:
        return Belonging(self.certain & other.certain, self.possible & other.possible)

    def __or__(self, other: Belonging) -> Belonging:
        return Belonging(self.certain | other.certain, self.possible | other.possible)


EVERYTHING = Belonging()


def belonging_to(thing: Thing, members: Members, divided: Divided, prefix: str = "") -> Belonging:
    """Return the conditions that a shipment belongs to a thing; ``prefix`` is the path to the shipment.

    Sources and editions have no shipments of their own, and equipment is no matter of the shipment.
    """
    match thing.dimension:
        case Dimension.SHIPMENT:
            return _surely(Q(**{f"{prefix}pk": thing.pk}))
        case Dimension.SUPPLIER:
            return _one_of(f"{prefix}supplier", {thing.pk}, divided.suppliers, prefix)
        case Dimension.DESTINATION if thing.is_group:
            return _within_group(members.get(thing.pk, {}), divided, prefix)
        case Dimension.DESTINATION:
            return _one_of(f"{prefix}destination__country", {thing.pk}, divided.destinations, prefix)
        case Dimension.PERIOD if thing.days:
            return within_days(*thing.days, prefix=prefix)
    raise ValueError(f"No shipment belongs to {thing.dimension}.")


def belonging_to_any(
    things: Sequence[Thing], members: Members, divided: Divided, prefix: str = ""
) -> Belonging:
    """Return the conditions that a shipment belongs to one of the things; true without any.

    What went to Mali or Niger certainly went to one of the two.
    """
    if not things:
        return EVERYTHING
    found = reduce(or_, [belonging_to(thing, members, divided, prefix) for thing in things])
    single = {thing.pk for thing in things if not thing.is_group}
    inside = _within(divided.named(things[0].dimension), single)
    return Belonging(found.certain | _is_one(inside, prefix), found.possible) if inside else found


def within_days(first: datetime.date | None, last: datetime.date | None, prefix: str = "") -> Belonging:
    """Return the conditions that all days of a shipment lie within, both ends included, and that some may.

    None leaves an end open. A shipment of unknown days is in neither.
    """
    days = DateRange(first, last, "[]")
    certain = Q(**{f"{prefix}period_days__contained_by": days})
    return Belonging(certain, Q(**{f"{prefix}period_days__overlap": days}))


def _surely(condition: Q) -> Belonging:
    return Belonging(condition, condition)


def _one_of(column: str, keys: Collection[int], named: Named, prefix: str) -> Belonging:
    headed = Q(**{f"{column}__in": sorted(keys)})
    touching = [shipment for shipment, found in named.items() if not found.isdisjoint(keys)]
    inside = _within(named, keys)
    certain = headed | _is_one(inside, prefix) if inside else headed
    return Belonging(certain, headed | _is_one(touching, prefix) if touching else headed)


def _within(named: Named, keys: Collection[int]) -> list[int]:
    """Return the shipments that certainly went to one of several, since all that are named are among them.

    Where reports name one alone, the headline does not follow them, so that it is no more than possible.
    """
    return [shipment for shipment, found in named.items() if len(found) > 1 and found.issubset(keys)]


def _is_one(shipments: Collection[int], prefix: str) -> Q:
    return Q(**{f"{prefix}pk__in": sorted(shipments)})


def _within_group(periods: Mapping[DateRange | None, list[int]], divided: Divided, prefix: str) -> Belonging:
    """Return the conditions of a group, whose members are those of each shipment's own days."""
    found = _surely(Q(pk__in=[]))  # A group without members has no shipments.
    for period, countries in periods.items():
        there = _one_of(f"{prefix}destination__country", set(countries), divided.destinations, prefix)
        if period is not None:
            column = f"{prefix}period_days"
            there &= Belonging(Q(**{f"{column}__contained_by": period}), Q(**{f"{column}__overlap": period}))
        found |= there
    return found
