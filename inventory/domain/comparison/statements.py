"""Collect what each independent voice states and implies on each equipment type of a shipment.

The root's own reports speak, united; what copies say differently is drift. Only where the root has no report
of its own do copies speak for it. A line that is borrowed from a source by name is a copy of that source.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from inventory.domain.bounds import Kin, plain_bounds
from inventory.domain.comparison.case import Line, ShipmentInput, StageGroup, stage_group
from inventory.domain.comparison.closing import closed_upward
from inventory.domain.comparison.report_bounds import ReportBounds, report_bounds
from inventory.domain.comparison.union import DatedBounds, Overtaken, through_variants, unite
from inventory.domain.independence import Role, Voice, VoiceReport, Voices, find_voices
from inventory.domain.intervals import EVERYTHING, Interval
from inventory.domain.provenance import Attribution, ReportNode
from inventory.domain.reconciliation import envelope
from inventory.domain.tree import Contradiction, Taxonomy, tighten

type VoiceKey = tuple[int, ...]
type PartKey = tuple[int, int | None]  # A report, and the source that lines of it are borrowed from.


class StatedCount(NamedTuple):
    """Hold what a voice says of one type.

    `stated` is None where it has no line on it that gives a count; `is_unknown` says that it has one that
    gives none. `implied` is what its other lines leave. `is_from_variants`: it counts the type's variants.
    `is_disputed`: its own words exclude each other, and `stated` is all that they span; `accounts` are then
    the counts of the reports that differ, none where one report contradicts itself.
    """

    stated: Interval | None = None
    implied: Interval = EVERYTHING
    is_unknown: bool = False
    is_from_variants: bool = False
    is_disputed: bool = False
    told_by: tuple[int, ...] = ()
    accounts: tuple[tuple[int, Interval], ...] = ()

    @property
    def is_implied(self) -> bool:
        """Return whether the voice only bounds the type."""
        return self.stated is None and self.implied != EVERYTHING


class VoiceStatements(NamedTuple):
    """Hold what one voice says on all types.

    `stated` are its own words and `derived` families that it counts through variants; `disputed` are types
    on which its words exclude each other. `bounds` are what follows for every type of the shipment.
    `speakers` are the reports that speak; `is_passed_on`: they are copies of a root without a report here.
    """

    key: VoiceKey
    stated: Mapping[int, Interval]
    derived: Mapping[int, Interval]
    bounds: Mapping[int, Interval]
    told_by: Mapping[int, tuple[int, ...]]
    accounts: Mapping[int, tuple[tuple[int, Interval], ...]]
    disputed: frozenset[int]
    unknown: frozenset[int]
    closed: Mapping[int, Interval]
    overtaken: tuple[Overtaken, ...]
    speakers: tuple[int, ...]
    is_passed_on: bool

    def on(self, key: int) -> StatedCount:
        """Return what the voice says of one type."""
        own = self.stated.get(key)
        derived = None if own else self.derived.get(key)
        return StatedCount(
            own or derived,
            self.bounds.get(key, EVERYTHING),
            own is None and key in self.unknown,
            derived is not None,
            key in self.disputed,
            self.told_by.get(key, ()),
            self.accounts.get(key, ()),
        )


@dataclass(frozen=True)
class ShipmentStatements:
    """Hold the voices on a shipment, what their reports say, and what they state.

    `reports` are the bounds of each report's own lines, and of those that it borrows from a source. `roots`
    are the voices behind what a report (first key) has a source (second) say, where it is not that source's
    own: what repeats, cites or passes on.
    """

    voices: Voices
    kin: Kin
    named: frozenset[int]
    reports: Mapping[PartKey, ReportBounds]
    by_voice: tuple[VoiceStatements, ...]
    roots: Mapping[tuple[int, int], VoiceKey]

    @cached_property
    def contradicting(self) -> Mapping[VoiceKey, VoiceStatements]:
        """Return the voices whose own words exclude each other."""
        return {voice.key: voice for voice in self.by_voice if voice.disputed}


def collect_statements(
    case: ShipmentInput, taxonomy: Taxonomy, group: StageGroup = StageGroup.MOVED
) -> ShipmentStatements:
    """Return what the voices on a shipment state at one group of stages."""
    voices, parts = _heard(case)
    counted = {report.key for report in case.reports if stage_group(report.stage) is group}
    by_part: dict[PartKey, list[Line]] = {}
    for line in case.lines:
        if line.report in counted:
            by_part.setdefault((line.report, parts.borrowed_from(line)), []).append(line)
    bounds = {part: report_bounds(part[0], lines) for part, lines in by_part.items()}
    named = frozenset([line.type for line in case.lines])
    kin = taxonomy.kin(named.union(case.confirmed))
    collecting = _Collecting(taxonomy, kin, bounds, parts, counted)
    by_voice = tuple([collecting.voice(voice) for voice in voices.voices])
    return ShipmentStatements(parts.shown(voices), kin, named, bounds, by_voice, parts.roots(voices))


class _Parts:
    """Know which part of which report stands under which key among the voices."""

    def __init__(self, case: ShipmentInput) -> None:
        self.nodes = {report.key: report for report in case.reports}
        cited = {(line.report, line.cites) for line in case.lines if line.cites is not None}
        # Keys of reports are those of a database, or others that are above zero, too.
        self._borrowed: dict[int, PartKey] = {}
        for number, (report, source) in enumerate(sorted(cited), start=1):
            if source != self.nodes[report].voice:
                self._borrowed[-number] = report, source
        self._parts = set(self._borrowed.values())

    def with_borrowed(self, case: ShipmentInput) -> tuple[ReportNode, ...]:
        """Return the reports, and one more for each source that a report borrows lines from."""
        borrowed = [
            replace(
                self.nodes[report],
                key=key,
                asserter=source,
                attribution=Attribution.STATED,
                is_first_hand=False,
                repeats=(),
                evidence=(),
            )
            for key, (report, source) in self._borrowed.items()
        ]
        return (*case.reports, *borrowed)

    def borrowed_from(self, line: Line) -> int | None:
        """Return the source that a line is borrowed from; None for the report's own."""
        return line.cites if (line.report, line.cites) in self._parts else None

    def part(self, key: int) -> PartKey:
        """Return what stands under a key."""
        return self._borrowed.get(key, (key, None))

    def roots(self, voices: Voices) -> dict[tuple[int, int], VoiceKey]:
        """Return the voice behind what each report has a source say, where it is another."""
        found = {}
        for voice in voices.voices:
            for placed in voice.reports:
                report, source = self.part(placed.key)
                speaker = self.nodes[report].voice if source is None else source
                if voice.key != (speaker,):
                    found[report, speaker] = voice.key
        return found

    def shown(self, voices: Voices) -> Voices:
        """Return the voices with the reports themselves in the place of what they borrow."""
        if not self._borrowed:
            return voices
        shown = [
            replace(one, reports=tuple([self._shown(report) for report in one.reports]))
            for one in voices.voices
        ]
        return replace(voices, voices=tuple(shown))

    def _shown(self, report: VoiceReport) -> VoiceReport:
        if report.key not in self._borrowed:
            return report
        return report._replace(key=self._borrowed[report.key][0], is_borrowed=True)


def _heard(case: ShipmentInput) -> tuple[Voices, _Parts]:
    """Return the voices, borrowed lines standing under the voice that they are borrowed from."""
    parts = _Parts(case)
    return find_voices(parts.with_borrowed(case), case.citations, case.publication_sources), parts


class _Collecting:
    """Collect what voices state, over all types of a shipment."""

    def __init__(
        self,
        taxonomy: Taxonomy,
        kin: Kin,
        bounds: Mapping[PartKey, ReportBounds],
        parts: _Parts,
        counted: Collection[int],
    ) -> None:
        self._taxonomy = taxonomy
        self._kin = kin
        self._bounds = bounds
        self._parts = parts
        self._counted = counted

    def voice(self, voice: Voice) -> VoiceStatements:
        """Return what a voice states, and what follows from it."""
        own = [key for key in voice.own_reports if self._parts.part(key)[0] in self._counted]
        # A root that has a report here speaks for itself, also on what only its copies count.
        is_passed_on = not own and bool(voice.copies)
        return self._united(voice, self._speaking(own or voice.copies), is_passed_on=is_passed_on)

    def _speaking(self, reports: Sequence[int]) -> list[DatedBounds]:
        """Return what these reports state, without those that count nothing."""
        found = []
        for key in reports:
            bounds = self._bounds.get(self._parts.part(key))
            if bounds is not None:
                found.append(DatedBounds(self._parts.nodes[bounds.report].latest_day, bounds))
        return found

    def _united(
        self, voice: Voice, speaking: Sequence[DatedBounds], *, is_passed_on: bool
    ) -> VoiceStatements:
        if not speaking:
            return _silent(voice.key, is_passed_on=is_passed_on)
        # Nothing says which of the copies has its root right, so they have no order.
        parts = [one._replace(day=None) for one in speaking] if is_passed_on else speaking
        united = unite(parts, self._taxonomy)
        unknown = frozenset().union(*[one.bounds.unknown for one in parts])
        clashing = frozenset(united.accounts).union(*[one.bounds.clashing for one in parts])
        closed = closed_upward(self._taxonomy, united.stated, [one.bounds for one in parts])
        stated, bounds, widened = self._close(united.stated, closed)
        return VoiceStatements(
            voice.key,
            stated,
            through_variants(stated, unknown, self._taxonomy),
            bounds,
            united.told_by,
            united.accounts,
            clashing.intersection(stated) | widened,
            unknown - stated.keys(),
            closed,
            tuple(united.overtaken),
            tuple([one.bounds.report for one in speaking]),
            is_passed_on,
        )

    def _close(
        self, stated: dict[int, Interval], closed: Mapping[int, Interval]
    ) -> tuple[dict[int, Interval], Mapping[int, Interval], frozenset[int]]:
        """Return statements, what follows from them, and the types on which they exclude each other.

        There the statement is widened to what the other lines come to, so that both are in it.
        """
        known, widened = {**closed, **stated}, set[int]()
        for key in closed.keys() & stated.keys():
            meeting = stated[key].intersection(closed[key])
            known[key] = meeting or envelope([stated[key], closed[key]]) or closed[key]
            if meeting is None:
                widened.add(key)
        bounds = plain_bounds(self._kin, known, ())
        while bounds is None:
            for found in tighten(self._taxonomy, known).contradictions:
                for key, interval in _widened(found, known).items():
                    known[key] = interval
                    widened.add(key)
            bounds = plain_bounds(self._kin, known, ())
        own = {key: known[key] if key in widened else interval for key, interval in stated.items()}
        return own, bounds, frozenset(widened)


def _widened(found: Contradiction, known: Mapping[int, Interval]) -> dict[int, Interval]:
    """Return the statements behind a contradiction, widened until they no longer exclude each other."""
    own = known.get(found.key)
    if own is not None and own.high is not None and own.high < found.low:
        return {found.key: envelope([own, Interval(found.low, found.low)]) or own}
    return {key: Interval(known[key].low, None) for key in found.high_lines}


def _silent(key: VoiceKey, *, is_passed_on: bool) -> VoiceStatements:
    nothing: frozenset[int] = frozenset()
    return VoiceStatements(key, {}, {}, {}, {}, {}, nothing, nothing, {}, (), (), is_passed_on)


__all__ = ["Role", "ShipmentStatements", "StatedCount", "VoiceKey", "VoiceStatements", "collect_statements"]
