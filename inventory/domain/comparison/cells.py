"""Say what one independent voice says on one equipment type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from inventory.domain.comparison.accounts import Account
from inventory.domain.comparison.case import Case
from inventory.domain.independence import Role, Voice
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import common


class Cell(NamedTuple):
    """Hold one voice's word on one type.

    `interval` is None if the voice gives no count; with `is_unknown` it says that there is a number
    that it does not know. `speaker` is the report that speaks. `lines` are the keys of the lines on
    this very type in all reports of the voice, newest report first: also of those that do not count.
    `told` is the one of them whose words stand for the voice: the speaker's, or the newest if none
    speaks; None where the count follows from other types.
    `is_derived`: the count follows from lines below. `accounts` is empty, or, for a divided voice,
    holds the counts of the reports that cannot all be right about what the voice said.
    """

    interval: Interval | None = None
    speaker: int | None = None
    lines: tuple[int, ...] = ()
    told: int | None = None
    is_derived: bool = False
    is_unknown: bool = False
    is_contradictory: bool = False
    accounts: tuple[tuple[int, Interval], ...] = ()

    @property
    def is_denied(self) -> bool:
        """Tell whether the voice says that there were none."""
        return self.interval == Interval(0, 0)

    @property
    def is_divided(self) -> bool:
        """Tell whether what the voice said is itself in dispute."""
        return bool(self.accounts)


class Floor:
    """Give the word to the report that speaks for a voice, cell by cell."""

    def __init__(self, case: Case, accounts: Mapping[int, Account]) -> None:
        self._accounts = accounts
        self._published = {report.key: report.published for report in case.reports}
        self._lines: dict[tuple[int, int], list[int]] = {}
        self._unknown: set[tuple[int, int]] = set()
        for line in sorted(case.lines, key=lambda line: line.key):
            self._lines.setdefault((line.report, line.type), []).append(line.key)
            if line.interval is None and line.report in accounts:
                self._unknown.add((line.report, line.type))

    def cells(self, voice: Voice, keys: Iterable[int]) -> list[Cell]:
        """Return what a voice says on each type.

        The newest report speaks that gives a count of the type or of something below it; only if
        none does, the newest that calls the number unknown.
        """
        speakers = voice.speakers
        return [self._cell(voice, speakers, key) for key in keys]

    def _cell(self, voice: Voice, speakers: tuple[int, ...], key: int) -> Cell:
        lines = tuple([line for report in voice.reports for line in self._lines.get((report.key, key), ())])
        spoken = [(report, said) for report in speakers if (said := self._says(report, key))]
        if not spoken:
            unknown = (report for report in speakers if (report, key) in self._unknown)
            speaker = next(unknown, None)
            newest = lines[0] if lines else None
            told = newest if speaker is None else self._lines[speaker, key][0]
            return Cell(None, speaker, lines, told, is_unknown=speaker is not None)
        speaker, interval = spoken[0]
        return Cell(
            interval,
            speaker,
            lines,
            next(iter(self._lines.get((speaker, key), ())), None),
            is_derived=(speaker, key) not in self._lines,
            is_contradictory=self._accounts[speaker].contradicts_itself(key),
            accounts=self._division(voice, spoken),
        )

    def _says(self, report: int, key: int) -> Interval | None:
        return self._accounts[report].says(key) if report in self._accounts else None

    def _division(self, voice: Voice, spoken: list[tuple[int, Interval]]) -> tuple[tuple[int, Interval], ...]:
        """Return the accounts of a voice if they share no count.

        Nothing says which of the reports that pass a voice on has it right, so they all stand. Only
        the source's own older reports give way, because there its own newer word is on record.
        """
        if len(spoken) == 1:
            return ()
        own = {report.key for report in voice.reports if report.role is Role.OWN}
        latest = next((self._published[report] for report, _ in spoken if report in own), None)
        standing = tuple(
            (report, said)
            for report, said in spoken
            if report not in own or self._published[report] == latest
        )
        return standing if common(said for _, said in standing) is None else ()
