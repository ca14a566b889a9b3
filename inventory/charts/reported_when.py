"""Put into words what was reported of a shipment when, and how the estimate of a type moved with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inventory.charts.figure import Figure, Value
from inventory.charts.sourcing import source_words
from inventory.charts.timeline import Event, Lane, Moment, draw_timeline
from inventory.charts.titles import narrowed_on, narrowing_words
from inventory.domain.comparison import Comparison, EstimationMethod, Step, movement
from inventory.domain.independence import Role, Voice, VoiceReport
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import State
from inventory.models import EquipmentType, Report
from inventory.models.origins import origins_of
from inventory.models.readings import ShipmentReading, TypeFacts
from inventory.wording.dates import date_words
from inventory.wording.numbers import interval_words, with_unit

# What a report is to its voice. The first that is heard is never a copy: before it, nobody had its words.
OWN, FIRST, COPY, SUPERSEDED = "own", "first", "copy", "superseded"
PARTS = {
    OWN: gettext_lazy("own words"),
    FIRST: gettext_lazy("first to pass it on"),
    COPY: gettext_lazy("copy"),
    SUPERSEDED: gettext_lazy("superseded"),
}
DISPUTED = (State.CONFLICT, State.CONFLICT_BELOW)
LOOKS = {OWN: "own", FIRST: "own", COPY: "copy", SUPERSEDED: "superseded"}


@dataclass(frozen=True, slots=True)
class Followed:
    """Say which type's estimate is followed, by its key (None: nobody counts any), and by which method."""

    type: int | None
    by: EstimationMethod
    method: str | Promise


def followed_type(reading: ShipmentReading, comparison: Comparison, slug: str) -> int | None:
    """Return the key of the type that is followed: the one asked for, else the one most voices count.

    Of those that equally many count, it is the one that most state.
    """
    countable = followable_types(comparison)
    if slug:
        return next((key for key in countable if reading.types[key].slug == slug), None)
    counting = {
        row.type: (
            sum(cell.interval is not None for cell in row.cells),
            sum(cell.interval is not None and not cell.is_derived for cell in row.cells),
        )
        for row in comparison.rows
    }
    return max(countable, key=lambda key: counting[key], default=None)


def followable_types(comparison: Comparison) -> tuple[int, ...]:
    """Return the types, in tree order, whose estimate can be followed: those that a voice counts.

    They are the same by every method, so that an address keeps its meaning when the method changes.
    """
    return tuple(row.type for row in comparison.rows if any(cell.interval is not None for cell in row.cells))


def timeline_figure(reading: ShipmentReading, comparison: Comparison, followed: Followed) -> Figure:
    """Draw when each voice reported, and below it how the estimate of the type that is followed moved.

    Undated reports are told in words; where none is dated, the table stands alone.
    """
    told = _Reports(reading, comparison)
    steps = _movement(reading, followed)
    lanes = told.lanes()
    moments = [_moment(step.day, step) for step in steps if step.day is not None]
    kind = reading.types[followed.type] if followed.type is not None else None
    equipment = kind.name if kind else ""
    measure = _measure(kind) if kind else ""
    heads = [_("Published"), _("Report"), _("Voice"), _("Its part")]
    if steps:
        heads += [_("Says"), _("Estimate then"), _("Voices behind it")]
    return Figure(
        slug="reported-when",
        title=_title(reading.shipment.reference, equipment, steps),
        subtitle=_("%(measure)s; method: %(method)s") % {"measure": measure, "method": followed.method}
        if steps and lanes
        else _("Marks: reports"),
        summary=_movement_words(steps, equipment),
        template="components/charts/timeline.html",
        drawing=draw_timeline(lanes, moments, measure) if lanes else None,
        heads=heads,
        rows=told.rows(steps),
        note=" ".join(told.notes(steps)),
        source=source_words(origins_of(reading.records.reports)),
    )


def _title(shipment: str, equipment: str, steps: Sequence[Step]) -> str:
    """Return to what the estimate narrowed and by when, if that is not in dispute; else what is drawn."""
    if not equipment:
        return _("%(shipment)s: reports by day") % {"shipment": shipment}
    last = steps[-1] if steps else None
    dated = [(step.day, step.estimate) for step in steps if step.day is not None]
    # Undated reports have no place among the others; what they change all the same, no day can be named for.
    day = narrowed_on(dated) if dated and last and last.estimate == dated[-1][1] else None
    is_firm = last and last.concluded and last.concluded.stated_by and last.concluded.state not in DISPUTED
    if last and last.estimate and day and is_firm:
        return narrowing_words(shipment, equipment, last.estimate, day)
    words = _("%(shipment)s: reports by day, and the estimate of %(equipment)s")
    return words % {"shipment": shipment, "equipment": equipment}


def _measure(kind: TypeFacts) -> str:
    """Return what the estimate counts, with its unit."""
    unit = str(EquipmentType.Unit(kind.unit).label).lower()
    return _("Estimate: %(equipment)s") % {"equipment": with_unit(kind.name, unit)}


def _movement(reading: ShipmentReading, followed: Followed) -> Sequence[Step]:
    if followed.type is None:
        return ()
    records = reading.records
    return movement(
        records.shipment_input(), reading.taxonomy, followed.type, records.appearance(), followed.by
    )


class _Reports:
    """Tell reports in the order in which they appeared, each with its voice and its part in it."""

    def __init__(self, reading: ShipmentReading, comparison: Comparison) -> None:
        self._reading = reading
        self._days = reading.records.appearance().days
        self._reports = {report.pk: report for report in reading.records.reports}
        self._voices = comparison.voices.voices
        self._names: dict[int, str] = {}
        self._parts: dict[int, str] = {}
        for voice in self._voices:
            name = reading.voice_name(voice.key)
            self._names |= {report.key: name for report in voice.reports if not report.is_borrowed}
            self._parts |= _parts(voice, self._days)

    def lanes(self) -> list[Lane]:
        """Return the voices' lanes, first heard first; a voice that was never dated has none."""
        lanes = []
        for voice in self._voices:
            dated = sorted(key for key in (report.key for report in voice.reports) if key in self._days)
            if dated:
                events = tuple(map(self._event, dated))
                lanes.append(Lane(self._names[dated[0]], sorted(events, key=lambda event: event.day)))
        return sorted(lanes, key=lambda lane: lane.events[0].day)

    def _event(self, key: int) -> Event:
        words = _("%(outlet)s, %(day)s: %(part)s") % {
            "outlet": _outlet(self._reports[key]),
            "day": date_words(self._reports[key].publication.published_on),
            "part": PARTS[self._parts[key]],
        }
        return Event(self._days[key], words, LOOKS[self._parts[key]], f"#report-{key}")

    def notes(self, steps: Sequence[Step]) -> list[str]:
        """Return how to read the drawing, and what is not in it."""
        notes = []
        if self._days:
            notes.append(
                _(
                    "Full circle: a voice’s own words, or the first to pass them on; hollow: a copy; struck "
                    "through: superseded. A report dated only to a month or a span stands at its end."
                )
            )
        if steps and self._days:
            words = _(
                "The estimate is of all reports until then. An arrow: no upper end; a question mark: no "
                "count yet; a red cross: voices in conflict."
            )
            notes.append(words)
        undated = [_outlet(report) for key, report in self._reports.items() if key not in self._days]
        if undated:
            words = _("Undated, so in the table alone, after all others: %(reports)s.")
            notes.append(words % {"reports": ", ".join(undated)})
        if undated and steps:
            words = _("With them the estimate is %(estimate)s.")
            notes.append(words % {"estimate": _counted(steps[-1].estimate)})
        return notes

    def rows(self, steps: Sequence[Step]) -> list[list[Value]]:
        """Return a row for each report, with what its step concluded; without steps, the report alone."""
        by_report = {step.report: step for step in steps}
        order = sorted(self._reports, key=lambda key: (self._days.get(key, date.max), key))
        return [[*self._row(key), *_step_words(by_report.get(key))] for key in order]

    def _row(self, key: int) -> list[Value]:
        report = self._reports[key]
        return [
            date_words(report.publication.published_on) or _("undated"),
            _outlet(report),
            self._names[key],
            str(PARTS[self._parts[key]]),
        ]


def _outlet(report: Report) -> str:
    return report.publication.source.name


def _parts(voice: Voice, days: Mapping[int, date]) -> dict[int, str]:
    """Tell of each report of a voice what it is to it."""
    first = min((report.key for report in voice.reports), key=lambda key: (days.get(key, date.max), key))
    return {report.key: _part(report, is_first=report.key == first) for report in voice.reports}


def _part(report: VoiceReport, *, is_first: bool) -> str:
    if report.is_superseded:
        return SUPERSEDED
    if report.role is Role.OWN:
        return OWN
    return FIRST if is_first else COPY


def _moment(day: date, step: Step) -> Moment:
    interval = step.estimate
    words = _("From %(day)s: %(estimate)s") % {"day": date_words(str(day)), "estimate": _counted(interval)}
    is_disputed = step.concluded is not None and step.concluded.state in DISPUTED
    return Moment(day, interval, words, is_disputed=is_disputed)


def _step_words(step: Step | None) -> list[Value]:
    if step is None:
        return []
    found = step.concluded
    return [
        interval_words(step.said) if step.said else _("nothing on it"),
        _counted(step.estimate),
        _("%(support)d of %(total)d")
        % {"support": len(found.stated_by) if found else 0, "total": found.total if found else 0},
    ]


def _counted(interval: Interval | None) -> str:
    return _("no count") if interval is None else interval_words(interval)


def _movement_words(steps: Sequence[Step], equipment: str) -> str:
    """Say from what to what the estimate moved, beginning with the first report that gives a count."""
    counted = [step for step in steps if step.estimate is not None]
    if not counted:
        return _("Reports by voice and day of publication.")
    words = _("The estimate of %(equipment)s was %(first)s at first and is %(last)s after all reports.")
    return words % {
        "equipment": equipment,
        "first": _counted(counted[0].estimate),
        "last": _counted(steps[-1].estimate),
    }
