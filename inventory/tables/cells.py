"""Render the cells that several tables share: counts, places, parties, states and links."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from inventory.domain.intervals import Interval
from inventory.models import Place, State
from inventory.wording.dates import date_words
from inventory.wording.numbers import interval_words, number_words


def _quiet(words: str | Promise) -> SafeString:
    return format_html('<span class="quiet">{}</span>', words)


# Words in place of what a cell has not; lazy, for they are written in each reader's language.
quiet = lazy(_quiet, SafeString)
UNKNOWN = quiet(_("unknown"))


def interval_text(quantity: Any) -> str:
    """Return a database range of items as closed bounds, such as ``2–3`` or ``≥ 101``; empty for None.

    A count that nobody gives is empty and never 0.
    """
    if quantity is None:
        return ""
    return interval_words(Interval(quantity.lower, None if quantity.upper is None else quantity.upper - 1))


def link(target: Any, text: str = "") -> SafeString:
    """Return a link to a row's own page, with its name unless ``text`` is given."""
    return format_html('<a href="{}">{}</a>', target.get_absolute_url(), text or str(target))


def number_link(count: int, list_name: str, **filters: str) -> SafeString:
    """Return a count as the link to the rows that it counts; a plain 0 where there are none."""
    if not count:
        return SafeString("0")
    return format_html('<a href="{}">{}</a>', reverse(list_name, query=filters), number_words(count))


def state_mark(state: str, label: str = "") -> SafeString:
    """Return the mark of a state, with ``label`` in place of its usual word."""
    return render_to_string("components/state.html", {"state": state or State.SILENT, "label": label})


def place_text(place: Place | None) -> SafeString:
    """Return a place with the link to its country; the country's name alone for a place that is a country."""
    if place is None:
        return UNKNOWN
    if place.country is None:
        return format_html("{}", place.name)
    if place.kind == Place.Kind.COUNTRY:
        return link(place.country)
    return format_html("{}, {}", place.name, link(place.country))


def date_text(edtf: str) -> SafeString:
    """Return a date as reported, in words; a word where none was given."""
    return format_html('<span class="nowrap">{}</span>', date_words(edtf)) if edtf else UNKNOWN
