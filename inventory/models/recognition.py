"""Recognise what an address tells of a publication: its source, and whether it is recorded already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from django.db.models import Q

from inventory.models.publications import Publication
from inventory.models.sources import Source, SourceAlias

MOST_SHOWN = 5  # publications with one address; editions of a register can be many


class Sign(StrEnum):
    """Name by what a source was recognised."""

    ADDRESS = "address"
    ALIAS = "alias"
    PUBLICATIONS = "publications"


@dataclass(frozen=True, slots=True)
class Recognition:
    """Hold what an address tells. ``source`` is None where no source, or more than one, fits it."""

    host: str = ""
    source: Source | None = None
    sign: Sign | None = None
    publications: tuple[Publication, ...] = ()


def recognise(url: str) -> Recognition:
    """Tell what is known of an address. Runs two to four queries; none for what is no address."""
    host = host_of(url)
    if not host:
        return Recognition()
    same = Publication.objects.filter(url__in=list(_spellings(url))).select_related("source")
    found = tuple(same.defer("text", "note").order_by("-published_days", "-pk")[:MOST_SHOWN])
    sources = _by_address(host)
    sign = Sign.ADDRESS
    if not sources:
        sources, sign = _by_alias(host), Sign.ALIAS
    if not sources:
        sources, sign = _by_publications(host), Sign.PUBLICATIONS
    if len(sources) != 1:
        return Recognition(host, None, None, found)
    return Recognition(host, sources[0], sign, found)


def host_of(url: str) -> str:
    """Return the host of a web address, without ``www.``; empty for what is no web address.

    >>> host_of("https://www.RFI.fr/a?b#c"), host_of("www.rfi.fr/a"), host_of("rfi"), host_of("http://[::")
    ('rfi.fr', 'rfi.fr', '', '')
    """
    text = url.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError:
        return ""
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or "." not in host or "\0" in text:
        return ""
    return host.removeprefix("www.")


def _spellings(url: str) -> Iterator[str]:
    """Yield the ways in which one address is written: either scheme, with and without www and last slash."""
    text = url.strip()
    rest = re.sub(r"^https?://", "", text, flags=re.IGNORECASE).partition("#")[0]
    bare = re.sub(r"^www\.", "", rest, flags=re.IGNORECASE).rstrip("/")
    for scheme in ("https://", "http://"):
        for prefix in ("", "www."):
            yield f"{scheme}{prefix}{bare}"
            yield f"{scheme}{prefix}{bare}/"


def _starting_with(host: str) -> Q:
    condition = Q()
    for scheme in ("https://", "http://"):
        for prefix in ("", "www."):
            start = f"{scheme}{prefix}{host}"
            condition |= Q(url__istartswith=f"{start}/") | Q(url__iexact=start)
    return condition


def _by_address(host: str) -> list[Source]:
    return list(Source.objects.filter(_starting_with(host))[:2])


def _by_alias(host: str) -> list[Source]:
    named = SourceAlias.objects.filter(Q(name__iexact=host) | Q(name__iexact=f"www.{host}"))
    return list(Source.objects.filter(pk__in=named.values("source"))[:2])


def _by_publications(host: str) -> list[Source]:
    published = Publication.objects.filter(_starting_with(host)).order_by()
    return list(Source.objects.filter(pk__in=published.values("source"))[:2])
