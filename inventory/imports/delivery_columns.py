"""Say which columns of our own export of reported deliveries an import reads, and which fields they state."""

from __future__ import annotations

from django.db.models import Model

from inventory.columns.column import names_of
from inventory.columns.deliveries import DELIVERY_ID, delivery_columns
from inventory.models import Publication, Report, ReportedDelivery, Shipment

_STATED = [(column, column.states) for column in delivery_columns("") if column.states]
COLUMNS = [column.name for column, states in _STATED if not states.is_added]
ADDED = [column.name for column, states in _STATED if states.is_added]
# Computed from other columns, or by the tracker: they are not read.
COMPUTED = names_of(column for column in delivery_columns("") if not column.states)


def _columns_of_fields(model: type[Model]) -> dict[str, str]:
    """Return the column of each field of a model but its key; of a range, that of its low end."""
    found: dict[str, str] = {}
    for column, states in _STATED:
        if states.model is model and column != DELIVERY_ID:
            found.setdefault(states.field, column.name)
    return found


SHIPMENT_COLUMNS = _columns_of_fields(Shipment)
PUBLICATION_COLUMNS = _columns_of_fields(Publication)
REPORT_COLUMNS = _columns_of_fields(Report)
LINE_COLUMNS = _columns_of_fields(ReportedDelivery)
