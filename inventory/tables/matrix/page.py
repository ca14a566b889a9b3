"""Turn one shipment's reading and comparison into what its page shows. Runs no query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from inventory.domain.comparison import Comparison
from inventory.models import Report, ReportedDetail, Source
from inventory.models.readings import ShipmentReading
from inventory.tables.matrix.cells import LineView, line_view
from inventory.tables.matrix.detail_rows import DetailRows, draw_detail_rows
from inventory.tables.matrix.details import DetailDrawer, DetailRowView, detail_words
from inventory.tables.matrix.layout import Layout, Selection, fold, select
from inventory.tables.matrix.names import Directory, ReportView
from inventory.tables.matrix.rows import RowDrawer, RowView
from inventory.tables.matrix.voices import VoiceView, voice_view


@dataclass(frozen=True, slots=True)
class DetailLine:
    """Tell one statement of a report beside its counts."""

    kind: str
    value: str
    certainty: str
    hedge: str
    quote: str
    is_denied: bool


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """Hold one report with all that it says; ``repeats`` are the reports of this shipment that it copies."""

    report: ReportView
    lines: tuple[LineView, ...]
    details: tuple[DetailLine, ...]
    repeats: tuple[ReportView, ...]
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContradictionView:
    """Tell where a report contradicts itself."""

    report: ReportView
    equipment: str
    low: int
    high: int
    low_lines: tuple[str, ...]
    high_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Hold the comparison of one shipment as its page and its CSV show it.

    ``entries`` are the reports that stand, oldest publication first; ``superseded`` the others.
    ``detail_rows`` lay the same statements out as ``details`` do, voice by voice under the counts.
    ``rows`` are all rows, those marked that are hidden; ``selection`` says which are asked for.
    ``dates_note`` lists dates of different kinds, which are never compared with each other.
    """

    voices: tuple[VoiceView, ...]
    rows: tuple[RowView, ...]
    details: tuple[DetailRowView, ...]
    detail_rows: DetailRows
    dates_note: str
    contradictions: tuple[ContradictionView, ...]
    entries: tuple[ReportEntry, ...]
    superseded: tuple[ReportEntry, ...]
    voice_count: int
    publication_count: int
    evidence_count: int
    selection: Selection = Selection.ALL
    disputed_count: int = 0

    @property
    def has_assessments(self) -> bool:
        """Tell whether an analyst has judged a row, so that the column is worth its room."""
        return any(row.assessments for row in self.rows) or any(row.assessments for row in self.details)

    @property
    def unit_count(self) -> int:
        """Count the units that are never added to each other."""
        return len({row.unit for row in self.rows if row.look != "heading"})

    @property
    def hidden_count(self) -> int:
        """Count the rows that are not shown, details included."""
        details = 0 if self.detail_rows.is_folded else len(self.details) - len(self.detail_rows.rows)
        return sum(row.is_hidden for row in self.rows) + details


def build_matrix(reading: ShipmentReading, comparison: Comparison, layout: Layout | None = None) -> Matrix:
    """Return what the page of a shipment shows of a comparison made from the same reading."""
    layout = layout or Layout()
    found = comparison.voices.voices
    placed = (report for voice in found for report in voice.reports if not report.is_borrowed)
    directory = Directory(reading, placed)
    lines = {line.pk: line_view(line, directory) for line in reading.records.lines}
    rows = RowDrawer(reading, comparison, directory, lines, layout).draw()
    drawer = DetailDrawer(reading, comparison, directory)
    details = drawer.draw()
    disputed = sum(row.is_disputed for row in rows) + sum(row.is_disputed for row in details)
    selection = layout.selection(is_disputed=disputed > 0)
    layout = replace(layout, rows=selection)
    entries = _entries(reading, directory, lines.values())
    return Matrix(
        voices=tuple(
            voice_view(
                voice,
                number,
                directory,
                layout.opened,
                is_wordless=all(row.cells[number - 1].look == "silent" for row in rows),
            )
            for number, voice in enumerate(found, start=1)
        ),
        rows=tuple(fold(select(rows, selection), layout.folded)),
        details=details,
        detail_rows=draw_detail_rows(reading, comparison, directory, details, layout),
        dates_note=drawer.note(),
        contradictions=_contradictions(comparison, directory),
        entries=tuple(entry for entry in entries if not entry.report.is_superseded),
        superseded=tuple(entry for entry in entries if entry.report.is_superseded),
        voice_count=comparison.voice_count,
        publication_count=comparison.publication_count,
        evidence_count=len(reading.records.evidence),
        selection=selection,
        disputed_count=disputed,
    )


def _entries(reading: ShipmentReading, directory: Directory, lines: Iterable[LineView]) -> list[ReportEntry]:
    """Return all reports by the day of their publication, undated ones last."""
    by_report: dict[int, list[LineView]] = defaultdict(list)
    for line in lines:
        by_report[line.report.pk].append(line)
    said: dict[int, list[DetailLine]] = defaultdict(list)
    for detail in reading.records.details:
        said[detail.report_id].append(_detail_line(detail))
    repeated: dict[int, list[ReportView]] = defaultdict(list)
    for edge in reading.records.rows.repeats:
        # A report of another shipment may be repeated, which this page does not show.
        if edge.repeated_id in directory.reports:
            repeated[edge.report_id].append(directory.reports[edge.repeated_id])
    cited = _citations(reading, directory)
    order = {line.equipment_type_id: None for line in reading.records.lines}
    rank = {reading.types[key].name: place for place, key in enumerate(reading.taxonomy.order(order))}
    ordered = sorted(reading.records.reports, key=_when)
    return [
        ReportEntry(
            directory.reports[report.pk],
            tuple(sorted(by_report[report.pk], key=lambda line: rank[line.equipment])),
            tuple(said[report.pk]),
            tuple(repeated[report.pk]),
            tuple(dict.fromkeys(cited[report.publication_id])),
        )
        for report in ordered
    ]


def _when(report: Report) -> tuple[date, date, int]:
    """Return what orders reports in time: the days on which it may have been published, undated last."""
    days = report.publication.published_days
    return (days.lower, days.upper, report.pk) if days else (date.max, date.max, report.pk)


def _citations(reading: ShipmentReading, directory: Directory) -> dict[int, list[str]]:
    """Return whom each publication cites, with the mark of what was only inferred."""
    cited: dict[int, list[str]] = defaultdict(list)
    for row in reading.records.rows.citations:
        key = row.cited_publication__source_id if row.cited_source_id is None else row.cited_source_id
        if key is not None:
            name = directory.source(key).text
            words = _("%(source)s (inferred)") % {"source": name} if row.basis == "inferred" else name
            cited[row.publication_id].append(words)
    return cited


def _detail_line(detail: ReportedDetail) -> DetailLine:
    return DetailLine(
        kind=detail.get_kind_display(),
        value=detail_words(detail),
        certainty=detail.get_modality_display(),
        hedge=detail.hedge,
        quote=detail.quote,
        is_denied=detail.polarity == detail.Polarity.DENIED,
    )


def _contradictions(comparison: Comparison, directory: Directory) -> tuple[ContradictionView, ...]:
    return tuple(
        ContradictionView(
            directory.reports[report],
            directory.type(found.key).text,
            found.low,
            found.high,
            tuple(directory.type(key).text for key in found.low_lines),
            tuple(directory.type(key).text for key in found.high_lines),
        )
        for report, found in comparison.contradictions
    )


def preferable_voices(reading: ShipmentReading, comparison: Comparison) -> tuple[Source, ...]:
    """Return the sources behind the voices, by name."""
    roots = {root for voice in comparison.voices.voices for root in voice.key}
    return tuple(sorted((reading.sources[root] for root in roots), key=lambda source: source.name))
