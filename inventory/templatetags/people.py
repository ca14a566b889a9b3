"""Offer templates what people are called in public, and what is theirs: ``{% load people %}``."""

from __future__ import annotations

from typing import Any

from django import template

from inventory import access
from inventory.models import people

register = template.Library()


@register.filter
def public_name(person: Any) -> str:
    """Write what a person is called on pages that anybody may read."""
    return people.public_name(person)


@register.filter
def may_be_changed_by(view: Any, user: Any) -> bool:
    """Return whether a person may rename, change or delete a saved view."""
    return access.may_change(user, "savedview", view.owner_id)
