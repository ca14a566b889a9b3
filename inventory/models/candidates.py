"""Find the shipments that a report may be about, as the domain weighs them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from inventory.domain.intervals import Interval
from inventory.domain.likeness import Candidate, Days, Match, Subject, rank
from inventory.models.analysis import Estimate
from inventory.models.reference import Country, CountryAlias, Place, PlaceAlias
from inventory.models.shipments import Shipment

MOST_WEIGHED = 300  # shipments
REACH = timedelta(days=200)  # around the days that are known; what is farther is never like
ONE_DAY = timedelta(days=1)  # The database ends a range of days on the day after the last.


def likely_shipments(subject: Subject, most: int) -> list[tuple[Shipment, Match]]:
    """Return the shipments most like the subject, with their scores. Runs two queries at most.

    Without a country or days to look for nothing is proposed: types alone say too little.
    """
    found = _near(subject)
    if not found:
        return []
    counts: dict[int, dict[int, Interval | None]] = defaultdict(dict)
    for estimate in Estimate.objects.filter(shipment__in=found, is_stated=True):
        counts[estimate.shipment_id][estimate.equipment_type_id] = estimate.interval
    matches = rank(subject, (_candidate(one, counts[one.pk]) for one in found.values()))
    return [(found[match.key], match) for match in matches[:most]]


def _near(subject: Subject) -> dict[int, Shipment]:
    days = subject.days or subject.published
    if not subject.countries and not days:
        return {}
    shipments = Shipment.objects.select_related("destination__country", "supplier").defer("note")
    if subject.countries:
        shipments = shipments.filter(destination__country__in=subject.countries)
    if days:
        first = max(days[0], date.min + REACH) - REACH  # No day is before the year 1.
        around = DateRange(first, days[1] + REACH)
        shipments = shipments.filter(Q(period_days__overlap=around) | Q(period_days__isnull=True))
    return {one.pk: one for one in shipments.order_by("-period_days", "pk")[:MOST_WEIGHED]}


def _candidate(shipment: Shipment, counts: dict[int, Interval | None]) -> Candidate:
    place = shipment.destination
    return Candidate(
        key=shipment.pk,
        days=closed_days(shipment.period_days),
        place=None if is_country(place) else shipment.destination_id,
        country=place.country_id if place else None,
        counts=counts,
    )


def is_country(place: Place | None) -> bool:
    """Tell whether a place is a whole country, which is no place that two shipments share."""
    return place is not None and place.kind == Place.Kind.COUNTRY


def closed_days(days: DateRange | None) -> Days | None:
    """Return the first and last day of a stored range of days."""
    return (days.lower, days.upper - ONE_DAY) if days else None


def place_names() -> tuple[dict[str, int], dict[str, int]]:
    """Return places and countries by every name and alias in lower case. Runs four queries."""
    places = dict(_lowered(Place.objects.values_list("name", "pk")))
    places |= dict(_lowered(PlaceAlias.objects.values_list("name", "place_id")))
    countries = dict(_lowered(Country.objects.values_list("name", "pk")))
    countries |= dict(_lowered(CountryAlias.objects.values_list("name", "country_id")))
    return places, countries


def _lowered(rows: object) -> list[tuple[str, int]]:
    return [(" ".join(name.casefold().split()), pk) for name, pk in rows]  # type: ignore[attr-defined]
