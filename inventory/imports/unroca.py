"""Read what states submit to the UN Register of Conventional Arms: exports and imports of a year by category.

Exporter and importer report the same transfers apart. All rows on one exporter, importer and year are one
tally; the exporter's submission and the importer's are two voices on it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from inventory.domain.messages import Message, cut
from inventory.imports.cells import Row
from inventory.imports.claim_staging import stage_claims
from inventory.imports.claims import Claim, Detail, Event, Paper
from inventory.imports.codes import CellFault
from inventory.imports.mapping.cells import MappedRow, Readings
from inventory.imports.mapping.counts import read_count
from inventory.imports.mapping.fields import Field
from inventory.imports.mapping.mapping import Given, TableMapping
from inventory.imports.publishers import publisher_of
from inventory.imports.records import Staged
from inventory.imports.tables import Format, Table
from inventory.models import Dataset, ReportedDetail, Stage
from inventory.models.names import Kind, Names, Thing, UnknownNameError

SOURCE = "UNROCA"
STATE, YEAR, CATEGORY, NUMBER = "reporting state", "year", "category", "number"
EXPORTER, IMPORTER = "exporter", "final importer"
ORIGIN, VIA, DESCRIPTION, COMMENTS = "state of origin", "intermediate location", "description", "comments"
COLUMNS = (STATE, YEAR, CATEGORY, EXPORTER, IMPORTER, NUMBER)
OPTIONAL = (ORIGIN, VIA, DESCRIPTION, COMMENTS)
# What the Register, and states that copy its forms, call the columns besides.
OTHER_NAMES = {
    "reporting country": STATE,
    "submitted by": STATE,
    "calendar year": YEAR,
    "category (i-vii)": CATEGORY,
    "exporter state": EXPORTER,
    "exporter state(s)": EXPORTER,
    "importer": IMPORTER,
    "final importer state": IMPORTER,
    "final importer state(s)": IMPORTER,
    "number of items": NUMBER,
    "state of origin (if not exporter)": ORIGIN,
    "intermediate location (if any)": VIA,
    "description of item": DESCRIPTION,
    "description of items": DESCRIPTION,
    "comments on the transfer": COMMENTS,
}
CATEGORIES = {
    "I": ("Battle tanks", "tanks"),
    "II": ("Armoured combat vehicles", "armoured-vehicles"),
    "III": ("Large-calibre artillery systems", "artillery"),
    "IV": ("Combat aircraft and unmanned combat aerial vehicles", "combat-aircraft"),
    "V": ("Attack helicopters", "combat-helicopters"),
    "VI": ("Warships", "vessels"),
    "VII": ("Missiles and missile launchers", "missiles"),
    "VIII": ("Small arms and light weapons", "small-arms"),
}
NUMERAL = re.compile(
    r"(?:category\s+)?(?P<numeral>VIII|VII|VI|IV|V|III|II|I)(?:\s*\(?[ab]\)?)?(?:[\s.:–-].*)?", re.I
)
A_YEAR = re.compile(r"[12]\d{3}")
READ_AS = {
    Field.SUPPLIER: EXPORTER,
    Field.RECIPIENT: IMPORTER,
    Field.ORIGIN: ORIGIN,
    Field.TRANSIT: VIA,
    Field.DATE: YEAR,
    Field.EQUIPMENT_TYPE: DESCRIPTION,
    Field.PHRASE: NUMBER,
    Field.ASSERTER: STATE,
    Field.NOTE: COMMENTS,
}


def name_header(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns in their usual form.

    >>> name_header(["Reporting State", "Number of items ", "Final importer State(s)"])
    ('reporting state', 'number', 'final importer')
    """
    plain = (" ".join(cell.casefold().split()) for cell in cells)
    return tuple(OTHER_NAMES.get(name, name) for name in plain)


def stage(table: Table, names: Names) -> Staged:
    """Return what the submissions state: each is a publication by the Register, asserted by its state."""
    staged = Staged(finds_by_name=True, owns_details=True)
    columns = {name: column for name, column in READ_AS.items() if column in table.header}
    mapping = TableMapping({name: Given(column=column) for name, column in columns.items()})
    readings = Readings()
    rows = [MappedRow(row, mapping, names, readings) for row in table.rows(staged.problems)]
    counts = Counter(_place(row.row) for row in rows)
    dataset = Dataset.objects.key_of(publisher_of(SOURCE, names).pk)
    claims = [
        replace(claim, event=replace(claim.event, dataset=dataset))
        for row in rows
        if (claim := _read(row, staged.notes, is_alone=counts[_place(row.row)] == 1)) is not None
    ]
    stage_claims(staged, claims, names)
    staged.complete_rows(line.number for line in table.lines)
    return staged


def _place(row: Row) -> tuple[str, ...]:
    """Return what rows of one submission on one category share."""
    return tuple(row[column].strip().casefold() for column in (STATE, YEAR, EXPORTER, IMPORTER, CATEGORY))


@dataclass(frozen=True, slots=True)
class _Parties:
    """Hold the states of a row: who exports, who imports, and whose submission it is."""

    exporter: Thing
    importer: Thing
    speaker: Thing


def _read(row: MappedRow, notes: list[Message], *, is_alone: bool) -> Claim | None:
    """Return what a row claims; None, with its problems collected, when a name in it is unknown."""
    before = len(row.row.problems)
    parties, year = _parties(row), _year(row)
    origin, via = row.thing(Kind.PLACE, Field.ORIGIN), row.thing(Kind.PLACE, Field.TRANSIT)
    equipment, label = _equipment(row, is_alone=is_alone)
    quantity = read_count(row, row.text(Field.PHRASE), notes)
    source = publisher_of(SOURCE, row.names)
    if parties is None or equipment is None or len(row.row.problems) > before:
        return None
    key = (parties.exporter.slug, parties.importer.slug, year)
    title = f"{row.text(Field.ASSERTER)}: submission to the UN Register of Conventional Arms for {year}"
    return Claim(
        row=row.row,
        event=Event((source.slug, *key), "", "", (parties.exporter,), (parties.importer,), (), year),
        paper=Paper(source, title, language="en"),
        type=equipment,
        quantity=quantity,
        asserter=parties.speaker,
        stage=Stage.HANDED_OVER.value,
        label=label,
        note=row.text(Field.NOTE),
        details=tuple(_details(parties, year, origin, via)),
        columns={name.value: row.column(name) for name in row.mapping.fields},
    )


def _parties(row: MappedRow) -> _Parties | None:
    """Return the states; the one that submits must be the exporter or the importer."""
    names = [row.required(name) for name in (Field.SUPPLIER, Field.RECIPIENT, Field.ASSERTER)]
    text = row.text(Field.DATE)
    year = text if A_YEAR.fullmatch(text) else ""
    exporter, importer, reporter = (
        row.thing(Kind.PARTY, name, year) for name in (Field.SUPPLIER, Field.RECIPIENT, Field.ASSERTER)
    )
    if not all(names) or exporter is None or importer is None or reporter is None:
        return None
    if reporter not in (exporter, importer):
        row.refuse(Field.ASSERTER, CellFault.NO_EXPORTER_OR_IMPORTER, text=cut(names[2]))
        return None
    speaker = row.thing(Kind.SOURCE, Field.ASSERTER)
    return _Parties(exporter, importer, speaker) if speaker else None


def _year(row: MappedRow) -> str:
    text = row.required(Field.DATE)
    if text and not A_YEAR.fullmatch(text):
        row.refuse(Field.DATE, CellFault.NO_YEAR, text=cut(text))
    return text


def _equipment(row: MappedRow, *, is_alone: bool) -> tuple[Thing | None, str]:
    """Return the type that a row counts, and the words for it.

    The description names it. One that nobody knows stays as words beside the category's type, unless the
    submission has other rows of that category: their counts would seem to contradict each other.
    """
    text = row.row.required(CATEGORY)
    match = NUMERAL.fullmatch(text.strip())
    numeral = match["numeral"].upper() if match else _by_title(text)
    if not numeral:
        if text.strip():
            row.row.refuse(CATEGORY, CellFault.NO_CATEGORY, text=cut(text))
        return None, ""
    title, slug = CATEGORIES[numeral]
    description = row.text(Field.EQUIPMENT_TYPE)
    try:
        if description:
            return row.names.find(Kind.EQUIPMENT_TYPE, description), f"{title}: {description}"
        return row.names.by_slug(Kind.EQUIPMENT_TYPE, slug), title
    except UnknownNameError as error:
        if description and is_alone and not error.unknown.is_skipped:
            return row.names.by_slug(Kind.EQUIPMENT_TYPE, slug), f"{title}: {description}"
        row.row.refuse_name(DESCRIPTION if description else CATEGORY, error)
        return None, ""


def _by_title(text: str) -> str:
    plain = " ".join(text.casefold().replace("armored", "armoured").replace("-", " ").split())
    titles = {title.casefold().replace("-", " "): numeral for numeral, (title, _) in CATEGORIES.items()}
    return titles.get(plain, "")


def _details(parties: _Parties, year: str, origin: Thing | None, via: Thing | None) -> list[Detail]:
    kinds = ReportedDetail.Kind
    details = [
        Detail(kinds.SUPPLIER.value, "party", parties.exporter.pk, EXPORTER),
        Detail(kinds.RECIPIENT.value, "party", parties.importer.pk, IMPORTER),
        Detail(kinds.ARRIVAL.value, "date", year, YEAR),
    ]
    details += [Detail(kinds.ORIGIN.value, "place", origin.pk, ORIGIN)] if origin else []
    return details + ([Detail(kinds.TRANSIT.value, "place", via.pk, VIA)] if via else [])


UNROCA = Format(
    "UNROCA submissions",
    COLUMNS,
    stage,
    optional=OPTIONAL,
    has_preamble=True,
    head=name_header,
    drops_index=True,
)
