"""Ask, and take the answer to, whether two counts of one type in one report are of the same items."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from inventory.domain.same_items import told_twice
from inventory.models import ReportedDelivery
from inventory.wording.numbers import interval_words


class SameItems(StrEnum):
    """Name the answers to whether a second count of a type is of the same items."""

    DIFFERENT = "different"
    SAME = "same"
    NOT_SAID = "not_said"


def tell_apart(form: Any, first: Any) -> None:
    """Take the answer to whether a line counts the items of the first on its type, or ask for it."""
    if form.instance.pk and "equipment_type" not in form.changed_data and not form.cleaned_data["same_items"]:
        return  # It was answered, or left open, when it was saved.
    match form.cleaned_data["same_items"]:
        case SameItems.DIFFERENT:
            form.instance.same_as = None
            form.instance.scope = form.cleaned_data["scope"] = ReportedDelivery.Scope.ADDITIONAL
        case SameItems.SAME:
            form.same_form = first
        case SameItems.NOT_SAID:
            form.instance.same_as = None
        case _ if not _is_told_apart(form, first):
            form.add_error("same_items", _question(form, first))


def _is_told_apart(form: Any, first: Any) -> bool:
    """Tell whether the report's own words say that the lines count different items."""
    scopes, labels = ({line.cleaned_data.get(name) for line in (form, first)} for name in ("scope", "label"))
    return ReportedDelivery.Scope.ADDITIONAL in scopes or len(labels) > 1


def _question(form: Any, first: Any) -> str:
    """Ask what a second count of a type is of, with what follows from each answer."""
    consequences = told_twice([line.quantity.interval if line.quantity else None for line in (first, form)])
    return _(
        "Two counts of %(type)s. Are they the same items? Add them: %(added)s · same items: %(same)s · "
        "not said: %(open)s."
    ) % {
        "type": form.cleaned_data["equipment_type"],
        "added": interval_words(consequences.added),
        "same": interval_words(consequences.same),
        "open": interval_words(consequences.not_said),
    }
