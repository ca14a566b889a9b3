"""Say which shipments a report may be about, and why; which one it is, is for the person to choose."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from inventory.domain.dates import DateError, normalise_date, parse_edtf
from inventory.domain.intervals import EVERYTHING, Interval
from inventory.domain.likeness import AGAINST, Band, Days, Match, Reason, Subject, mentions
from inventory.domain.quantities import QuantityError, parse_quantity
from inventory.forms.entry.content import Content, filled
from inventory.models import Place, ReportedDetail, Shipment
from inventory.models.candidates import likely_shipments, place_names
from inventory.models.names import Kind, Names, UnknownNameError
from inventory.wording.likeness import Named, ground_words

MOST_PROPOSED = 5  # shipments; more hide the right one


@dataclass(frozen=True, slots=True)
class Proposal:
    """Propose one shipment: how like it is, and why, in words; ``against`` tells what speaks against it."""

    shipment: Shipment
    score: int
    band: Band
    reasons: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """Return the band in words."""
        return {
            Band.STRONG: _("Looks like this one"),
            Band.FAIR: _("May be this one"),
            Band.WEAK: _("Hardly this one"),
        }[self.band]


def propose(content: Content, names: Names) -> list[Proposal]:
    """Return the shipments that what is typed so far may be about, most alike first. Runs seven queries."""
    found = likely_shipments(_subject(content, names), MOST_PROPOSED)
    return [_proposal(shipment, match, names) for shipment, match in found]


def _proposal(shipment: Shipment, match: Match, names: Names) -> Proposal:
    told = [(reason, _words(reason, shipment, names)) for reason in match.reasons]
    return Proposal(
        shipment,
        match.score,
        match.band,
        tuple(words for reason, words in told if reason.ground not in AGAINST),
        tuple(words for reason, words in told if reason.ground in AGAINST),
    )


def _words(reason: Reason, shipment: Shipment, names: Names) -> str:
    """Say a reason in words."""
    destination = shipment.destination
    named = Named(
        place=str(destination or ""),
        country=str((destination and destination.country) or ""),
        period=shipment.period,
    )
    return ground_words(reason, named, [names.by_pk(Kind.EQUIPMENT_TYPE, key).name for key in reason.types])


def _subject(content: Content, names: Names) -> Subject:
    """Gather what tells of the shipment; what cannot be read yet tells nothing."""
    places, countries, days = set[int](), set[int](), None
    title = f"{content.get('publication-title', '')} {content.get('shipment-title', '')}"
    by_place, by_country = place_names()
    countries |= mentions(title, by_country)
    named = list(mentions(title, by_place))
    for row in filled(content, "details"):
        kind, value = row.get("kind", ""), row.get("value", "")
        if kind in (ReportedDetail.Kind.DESTINATION, ReportedDetail.Kind.DELIVERY_POINT):
            named += _found(names, Kind.PLACE, value)
        elif kind in (ReportedDetail.Kind.ARRIVAL, ReportedDetail.Kind.OBSERVED):
            days = days or read_days(value)
    named += _found(names, Kind.PLACE, content.get("shipment-destination", ""))
    for pk in named:
        place = names.by_pk(Kind.PLACE, pk)
        if place.kind != Place.Kind.COUNTRY:
            places.add(pk)
        if place.country is not None:
            countries.add(place.country)
    return Subject(
        places=frozenset(places),
        countries=frozenset(countries),
        days=days or read_days(content.get("shipment-period", "")),
        published=read_days(content.get("publication-published_on", "")),
        counts=_counts(content, names),
    )


def _counts(content: Content, names: Names) -> dict[int, Interval | None]:
    counts: dict[int, Interval | None] = {}
    for row in filled(content, "lines"):
        for pk in _found(names, Kind.EQUIPMENT_TYPE, row.get("equipment_type", "")):
            counts[pk] = _interval(row.get("phrase", ""))
    return counts


def _interval(phrase: str) -> Interval | None:
    try:
        return parse_quantity(phrase, base=EVERYTHING).interval
    except QuantityError:
        return None


def _found(names: Names, kind: Kind, text: str) -> list[int]:
    if not text.strip():
        return []
    try:
        return [names.by_slug(kind, text).pk]
    except UnknownNameError:
        return []


def read_days(text: str) -> Days | None:
    """Return the days that a date as typed may mean; None where it cannot be read or has no year."""
    try:
        days = parse_edtf(normalise_date(text)) if text.strip() else None
    except DateError:
        return None
    return (days.first, days.last) if days else None
