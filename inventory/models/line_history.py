"""Tell how one reported delivery came to read as it does: who changed what, from what, to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, cast

from django.contrib.auth import get_user_model
from django.db import models

from inventory.domain.intervals import Interval
from inventory.models.deliveries import ReportedDelivery
from inventory.models.people import public_name

MOST_EVENTS = 50  # of one line; more is a matter for the history of its report
# What a reader of the line sees, in the order in which changes are told; keys of other rows tell nothing.
COLUMNS = ("label", "phrase", "kind", "quantity", "best", "scope", "modality", "hedge", "quote")


@dataclass(frozen=True, slots=True)
class ChangedColumn:
    """Hold a column's words before and after; empty where there were none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LineChange:
    """Hold one event: when, by whom (empty: a command), and what it changed. The first has added the line."""

    at: datetime
    who: str
    is_first: bool
    columns: tuple[ChangedColumn, ...]


def load_line_history(line: ReportedDelivery) -> list[LineChange]:
    """Return what was done to a line, newest first. Runs one query, two where a person did something."""
    events = list(
        ReportedDelivery.pgh_event_model.objects.filter(pgh_obj_id=line.pk)  # type: ignore[attr-defined]
        .select_related("pgh_context")
        .order_by("-pgh_id")[: MOST_EVENTS + 1]
    )
    users = {key for event in events if (key := _user(event))}
    names: Mapping[int, Any] = (
        get_user_model().objects.select_related("public_name").in_bulk(users) if users else {}
    )
    told = [
        LineChange(new.pgh_created_at, _name(new, names), is_first=False, columns=_columns(old, new))
        for new, old in pairwise(events)
    ]
    if events and len(events) <= MOST_EVENTS:
        told.append(
            LineChange(events[-1].pgh_created_at, _name(events[-1], names), is_first=True, columns=())
        )
    return told[:MOST_EVENTS]


def _user(event: Any) -> int | None:
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def _name(event: Any, names: Mapping[int, Any]) -> str:
    user = names.get(_user(event) or 0)
    return public_name(user) if user else ""


def _columns(old: Any, new: Any) -> tuple[ChangedColumn, ...]:
    changed = (name for name in COLUMNS if getattr(old, name) != getattr(new, name))
    return tuple(
        ChangedColumn(str(_field(name).verbose_name), _words(old, name), _words(new, name))
        for name in changed
    )


def _words(event: Any, name: str) -> str:
    """Return a column as a reader says it."""
    value = getattr(event, name)
    if value is None:
        return ""
    if name == "quantity":
        return str(Interval(value.lower, None if value.upper is None else value.upper - 1))
    choices = dict(_field(name).flatchoices)
    return str(choices.get(value, value))


def _field(name: str) -> models.Field[Any, Any]:
    """Return one of the line's own fields."""
    return cast("models.Field[Any, Any]", ReportedDelivery._meta.get_field(name))
