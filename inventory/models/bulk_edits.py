"""Set one value on many shipments or reported deliveries: say first what would change, then change it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pghistory
from django.db import models, transaction

from inventory.models.analysis import Estimate
from inventory.models.deliveries import ReportedDelivery
from inventory.models.shipments import Shipment

type Row = Shipment | ReportedDelivery


class OutdatedEditError(Exception):
    """Say that the rows have changed since the change was looked at."""


@dataclass(frozen=True, slots=True)
class Change:
    """Show one value of one row before and after."""

    row: Row
    field: str
    old: Any
    new: Any


def plan_changes(rows: Iterable[Row], values: Mapping[str, Any]) -> list[Change]:
    """Return each value that would become another, row by row. Rows have their related rows at hand."""
    return [
        Change(row, field, old, new)
        for row in rows
        for field, new in values.items()
        if (old := getattr(row, field)) != new
    ]


def digest(changes: Sequence[Change]) -> str:
    """Return a checksum of what is to change, by which a change that was looked at is known again."""
    lines = [
        f"{change.row.pk} {change.field} {_plain(change.old)} {_plain(change.new)}" for change in changes
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _plain(value: Any) -> str:
    return str(value.pk) if isinstance(value, models.Model) else repr(value)


def apply_changes(rows: models.QuerySet[Any], values: Mapping[str, Any], looked_at: str) -> int:
    """Change the rows as it was looked at; return how many values became others. All or nothing.

    Estimates of the shipments are computed afresh in the same transaction, and the history names the edit.
    Raises ``OutdatedEditError`` when the rows are no longer as they were.
    """
    with transaction.atomic(), pghistory.context(operation="bulk edit", values=_described(values)):
        locked = list(rows.select_for_update(of=("self",)).order_by("pk"))
        changes = plan_changes(locked, values)
        if digest(changes) != looked_at:
            raise OutdatedEditError
        for field, new in values.items():
            keys = [change.row.pk for change in changes if change.field == field]
            rows.model._default_manager.filter(pk__in=keys).update(**{field: new})
        Estimate.objects.recompute({_shipment(change.row) for change in changes})
    return len(changes)


def _described(values: Mapping[str, Any]) -> dict[str, str]:
    return {field: str(value) if value is not None else "" for field, value in values.items()}


def _shipment(row: Row) -> int:
    return row.pk if isinstance(row, Shipment) else row.shipment_id
