"""Say which rows of the press file are one report, whose words it has, and what is repeated or borrowed.

The rows of one publication, case and speaker are one report. Where all of them are drawn from the same,
the report repeats the origin's own reports in the file, or else is the origin's word as passed on. Where only
some are, their counts are borrowed, and the others stay the report's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from inventory.domain.independence import find_cycle
from inventory.imports.press.rows import PressRow
from inventory.imports.press.voices import Draw
from inventory.imports.records import TableScope, Uid, uid_for
from inventory.models import Basis
from inventory.models.names import Thing

type Key = tuple[str, ...]


@dataclass(slots=True)
class PressReport:
    """Hold the rows that are one report, and where its words come from.

    ``asserter`` is None where the publication speaks for itself; ``repeats`` are the reports that it repeats.
    ``borrowed`` has, by line, the source that the count of a row is taken from.
    """

    case: str
    address: Key
    rows: Sequence[PressRow]
    scope: TableScope
    asserter: Thing | None = None
    is_inferred: bool = False
    words: str = ""
    repeats: dict[Uid, Basis] = field(default_factory=dict)
    borrowed: dict[int, Thing] = field(default_factory=dict)

    @property
    def uid(self) -> Uid:
        """Return its identifier, which does not change when another row is added to it."""
        speaker = self.asserter.slug if self.asserter else ""
        # The last two tell apart several reports of one speaker, as there were before.
        return uid_for("press", "report", *self.scope.parts, self.case, *self.address, speaker, "", 1)

    @property
    def source(self) -> Thing:
        """Return who published it."""
        return self.rows[0].source

    @property
    def draws(self) -> tuple[Draw, ...]:
        """Return what all of its rows are drawn from; nothing where they differ."""
        first = self.rows[0].draws
        keys = {draw.key for draw in first}
        return first if all({draw.key for draw in row.draws} == keys for row in self.rows) else ()


def reports_of(rows: Sequence[PressRow], scope: TableScope) -> list[PressReport]:
    """Return the reports that the rows make, in the order of their first rows."""
    groups: dict[Key, list[PressRow]] = defaultdict(list)
    for row in rows:
        speaker = row.asserter.slug if row.asserter else ""
        groups[row.row["case_id"], *address_of(row, scope), speaker].append(row)
    found = [
        PressReport(
            *(case, tuple(address), members, scope, members[0].asserter),
            words=members[0].speaker_words,
        )
        for (case, *address, _), members in groups.items()
    ]
    _Origins(found).settle()
    return found


def address_of(row: PressRow, scope: TableScope) -> Key:
    """Return what tells a publication from others; without an address its source, date, case and table."""
    if row.url:
        return row.source.slug, row.url
    return row.source.slug, row.row["published"], row.row["case_id"], *scope.parts


class _Origins:
    """Find in the file what reports are drawn from."""

    def __init__(self, reports: Sequence[PressReport]) -> None:
        self._reports = reports
        self._by_row = {row.row["report_id"]: report for report in reports for row in report.rows}
        self._by_source: Mapping[tuple[str, int], list[PressReport]] = defaultdict(list)
        for report in reports:
            if report.asserter is None:
                self._by_source[report.case, report.source.pk].append(report)
        self._edges: set[tuple[int, int]] = set()
        self._numbers = {id(report): number for number, report in enumerate(reports)}

    def settle(self) -> None:
        """Say of each report what it repeats, borrows or passes on."""
        repeated = {id(report): self._repeated(report) for report in self._reports}
        for report in self._reports:
            if not repeated[id(report)]:
                self._pass_on(report)
        # What a report is called depends on who speaks in it, so that this comes first.
        for report in self._reports:
            report.repeats = {other.uid: basis for other, basis in repeated[id(report)]}

    def _repeated(self, report: PressReport) -> list[tuple[PressReport, Basis]]:
        """Return the reports on the case that a report is drawn from as a whole."""
        if report.asserter is not None:
            return []
        found = [(other, draw.basis) for draw in report.draws for other in self._targets(report, draw)]
        return [(other, basis) for other, basis in found if self._leads(report, other)]

    def _targets(self, report: PressReport, draw: Draw) -> list[PressReport]:
        if draw.source is None:
            others = [self._by_row[draw.row]] if draw.row in self._by_row else []
        else:
            others = self._by_source[report.case, draw.source.pk]
        return [other for other in others if other.case == report.case and other is not report]

    def _leads(self, report: PressReport, other: PressReport) -> bool:
        """Keep that a report repeats another, unless that would run in a circle."""
        edge = (self._numbers[id(report)], self._numbers[id(other)])
        if find_cycle({*self._edges, edge}):
            return False
        self._edges.add(edge)
        return True

    def _pass_on(self, report: PressReport) -> None:
        """Say whose words a report passes on, or which of its counts are borrowed, and from whom."""
        draws = report.draws
        source = self._source_of(draws[0]) if len(draws) == 1 else None
        if source and report.asserter is None:
            report.asserter, report.words = source, draws[0].words
            report.is_inferred = draws[0].basis is Basis.INFERRED
            return
        for row in report.rows:
            found = next(filter(None, map(self._source_of, row.draws)), None)
            if found and found.pk != report.source.pk and not is_cited_as_a_whole(report, self._reports):
                report.borrowed[row.line] = found

    def _source_of(self, draw: Draw) -> Thing | None:
        if draw.source or draw.row not in self._by_row:
            return draw.source
        origin = self._by_row[draw.row]
        return origin.asserter or origin.source


def is_cited_as_a_whole(report: PressReport, reports: Sequence[PressReport]) -> bool:
    """Tell whether all that the file has of a publication is drawn from the same several sources, or a guess.

    Then the publication cites these. What it cites makes a copy of everything in it.
    """
    draws = {draw.key for draw in report.draws}
    is_cited = len(draws) > 1 or any(draw.basis is Basis.INFERRED for draw in report.draws)
    return is_cited and all(
        {draw.key for draw in other.draws} == draws for other in reports if other.address == report.address
    )
