"""Put together what a query finds, by kind, best first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from inventory.domain.search import Query
from inventory.domain.spelling import spellings
from inventory.models.deliveries import ReportedDelivery
from inventory.models.details import ReportedDetail
from inventory.models.equipment import EquipmentType
from inventory.models.publications import Publication
from inventory.models.reference import Country, CountryGroup, Party, Place
from inventory.models.reports import Report
from inventory.models.search.lexicon import propose
from inventory.models.search.names import Bearer, Match, alike, named, named_in_part
from inventory.models.search.texts import MOST_COUNTED, TABLES, Texts, find_texts
from inventory.models.shipments import Shipment
from inventory.models.sources import Source

SHOWN = 5  # of each kind, where all kinds are shown
SHOWN_OF_ONE_KIND = 100
SUGGESTED_NAMES = 7
SUGGESTED_SHIPMENTS = 3
SPARE = 3  # quotes read for each that is shown, since several lines often rest on one passage


class Kind(models.TextChoices):
    """Name what can be found, in the order in which it is shown."""

    EQUIPMENT = "equipment", _("Equipment types")
    DESTINATIONS = "destinations", _("Countries and groups")
    PLACES = "places", _("Places")
    PARTIES = "parties", _("Parties")
    SOURCES = "sources", _("Sources")
    SHIPMENTS = "shipments", _("Shipments")
    QUOTES = "quotes", _("Quotes")
    PUBLICATIONS = "publications", _("Publications")


KIND_OF_BEARER = {
    Bearer.TYPE: Kind.EQUIPMENT,
    Bearer.COUNTRY: Kind.DESTINATIONS,
    Bearer.GROUP: Kind.DESTINATIONS,
    Bearer.PLACE: Kind.PLACES,
    Bearer.PARTY: Kind.PARTIES,
    Bearer.SOURCE: Kind.SOURCES,
}
KIND_OF_TEXT = {
    "shipment": Kind.SHIPMENTS,
    "report": Kind.QUOTES,
    "delivery": Kind.QUOTES,
    "detail": Kind.QUOTES,
    "publication": Kind.PUBLICATIONS,
    "publication_text": Kind.PUBLICATIONS,
}


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a thing that was found, and the name that it was found by if it was found by name."""

    thing: Any
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Hold what was found of one kind: the best rows, and how many there are, up to a cap."""

    kind: Kind
    rows: list[Row]
    count: int
    is_capped: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """Hold what a query finds.

    ``is_alike`` says that names only resemble the query, ``is_in_part`` that they are parts of it;
    ``proposal`` is a query that may have been meant. Where not ``is_complete``, texts took too long.
    """

    found: list[Found] = field(default_factory=list)
    is_alike: bool = False
    is_in_part: bool = False
    proposal: str = ""
    is_complete: bool = True


def search(query: Query, kind: Kind | None = None) -> Results:
    """Return what the query finds of all kinds, or more of one kind. Runs at most twenty queries."""
    if not query.words:
        return Results()
    wanted = SHOWN_OF_ONE_KIND if kind else SHOWN
    matches, is_in_part, is_alike = _names(query)
    names = [match for match in matches if kind in (None, KIND_OF_BEARER[match.bearer])]
    tables = tuple(name for name in TABLES if kind in (None, KIND_OF_TEXT[name]))
    texts = find_texts(query, tables, wanted * SPARE) if tables else Texts()
    found = [*_found_names(names, wanted), *_found_texts(texts, wanted)]
    order = list(Kind)
    return Results(
        sorted(found, key=lambda one: order.index(one.kind)),
        is_alike=is_alike,
        is_in_part=is_in_part,
        proposal=_proposal(query, matches, texts, is_alike=is_alike) if kind is None else "",
        is_complete=texts.is_complete,
    )


def suggest(query: Query) -> list[Found]:
    """Return the few names and shipments that somebody who is still typing may mean. At most ten queries."""
    if not query.words:
        return []
    names = (_called(query) or alike(query))[:SUGGESTED_NAMES]
    texts = find_texts(query, ("shipment",), SUGGESTED_SHIPMENTS)
    return [*_found_names(names, SUGGESTED_NAMES), *_found_texts(texts, SUGGESTED_SHIPMENTS)]


def _names(query: Query) -> tuple[list[Match], bool, bool]:
    """Return names that hold the query, else names that are parts of it, else names that resemble it."""
    if matches := _called(query):
        return matches, False, False
    if len(query.words) > 1 and (matches := named_in_part(query)):
        return matches, True, False
    matches = alike(query)
    return matches, False, bool(matches)


def _called(query: Query) -> list[Match]:
    """Return names that hold the query, else those that hold it as it may be spelt otherwise."""
    if matches := named(query):
        return matches
    others = (replace(query, plain=form) for form in spellings(query.text) if form != query.plain)
    return next(filter(None, map(named, others)), [])


def _proposal(query: Query, matches: list[Match], texts: Texts, *, is_alike: bool) -> str:
    """Return what may have been meant, where nothing was found but what resembles the query."""
    if any(texts.counts.values()) or (matches and not is_alike):
        return ""
    return matches[0].name if is_alike else propose(query)


def _found_names(matches: Iterable[Match], wanted: int) -> list[Found]:
    by_kind: dict[Kind, list[Match]] = {}
    for match in matches:
        by_kind.setdefault(KIND_OF_BEARER[match.bearer], []).append(match)
    return [Found(kind, _load_named(of_kind[:wanted]), len(of_kind)) for kind, of_kind in by_kind.items()]


def _load_named(matches: Sequence[Match]) -> list[Row]:
    """Return the things that bear the names, in the same order. Runs a query for each kind of bearer."""
    querysets: dict[Bearer, QuerySet[Any]] = {
        Bearer.TYPE: EquipmentType.objects.select_related("parent"),
        Bearer.COUNTRY: Country.objects.all(),
        Bearer.GROUP: CountryGroup.objects.all(),
        Bearer.PLACE: Place.objects.select_related("country"),
        Bearer.PARTY: Party.objects.select_related("country"),
        Bearer.SOURCE: Source.objects.select_related("country"),
    }
    things = {
        bearer: querysets[bearer].in_bulk([match.key for match in matches if match.bearer is bearer])
        for bearer in {match.bearer for match in matches}
    }
    return [
        Row(things[match.bearer][match.key], match) for match in matches if match.key in things[match.bearer]
    ]


def _found_texts(texts: Texts, wanted: int) -> list[Found]:
    found = []
    for kind in (Kind.SHIPMENTS, Kind.QUOTES, Kind.PUBLICATIONS):
        names = [name for name in texts.counts if KIND_OF_TEXT[name] is kind and texts.counts[name]]
        if not names:
            continue
        count = sum(texts.counts[name] for name in names)
        is_capped = any(texts.counts[name] > MOST_COUNTED for name in names)
        rows = _load_quotes(texts, wanted) if kind is Kind.QUOTES else _load_headed(texts, names, wanted)
        # A publication found by its title and its text is one.
        if kind is Kind.PUBLICATIONS and not is_capped and len(names) > 1:
            count = len(set(texts.keys[names[0]]) | set(texts.keys[names[1]]))
        found.append(Found(kind, rows, min(count, MOST_COUNTED) if is_capped else count, is_capped))
    return found


def _load_headed(texts: Texts, names: Sequence[str], wanted: int) -> list[Row]:
    """Return shipments or publications, best first. Runs one query."""
    keys = list(dict.fromkeys(key for name in names for key in texts.keys[name]))[:wanted]
    if names[0] == "shipment":
        shipments = Shipment.objects.select_related("supplier", "destination__country").in_bulk(keys)
        return [Row(shipments[key]) for key in keys if key in shipments]
    publications = Publication.objects.select_related("source").defer("note").in_bulk(keys)
    return [Row(publications[key]) for key in keys if key in publications]


def _load_quotes(texts: Texts, wanted: int) -> list[Row]:
    """Return what reports say, each passage once, those of reports before lines. At most three queries."""
    of_report = ("publication__source", "asserter", "shipment")
    below = [f"report__{path}" for path in of_report]
    querysets: dict[str, QuerySet[Any]] = {
        "report": Report.objects.select_related(*of_report).defer("publication__text", "note"),
        "delivery": ReportedDelivery.objects.select_related("equipment_type", *below).defer(
            "report__publication__text"
        ),
        "detail": ReportedDetail.objects.select_related("party", "place", *below).defer(
            "report__publication__text"
        ),
    }
    rows: dict[tuple[int, str], Row] = {}
    for name, queryset in querysets.items():
        things = queryset.in_bulk(keys) if (keys := texts.keys.get(name)) else {}
        for thing in (things[key] for key in keys or () if key in things):
            report = thing.id if name == "report" else thing.report_id
            passage = cast("str", thing.quote) or str(thing)
            rows.setdefault((report, passage), Row(thing))
    return _mixed(list(rows.values()))[:wanted]


def _mixed(rows: list[Row]) -> list[Row]:
    """Return rows so that each kind of them has its share among the first, in the order that they have."""
    ranks: dict[type, int] = {}
    ranked = []
    for row in rows:
        rank = ranks[type(row.thing)] = ranks.get(type(row.thing), -1) + 1
        ranked.append((rank, row))
    return [row for _rank, row in sorted(ranked, key=lambda pair: pair[0])]
