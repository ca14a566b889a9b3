"""Offer templates the words for dates and counts: ``{% load wording %}``."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy as _

from inventory.domain.intervals import Interval
from inventory.models.shipments import State
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


# What a mark may say beside the states of counts.
FURTHER_STATES = {"stale": _("Stale"), "vague": _("Vague"), "tension": _("Tension")}


@register.simple_tag
def state_words(state: str, label: object = "") -> object:
    """Return the words of a state's mark: its label, or else its usual word."""
    usual = {**dict(State.choices), **FURTHER_STATES}
    return label or usual.get(state, State.SILENT.label)
