"""Read a shipment's matrix back: what each voice says on each type, as lines of the reports that it has.

The matrix shows what follows from the record; only the words of a voice are read. Bounds, estimates and all
else are computed from them. A cell that may belong to several reports, or to none, is refused: those are
changed in the file of reported deliveries, where each line names its report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from inventory.domain.quantities import Quantity, QuantityError, parse_quantity
from inventory.domain.spreadsheets import as_meant
from inventory.imports.cells import Row
from inventory.imports.files import FileError, shown
from inventory.imports.records import Concept, Record, Staged, uid_for
from inventory.imports.tables import Format, Table
from inventory.models import Report, ReportedDelivery, Shipment
from inventory.models.analysis import as_range
from inventory.models.names import Kind, Names, Thing, UnknownNameError

COLUMNS = ("equipment_type", "equipment_name", "depth", "unit", "estimate_low", "estimate_high", "state")
OPTIONAL = ("shipment_reference", "support", "voices", "dissenters", "type_conflict", "confirmed")
VOICE = re.compile(r"(?P<voice>.+)_(?P<part>phrase|low|high)")
FILE_NAME = re.compile(r"(?P<reference>.+)-matrix(?: ?\(\d+\))?\.\w+")
PARTS = ("phrase", "low", "high")
ELSEWHERE = "Change it in the file of reported deliveries, where each line names its report."


def stage(table: Table, names: Names) -> Staged:
    """Return what a matrix changes: lines of which the words differ, and lines on types new to a report.

    Raises FileError when the shipment is not known, or the columns are not those of a matrix. Runs three
    queries.
    """
    staged = Staged()
    voices = _voices(table.header)
    rows = list(table.rows(staged.problems))
    reader = _Reader(staged, names, _shipment(table, rows))
    for row in rows:
        if table.is_escaped:
            row.cells = {column: as_meant(cell) for column, cell in row.cells.items()}
        reader.read(row, voices)
    staged.complete_rows(line.number for line in table.lines)
    return staged


def _voices(header: Sequence[str]) -> list[str]:
    """Return the voices that have columns. Raises FileError for columns that belong to none."""
    parts: dict[str, set[str]] = defaultdict(set)
    for column in header:
        if column not in COLUMNS and column not in OPTIONAL:
            match = VOICE.fullmatch(column)
            parts[match["voice"] if match else column].add(match["part"] if match else "")
    if wrong := [voice for voice, found in parts.items() if found != set(PARTS)]:
        listed = ", ".join(shown(voice) for voice in wrong[:5])
        raise FileError(
            f"Each voice of a matrix has the columns …_phrase, …_low and …_high, unlike {listed}."
        )
    return list(parts)


def _shipment(table: Table, rows: Sequence[Row]) -> Shipment:
    """Return the shipment that a column names, or else the file's name."""
    stated = {row["shipment_reference"] for row in rows if "shipment_reference" in row.cells}
    match = FILE_NAME.fullmatch(table.name)
    if len(stated) > 1:
        raise FileError(f"{table.name}: a matrix is of one shipment, not of {len(stated)}.")
    reference = stated.pop() if stated else match["reference"] if match else ""
    shipment = Shipment.everything.select_related("merged_into").filter(reference=reference).first()
    if shipment is None:
        reason = (
            f"there is no shipment {shown(reference)}" if reference else "it does not say of which shipment"
        )
        raise FileError(
            f"{table.name}: {reason}. Keep the name under which the matrix was saved, such as"
            " ML-2025-01-17-matrix.csv, or add a column shipment_reference."
        )
    if shipment.merged_into is not None:
        raise FileError(
            f"{table.name}: the shipment {shown(reference)} was merged into"
            f" {shown(shipment.merged_into.reference)}, whose matrix has other cells. Download that one, and"
            " change it there."
        )
    return shipment


class _Reader:
    """Compare the cells of a matrix with the lines of a shipment's standing reports."""

    def __init__(self, staged: Staged, names: Names, shipment: Shipment) -> None:
        self._staged = staged
        self._names = names
        self._reports: dict[str, list[Report]] = defaultdict(list)
        self._lines: dict[int, list[ReportedDelivery]] = defaultdict(list)
        reports = shipment.reports.filter(superseded_by=None).select_related(
            "asserter", "publication__source"
        )
        voices = {report.pk: report.voice.slug for report in reports}
        for report in reports:
            self._reports[voices[report.pk]].append(report)
        self._voice = voices
        for line in (
            ReportedDelivery.objects.filter(report__in=voices).select_related("report").order_by("pk")
        ):
            self._lines[line.equipment_type_id].append(line)

    def read(self, row: Row, voices: Sequence[str]) -> None:
        """Stage what the cells of a row change."""
        equipment = self._find(row)
        if equipment is None:
            return
        records = [record for voice in voices for record in self._change(row, voice, equipment)]
        self._staged.add_row(row.line, None, [self._staged.add(record) for record in records])

    def _find(self, row: Row) -> Thing | None:
        try:
            return self._names.by_slug(Kind.EQUIPMENT_TYPE, row.required("equipment_type"))
        except UnknownNameError as error:
            row.refuse_name("equipment_type", error)
            return None

    def _change(self, row: Row, voice: str, equipment: Thing) -> Iterator[Record]:
        """Yield the line that a cell changes or adds, if any."""
        column = f"{voice}_phrase"
        phrase = row[column]
        on_type = self._lines[equipment.pk]
        own = [line for line in on_type if self._voice[line.report_id] in voice.split("+")]
        if any(line.phrase == phrase for line in own or on_type) or not (phrase or own):
            return
        if not phrase:
            row.refuse(column, f"is empty, but the record has {shown(own[0].phrase)}. {ELSEWHERE}")
            return
        reports = [line.report for line in own] or self._reports[voice]
        if len(reports) != 1 or (own and own[0].base_id):
            row.refuse(column, f"{shown(phrase)}: {_reason(own, reports)} {ELSEWHERE}")
            return
        try:
            quantity = parse_quantity(phrase)
        except QuantityError as error:
            row.refuse(column, str(error))
            return
        yield _record(row, column, own[0] if own else None, reports[0], (equipment, quantity))


def _reason(own: Sequence[ReportedDelivery], reports: Sequence[Report]) -> str:
    """Say why it is not clear what a cell changes."""
    if own and own[0].base_id:
        return "the count is a share of another line."
    if not reports:
        return "this voice has no report of its own on the shipment."
    return f"this voice has {len(reports)} reports to which it may belong."


def _record(
    row: Row,
    column: str,
    line: ReportedDelivery | None,
    report: Report,
    stated: tuple[Thing, Quantity],
) -> Record:
    equipment, quantity = stated
    values: dict[str, Any] = {
        "report": report.uid,
        "equipment_type": equipment.pk,
        "phrase": quantity.phrase,
        "kind": quantity.kind.value,
        "quantity": as_range(quantity.interval),
        "best": quantity.best,
    }
    uid = line.uid if line else uid_for("matrix", "line", report.uid, equipment.slug)
    columns: Mapping[str, str] = {**dict.fromkeys(values, column), "equipment_type": "equipment_type"}
    return Record(Concept.DELIVERY, uid, values, row.line, columns)


COMPARE_MATRIX = Format(
    "matrix of a shipment", COLUMNS, stage, OPTIONAL, has_preamble=True, ignores_others=True
)
