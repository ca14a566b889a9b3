"""Make records of the rows of a mapped table."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from inventory.domain.no_value import names_nobody
from inventory.imports.cells import Problem
from inventory.imports.claims import Claim, Detail, Event, Paper, stage_claims
from inventory.imports.lines import shown
from inventory.imports.mapping.cells import MappedRow, Readings
from inventory.imports.mapping.counts import read_count
from inventory.imports.mapping.fields import Field
from inventory.imports.mapping.mapping import TableMapping
from inventory.imports.mapping.passing import why_passed_over
from inventory.imports.packed import Item, split_list
from inventory.imports.records import Staged
from inventory.imports.tables import Format, Table, column_names
from inventory.models import ReportedDetail
from inventory.models.names import Kind, Names, Thing

FORMAT_NAME = "mapped table"
SEVERAL = ";"  # between names in one cell
PARTIES = {Field.SUPPLIER: ReportedDetail.Kind.SUPPLIER, Field.END_USER: ReportedDetail.Kind.END_USER}
PLACES = {
    Field.ORIGIN: ReportedDetail.Kind.ORIGIN,
    Field.TRANSIT: ReportedDetail.Kind.TRANSIT,
    Field.DESTINATION: ReportedDetail.Kind.DESTINATION,
}
DATES = {Field.DATE: ReportedDetail.Kind.ARRIVAL, Field.ORDERED_ON: ReportedDetail.Kind.ORDERED}


def mapped_format(mapping: TableMapping, name: str = FORMAT_NAME) -> Format:
    """Return the format of tables with the mapping's columns; others may stand among them.

    Raises MappingError when the mapping is not complete.
    """
    mapping.check()
    return Format(
        name,
        mapping.columns,
        partial(stage_mapped, mapping),
        has_preamble=True,
        head=column_names,
        ignores_others=True,
    )


def stage_mapped(mapping: TableMapping, table: Table, names: Names) -> Staged:
    """Return what a table states: each row is a count line, or several where cells are packed.

    Rows that share publication, shipment, speaker and stage are one report. Rows that state no delivery, such
    as totals, are passed over.
    """
    staged = Staged(finds_by_name=True, owns_details=True)
    claims: list[Claim] = []
    readings = Readings()
    for row in table.rows(staged.problems):
        mapped = MappedRow(row, mapping, names, readings)
        if reason := why_passed_over(mapped):
            staged.problems.append(Problem(row.line, "", reason, is_left_out=True))
        else:
            claims += read_claims(mapped, staged.notes)
    staged.notes += readings.notes()
    stage_claims(staged, claims, names)
    staged.complete_rows(line.number for line in table.lines)
    return staged


def read_claims(row: MappedRow, notes: list[str]) -> list[Claim]:
    """Return what a row claims; nothing, with its problems collected, when a name in it is unknown."""
    before = len(row.row.problems)
    paper = _paper(row)
    event, details = _event(row, paper)
    asserter = row.thing(Kind.SOURCE, Field.ASSERTER)
    stage, modality = row.choice(Field.STAGE), row.choice(Field.MODALITY)
    columns = {name.value: row.column(name) for name in Field if name in row.mapping.fields}
    claims = []
    for item, part in _items(row):
        kind = row.find(Kind.EQUIPMENT_TYPE, Field.EQUIPMENT_TYPE, item.name)
        quantity = read_count(row, item.phrase, notes)
        key = row.text(Field.KEY)
        if Field.KEY in row.mapping.fields:
            key = row.required(Field.KEY) + part
        if kind is None or paper is None or event is None:
            continue
        claims.append(
            Claim(
                row=row.row,
                event=event,
                paper=paper,
                type=kind,
                quantity=quantity,
                key=key,
                asserter=asserter,
                stage=stage,
                modality=modality,
                hedge=row.text(Field.HEDGE),
                label=row.text(Field.LABEL) or item.name,
                quote=row.text(Field.QUOTE),
                note=row.text(Field.NOTE),
                details=details,
                columns=columns,
            )
        )
    return claims if len(row.row.problems) == before else []


def _items(row: MappedRow) -> Iterator[tuple[Item, str]]:
    """Yield the types and counts of a row, each with what tells its key from those of the others."""
    text = row.required(Field.EQUIPMENT_TYPE)
    if not row.mapping.is_packed:
        yield Item(text, row.text(Field.PHRASE)), ""
        return
    for item in split_list(text):
        yield item, f"/{item.name}"


def _paper(row: MappedRow) -> Paper | None:
    row.required(Field.PUBLICATION_SOURCE)
    source = row.thing(Kind.SOURCE, Field.PUBLICATION_SOURCE)
    published_on, language = row.date(Field.PUBLISHED_ON), row.choice(Field.LANGUAGE)
    if source is None:
        return None
    return Paper(
        source,
        row.text(Field.PUBLICATION_TITLE),
        row.text(Field.PUBLICATION_URL),
        row.text(Field.ARCHIVED_URL),
        published_on,
        language,
    )


def _event(row: MappedRow, paper: Paper | None) -> tuple[Event | None, tuple[Detail, ...]]:
    """Return the shipment that a row is about, and what it says of it besides the count."""
    before = len(row.row.problems)
    dates = {name: row.date(name) for name in DATES}
    date = dates[Field.DATE] or dates[Field.ORDERED_ON]
    parties = {name: _several(row, Kind.PARTY, name, date) for name in (*PARTIES, Field.RECIPIENT)}
    places = {name: _several(row, Kind.PLACE, name, date) for name in PLACES}
    reference, group = row.text(Field.SHIPMENT_REFERENCE), row.text(Field.GROUP)
    says_whose = reference or group or any((*parties.values(), *places.values()))
    if not says_whose and len(row.row.problems) == before:
        _refuse_whose(row)
    if paper is None or not says_whose:
        return None, ()
    recipients, destinations = parties[Field.RECIPIENT], places[Field.DESTINATION]
    shared = (parties[Field.SUPPLIER], recipients, destinations)
    own = ["+".join(thing.slug for thing in things) for things in shared]
    event = Event(
        group=(paper.source.slug, "group", group) if group else (paper.source.slug, *own, dates[Field.DATE]),
        reference=reference,
        title=row.text(Field.SHIPMENT_TITLE),
        suppliers=parties[Field.SUPPLIER],
        recipients=recipients,
        destinations=destinations,
        date=dates[Field.DATE],
    )
    return event, tuple(_details(row, parties, places, dates))


def _refuse_whose(row: MappedRow) -> None:
    """Refuse a row that says of no shipment that it is about it."""
    choices = (Field.SHIPMENT_REFERENCE, Field.GROUP, Field.RECIPIENT, Field.DESTINATION, Field.SUPPLIER)
    stated = [name for name in choices if name in row.mapping.fields]
    full = next((name for name in stated if row.text(name)), None)
    if full is None:
        name = stated[0] if stated else Field.RECIPIENT
        row.refuse(name, "is empty, so that it is not known what shipment the row is about.")
    else:
        row.refuse(
            full,
            f"{shown(row.text(full))} names nobody, and nothing else says what shipment the row is about: a"
            " supplier, a recipient, a place or a group.",
        )


def _several(row: MappedRow, kind: Kind, name: Field, date: str) -> tuple[Thing, ...]:
    """Return the things that a field names, each once, in order; what names nobody names none."""
    text = row.text(name)
    if not text or names_nobody(text):
        return ()
    words = [word.strip() for word in text.split(SEVERAL)]
    found = [row.find(kind, name, word, date) for word in words if word]
    return tuple(dict.fromkeys(thing for thing in found if thing))


def _details(
    row: MappedRow,
    parties: dict[Field, tuple[Thing, ...]],
    places: dict[Field, tuple[Thing, ...]],
    dates: dict[Field, str],
) -> Iterator[Detail]:
    kinds = {**PARTIES, Field.RECIPIENT: ReportedDetail.Kind.RECIPIENT}
    for name, kind in kinds.items():
        yield from (Detail(kind.value, "party", thing.pk, row.column(name)) for thing in parties[name])
    for name, kind in PLACES.items():
        yield from (Detail(kind.value, "place", thing.pk, row.column(name)) for thing in places[name])
    for name, kind in DATES.items():
        if dates[name]:
            yield Detail(kind.value, "date", dates[name], row.column(name))
