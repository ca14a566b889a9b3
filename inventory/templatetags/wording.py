"""Offer templates the words for dates and counts: ``{% load wording %}``."""

from __future__ import annotations

from django import template

from inventory.domain.intervals import Interval
from inventory.wording.dates import date_words
from inventory.wording.numbers import interval_words
from inventory.wording.numbers import unsaid_unit as unsaid

register = template.Library()


@register.filter
def edtf(date: str | None) -> str:
    """Write a date of the record in words; empty for an unknown one, so that ``default`` can follow."""
    return date_words(date or "")


@register.filter
def interval(bounds: Interval | None) -> str:
    """Write an interval with the reader's separators; empty for an unknown one."""
    return "" if bounds is None else interval_words(bounds)


@register.filter
def unsaid_by(unit: str, name: str) -> str:
    """Return the unit in which a type is counted; empty where the type's name says it, as "Vehicles" does."""
    return unsaid(str(name), str(unit))
