"""Read matrices of shipments back: what each voice says on each type, as lines of the reports that it has.

The matrix shows what follows from the record; only the words of a voice are read. Bounds, estimates and all
else are computed from them. A cell that may belong to several reports, or to none, is refused: those are
changed in the file of reported deliveries, where each line names its report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from inventory.columns import matrix as columns
from inventory.columns.column import FileColumn, names_of
from inventory.domain.comparison import Cell, compare
from inventory.domain.quantities import Quantity, QuantityError, parse_quantity
from inventory.domain.spreadsheets import as_meant
from inventory.imports.cells import Row
from inventory.imports.files import FileError, shown
from inventory.imports.records import Concept, Record, Staged, uid_for
from inventory.imports.tables import Format, Table
from inventory.models import Report, ReportedDelivery, Shipment
from inventory.models.analysis import as_range
from inventory.models.names import Kind, Names, Thing, UnknownNameError
from inventory.models.readings import ShipmentReading, load_bare_readings
from inventory.wording.messages import words

REFERENCE, EQUIPMENT_TYPE = columns.SHIPMENT_REFERENCE.name, columns.EQUIPMENT_TYPE.name
# Those that a matrix has been written with from the first.
COLUMNS = names_of(
    (
        columns.EQUIPMENT_TYPE,
        columns.EQUIPMENT_NAME,
        columns.DEPTH,
        columns.UNIT,
        columns.ESTIMATE_LOW,
        columns.ESTIMATE_HIGH,
        columns.STATE,
    )
)
OPTIONAL = [name for name in names_of((*columns.TYPE, *columns.CONCLUDED)) if name not in COLUMNS]
FILE_NAME = re.compile(r"(?P<reference>.+)-matrix(?:-\d{4}-\d\d-\d\d)?(?: ?\(\d+\))?\.\w+")
NAMELESS = "it does not say of which shipment"
ELSEWHERE = "Change it in the file of reported deliveries, where each line names its report."


def stage(table: Table, names: Names) -> Staged:
    """Return what matrices change: lines of which the words differ, and lines on types new to a report.

    Raises FileError when no shipment is named, or the columns are not those of a matrix. Runs twelve queries.
    """
    staged = Staged()
    voices = _voices(table.header)
    rows = list(table.rows(staged.problems))
    if table.is_escaped:
        for row in rows:
            row.cells = {column: as_meant(cell) for column, cell in row.cells.items()}
    references = _references(table, rows)
    known = Shipment.everything.filter(reference__in=set(references.values()))
    merged = dict(known.exclude(merged_into=None).values_list("reference", "merged_into__reference"))
    if rows and not known.standing() and REFERENCE not in table.header:
        raise _unplaced(table, merged)
    readers = {
        reading.shipment.reference: _Reader(staged, names, reading)
        for reading in load_bare_readings(known.standing())
    }
    for row in rows:
        reference = references[row.line]
        if reference in readers:
            readers[reference].read(row, voices)
        elif reference in merged:
            row.refuse(REFERENCE, _other_cells(reference, merged[reference]))
        else:
            row.refuse(REFERENCE, f"there is no shipment {shown(reference)}.")
    staged.complete_rows(line.number for line in table.lines)
    return staged


def _voices(header: Sequence[str]) -> list[str]:
    """Return the voices that have columns. Raises FileError for columns that belong to none."""
    parts: dict[str, set[FileColumn]] = defaultdict(set)
    for name in header:
        if name not in COLUMNS and name not in OPTIONAL:
            voice, column = columns.column_of_voice(name) or (name, None)
            parts[voice] |= {column} if column else set()
    if wrong := [voice for voice, found in parts.items() if found != set(columns.OF_A_VOICE)]:
        listed = ", ".join(shown(voice) for voice in wrong[:5])
        raise FileError(
            f"Each voice of a matrix has the columns …_phrase, …_low and …_high, unlike {listed}."
        )
    return list(parts)


def _references(table: Table, rows: Sequence[Row]) -> dict[int, str]:
    """Return by line the shipment that a column names, or else the file's name."""
    match = FILE_NAME.fullmatch(table.name)
    named = match["reference"] if match else ""
    return {row.line: row.cells.get(REFERENCE, named) for row in rows}


def _unplaced(table: Table, merged: Mapping[str, str]) -> FileError:
    """Say why the name of a file leads to no matrix."""
    match = FILE_NAME.fullmatch(table.name)
    if match and match["reference"] in merged:
        return FileError(f"{table.name}: {_other_cells(match['reference'], merged[match['reference']])}")
    reason = f"there is no shipment {shown(match['reference'])}" if match else NAMELESS
    return FileError(
        f"{table.name}: {reason}. Keep the name under which the matrix was saved, such as"
        f" ML-2025-01-17-matrix.csv, or add a column {REFERENCE}."
    )


def _other_cells(reference: str, into: str) -> str:
    """Say why the matrix of a shipment that was merged into another is not read."""
    return (
        f"the shipment {shown(reference)} was merged into {shown(into)}, whose matrix has other cells."
        " Download that one, and change it there."
    )


class _Reader:
    """Compare the cells of a matrix with the lines whose words stand in them."""

    def __init__(self, staged: Staged, names: Names, reading: ShipmentReading) -> None:
        self._staged = staged
        self._names = names
        records = reading.records
        self._lines = {line.pk: line for line in records.lines}
        self._reports: dict[str, list[Report]] = defaultdict(list)
        for report in records.reports:
            if report.superseded_by_id is None:
                self._reports[report.voice.slug].append(report)
        self._cells: dict[tuple[str, int], Cell] = {}
        comparison = compare(records.shipment_input(), reading.taxonomy)
        for number, voice in enumerate(comparison.voices.voices):
            slug = "+".join(reading.sources[root].slug for root in voice.key)
            for row in comparison.rows:
                self._cells[slug, row.type] = row.cells[number]

    def read(self, row: Row, voices: Sequence[str]) -> None:
        """Stage what the cells of a row change."""
        equipment = self._find(row)
        if equipment is None:
            return
        records = [record for voice in voices for record in self._change(row, voice, equipment)]
        self._staged.add_row(row.line, None, [self._staged.add(record) for record in records])

    def _find(self, row: Row) -> Thing | None:
        try:
            return self._names.by_slug(Kind.EQUIPMENT_TYPE, row.required(EQUIPMENT_TYPE))
        except UnknownNameError as error:
            row.refuse_name(EQUIPMENT_TYPE, error)
            return None

    def _change(self, row: Row, voice: str, equipment: Thing) -> Iterator[Record]:
        """Yield the line that a cell changes or adds, if any."""
        column = columns.PHRASE.named(voice=voice).name
        phrase = row[column]
        cell = self._cells.get((voice, equipment.pk), Cell())
        line = None if cell.told is None else self._lines[cell.told]
        told = line.phrase if line else ""
        if phrase == told:
            return
        if not phrase:
            row.refuse(column, f"is empty, but the record has {shown(told)}. {ELSEWHERE}")
            return
        reports = [line.report] if line else self._reports[voice]
        if reason := _reason(cell, line, reports):
            row.refuse(column, f"{shown(phrase)}: {reason} {ELSEWHERE}")
            return
        try:
            quantity = parse_quantity(phrase)
        except QuantityError as error:
            row.refuse(column, words(error.message))
            return
        yield _record(row, column, line, reports[0], (equipment, quantity))


def _reason(cell: Cell, line: ReportedDelivery | None, reports: Sequence[Report]) -> str:
    """Say why it is not clear what a cell changes; empty when it is clear."""
    if line:
        return "the count is a share of another line." if line.base_id else ""
    if cell.lines:
        return "the voice has older words on the type, and its count follows from other types."
    if not reports:
        return "this voice has no report of its own on the shipment."
    return f"this voice has {len(reports)} reports to which it may belong." if len(reports) > 1 else ""


def _record(
    row: Row,
    column: str,
    line: ReportedDelivery | None,
    report: Report,
    stated: tuple[Thing, Quantity],
) -> Record:
    equipment, quantity = stated
    values: dict[str, Any] = {
        "report": str(report.uid),
        "equipment_type": equipment.pk,
        "phrase": quantity.phrase,
        "kind": quantity.kind.value,
        "quantity": as_range(quantity.interval),
        "best": quantity.best,
    }
    uid = str(line.uid) if line else uid_for("matrix", "line", report.uid, equipment.slug)
    stated_by: Mapping[str, str] = {**dict.fromkeys(values, column), "equipment_type": EQUIPMENT_TYPE}
    return Record(Concept.DELIVERY, uid, values, row.line, stated_by)


COMPARE_MATRIX = Format(
    "matrix of a shipment", COLUMNS, stage, OPTIONAL, has_preamble=True, ignores_others=True
)
