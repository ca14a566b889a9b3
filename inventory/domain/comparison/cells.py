"""Show what one independent voice says on one equipment type, with the lines that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from inventory.domain.comparison.case import ShipmentInput
from inventory.domain.comparison.drift import CountDrift
from inventory.domain.comparison.statements import StatedCount, VoiceStatements
from inventory.domain.independence import Voice, VoiceReport
from inventory.domain.intervals import Interval


class Stance(StrEnum):
    """Name whether a voice states a type, implies something of it by its other lines, or is silent."""

    STATES = "states"
    IMPLIES = "implies"
    SILENT = "silent"


class Cell(NamedTuple):
    """Hold one voice's word on one type.

    `stated` is what its own lines come to, `implied` what its other lines leave; the two are never mixed.
    With `is_unknown` there is a number that it does not know. `lines` are the keys of the lines on this very
    type in all reports of the voice, newest report first: also of those that do not count. `told` is the one
    of them whose words stand for the voice: None where the count follows from other types. `speaker` is that
    line's report. `is_from_variants`: it counts the type's variants. `is_contradictory`: lines of one report
    exclude each other; `accounts` are the counts of several reports that do. `drift` is what copies say
    otherwise, `overtaken` the reports whose older count a newer one excludes.
    """

    stance: Stance = Stance.SILENT
    stated: Interval | None = None
    implied: Interval | None = None
    speaker: int | None = None
    lines: tuple[int, ...] = ()
    told: int | None = None
    is_unknown: bool = False
    is_from_variants: bool = False
    is_contradictory: bool = False
    accounts: tuple[tuple[int, Interval], ...] = ()
    drift: tuple[CountDrift, ...] = ()
    overtaken: tuple[int, ...] = ()

    @property
    def interval(self) -> Interval | None:
        """Return what the voice states, else what it implies by naming parts; None for neither.

        That a total above leaves room is no count of the type.
        """
        if self.stated is not None:
            return self.stated
        return self.implied if self.implied and (self.implied.low or self.implied.high == 0) else None

    @property
    def is_derived(self) -> bool:
        """Return whether the count follows from other lines."""
        return self.stance is Stance.IMPLIES or self.is_from_variants

    @property
    def is_denied(self) -> bool:
        """Return whether the voice says that there were none."""
        return self.stated == Interval(0, 0)

    @property
    def is_of_copies(self) -> bool:
        """Return whether only copies have words on the type, on which the voice itself is silent."""
        return self.told is not None and self.speaker is None and bool(self.drift)

    @property
    def is_divided(self) -> bool:
        """Return whether what the voice said is itself in dispute."""
        return bool(self.accounts)


class Cells:
    """Put the lines of a case beside the words of its voices."""

    def __init__(self, case: ShipmentInput, drift: Iterable[CountDrift]) -> None:
        self._lines: dict[tuple[int, int], list[int]] = {}
        self._cited = {line.key: line.cites for line in case.lines}
        self._counts = {line.key: line.interval for line in case.lines}
        for line in sorted(case.lines, key=lambda line: line.key):
            self._lines.setdefault((line.report, line.type), []).append(line.key)
        self._drift: dict[tuple[tuple[int, ...], int], list[CountDrift]] = {}
        for one in drift:
            self._drift.setdefault((one.voice, one.type), []).append(one)

    def cell(self, voice: Voice, said: VoiceStatements, key: int) -> Cell:
        """Return a voice's word on a type, or its silence, with its lines."""
        count = said.on(key)
        lines = tuple([line for report in voice.reports for line in self._of(report, key, voice)])
        told, speaker = self._told(count, said, key, lines, voice)
        return Cell(
            _stance(count),
            count.stated,
            count.implied if count.is_implied else None,
            speaker,
            lines,
            told,
            count.is_unknown,
            count.is_from_variants,
            count.is_disputed and not count.accounts,
            count.accounts,
            tuple(self._drift.get((voice.key, key), ())),
            tuple([one.report for one in said.overtaken if one.type == key]),
        )

    def _told(
        self, count: StatedCount, said: VoiceStatements, key: int, lines: tuple[int, ...], voice: Voice
    ) -> tuple[int | None, int | None]:
        """Return the one of the voice's lines whose words stand for it, and its report.

        That is the newest whose own count is the voice's; where none is, the newest.
        """
        speakers = count.told_by or (said.speakers if count.is_unknown or count.stated is None else ())
        own = [
            (line, report)
            for report in speakers
            # A report that only lends the voice some lines has others of its own.
            for line in self._lines.get((report, key), ())
            if line in lines and self._speaks_for(line, voice)
        ]
        if own:
            return next((one for one in own if self._counts[one[0]] == count.stated), own[0])
        if count.stated is not None or count.is_implied:
            return None, next(iter(said.speakers), None)
        return next(iter(lines), None), None

    def _of(self, report: VoiceReport, key: int, voice: Voice) -> list[int]:
        """Return the lines of a report on a type; only those that it borrows from the voice, if it does."""
        lines = self._lines.get((report.key, key), [])
        return [line for line in lines if self._cited[line] in voice.key] if report.is_borrowed else lines

    def _speaks_for(self, line: int, voice: Voice) -> bool:
        """Return whether a line is the voice's own, or borrowed from it."""
        cited = self._cited[line]
        return cited is None or cited in voice.key


def _stance(count: StatedCount) -> Stance:
    if count.stated is not None or count.is_unknown:
        return Stance.STATES
    return Stance.IMPLIES if count.is_implied else Stance.SILENT
