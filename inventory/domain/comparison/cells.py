"""Show what one independent voice says on one equipment type, with the lines that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from inventory.domain.comparison.accounts import Account, Word
from inventory.domain.comparison.case import Case
from inventory.domain.independence import Voice
from inventory.domain.intervals import Interval


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


class Cells:
    """Put the lines of a case beside the words of its voices."""

    def __init__(self, case: Case, accounts: Mapping[int, Account]) -> None:
        self._accounts = accounts
        self._lines: dict[tuple[int, int], list[int]] = {}
        for line in sorted(case.lines, key=lambda line: line.key):
            self._lines.setdefault((line.report, line.type), []).append(line.key)

    def cell(self, voice: Voice, key: int, word: Word | None) -> Cell:
        """Return a voice's word on a type, or its silence, with its lines."""
        lines = tuple([line for report in voice.reports for line in self._lines_of(report.key, key)])
        if word is None:
            return Cell(lines=lines, told=next(iter(lines), None))
        return Cell(
            word.interval,
            word.speaker,
            lines,
            next(iter(self._lines_of(word.speaker, key)), None),
            word.is_derived,
            word.is_unknown,
            not word.is_unknown and self._accounts[word.speaker].contradicts_itself(key),
            word.accounts,
        )

    def _lines_of(self, report: int, key: int) -> Iterable[int]:
        return self._lines.get((report, key), ())
