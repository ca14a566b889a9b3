"""Keep, of a row that is found again by its key, what the table leaves open as the record has it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from inventory.imports.claims import Detail, Paper
from inventory.imports.held_rows import HeldRow
from inventory.imports.mapping.cells import MappedRow
from inventory.imports.mapping.fields import Field
from inventory.models import ReportedDetail
from inventory.models.names import Kind, Thing

PARTIES = {
    Field.SUPPLIER: ReportedDetail.Kind.SUPPLIER,
    Field.END_USER: ReportedDetail.Kind.END_USER,
    Field.RECIPIENT: ReportedDetail.Kind.RECIPIENT,
}
PLACES = {
    Field.ORIGIN: ReportedDetail.Kind.ORIGIN,
    Field.TRANSIT: ReportedDetail.Kind.TRANSIT,
    Field.DESTINATION: ReportedDetail.Kind.DESTINATION,
}
DATES = {Field.DATE: ReportedDetail.Kind.ARRIVAL, Field.ORDERED_ON: ReportedDetail.Kind.ORDERED}
DETAILS = {**PARTIES, **PLACES, **DATES}


class Told(NamedTuple):
    """Hold what tells a row's shipment from others where the table gives no number of it."""

    suppliers: tuple[Thing, ...]
    recipients: tuple[Thing, ...]
    destinations: tuple[Thing, ...]
    date: str


def paper_as_held(row: MappedRow, paper: Paper, held: HeldRow) -> Paper:
    """Return a row's publication, which is the recorded one unless the row says something else of it."""
    of = held.publication
    stated = (
        (Field.PUBLICATION_URL, paper.url, of.url),
        (Field.PUBLICATION_TITLE, paper.title, of.title),
        (Field.PUBLISHED_ON, paper.published_on, of.published_on),
    )
    differs = any(not row.is_open(name) and new != old for name, new, old in stated)
    if paper.source.pk == of.source and not differs:
        return replace(paper, known=of.uid, title=of.title, url=of.url, published_on=of.published_on)
    return replace(
        paper,
        url=of.url if row.is_open(Field.PUBLICATION_URL) else paper.url,
        published_on=of.published_on if row.is_open(Field.PUBLISHED_ON) else paper.published_on,
    )


def told_as_held(row: MappedRow, told: Told, held: HeldRow) -> tuple[Told, str]:
    """Return what tells a row's shipment apart, with what it leaves open, and the recorded one if it fits."""
    is_grouped = bool(row.text(Field.GROUP))
    fits = (
        _fits(row, Field.SUPPLIER, [thing.pk for thing in told.suppliers], held, is_part=is_grouped)
        and _fits(row, Field.RECIPIENT, [thing.pk for thing in told.recipients], held, is_part=is_grouped)
        and _fits(row, Field.DESTINATION, [thing.pk for thing in told.destinations], held, is_part=is_grouped)
        and _fits(row, Field.DATE, [told.date] if told.date else [], held, is_part=is_grouped)
    )
    things = {
        name: tuple(row.names.by_pk(kind, pk) for pk in held.details.get(DETAILS[name], ()))
        for kind, name in (
            (Kind.PARTY, Field.SUPPLIER),
            (Kind.PARTY, Field.RECIPIENT),
            (Kind.PLACE, Field.DESTINATION),
        )
    }
    dates = _recorded(held.details, Field.DATE)
    filled = Told(
        things[Field.SUPPLIER] if row.is_open(Field.SUPPLIER) else told.suppliers,
        things[Field.RECIPIENT] if row.is_open(Field.RECIPIENT) else told.recipients,
        things[Field.DESTINATION] if row.is_open(Field.DESTINATION) else told.destinations,
        dates[0] if dates and row.is_open(Field.DATE) else told.date,
    )
    return filled, held.shipment if fits else ""


def _fits(row: MappedRow, name: Field, stated: Collection[Any], held: HeldRow, *, is_part: bool) -> bool:
    """Tell whether a row says what its report says; one of several on a numbered shipment says a part."""
    recorded = _recorded(held.details, name)
    if row.is_open(name) or set(stated) == set(recorded):
        return True
    return is_part and bool(stated) and set(stated) <= set(recorded)


def _recorded(details: Mapping[str, list[Any]], name: Field) -> Sequence[Any]:
    """Return what is recorded under a field; the date of a delivery may be that of a sight."""
    found: Sequence[Any] = details.get(DETAILS[name], ())
    return found or (details.get(ReportedDetail.Kind.OBSERVED, ()) if name is Field.DATE else ())


def kinds_of(fields: Collection[Field]) -> frozenset[str]:
    """Return the kinds of details that fields say."""
    found = {kind.value for name, kind in DETAILS.items() if name in fields}
    return frozenset(found | ({ReportedDetail.Kind.OBSERVED.value} if Field.DATE in fields else set()))


def kept_details(row: MappedRow, held: HeldRow) -> Iterator[Detail]:
    """Yield what imports recorded with a row and the row leaves open: it goes along where the row moves."""
    for kinds, name_of in ((PARTIES, "party"), (PLACES, "place"), (DATES, "date")):
        for name in kinds:
            for own in kinds_of({name}) if row.is_open(name) else ():
                yield from (Detail(own, name_of, value) for value in held.imported.get(own, ()))
