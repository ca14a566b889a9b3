"""Compare what voices say beside counts: places, parties, dates, stages, purposes.

Which statements exclude each other depends on the kind:

- Single-valued (destination, ordered, departure, arrival): one answer is true, so two
  voices are in conflict if any of their values are incompatible.
- Answering (supplier, origin, recipient, end user): several answers may be true together, but a voice gives
  its whole answer, so two voices are in conflict if nothing that they affirm is compatible.
- All others (transit, carrier, delivery point, observed, stage, purpose, relation, identity) add
  up: a convoy has many stops, is seen on many days and passes through stages. Different purposes or
  relations are tension, which an analyst marks.

The root's own reports speak, all of them; a later one overtakes what it excludes. Copies speak only for a
root without a report of its own, and what they say differently is drift. A statement on a part of the
shipment excludes no other answer.

For every kind, a voice that denies what another affirms is in conflict with it. A place inside
another is compatible with it; denying the larger place denies the smaller one. Dates are compatible
if their days overlap. Kinds are never compared with each other: seen in transit on the 14th and
arrived on the 17th is no conflict.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import NamedTuple

from inventory.domain.comparison.case import Detail, ShipmentInput
from inventory.domain.comparison.statements import VoiceKey
from inventory.domain.independence import Role, Voice, VoiceReport, Voices
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import Reconciled, State, common, envelope, marzullo

SINGLE_VALUED_DATES = frozenset({"ordered", "departure", "arrival"})
SINGLE_VALUED = frozenset({"destination"}) | SINGLE_VALUED_DATES
ANSWERING = frozenset({"supplier", "origin", "recipient", "end_user"})


class DetailStatement(NamedTuple):
    """Hold one voice's statement of a value, with how sure it is and whether it speaks of a part only."""

    voice: VoiceKey
    detail: int
    is_affirmed: bool
    modality: str
    hedge: str
    is_first_hand: bool
    is_partial: bool


@dataclass(frozen=True, slots=True)
class DetailValue:
    """Hold one value with the voices that affirm or deny it and the keys of all its statements.

    `statements` are those that count. A value that only copies or superseded reports state has no voices.
    """

    value: Hashable
    affirmed_by: tuple[VoiceKey, ...]
    denied_by: tuple[VoiceKey, ...]
    details: tuple[int, ...]
    statements: tuple[DetailStatement, ...] = ()

    def count(self, modality: str, *, is_affirmed: bool = True) -> int:
        """Count the voices that affirm, or deny, the value with this certainty."""
        said = [one for one in self.statements if one.modality == modality]
        return len({one.voice for one in said if one.is_affirmed == is_affirmed})

    @property
    def partial_by(self) -> tuple[VoiceKey, ...]:
        """Return the voices that affirm the value of a part only."""
        return tuple(
            dict.fromkeys(one.voice for one in self.statements if one.is_partial and one.is_affirmed)
        )


class DetailDrift(NamedTuple):
    """Name a statement that a copy makes otherwise than its root: an added value, or another certainty."""

    voice: VoiceKey
    report: int
    detail: int
    root_detail: int | None


@dataclass(frozen=True, slots=True)
class DetailCell:
    """Hold one voice's statements of one kind.

    `details` are the keys of all of them, newest report first; `counted` those that speak for the voice, and
    `speaker` the newest report among these. `overtaken` are older ones that a newer one excludes.
    """

    details: tuple[int, ...] = ()
    speaker: int | None = None
    counted: tuple[int, ...] = ()
    overtaken: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DetailRow:
    """Hold what all voices say of one kind.

    `cells` stand in the order of the comparison's voices. `state` is AGREED if two voices share a
    statement, SINGLE if every statement rests on one voice. For single-valued dates `reconciled`
    holds the best-supported span in ordinal days and `days` the same as dates; else both are None, and
    so are `days` in conflict, which has no winner.
    """

    kind: str
    values: tuple[DetailValue, ...]
    cells: tuple[DetailCell, ...]
    state: State
    reconciled: Reconciled[VoiceKey] | None = None
    days: tuple[date, date] | None = None
    drift: tuple[DetailDrift, ...] = ()


def compare_details(case: ShipmentInput, voices: Voices) -> tuple[DetailRow, ...]:
    """Return a row for every kind of detail that some report states, in the kinds' order of name."""
    by_kind: dict[str, list[Detail]] = {}
    for detail in sorted(case.details, key=lambda detail: (detail.kind, detail.key)):
        by_kind.setdefault(detail.kind, []).append(detail)
    if not by_kind:
        return ()
    days = {report.key: report.latest_day for report in case.reports}
    return tuple(_row(kind, details, voices, days) for kind, details in by_kind.items())


def _row(kind: str, details: Sequence[Detail], voices: Voices, days: Mapping[int, date | None]) -> DetailRow:
    cells, said = [], {}
    drift: list[DetailDrift] = []
    is_divided = False
    for voice in voices.voices:
        spoken = _of_reports(details, voice.own_reports or voice.copies)
        counted = _standing(kind, spoken, days) if voice.own_reports else spoken
        is_divided = is_divided or _is_divided(kind, counted)
        if counted:
            said[voice.key] = tuple(counted)
        drift += _drift(voice, spoken, details)
        cells.append(_cell(voice, details, spoken, counted))
    spans = {key: span for key, heard in said.items() if (span := _span(heard))}
    reconciled = marzullo(spans) if kind in SINGLE_VALUED_DATES else None
    state = State.CONFLICT if is_divided else _state(kind, said)
    best = None if state is State.CONFLICT else _days(reconciled)
    return DetailRow(kind, _values(details, said), tuple(cells), state, reconciled, best, tuple(drift))


def _of_reports(details: Sequence[Detail], reports: Sequence[int]) -> list[Detail]:
    """Return the statements of these reports, in their order."""
    return [detail for report in reports for detail in details if detail.report == report]


def _cell(
    voice: Voice, details: Sequence[Detail], spoken: Sequence[Detail], counted: Sequence[Detail]
) -> DetailCell:
    reports = [report.key for report in voice.reports if not report.is_borrowed]
    return DetailCell(
        tuple([detail.key for detail in _of_reports(details, reports)]),
        counted[0].report if counted else None,
        tuple([detail.key for detail in counted]),
        tuple([detail.key for detail in spoken if detail not in counted]),
    )


def _standing(kind: str, spoken: Sequence[Detail], days: Mapping[int, date | None]) -> list[Detail]:
    """Return what is left of a voice's own statements once later ones have overtaken what they exclude."""

    def is_overtaken(detail: Detail) -> bool:
        day = days[detail.report]
        later = [one for one in spoken if day and (newer := days[one.report]) and newer > day]
        by_report: dict[int, list[Detail]] = {}
        for one in later:
            by_report.setdefault(one.report, []).append(one)
        return any(_clash(kind, newer, [detail]) for newer in by_report.values())

    return [detail for detail in spoken if not is_overtaken(detail)]


def _is_divided(kind: str, counted: Sequence[Detail]) -> bool:
    """Return whether reports that speak for one voice exclude each other."""
    by_report: dict[int, list[Detail]] = {}
    for detail in counted:
        by_report.setdefault(detail.report, []).append(detail)
    return any(_clash(kind, one, other) for one, other in combinations(by_report.values(), 2))


def _drift(voice: Voice, spoken: Sequence[Detail], details: Sequence[Detail]) -> list[DetailDrift]:
    """Return what copies say otherwise than the root's own reports."""
    if not voice.own_reports:
        return []
    found = []
    for detail in _of_reports(details, [report.key for report in voice.reports if _is_copy(report)]):
        same = [one for one in spoken if (one.value, one.polarity) == (detail.value, detail.polarity)]
        if not any((one.modality, one.hedge) == (detail.modality, detail.hedge) for one in same):
            found.append(DetailDrift(voice.key, detail.report, detail.key, same[0].key if same else None))
    return found


def _is_copy(report: VoiceReport) -> bool:
    return report.role is not Role.OWN and not report.is_superseded and not report.is_borrowed


def _values(details: Sequence[Detail], said: Mapping[VoiceKey, Sequence[Detail]]) -> tuple[DetailValue, ...]:
    """List the values, those of most voices first."""
    values = []
    for value in dict.fromkeys(detail.value for detail in details):
        spoken = [(key, detail) for key, heard in said.items() for detail in heard if detail.value == value]
        values.append(
            DetailValue(
                value,
                tuple(dict.fromkeys(key for key, detail in spoken if detail.is_affirmed)),
                tuple(dict.fromkeys(key for key, detail in spoken if not detail.is_affirmed)),
                tuple(detail.key for detail in details if detail.value == value),
                tuple(
                    DetailStatement(
                        key,
                        detail.key,
                        detail.is_affirmed,
                        detail.modality,
                        detail.hedge,
                        detail.is_first_hand,
                        detail.is_partial,
                    )
                    for key, detail in spoken
                ),
            )
        )
    return tuple(
        sorted(values, key=lambda value: (-len(value.affirmed_by), -len(value.denied_by), str(value.value)))
    )


def _state(kind: str, said: Mapping[VoiceKey, Sequence[Detail]]) -> State:
    pairs = list(combinations(said.values(), 2))
    if any(_clash(kind, one, other) for one, other in pairs):
        return State.CONFLICT
    if any(_share(one, other) for one, other in pairs):
        return State.AGREED
    return State.SINGLE if said else State.SILENT


def _clash(kind: str, one: Sequence[Detail], other: Sequence[Detail]) -> bool:
    """Tell whether two voices cannot both be right."""
    if any(_denies(a, b) or _denies(b, a) for a, b in product(one, other)):
        return True
    if kind in SINGLE_VALUED_DATES:
        spans = _span(one), _span(other)
        return None not in spans and common(span for span in spans if span) is None
    pairs = [
        _compatible(a, b) or a.is_partial or b.is_partial
        for a, b in product(one, other)
        if a.is_affirmed and b.is_affirmed
    ]
    if kind in SINGLE_VALUED:
        return not all(pairs)
    return kind in ANSWERING and bool(pairs) and not any(pairs)


def _share(one: Sequence[Detail], other: Sequence[Detail]) -> bool:
    """Tell whether two voices make a statement together."""
    return any(a.polarity == b.polarity and _compatible(a, b) for a, b in product(one, other))


def _compatible(one: Detail, other: Detail) -> bool:
    """Tell whether two values can be one: equal, one inside the other, or on overlapping days."""
    if one.day_interval and other.day_interval:
        return common([_interval(one.day_interval), _interval(other.day_interval)]) is not None
    return one.value == other.value or one.value in other.contained_in or other.value in one.contained_in


def _denies(denial: Detail, claim: Detail) -> bool:
    """Tell whether the first statement denies what the second affirms."""
    if denial.is_affirmed or not claim.is_affirmed:
        return False
    if denial.day_interval and claim.day_interval:
        return _interval(denial.day_interval).contains(_interval(claim.day_interval))
    return denial.value == claim.value or denial.value in claim.contained_in


def _interval(days: tuple[date, date]) -> Interval:
    """Return a span of dates in ordinal days, so that dates reconcile like counts."""
    return Interval(days[0].toordinal(), days[1].toordinal())


def _span(spoken: Sequence[Detail]) -> Interval | None:
    """Return the days that one voice gives: what its dates share, or all of them together."""
    spans = [
        _interval(detail.day_interval) for detail in spoken if detail.day_interval and detail.is_affirmed
    ]
    return common(spans) or envelope(spans)


def _days(reconciled: Reconciled[VoiceKey] | None) -> tuple[date, date] | None:
    """Return the best-supported span as dates."""
    span = reconciled.interval if reconciled else None
    if span is None or span.high is None:
        return None
    return date.fromordinal(span.low), date.fromordinal(span.high)
