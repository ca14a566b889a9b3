"""Compare what voices say beside counts: places, parties, dates, stages, purposes.

Which statements exclude each other depends on the kind:

- Single-valued (destination, ordered, departure, arrival): one answer is true, so two
  voices are in conflict if any of their values are incompatible.
- Answering (supplier, origin, recipient, end user): several answers may be true together, but a voice gives
  its whole answer, so two voices are in conflict if nothing that they affirm is compatible.
- All others (transit, carrier, delivery point, observed, stage, purpose, relation, identity) add
  up: a convoy has many stops, is seen on many days and passes through stages. Different purposes or
  relations are tension, which an analyst marks.

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

from inventory.domain.comparison.case import Case, Detail
from inventory.domain.comparison.words import VoiceKey
from inventory.domain.independence import Voice, Voices
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import Reconciled, State, common, envelope, marzullo

SINGLE_VALUED_DATES = frozenset({"ordered", "departure", "arrival"})
SINGLE_VALUED = frozenset({"destination"}) | SINGLE_VALUED_DATES
ANSWERING = frozenset({"supplier", "origin", "recipient", "end_user"})


@dataclass(frozen=True, slots=True)
class DetailValue:
    """Hold one value with the voices that affirm or deny it and the keys of all its statements.

    A value that only reports without a say state (superseded, folded) has no voices.
    """

    value: Hashable
    affirmed_by: tuple[VoiceKey, ...]
    denied_by: tuple[VoiceKey, ...]
    details: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DetailCell:
    """Hold one voice's statements of one kind: keys newest report first, and the report that speaks."""

    details: tuple[int, ...] = ()
    speaker: int | None = None


@dataclass(frozen=True, slots=True)
class DetailRow:
    """Hold what all voices say of one kind.

    `cells` stand in the order of the comparison's voices. `state` is AGREED if two voices share a
    statement, SINGLE if every statement rests on one voice. For single-valued dates `reconciled`
    holds the best-supported span in ordinal days and `days` the same as dates; else both are None.
    """

    kind: str
    values: tuple[DetailValue, ...]
    cells: tuple[DetailCell, ...]
    state: State
    reconciled: Reconciled[VoiceKey] | None = None
    days: tuple[date, date] | None = None


def compare_details(case: Case, voices: Voices) -> tuple[DetailRow, ...]:
    """Return a row for every kind of detail that some report states, in the kinds' order of name."""
    by_kind: dict[str, list[Detail]] = {}
    for detail in sorted(case.details, key=lambda detail: (detail.kind, detail.key)):
        by_kind.setdefault(detail.kind, []).append(detail)
    return tuple(_row(kind, details, voices) for kind, details in by_kind.items())


def _row(kind: str, details: Sequence[Detail], voices: Voices) -> DetailRow:
    cells = tuple(_cell(voice, details) for voice in voices.voices)
    said = {
        voice.key: tuple(detail for detail in details if detail.report == cell.speaker)
        for voice, cell in zip(voices.voices, cells, strict=True)
        if cell.speaker is not None
    }
    spans = {key: span for key, spoken in said.items() if (span := _span(spoken))}
    reconciled = marzullo(spans) if kind in SINGLE_VALUED_DATES else None
    return DetailRow(kind, _values(details, said), cells, _state(kind, said), reconciled, _days(reconciled))


def _cell(voice: Voice, details: Sequence[Detail]) -> DetailCell:
    """Give the word to the voice's newest report that states the kind."""
    keys = tuple(detail.key for report in voice.reports for detail in details if detail.report == report.key)
    stating = {detail.report for detail in details}
    return DetailCell(keys, next((report for report in voice.speakers if report in stating), None))


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
    pairs = [_compatible(a, b) for a, b in product(one, other) if a.is_affirmed and b.is_affirmed]
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
