"""Make records of the rows of a mapped table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from inventory.domain.credits import Origin, split_origins
from inventory.domain.messages import Message, cut
from inventory.domain.no_value import names_nobody
from inventory.domain.sightings import tells_of_the_way
from inventory.imports.cells import Problem
from inventory.imports.claim_staging import stage_claims
from inventory.imports.claims import Claim, Detail, Event, Paper, line_uid
from inventory.imports.codes import RowFault
from inventory.imports.headlines import AT_HOME
from inventory.imports.held_rows import HeldRow, load_held_rows
from inventory.imports.mapping.cells import CHOICES, MappedRow, Readings
from inventory.imports.mapping.counts import read_count
from inventory.imports.mapping.fields import Field
from inventory.imports.mapping.keeping import (
    DATES,
    DETAILS,
    PARTIES,
    PLACES,
    Told,
    kept_details,
    kinds_of,
    paper_as_held,
    told_as_held,
)
from inventory.imports.mapping.mapping import TableMapping
from inventory.imports.mapping.passing import why_passed_over
from inventory.imports.packed import Item, split_list
from inventory.imports.records import Staged, Uid
from inventory.imports.tables import Format, Table, column_names
from inventory.models import ReportedDetail, Stage
from inventory.models.names import Kind, Names, Thing

FORMAT_NAME = "mapped table"
SEVERAL = ";"  # between names in one cell
COUNTS = frozenset({Field.PHRASE, Field.LOW, Field.HIGH, Field.BEST})


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

    Rows that share publication, shipment, speaker and stage are one report. Of a row that is found again by
    its key, what the table leaves open is taken from the record, so that it stays where it is. Rows that
    state no delivery, such as totals, are passed over.
    """
    staged = Staged(finds_by_name=True, owns_details=True, scope=table.scope)
    staged.kind_columns = {
        kind.value: mapping.fields[name].column for name, kind in DETAILS.items() if name in mapping.fields
    }
    held = _held_rows(mapping, table, names)
    claims: list[Claim] = []
    readings = Readings()
    for row in table.rows(staged.problems):
        mapped = MappedRow(row, mapping, names, readings, table.scope)
        if reason := why_passed_over(mapped):
            staged.problems.append(Problem(row.line, "", reason, is_left_out=True))
        else:
            claims += read_claims(mapped, staged.notes, held)
    staged.notes += readings.notes()
    stage_claims(staged, claims, names, held)
    staged.complete_rows(line.number for line in table.lines)
    return staged


def _held_rows(mapping: TableMapping, table: Table, names: Names) -> Mapping[Uid, HeldRow]:
    """Return the rows that the record holds under keys of the table; none for a table of its own."""
    if table.scope.adds_only or Field.KEY not in mapping.fields:
        return {}
    readings = Readings()
    rows = (MappedRow(row, mapping, names, readings, table.scope) for row in table.rows([]))
    return load_held_rows(uid for row in rows for uid in _keyed(row))


def _keyed(row: MappedRow) -> Iterator[Uid]:
    """Yield the identifiers of the lines that a row has by its key."""
    source = row.publisher()
    if source is not None:
        for _item, part in _items(row):
            yield line_uid(row.scope, source, row.text(Field.KEY) + part)


def read_claims(row: MappedRow, notes: list[Message], held: Mapping[Uid, HeldRow]) -> list[Claim]:
    """Return what a row claims; nothing, with its problems collected, when a name in it is unknown."""
    before = len(row.row.problems)
    uids = _keyed(row) if held else ()
    known = [held.get(uid) for uid in uids]
    first = next((one for one in known if one), None)
    paper = _paper(row, first)
    event, details = _event(row, paper, first)
    asserter, stage = _voice(row, first)
    origins = _origins(row, asserter)
    modality = row.choice(Field.MODALITY)
    columns = {name.value: row.column(name) for name in Field if name in row.mapping.fields}
    is_open = _open_fields(row)
    kept = tuple(kept_details(row, first)) if first else ()
    claims = []
    for number, (item, part) in enumerate(_items(row)):
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
                credit=row.credit().words if asserter else "",
                origins=origins,
                stage=stage,
                modality=modality,
                hedge=row.text(Field.HEDGE),
                label=row.text(Field.LABEL) or item.name,
                quote=row.text(Field.QUOTE),
                note=row.text(Field.NOTE),
                details=details,
                columns=columns,
                held=known[number] if known else None,
                open=is_open,
                kept_kinds=kinds_of(is_open),
                kept=kept,
            )
        )
    return claims if len(row.row.problems) == before else []


def _open_fields(row: MappedRow) -> frozenset[Field]:
    """Return the fields of which a row says nothing; a table of its own has nothing to keep for them."""
    if row.scope.adds_only:
        return frozenset()
    found = {name for name in Field if row.is_open(name)}
    if row.mapping.is_packed or not found.issuperset(COUNTS):
        found -= COUNTS
    return frozenset(found)


def _items(row: MappedRow) -> Iterator[tuple[Item, str]]:
    """Yield the types and counts of a row, each with what tells its key from those of the others."""
    text = row.text(Field.EQUIPMENT_TYPE)
    if not row.mapping.is_packed:
        yield Item(text, row.text(Field.PHRASE)), ""
        return
    for item in split_list(text):
        yield item, f"/{item.name}"


def _voice(row: MappedRow, held: HeldRow | None) -> tuple[Thing | None, str]:
    """Return who speaks, and of which stage; what the row leaves open is as the record has it."""
    asserter, stage = row.thing(Kind.SOURCE, Field.ASSERTER), row.choice(Field.STAGE)
    if asserter is None and (speaker := row.credit().speaker):
        asserter = row.find(Kind.SOURCE, Field.PUBLICATION_SOURCE, speaker)
    if held and asserter is None and row.is_open(Field.ASSERTER) and held.asserter is not None:
        asserter = row.names.by_pk(Kind.SOURCE, held.asserter)
    if held and row.is_open(Field.STAGE):
        stage = held.stage
    return asserter, stage


def _origins(row: MappedRow, asserter: Thing | None) -> tuple[tuple[Thing, Origin], ...] | None:
    """Return the sources that a row is drawn from, the speaker left out; None where the table is silent."""
    owed = row.credit().owed
    if Field.BORROWED_FROM not in row.mapping.fields and not owed:
        return None
    named = [(Field.BORROWED_FROM, origin) for origin in split_origins(row.text(Field.BORROWED_FROM))]
    if owed:
        named.append((Field.PUBLICATION_SOURCE, Origin(owed, False, row.credit().words)))
    own = {asserter, row.publisher()}
    found = (
        (row.find(Kind.SOURCE, name, origin.name), origin)
        for name, origin in named
        if not names_nobody(origin.name)
    )
    return tuple((thing, origin) for thing, origin in found if thing and thing not in own)


def _paper(row: MappedRow, held: HeldRow | None) -> Paper | None:
    row.required(Field.EQUIPMENT_TYPE)
    row.required(Field.PUBLICATION_SOURCE)
    source = row.publisher()
    published_on, language = row.date(Field.PUBLISHED_ON), row.choice(Field.LANGUAGE)
    if source is None:
        return None
    paper = Paper(
        source,
        row.text(Field.PUBLICATION_TITLE),
        row.text(Field.PUBLICATION_URL),
        row.text(Field.ARCHIVED_URL),
        published_on,
        language,
    )
    return paper if held is None else paper_as_held(row, paper, held)


def _event(
    row: MappedRow, paper: Paper | None, held: HeldRow | None
) -> tuple[Event | None, tuple[Detail, ...]]:
    """Return the shipment that a row is about, and what it says of it besides the count."""
    before = len(row.row.problems)
    dates = {name: row.date(name) for name in DATES}
    when = dates[Field.DATE] or dates[Field.ORDERED_ON]
    things = {name: _several(row, Kind.PARTY, name, when) for name in PARTIES}
    things |= {name: _several(row, Kind.PLACE, name, when) for name in PLACES}
    is_on_the_way = _is_on_the_way(row, things)
    date_kind = _kind_of_date(row, is_on_the_way=is_on_the_way)
    details = list(_details(row, things, dates, date_kind))
    if is_on_the_way:
        details = [_as_transit(one) for one in details]
    told = Told(things[Field.SUPPLIER], things[Field.RECIPIENT], things[Field.DESTINATION], dates[Field.DATE])
    known = ""
    if held is not None:
        told, known = told_as_held(row, told, held)
    reference, group = row.text(Field.SHIPMENT_REFERENCE), row.text(Field.GROUP)
    says_whose = known or reference or group or any((*told[:3], *things.values()))
    if not says_whose and len(row.row.problems) == before:
        _refuse_whose(row)
    if paper is None or not says_whose:
        return None, ()
    own = ["+".join(thing.slug for thing in things) for things in told[:3]]
    # A table's own number is of one shipment, whoever reports on it; a register's is its source's.
    numbered = ("group", *row.scope.parts, group) if row.scope.key else (paper.source.slug, "group", group)
    event = Event(
        group=numbered if group else (paper.source.slug, *own, told.date),
        reference=reference,
        title=row.text(Field.SHIPMENT_TITLE),
        suppliers=told.suppliers,
        recipients=told.recipients,
        destinations=told.destinations,
        date=told.date,
        date_kind=date_kind,
    )
    if held and group and not reference and event.uid != held.shipment:
        known = ""
    return replace(event, known="" if reference else known), tuple(details)


def _refuse_whose(row: MappedRow) -> None:
    """Refuse a row that says of no shipment that it is about it."""
    choices = (Field.SHIPMENT_REFERENCE, Field.GROUP, Field.RECIPIENT, Field.DESTINATION, Field.SUPPLIER)
    stated = [name for name in choices if name in row.mapping.fields]
    full = next((name for name in stated if row.text(name)), None)
    if full is None:
        name = stated[0] if stated else Field.RECIPIENT
        row.refuse(name, RowFault.NO_SHIPMENT)
    else:
        row.refuse(full, RowFault.NOBODY_NAMED, text=cut(row.text(full)))


def _several(row: MappedRow, kind: Kind, name: Field, date: str) -> tuple[Thing, ...]:
    """Return the things that a field names, each once, in order; what names nobody names none."""
    text = row.text(name)
    if not text or names_nobody(text):
        return ()
    words = [word.strip() for word in text.split(SEVERAL)]
    found = [row.find(kind, name, word, date) for word in words if word]
    return tuple(dict.fromkeys(thing for thing in found if thing))


def _details(
    row: MappedRow, things: Mapping[Field, tuple[Thing, ...]], dates: Mapping[Field, str], date_kind: str
) -> Iterator[Detail]:
    for kinds, name_of in ((PARTIES, "party"), (PLACES, "place")):
        for name, kind in kinds.items():
            yield from (Detail(kind.value, name_of, thing.pk, row.column(name)) for thing in things[name])
    for name, kind in DATES.items():
        if dates[name]:
            stated = date_kind if name is Field.DATE else kind.value
            yield Detail(stated, "date", dates[name], row.column(name))


def _as_transit(detail: Detail) -> Detail:
    """Return a destination as a place on the way, and any other detail as it is."""
    is_destination = detail.kind == DETAILS[Field.DESTINATION]
    return replace(detail, kind=ReportedDetail.Kind.TRANSIT.value) if is_destination else detail


def _is_on_the_way(row: MappedRow, things: Mapping[Field, tuple[Thing, ...]]) -> bool:
    """Tell whether an article puts the items outside the country of a recipient who receives at home."""
    recipients, places = things[Field.RECIPIENT], things[Field.DESTINATION]
    is_article = bool(row.text(Field.PUBLICATION_URL) or row.text(Field.QUOTE))
    at_home = [one.country for one in recipients if one.kind in AT_HOME]
    return is_article and bool(places) and bool(at_home) and all(one.country not in at_home for one in places)


def _kind_of_date(row: MappedRow, *, is_on_the_way: bool) -> str:
    """Return what the date of a row is of: the arrival, or a sight of the items on their way.

    Who only saw items, and has a column of their delivery, says by it when that was.
    """
    is_under_way = CHOICES[Field.STAGE].get(row.text(Field.STAGE).casefold()) == Stage.IN_TRANSIT
    words = f"{row.text(Field.QUOTE)} … {row.text(Field.NOTE)}"
    is_arrival = not (is_on_the_way or is_under_way or tells_of_the_way(words))
    return (ReportedDetail.Kind.ARRIVAL if is_arrival else ReportedDetail.Kind.OBSERVED).value
