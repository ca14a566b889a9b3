"""Lay out what voices say beside counts under the counts, in the same columns: a row for each kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from inventory.domain.comparison import Comparison, DetailCell, DetailRow, VoiceKey
from inventory.domain.independence import Voice
from inventory.domain.reconciliation import State
from inventory.models import Assessment, ReportedDetail
from inventory.models.readings import ShipmentReading
from inventory.tables.matrix.details import DetailRowView, StatementView, statement_view
from inventory.tables.matrix.layout import Layout, Selection, toggle
from inventory.tables.matrix.marks import CellMark, Marker
from inventory.tables.matrix.names import Directory
from inventory.tables.matrix.voices import voice_slug

SLUG = "details"  # names these rows where an address folds them
LEAST_SUPPORT = 2  # voices; a value that one voice alone affirms is no conclusion


@dataclass(frozen=True, slots=True)
class DetailCellView:
    """Hold what one voice says of one kind. ``look`` is stated, denied, unheard or silent.

    ``shown`` are the statements of the report that speaks; ``statements`` add those of its other reports.
    Unheard is a voice of which no report may speak on the kind.
    """

    look: str
    identifier: str = ""
    voice: str = ""
    shown: tuple[StatementView, ...] = ()
    statements: tuple[StatementView, ...] = ()
    marks: tuple[CellMark, ...] = ()


@dataclass(frozen=True, slots=True)
class DetailMatrixRow:
    """Hold one kind as the matrix shows it. ``text`` is what most voices share, empty where none do."""

    kind: str
    label: str
    columns: tuple[DetailCellView, ...]
    text: str
    support: int
    total: int
    state: str
    is_tension: bool
    assessments: tuple[Assessment, ...]

    @property
    def is_disputed(self) -> bool:
        """Return whether voices part on it."""
        return self.state == State.CONFLICT or self.is_tension


@dataclass(frozen=True, slots=True)
class DetailRows:
    """Hold the rows that are shown, and whether they are folded; ``toggled`` is folded after a turn."""

    rows: tuple[DetailMatrixRow, ...]
    slug: str
    is_folded: bool
    toggled: tuple[str, ...]


def draw_detail_rows(
    reading: ShipmentReading,
    comparison: Comparison,
    directory: Directory,
    details: Sequence[DetailRowView],
    layout: Layout,
) -> DetailRows:
    """Return the rows in the order of the details that were drawn before.

    Where disputed rows are asked for, only those; all where no detail is in dispute.
    """
    said = {detail.pk: detail for detail in reading.records.details}
    found = {row.kind: row for row in comparison.details}
    voices = comparison.voices.voices
    opened = [voice_slug(voice, directory) in layout.opened for voice in voices]
    drawer = _CellDrawer(directory, said, Marker(comparison, directory))
    rows = []
    for row in details:
        concluded = found[row.kind]
        columns = list(zip(voices, concluded.cells, opened, strict=True))
        speaking = sum(cell.speaker is not None for cell in concluded.cells)
        rows.append(_row(row, tuple(drawer.draw(concluded, columns)), speaking=speaking))
    if layout.rows is Selection.DISPUTED:
        rows = [row for row in rows if row.is_disputed] or rows
    return DetailRows(tuple(rows), SLUG, SLUG in layout.folded, toggle(layout.folded, SLUG))


class _CellDrawer:
    """Draw a row's cells in the order of the voices, those of opened reports after their voice."""

    def __init__(self, directory: Directory, said: dict[int, ReportedDetail], marker: Marker) -> None:
        self._directory = directory
        self._said = said
        self._marker = marker

    def draw(
        self, row: DetailRow, columns: Sequence[tuple[Voice, DetailCell, bool]]
    ) -> Iterator[DetailCellView]:
        kind = row.kind
        for number, (voice, cell, is_open) in enumerate(columns, start=1):
            details = [self._said[key] for key in cell.details]
            spoken = [self._said[key] for key in cell.counted]
            name = self._directory.voice(voice.key)
            drawn = self._cell(f"detail-{kind}-{number}", name, voice.key, spoken, details)
            yield replace(drawn, marks=tuple(self._marker.of_detail(cell, row, voice.key)))
            if is_open and len(voice.reports) > 1:
                for report in voice.reports:
                    own = [detail for detail in details if detail.report_id == report.key]
                    name = self._directory.reports[report.key].chain
                    yield self._cell(f"detail-{kind}-report-{report.key}", name, voice.key, own, own)

    def _cell(
        self,
        identifier: str,
        name: str,
        voice: VoiceKey,
        spoken: Sequence[ReportedDetail],
        details: Sequence[ReportedDetail],
    ) -> DetailCellView:
        if not details:
            return DetailCellView("silent", voice=name)
        statements = tuple(statement_view(one, self._directory, voice) for one in details)
        shown = tuple(statement_view(one, self._directory, voice) for one in spoken or details)
        look = "denied" if all(one.is_denied for one in shown) else "stated"
        return DetailCellView(look if spoken else "unheard", identifier, name, shown, statements)


def _row(row: DetailRowView, columns: tuple[DetailCellView, ...], *, speaking: int) -> DetailMatrixRow:
    text, support, total = row.days, row.support, row.total
    is_disputed = row.state == State.CONFLICT  # has no winner
    if not text and not is_disputed and row.values and len(row.values[0].affirmed) >= LEAST_SUPPORT:
        # Values come with those of most voices first.
        text, support = row.values[0].text, len({one.voice for one in row.values[0].affirmed})
        total = speaking
    return DetailMatrixRow(
        row.kind, row.label, columns, text, support, total, row.state, row.is_tension, row.assessments
    )
