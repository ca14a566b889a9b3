"""Tell who changed what and when, from the events that the database recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import IntegerRangeField
from django.db.backends.postgresql.psycopg_any import NumericRange  # noqa: F401  (The doctest uses it.)
from django.db.models import Field, ForeignKey, Max, Model, TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inventory.domain.intervals import Interval
from inventory.forms.fields import closed_ends

MOST_EVENTS = 1_000  # per table; an older change of such a row is not told

# A table and the column by which its rows belong to the row whose history is told.
type Child = tuple[type[Model], str]

NOT_TOLD = frozenset({"id", "uid", "path", "shipment"})  # Never edited on their own.
PRIVATE = ("PublicationEvent", "text")  # Told to have changed, and not what it says.


class Action(TextChoices):
    """What was done to a row."""

    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    REMOVED = "removed", _("removed")


@dataclass(frozen=True, slots=True)
class Change:
    """One column's old and new value, as text; empty for none."""

    label: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.label}: {self.old or '—'} → {self.new or '—'}"


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened to one row."""

    subject: str
    action: Action
    changes: tuple[Change, ...]

    def __str__(self) -> str:
        changes = "; ".join(str(change) for change in self.changes)
        return f"{self.subject} {self.action.label}" + (f" ({changes})" if changes else "")


@dataclass(slots=True)
class Moment:
    """What one person changed in one transaction."""

    at: datetime
    user: str
    entries: list[Entry] = field(default_factory=list)

    def __str__(self) -> str:
        entries = ". ".join(str(entry) for entry in self.entries)
        return f"{self.at:%Y-%m-%d %H:%M} UTC, {self.user}: {entries}"


def is_tracked(model: type[Model]) -> bool:
    """Tell whether the database records the changes of a table."""
    return hasattr(model, "pgh_event_model")


def version_of(row: Model, children: Sequence[Child]) -> str:
    """Return a text that changes whenever the row or a child of it changes. Runs one query per table."""
    newest = [
        _events(model, column, row).aggregate(newest=Max("pgh_id"))["newest"] or 0
        for model, column in tables_of(row, children)
    ]
    return ".".join(map(str, newest))


def tables_of(row: Model, children: Sequence[Child]) -> list[Child]:
    """Return the row's own table of events and those of its tracked children."""
    return [(type(row), "pgh_obj"), *((model, column) for model, column in children if is_tracked(model))]


def _events(model: Any, column: str, row: Model) -> Any:
    return model.pgh_event_model.objects.filter(**{f"{column}_id": row.pk})


def moments_of(row: Model, children: Sequence[Child], since: str = "") -> list[Moment]:
    """Return what happened to a row and its children, newest first; only after the version, if one is given.

    Runs one query per table, one for the users and one per table that the events refer to.
    """
    seen = _marks(since, len(children) + 1)
    told: list[tuple[Any, Any]] = []
    for (model, column), mark in zip(tables_of(row, children), seen, strict=False):
        events = _events(model, column, row).select_related("pgh_context").order_by("-pgh_id")[:MOST_EVENTS]
        told += [(old, new) for old, new in _with_previous(reversed(events)) if new.pgh_id > mark]
    names = _Names(told, hidden=frozenset(column for _, column in children))
    moments: dict[Any, Moment] = {}
    for old, new in told:
        entry = names.entry(old, new)
        if entry.changes or entry.action != Action.CHANGED:
            key = (new.pgh_created_at, new.pgh_context_id)
            moment = moments.setdefault(key, Moment(new.pgh_created_at, names.user(new)))
            moment.entries.append(entry)
    # What happened at the same time was found in the order of the tables, oldest first.
    oldest_first = sorted(moments.values(), key=lambda moment: moment.at)
    return oldest_first[::-1]


def _marks(version: str, size: int) -> list[int]:
    """Read a version; one that somebody tampered with counts as the oldest."""
    marks = [int(part) if part.isascii() and part.isdigit() else 0 for part in version.split(".")]
    return [*marks, *([0] * size)][:size]


def _with_previous(events: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    latest: dict[int, Any] = {}
    for event in events:
        yield latest.get(event.pgh_obj_id), event
        latest[event.pgh_obj_id] = event


class _Names:
    """Resolve what events refer to by key, in one query per table."""

    def __init__(self, told: Sequence[tuple[Any, Any]], hidden: frozenset[str]) -> None:
        self._hidden = hidden  # Columns that only say to which row a child belongs.
        wanted: dict[type[Model], set[Any]] = defaultdict(set)
        for pair in told:
            for event in filter(None, pair):
                for column in self._columns(event):
                    if isinstance(column, ForeignKey):
                        wanted[column.related_model].add(getattr(event, column.attname))
        self._rows = {model: self._fetch(model, keys - {None}) for model, keys in wanted.items()}
        users = {self._user_key(new) for _, new in told} - {None}
        self._users = get_user_model()._default_manager.in_bulk(users)

    @staticmethod
    def _fetch(model: Any, keys: set[Any]) -> Mapping[Any, Model]:
        rows = model._default_manager
        if model._meta.model_name == "report":
            rows = rows.select_related("publication__source", "asserter", "shipment")
        return dict(rows.in_bulk(keys))

    @staticmethod
    def _user_key(event: Any) -> Any:
        context = event.pgh_context
        return context.metadata.get("user") if context else None

    def user(self, event: Any) -> str:
        """Name who made the change."""
        key = self._user_key(event)
        if key is None:
            return gettext("a command")
        user = self._users.get(key)
        return user.get_username() if user else gettext("former user %(key)s") % {"key": key}

    def entry(self, old: Any, new: Any) -> Entry:
        """Tell one event."""
        model = new._meta.get_field("pgh_obj").related_model
        subject = f"{model._meta.verbose_name} {new.pgh_obj_id}".capitalize()
        if new.pgh_label == "delete":
            return Entry(subject, Action.REMOVED, self._values(new, removed=True))
        if new.pgh_label == "insert" or old is None:
            return Entry(subject, Action.ADDED, self._values(new, removed=False))
        changes = (
            Change(_label(column), self._text(column, old), self._text(column, new))
            for column in self._columns(new)
            if getattr(old, column.attname) != getattr(new, column.attname)
        )
        return Entry(subject, Action.CHANGED, tuple(changes))

    def _values(self, event: Any, *, removed: bool) -> tuple[Change, ...]:
        texts = ((_label(column), self._text(column, event)) for column in self._columns(event))
        return tuple(
            Change(label, text if removed else "", "" if removed else text)
            for label, text in texts
            if text not in {"", gettext("no")}
        )

    def _columns(self, event: Any) -> list[Field[Any, Any]]:
        return [
            column
            for column in event._meta.concrete_fields
            if not column.name.startswith("pgh_") and column.name not in NOT_TOLD | self._hidden
        ]

    def _text(self, column: Any, event: Any) -> str:
        value = getattr(event, column.attname)
        if value is None or value == "":
            return ""
        if (column.model.__name__, column.name) == PRIVATE:
            return gettext("(private)")
        return self._words(column, event, value)

    def _words(self, column: Any, event: Any, value: Any) -> str:
        if isinstance(column, ForeignKey):
            row = self._rows[column.related_model].get(value)
            return str(row) if row else gettext("number %(key)s") % {"key": value}
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if column.choices:
            return str(getattr(event, f"get_{column.name}_display")())
        if isinstance(column, IntegerRangeField):
            return range_text(value)
        return str(value)


def range_text(value: Any) -> str:
    """Show a stored range of items by its closed ends.

    >>> range_text(NumericRange(2, 4)), range_text(NumericRange(2, None)), range_text(None)
    ('2–3', '≥ 2', 'unknown')
    """
    low, high = closed_ends(value)
    return gettext("unknown") if low is None else str(Interval(low, high))


def _label(column: Any) -> str:
    return str(column.verbose_name).capitalize()
