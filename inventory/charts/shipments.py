"""Put one shipment's way, and what was reported of it when, into words: title, what it shows, the numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain, pairwise, product

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.charts.figure import Figure
from inventory.charts.route import Leg, Stop, draw_route
from inventory.charts.shapes import Point
from inventory.charts.timeline import Event, Lane, Moment, draw_timeline
from inventory.domain.comparison import Comparison, Judgement, Step, VoiceKey, movement
from inventory.domain.independence import Role, Voice
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import State
from inventory.models import Place, ReportedDetail
from inventory.models.readings import ShipmentReading
from inventory.wording.dates import date_words
from inventory.wording.numbers import interval_words

Kind = ReportedDetail.Kind
ON_THE_WAY = (Kind.ORIGIN, Kind.TRANSIT, Kind.DELIVERY_POINT, Kind.DESTINATION)


def route_figure(reading: ShipmentReading, comparison: Comparison) -> Figure:
    """Draw the legs that reports tell, each report's stops in the order of the way; empty where none does."""
    voices = _voices_by_report(comparison)
    legs: dict[tuple[Stop, Stop], set[VoiceKey]] = defaultdict(set)
    alone: dict[Stop, set[VoiceKey]] = defaultdict(set)
    for report, steps in _ways(reading).items():
        for leg in chain.from_iterable(product(*ends) for ends in pairwise(steps)):
            legs[leg].add(voices[report])
        if len(steps) == 1:
            for stop in steps[0]:
                alone[stop].add(voices[report])
    found = [
        Leg(*ends, len(said), _leg_text(*ends, len(said)))
        for ends, said in sorted(legs.items(), key=lambda item: (-len(item[1]), item[0][0].name))
    ]
    places = {stop for ends in legs for stop in ends} | set(alone)
    unplaced = sorted(stop.name for stop in places if stop.position is None)
    note = _("Where it lies is not known, so it is not drawn: %(places)s.") % {"places": ", ".join(unplaced)}
    names = {key: reading.voice_name(key) for key in set(voices.values())}
    rows = [
        *((f"{leg.start.name} → {leg.end.name}", *_said(legs[leg.start, leg.end], names)) for leg in found),
        *((stop.name, *_said(said, names)) for stop, said in alone.items()),
    ]
    is_drawn = any(stop.position for stop in places)
    return Figure(
        slug="route",
        title=_("Reported route of %(shipment)s") % {"shipment": reading.shipment.reference},
        summary="; ".join(leg.text for leg in found)
        or _("Places reported: %(places)s.") % {"places": ", ".join(sorted(stop.name for stop in places))},
        template="components/charts/route.html",
        drawing=draw_route(found, tuple(alone)) if is_drawn else None,
        heads=(_("Leg"), _("Voices"), _("Said by")),
        rows=rows if is_drawn else (),
        note=note if unplaced else ("" if is_drawn else _("No report names a place on the way yet.")),
    )


def _voices_by_report(comparison: Comparison) -> dict[int, VoiceKey]:
    return {report.key: voice.key for voice in comparison.voices.voices for report in voice.reports}


def _ways(reading: ShipmentReading) -> dict[int, list[list[Stop]]]:
    """Return each report's affirmed places as the steps of its way; several origins or ends stand abreast."""
    said: dict[int, list[ReportedDetail]] = defaultdict(list)
    for detail in reading.dossier.details:
        if detail.kind in ON_THE_WAY and detail.polarity == ReportedDetail.Polarity.AFFIRMED:
            said[detail.report_id].append(detail)
    return {report: _way(details) for report, details in said.items()}


def _way(details: Iterable[ReportedDetail]) -> list[list[Stop]]:
    places: dict[str, list[Place]] = defaultdict(list)
    for detail in sorted(details, key=lambda detail: detail.pk):
        if detail.place is not None:
            places[detail.kind].append(detail.place)
    ends = places[Kind.DELIVERY_POINT] or places[Kind.DESTINATION]
    steps = [places[Kind.ORIGIN], *([place] for place in places[Kind.TRANSIT]), ends]
    inner = {place.country_id for place in chain.from_iterable(steps) if place.kind != Place.Kind.COUNTRY}
    # A country in which another stop lies is no further stop.
    kept = ([place for place in step if not _holds(place, inner)] for step in steps)
    return [[_stop(place) for place in step] for step in kept if step]


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


def _leg_text(start: Stop, end: Stop, voices: int) -> str:
    words = ngettext("%(start)s → %(end)s: %(n)d voice", "%(start)s → %(end)s: %(n)d voices", voices)
    return words % {"start": start.name, "end": end.name, "n": voices}


def _said(keys: Iterable[VoiceKey], names: Mapping[VoiceKey, str]) -> tuple[int, str]:
    said = sorted(names[key] for key in keys)
    return len(said), ", ".join(said)


def followed_type(reading: ShipmentReading, comparison: Comparison, slug: str) -> int | None:
    """Return the key of the type that is followed: the one asked for, else the one most voices count."""
    countable = followable_types(reading, comparison)
    if slug:
        return next((key for key in countable if reading.types[key].slug == slug), None)
    by_key = {row.type: row for row in comparison.rows}
    return max(countable, key=lambda key: by_key[key].reconciled.total, default=None)


def followable_types(reading: ShipmentReading, comparison: Comparison) -> tuple[int, ...]:
    """Return the types, in tree order, whose estimate can be followed: those that a voice counts."""
    return tuple(row.type for row in comparison.rows if row.reconciled.total)


def timeline_figure(
    reading: ShipmentReading, comparison: Comparison, key: int | None, judgement: Judgement
) -> Figure:
    """Draw when each voice reported, and how the estimate of a type moved; only that for no type."""
    steps = _movement(reading, key, judgement)
    lanes, undated = _lanes(reading, comparison)
    equipment = reading.types[key].name if key is not None else ""
    title = _("What was reported when, and the estimate of %(equipment)s") % {"equipment": equipment}
    note = _("Filled: a voice’s own words; hollow: a report that copies or passes on; struck: superseded.")
    if undated:
        missing = _("Undated and so not drawn: %(reports)s.") % {"reports": ", ".join(undated)}
        note = f"{note} {missing}"
    moments = [_moment(step.day, step) for step in steps if step.day is not None]
    return Figure(
        slug="reported",
        title=title if equipment else _("What was reported when"),
        summary=_movement_words(steps, equipment),
        template="components/charts/timeline.html",
        drawing=draw_timeline(lanes, moments) if lanes else None,
        heads=(_("Published"), _("Report"), _("Says"), _("Estimate then"), _("Voices")),
        rows=[_row(reading, step) for step in steps] if lanes else (),
        note=note if lanes else _("No report has a date of publication yet."),
    )


def _movement(reading: ShipmentReading, key: int | None, judgement: Judgement) -> Sequence[Step]:
    """Return the steps of a type's estimate; without a type, the reports in order with nothing counted."""
    if key is None:
        return ()
    dossier = reading.dossier
    return movement(dossier.case(), reading.taxonomy, key, dossier.appearance(), judgement)


def _lanes(reading: ShipmentReading, comparison: Comparison) -> tuple[list[Lane], list[str]]:
    """Return the voices' lanes, first heard first, and the names of reports without a day."""
    days = reading.dossier.appearance().days
    outlets = {report.pk: report.publication.source.name for report in reading.dossier.reports}
    lanes, undated = [], []
    for voice in comparison.voices.voices:
        dated = sorted(
            (one.key for one in voice.reports if one.key in days), key=lambda key: (days[key], key)
        )
        undated += [outlets[one.key] for one in voice.reports if one.key not in days]
        if dated:
            kinds = _kinds(voice, dated[0])
            events = [
                Event(
                    days[key], f"{outlets[key]}, {date_words(str(days[key]))}", kinds[key], f"#report-{key}"
                )
                for key in dated
            ]
            lanes.append(Lane(reading.voice_name(voice.key), events))
    return sorted(lanes, key=lambda lane: lane.events[0].day), undated


def _kinds(voice: Voice, first: int) -> dict[int, str]:
    """Tell of each report whether it is its voice's own, a copy or superseded; the first is never a copy."""
    return {
        report.key: "superseded"
        if report.is_superseded
        else "own"
        if report.role is Role.OWN or report.key == first
        else "copy"
        for report in voice.reports
    }


def _moment(day: date, step: Step) -> Moment:
    interval = step.reconciled.interval
    words = _("From %(day)s: %(estimate)s") % {"day": date_words(str(day)), "estimate": _counted(interval)}
    return Moment(day, interval, words, is_disputed=step.state is State.CONFLICT)


def _row(reading: ShipmentReading, step: Step) -> tuple[str, str, str, str, str]:
    report = next(report for report in reading.dossier.reports if report.pk == step.report)
    found = step.reconciled
    return (
        date_words(report.publication.published_on) or _("undated"),
        report.publication.source.name,
        _counted(step.said) if step.said else "",
        _counted(found.interval),
        _("%(support)d of %(total)d") % {"support": found.support, "total": found.total},
    )


def _counted(interval: Interval | None) -> str:
    return _("no count") if interval is None else interval_words(interval)


def _movement_words(steps: Sequence[Step], equipment: str) -> str:
    """Say from what to what the estimate moved."""
    if not steps or not equipment:
        return _("Reports by voice and day of publication.")
    words = _("The estimate of %(equipment)s was %(first)s after the first report and is %(last)s now.")
    return words % {
        "equipment": equipment,
        "first": _counted(steps[0].reconciled.interval),
        "last": _counted(steps[-1].reconciled.interval),
    }
