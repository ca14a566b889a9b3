"""Put the way of a shipment into words: its legs as reports tell them, who tells each, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise, product

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from inventory.charts.figure import Figure, Value
from inventory.charts.route import Leg, Stop, draw_route
from inventory.charts.shapes import Point
from inventory.charts.sourcing import source_words
from inventory.domain.comparison import Comparison, VoiceKey
from inventory.models import Place, ReportedDetail
from inventory.models.origins import origins_of
from inventory.models.readings import ShipmentReading
from inventory.wording.dates import date_words

Kind = ReportedDetail.Kind
ROLES = {
    Kind.ORIGIN: gettext_lazy("%(place)s (origin)"),
    Kind.TRANSIT: gettext_lazy("%(place)s (transit)"),
    Kind.DELIVERY_POINT: gettext_lazy("%(place)s (delivery point)"),
    Kind.DESTINATION: gettext_lazy("%(place)s (destination)"),
}
DATES = {
    Kind.DEPARTURE: gettext_lazy("departure %(date)s"),
    Kind.OBSERVED: gettext_lazy("observed %(date)s"),
    Kind.ARRIVAL: gettext_lazy("arrival %(date)s"),
}

# The places of one step of the way: several origins or ends stand abreast.
type _WayStep = tuple[str, list[Stop]]


@dataclass(slots=True)
class _Told:
    """Hold which reports tell each leg, each place that they join to no other, and each place denied."""

    legs: dict[tuple[Stop, Stop], list[int]] = field(default_factory=lambda: defaultdict(list))
    alone: dict[tuple[str, Stop], list[int]] = field(default_factory=lambda: defaultdict(list))
    denied: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def stops(self) -> dict[Stop, None]:
        """Return all places that are affirmed, each once."""
        joined = (stop for ends in self.legs for stop in ends)
        return dict.fromkeys([*joined, *(stop for _role, stop in self.alone)])


def route_figure(reading: ShipmentReading, comparison: Comparison) -> Figure:
    """Draw the legs that reports tell, with a row of the table for each leg and voice.

    Without any place it says how to add one; places that nobody can place are told in words.
    """
    voices = {
        report.key: voice.key
        for voice in comparison.voices.voices
        for report in voice.reports
        if not report.is_superseded and not report.is_borrowed
    }
    told = _listen(reading, voices)
    legs = [
        Leg(*ends, count, _leg_words(*ends, count))
        for ends, count in ((ends, len({voices[key] for key in keys})) for ends, keys in told.legs.items())
    ]
    legs.sort(key=lambda leg: (-leg.voices, leg.start.name, leg.end.name))
    is_drawn = any(stop.position is not None for stop in told.stops)
    return Figure(
        slug="route-map",
        title=_("Reported route of %(shipment)s") % {"shipment": reading.shipment.reference},
        summary=_summary(legs, told),
        template="components/charts/route.html",
        drawing=draw_route(legs, tuple(told.stops)) if is_drawn else None,
        heads=(_("Leg or place"), _("Voice"), _("Published by"), _("Carried by"), _("Dates given")),
        rows=_Rows(reading, voices).all(legs, told),
        note=_note(reading, told),
        subtitle=_("Line width: number of voices") if legs and is_drawn else "",
        source=source_words(origins_of(reading.records.reports)),
        credit=_("Borders: United Nations.") if is_drawn else "",
    )


def _listen(reading: ShipmentReading, voices: Mapping[int, VoiceKey]) -> _Told:
    """Sort what the reports that stand say of places."""
    told = _Told()
    affirmed: dict[int, list[ReportedDetail]] = defaultdict(list)
    for detail in reading.records.details:
        if detail.place is None or detail.report_id not in voices:
            continue
        if detail.polarity == ReportedDetail.Polarity.AFFIRMED:
            affirmed[detail.report_id].append(detail)
        else:
            told.denied[detail.kind, detail.place.name].append(detail.report_id)
    for report, details in affirmed.items():
        way = list(_way(details))
        for leg in chain.from_iterable(product(start, end) for (_r, start), (_s, end) in pairwise(way)):
            told.legs[leg].append(report)
        if len(way) == 1:
            role, stops = way[0]
            for stop in stops:
                told.alone[role, stop].append(report)
    return told


def _way(details: Iterable[ReportedDetail]) -> Iterator[_WayStep]:
    """Yield the steps of one report's way; transits follow each other as the report lists them."""
    places: dict[str, list[Place]] = defaultdict(list)
    for detail in sorted(details, key=lambda detail: detail.pk):
        if detail.place is not None:
            places[detail.kind].append(detail.place)
    end = Kind.DELIVERY_POINT if places[Kind.DELIVERY_POINT] else Kind.DESTINATION
    steps = [
        (str(Kind.ORIGIN), places[Kind.ORIGIN]),
        *((str(Kind.TRANSIT), [place]) for place in places[Kind.TRANSIT]),
        (str(end), places[end]),
    ]
    found = [place for _role, step in steps for place in step]
    inner = {place.country_id for place in found if place.kind != Place.Kind.COUNTRY}
    for role, step in steps:
        # A country in which another stop lies is no further stop.
        kept = [_stop(place) for place in step if not _holds(place, inner)]
        if kept:
            yield role, kept


def _holds(place: Place, inner: Container[int | None]) -> bool:
    return place.kind == Place.Kind.COUNTRY and place.country_id in inner


def _stop(place: Place) -> Stop:
    is_area = place.kind in (Place.Kind.COUNTRY, Place.Kind.REGION)
    alpha3 = place.country.alpha3 if place.country else ""
    return Stop(place.name, _position(place), alpha3, is_area=is_area)


def _position(place: Place) -> Point | None:
    """Return degrees east and north; a country's own where it is meant; None where nobody knows."""
    if place.longitude is not None and place.latitude is not None:
        return float(place.longitude), float(place.latitude)
    return place.country.position if place.country and place.kind == Place.Kind.COUNTRY else None


def _leg_words(start: Stop, end: Stop, voices: int) -> str:
    words = ngettext("%(start)s → %(end)s: %(n)d voice", "%(start)s → %(end)s: %(n)d voices", voices)
    return words % {"start": start.name, "end": end.name, "n": voices}


def _summary(legs: Sequence[Leg], told: _Told) -> str:
    if legs:
        return "; ".join(leg.text for leg in legs)
    return _("Places reported: %(places)s.") % {"places": ", ".join(stop.name for stop in told.stops)}


def _note(reading: ShipmentReading, told: _Told) -> str:
    """Say how to read the map and what is not on it; without any place, how to add one."""
    if not told.stops and not told.denied:
        address = f"{reverse('report-add')}?shipment={reading.shipment.reference}"
        return format_html(
            _(
                "No report names a place on the way yet. <a href='{}'>Add a report</a> that gives an origin, "
                "a place of transit, a delivery point or a destination among its details."
            ),
            address,
        )
    notes = []
    if told.legs:
        notes.append(
            _(
                "An arrow joins places that one report names, from the origin to the end of the way, thicker "
                "with more voices; it does not follow roads or seas."
            )
        )
    if any(stop.is_area and stop.position is not None for stop in told.stops):
        notes.append(_("A dashed ring is somewhere in that country or region."))
    unplaced = sorted(stop.name for stop in told.stops if stop.position is None)
    if unplaced:
        words = _("Not drawn, because their position is not known: %(places)s.")
        notes.append(words % {"places": ", ".join(unplaced)})
    return " ".join(notes)


class _Rows:
    """Write the rows of the table: one for each leg or place and each voice that tells of it."""

    def __init__(self, reading: ShipmentReading, voices: Mapping[int, VoiceKey]) -> None:
        self._reading = reading
        self._voices = voices
        self._outlets = {report.pk: report.publication.source.name for report in reading.records.reports}
        self._said: dict[int, list[ReportedDetail]] = defaultdict(list)
        for detail in reading.records.details:
            if detail.polarity == ReportedDetail.Polarity.AFFIRMED:
                self._said[detail.report_id].append(detail)

    def all(self, legs: Sequence[Leg], told: _Told) -> list[list[Value]]:
        """Return the rows: legs, the most voices first, then places alone, then what is denied."""
        rows: list[list[Value]] = []
        for leg in legs:
            words = _("%(start)s → %(end)s") % {"start": leg.start.name, "end": leg.end.name}
            rows += self._rows(words, told.legs[leg.start, leg.end])
        for (role, stop), reports in told.alone.items():
            rows += self._rows(str(ROLES[Kind(role)] % {"place": stop.name}), reports)
        for (role, place), reports in told.denied.items():
            words = _("denied: %(place)s") % {"place": ROLES[Kind(role)] % {"place": place}}
            rows += self._rows(words, reports)
        return rows

    def _rows(self, words: str, reports: Iterable[int]) -> Iterator[list[Value]]:
        by_voice: dict[VoiceKey, list[int]] = defaultdict(list)
        for report in reports:
            by_voice[self._voices[report]].append(report)
        for voice, keys in by_voice.items():
            details = [detail for key in keys for detail in self._said[key]]
            carriers = [str(detail.party) for detail in details if detail.kind == Kind.CARRIER]
            dates = [
                str(DATES[Kind(detail.kind)] % {"date": date_words(detail.date)})
                for detail in details
                if detail.kind in DATES
            ]
            outlets = [self._outlets[key] for key in keys]
            yield [words, self._reading.voice_name(voice), _list(outlets), _list(carriers), _list(dates)]


def _list(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words)) or _("not said")
