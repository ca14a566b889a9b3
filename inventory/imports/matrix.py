"""Read matrices of shipments back: what each voice says on each type, as lines of the reports that it has.

The matrix shows what follows from the record; only the words of a voice are read. Bounds, estimates and all
else are computed from them. A cell that may belong to several reports, or to none, is refused: those are
changed in the file of reported deliveries, where each line names its report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from inventory.columns import matrix as columns
from inventory.columns.column import FileColumn, names_of
from inventory.domain.comparison import Cell, compare
from inventory.domain.messages import Message, Told, cut
from inventory.domain.quantities import Quantity, QuantityError, parse_quantity
from inventory.domain.rewriting import may_be_rewritten
from inventory.domain.spreadsheets import as_meant
from inventory.imports.cells import Row
from inventory.imports.codes import FileFault, MatrixFault
from inventory.imports.files import FileError
from inventory.imports.no_values import without_no_values
from inventory.imports.records import Concept, Record, Staged, uid_for
from inventory.imports.rewriting import Kept, rewriting_notes
from inventory.imports.tables import Format, Table
from inventory.models import Report, ReportedDelivery, Shipment
from inventory.models.analysis import as_range
from inventory.models.names import Kind, Names, Thing, UnknownNameError
from inventory.models.readings import ShipmentReading, load_bare_readings

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
NEVER_EMPTY = names_of((columns.SHIPMENT_REFERENCE, columns.EQUIPMENT_TYPE, columns.EQUIPMENT_NAME))
FILE_NAME = re.compile(r"(?P<reference>.+)-matrix(?:-\d{4}-\d\d-\d\d)?(?: ?\(\d+\))?\.\w+")


def stage(table: Table, names: Names) -> Staged:
    """Return what matrices change: lines of which the words differ, and lines on types new to a report.

    Raises FileError when no shipment is named, or the columns are not those of a matrix. Runs twelve queries.
    """
    staged = Staged()
    table = without_no_values(table, _phrases(table.header), NEVER_EMPTY)
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
    voices = _voices(table.header, {slug for reader in readers.values() for slug in reader.voices})
    for row in rows:
        reference = references[row.line]
        if reference in readers:
            readers[reference].read(row, voices)
        elif reference in merged:
            row.refuse(REFERENCE, _other_cells(reference, merged[reference]))
        else:
            row.refuse(REFERENCE, MatrixFault.NO_SHIPMENT, reference=cut(reference))
    staged.complete_rows(line.number for line in table.lines)
    staged.notes += rewriting_notes(
        {name: kept for one in readers.values() for name, kept in one.kept.items()}
    )
    return staged


def _phrases(header: Sequence[str]) -> frozenset[str]:
    """Return the columns of the words of voices, in which any text may stand."""
    found = ((name, columns.column_of_voice(name)) for name in header)
    return frozenset(name for name, voice in found if voice and voice[1] == columns.PHRASE)


def _voices(header: Sequence[str], known: Collection[str]) -> dict[str, str]:
    """Return the voices that have columns, by what the columns call them; R has its own way with hyphens.

    Raises FileError for columns that belong to no voice.
    """
    parts: dict[str, set[FileColumn]] = defaultdict(set)
    for name in header:
        if name not in COLUMNS and name not in OPTIONAL:
            voice, column = columns.column_of_voice(name) or (name, None)
            parts[voice] |= {column} if column else set()
    if wrong := [voice for voice, found in parts.items() if found != set(columns.OF_A_VOICE)]:
        raise FileError(FileFault.MATRIX_COLUMNS, voices=tuple(map(cut, wrong)))
    called = {r_name(voice): voice for voice in known} | {voice: voice for voice in known}
    return {name: called.get(name, name) for name in parts}


def r_name(name: str) -> str:
    """Return what R makes of a column's name.

    >>> r_name("le-monde"), r_name("20-minutes"), r_name("a+b")
    ('le.monde', 'X20.minutes', 'a.b')
    """
    plain = re.sub(r"[^\w.]", ".", name)
    return plain if plain[:1].isalpha() else f"X{plain}"


def _references(table: Table, rows: Sequence[Row]) -> dict[int, str]:
    """Return by line the shipment that a column names, or else the file's name."""
    match = FILE_NAME.fullmatch(table.name)
    named = match["reference"] if match else ""
    return {row.line: row.cells.get(REFERENCE, named) for row in rows}


def _unplaced(table: Table, merged: Mapping[str, str]) -> FileError:
    """Say why the name of a file leads to no matrix."""
    match = FILE_NAME.fullmatch(table.name)
    if match and match["reference"] in merged:
        reason = _other_cells(match["reference"], merged[match["reference"]])
        return FileError(FileFault.MATRIX_MERGED, name=table.name, reason=reason)
    if match is None:
        return FileError(FileFault.MATRIX_NAMELESS, name=table.name, column=REFERENCE)
    return FileError(
        FileFault.MATRIX_UNPLACED, name=table.name, reference=cut(match["reference"]), column=REFERENCE
    )


def _other_cells(reference: str, into: str) -> Message:
    """Say why the matrix of a shipment that was merged into another is not read."""
    return Message(MatrixFault.OTHER_CELLS, reference=cut(reference), into=cut(into))


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
        self.voices: set[str] = set()
        self.kept: dict[str, Kept] = {}
        comparison = compare(records.shipment_input(), reading.taxonomy)
        for number, voice in enumerate(comparison.voices.voices):
            slug = "+".join(reading.sources[root].slug for root in voice.key)
            self.voices.add(slug)
            for row in comparison.rows:
                self._cells[slug, row.type] = row.cells[number]

    def read(self, row: Row, voices: Mapping[str, str]) -> None:
        """Stage what the cells of a row change; ``voices`` are by what their columns call them."""
        equipment = self._find(row)
        if equipment is None:
            return
        records = [record for name in voices.items() for record in self._change(row, name, equipment)]
        self._staged.add_row(row.line, None, [self._staged.add(record) for record in records])

    def _find(self, row: Row) -> Thing | None:
        try:
            return self._names.by_slug(Kind.EQUIPMENT_TYPE, row.required(EQUIPMENT_TYPE))
        except UnknownNameError as error:
            row.refuse_name(EQUIPMENT_TYPE, error)
            return None

    def _change(self, row: Row, named: tuple[str, str], equipment: Thing) -> Iterator[Record]:
        """Yield the line that a cell changes or adds, if any."""
        name, voice = named
        column = columns.PHRASE.named(voice=name).name
        phrase = row[column]
        cell = self._cells.get((voice, equipment.pk), Cell())
        # No words stand for a voice whose reports differ, or of which only copies have words on the type.
        is_unsaid = cell.is_divided or cell.is_of_copies
        line = None if cell.told is None or is_unsaid else self._lines[cell.told]
        told = line.phrase if line else ""
        if phrase == told:
            return
        if may_be_rewritten(told, phrase):
            self.kept.setdefault(column, Kept(row.line, told, phrase)).cells += 1
            return
        if not phrase:
            row.refuse(column, MatrixFault.EMPTY, told=cut(told))
            return
        reports = [line.report] if line else self._reports[voice]
        if reason := _reason(cell, line, reports):
            row.refuse(column, Told.REFUSED, refused=cut(phrase), reason=reason)
            return
        try:
            quantity = parse_quantity(phrase)
        except QuantityError as error:
            row.refuse(column, error.message)
            return
        yield _record(row, column, line, reports[0], (equipment, quantity))


def _reason(cell: Cell, line: ReportedDelivery | None, reports: Sequence[Report]) -> Message | None:
    """Say why it is not clear what a cell changes; None when it is clear."""
    if line:
        return Message(MatrixFault.OF_SHARE) if line.base_id else None
    if cell.is_divided:
        return Message(MatrixFault.DIVIDED)
    if cell.lines:
        return Message(MatrixFault.OLDER_WORDS)
    if not reports:
        return Message(MatrixFault.NO_REPORT)
    return Message(MatrixFault.SEVERAL_REPORTS, count=len(reports)) if len(reports) > 1 else None


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
    "matrix of a shipment",
    COLUMNS,
    stage,
    OPTIONAL,
    has_preamble=True,
    ignores_others=True,
    drops_index=True,
)
