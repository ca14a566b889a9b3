"""Mark cells with what a reader has to know beside the words, by icon and word."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from inventory.domain.comparison import (
    Cell,
    Comparison,
    CountDrift,
    DetailCell,
    DetailRow,
    DriftKind,
    MarkCode,
    VoiceKey,
)
from inventory.tables.matrix.names import Directory
from inventory.wording.numbers import interval_words


@dataclass(frozen=True, slots=True)
class CellMark:
    """Hold a mark: ``state`` chooses the icon, ``label`` is the word, ``note`` stands in the card."""

    state: str
    label: str
    note: str


class Marker:
    """Find the marks of cells."""

    def __init__(self, comparison: Comparison, directory: Directory) -> None:
        self._directory = directory
        marks = comparison.marks
        self._passed_on = {mark.voice: mark.reports for mark in marks if mark.code is MarkCode.PASSED_ON}
        self._asked = {
            (mark.type, mark.report) for mark in marks if mark.code is MarkCode.ASK_SAME_OR_DIFFERENT
        }

    def of_count(self, cell: Cell, key: int, voice: VoiceKey, reports: Collection[int]) -> Iterator[CellMark]:
        """Yield the marks of a voice's count of a type; ``reports`` are those whose lines stand in it."""
        if cell.stated is not None and voice in self._passed_on:
            yield self._carried(self._passed_on[voice])
        if any((key, report) in self._asked for report in reports):
            note = _("The report does not say whether its lines count the same items.")
            yield CellMark("asked", _("Same items, or different?"), note)
        for drift in cell.drift:
            yield self._drift(drift)
        for report in cell.overtaken:
            yield self._overtaken(report)

    def of_detail(self, cell: DetailCell, row: DetailRow, voice: VoiceKey) -> Iterator[CellMark]:
        """Yield the marks of a voice's statements of a kind, each once."""
        found = []
        for drift in row.drift:
            if drift.voice == voice:
                outlet = self._outlet(drift.report)
                is_added = drift.root_detail is None
                note = _("only in %(outlet)s") if is_added else _("%(outlet)s changes how surely it is said")
                found.append(_drifted(note % {"outlet": outlet}, is_added=is_added))
        if cell.overtaken:
            note = _("A newer report of the same voice says otherwise.")
            found.append(CellMark("overtaken", _("Updated by a newer report"), note))
        yield from dict.fromkeys(found)

    def class_disputed(self) -> CellMark:
        """Return the mark of a designation that sources class differently."""
        note = _("Other sources give the designation another class.")
        return CellMark("conflict", _("Class disputed"), note)

    def _carried(self, reports: Sequence[int]) -> CellMark:
        outlets = ", ".join(dict.fromkeys(self._outlet(report) for report in reports))
        note = _("Only in the words of %(outlets)s: the record holds no report of the voice itself.")
        return CellMark("passed_on", _("Passed on"), note % {"outlets": outlets})

    def _drift(self, drift: CountDrift) -> CellMark:
        gaps = {"outlet": self._outlet(drift.report), "count": interval_words(drift.interval)}
        if drift.kind is DriftKind.ADDED or drift.root is None:
            return _drifted(_("%(count)s, only in %(outlet)s") % gaps, is_added=True)
        gaps["root"] = interval_words(drift.root)
        return _drifted(_("%(count)s in %(outlet)s, in place of %(root)s") % gaps, is_added=False)

    def _overtaken(self, report: int) -> CellMark:
        view = self._directory.reports[report]
        words = _("Older: %(outlet)s, %(date)s") if view.published_on else _("Older: %(outlet)s")
        note = words % {"outlet": view.outlet.text, "date": view.published_on}
        return CellMark("overtaken", _("Updated by a newer count"), note)

    def _outlet(self, report: int) -> str:
        return self._directory.reports[report].outlet.text


def _drifted(note: str, *, is_added: bool) -> CellMark:
    return CellMark("drift", _("Added when repeated") if is_added else _("Changed when repeated"), note)
