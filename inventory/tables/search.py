"""Lay out what a search found: what it is, where it leads, and the words that match."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from inventory.domain.search import Piece, Query, excerpt, highlight
from inventory.models import (
    Country,
    CountryGroup,
    EquipmentType,
    Party,
    Place,
    Publication,
    Report,
    ReportedDelivery,
    ReportedDetail,
    Shipment,
    Source,
)
from inventory.models.search import Found, Kind, Results
from inventory.models.search.everything import Row
from inventory.models.search.names import Bearer, Match

# Lists that have a filter on text; the others are shown by the search itself.
LISTS = {
    Kind.EQUIPMENT: "equipment-list",
    Kind.DESTINATIONS: "destination-list",
    Kind.SOURCES: "source-list",
    Kind.SHIPMENTS: "shipment-list",
    Kind.QUOTES: "delivery-list",
    Kind.PUBLICATIONS: "publication-list",
}
# The filter of shipments that a name stands for.
FILTERS = {
    Bearer.TYPE: "equipment",
    Bearer.COUNTRY: "country",
    Bearer.GROUP: "group",
    Bearer.PLACE: "place",
    Bearer.PARTY: "supplier",
    Bearer.SOURCE: "source",
}


@dataclass(frozen=True, slots=True)
class Link:
    """Hold an address and its words."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold one result.

    ``passage`` are words of the record, which a quote shows in place of a title. ``facts`` say what it is,
    ``date`` is in EDTF, ``links`` lead to what it belongs to.
    """

    address: str
    title: tuple[Piece, ...]
    facts: tuple[str, ...] = ()
    passage: tuple[Piece, ...] = ()
    alias: tuple[Piece, ...] = ()
    date: str = ""
    links: tuple[Link, ...] = ()
    state: str = ""
    state_label: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Hold the results of one kind, and where there are more: in the search, and in a list if it has one."""

    kind: Kind
    hits: list[Hit]
    count: int
    is_capped: bool
    address: str
    list_address: str

    @property
    def has_more(self) -> bool:
        """Return whether there are more than are shown."""
        return self.count > len(self.hits)


def lay_out(found: Sequence[Found], query: Query, *, is_exact: bool = True) -> list[Group]:
    """Return the results by kind, in the order that they have. Runs no query.

    Lists would not find what names only resemble, or are a part of, so that these are not led to.
    """
    return [_group(one, query, is_exact=is_exact) for one in found]


def _group(found: Found, query: Query, *, is_exact: bool) -> Group:
    is_named = any(row.match for row in found.rows)
    in_list = LISTS.get(found.kind) if is_exact or not is_named else None
    return Group(
        found.kind,
        [_hit(row, query) for row in found.rows],
        found.count,
        found.is_capped,
        search_address(query.text, found.kind),
        f"{reverse(in_list)}?{urlencode({'text': query.text})}" if in_list else "",
    )


def search_address(text: str, kind: Kind | None = None) -> str:
    """Return the address of a search, of one kind if given."""
    parameters = {"q": text} | ({"kind": kind.value} if kind else {})
    return f"{reverse('search')}?{urlencode(parameters)}"


def shipments_of(results: Results) -> Link | None:
    """Return the list of shipments with all the names that the query is made of; None unless several."""
    if not results.is_in_part:
        return None
    parameters: dict[str, str] = {}
    names = []
    for found in results.found:
        for row in found.rows:
            if row.match and (filter_name := FILTERS[row.match.bearer]) not in parameters:
                if row.match.bearer is Bearer.PLACE and "country" in parameters:
                    continue  # A country's place, which says the same.
                parameters[filter_name] = _key(row.thing)
                names.append(str(row.thing))
    if len(parameters) < 2:
        return None
    return Link(f"{reverse('shipment-list')}?{urlencode(parameters)}", " + ".join(names))


def _key(thing: Any) -> str:
    return str(thing.code if isinstance(thing, Country) else thing.slug)


def _hit(row: Row, query: Query) -> Hit:
    return _HITS[type(row.thing)](row, query)


def _alias(match: Match | None, name: str, query: Query) -> tuple[Piece, ...]:
    """Return the alias that was matched, if it is not the name itself."""
    return highlight(match.name, query) if match and match.name != name else ()


def _named(row: Row, query: Query, address: str, *facts: str, links: tuple[Link, ...] = ()) -> Hit:
    name = str(row.thing)
    return Hit(
        address,
        highlight(name, query),
        tuple(fact for fact in facts if fact),
        alias=_alias(row.match, name, query),
        links=links,
    )


def _type(row: Row, query: Query) -> Hit:
    kind: EquipmentType = row.thing
    parent = kind.parent.name if kind.parent else ""
    return _named(row, query, kind.get_absolute_url(), kind.get_level_display(), parent)


def _country(row: Row, query: Query) -> Hit:
    country: Country = row.thing
    return _named(row, query, country.get_absolute_url(), _("Country"), country.code)


def _country_group(row: Row, query: Query) -> Hit:
    group: CountryGroup = row.thing
    return _named(row, query, group.get_absolute_url(), _("Group of countries"))


def _shipments(text: str, **parameters: str) -> Link:
    return Link(f"{reverse('shipment-list')}?{urlencode(parameters)}", text)


def _place(row: Row, query: Query) -> Hit:
    place: Place = row.thing
    country = place.country.name if place.country and place.kind != Place.Kind.COUNTRY else ""
    address = _shipments("", place=place.slug).address
    return _named(row, query, address, place.get_kind_display(), country, _("its shipments"))


def _party(row: Row, query: Query) -> Hit:
    party: Party = row.thing
    country = party.country.name if party.country and party.kind != Party.Kind.STATE else ""
    supplied = _shipments(_("Supplied by it"), supplier=party.slug)
    links = (supplied, _shipments(_("Received by it"), recipient=party.slug))
    return _named(row, query, supplied.address, party.get_kind_display(), country, links=links)


def _source(row: Row, query: Query) -> Hit:
    source: Source = row.thing
    country = source.country.name if source.country else ""
    return _named(row, query, source.get_absolute_url(), source.get_kind_display(), country)


def _shipment(row: Row, query: Query) -> Hit:
    shipment: Shipment = row.thing
    supplier = shipment.supplier.name if shipment.supplier else _("unknown supplier")
    destination = shipment.destination.name if shipment.destination else _("unknown destination")
    return Hit(
        shipment.get_absolute_url(),
        (*highlight(shipment.reference, query), Piece(" "), *highlight(shipment.title, query)),
        (f"{supplier} → {destination}",),
        date=shipment.period,
        state=shipment.state,
        state_label=shipment.state_label,
    )


def _publication(row: Row, query: Query) -> Hit:
    publication: Publication = row.thing
    address = highlight(publication.url, query)
    passage = excerpt(publication.text, query) if publication.is_text_public else ()
    return Hit(
        publication.get_absolute_url(),
        highlight(publication.title, query),
        (publication.source.name,),
        passage=passage if any(piece.is_match for piece in passage) else (),
        alias=address if any(piece.is_match for piece in address) else (),
        date=publication.published_on,
    )


def _said(report: Report, address: str, words: str, query: Query, *facts: str) -> Hit:
    """Return a quote with who said it, through whom, in what and of which shipment."""
    through = _("through %(source)s") % {"source": report.publication.source.name}
    is_own = report.voice == report.publication.source
    superseded = _("superseded") if report.superseded_by_id else ""
    return Hit(
        address,
        (Piece(report.voice.name),),
        tuple(fact for fact in ("" if is_own else through, *facts, superseded) if fact),
        passage=excerpt(words, query),
        date=report.publication.published_on,
        links=(
            Link(report.shipment.get_absolute_url(), report.shipment.reference),
            Link(report.publication.get_absolute_url(), report.publication.title),
        ),
    )


def _report(row: Row, query: Query) -> Hit:
    report: Report = row.thing
    words = [report.quote, report.attribution_phrase, report.hedge]
    return _said(report, report.get_absolute_url(), " · ".join(filter(None, words)), query)


def _delivery(row: Row, query: Query) -> Hit:
    line: ReportedDelivery = row.thing
    words = " · ".join(filter(None, [line.quote, line.label, line.phrase]))
    return _said(line.report, line.get_absolute_url(), words, query, line.equipment_type.name)


def _detail(row: Row, query: Query) -> Hit:
    detail: ReportedDetail = row.thing
    words = " · ".join(filter(None, [detail.quote, detail.text, detail.hedge]))
    return _said(detail.report, detail.report.get_absolute_url(), words, query, str(detail))


_HITS: dict[type, Callable[[Row, Query], Hit]] = {
    EquipmentType: _type,
    Country: _country,
    CountryGroup: _country_group,
    Place: _place,
    Party: _party,
    Source: _source,
    Shipment: _shipment,
    Publication: _publication,
    Report: _report,
    ReportedDelivery: _delivery,
    ReportedDetail: _detail,
}
