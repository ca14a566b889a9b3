"""Take the rows of shipments that a plan creates from the plan itself.

The database knows nothing of these shipments yet, so that their estimates need nothing that is read from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from inventory.domain.dates import parse_edtf
from inventory.imports.planning import Plan
from inventory.imports.records import Concept, Identity, Record, Uid
from inventory.imports.schema import SCHEMAS
from inventory.models.input_rows import InputRows, LineRow, ReportRow

type Days = tuple[date | None, date | None]

NO_DAYS: Days = (None, None)


def planned_rows(plan: Plan, pks: Mapping[Identity, int]) -> dict[int, InputRows]:
    """Return the rows of new shipments by primary key, those left out of which the plan does not say all.

    They are as ``load_input_rows`` would load them once the plan is applied. ``pks`` are the primary keys of
    all records, those to come included. Left out are shipments with details or repetitions, in publications
    that were there before or that cite others, and those that older reports are moved to.
    """
    gathering = _Gathering(pks)
    for record in plan.created:
        gathering.take(record)
    for record, _differing in plan.updated:
        gathering.leave_out(record)
    return {pks[Concept.SHIPMENT, uid]: rows for uid, rows in gathering.shipments.items()}


class _Reader[R: NamedTuple]:
    """Make rows of one kind from the values of records by field; what is not stated gets its default."""

    def __init__(self, kind: type[R], concept: Concept) -> None:
        self._kind = kind
        links = SCHEMAS[concept].links.items()
        self._links = [(name, linked) for name, linked in links if f"{name}_id" in kind._fields]
        columns = {column.attname: column for column in SCHEMAS[concept].model._meta.concrete_fields}
        known = [columns[lookup] for lookup in kind._fields if lookup in columns]
        self._defaults = {column.name: column.get_default() for column in known}
        names = [columns[lookup].name if lookup in columns else lookup for lookup in kind._fields]
        self._in_order = itemgetter(*names)

    def read(self, record: Record, pks: Mapping[Identity, int], known: Mapping[str, Any]) -> R:
        """Return the row of a record; ``known`` are the values that it does not state itself."""
        whole = {**self._defaults, **record.values, **known, "pk": pks[record.concept, record.key]}
        for name, concept in self._links:
            if whole.get(name) is not None:
                whole[name] = pks[concept, whole[name]]
        return self._kind._make(self._in_order(whole))


class _Gathering:
    """Sort what is new by the shipment's identifier; records come in the order of concepts."""

    def __init__(self, pks: Mapping[Identity, int]) -> None:
        self.shipments: dict[Uid, InputRows] = {}
        self._pks = pks
        # The source and the days of each publication that is new and cites nothing.
        self._publications: dict[Uid, tuple[int, Days]] = {}
        # The shipment of each report.
        self._reports: dict[Uid, Uid] = {}
        self._report_reader = _Reader(ReportRow, Concept.REPORT)
        self._line_reader = _Reader(LineRow, Concept.DELIVERY)

    def take(self, record: Record) -> None:
        """Add a record to the rows of its shipment."""
        match record.concept:
            case Concept.SHIPMENT:
                self.shipments[record.key] = InputRows()
            case Concept.PUBLICATION:
                days = _days(record.values.get("published_on", ""))
                self._publications[record.key] = record.values["source"], days
            case Concept.CITATION:
                self._publications.pop(record.values["publication"], None)
            case Concept.REPORT:
                self._take_report(record)
            case Concept.DELIVERY:
                self._take_line(record)
            case _:
                self.leave_out(record)

    def leave_out(self, record: Record) -> None:
        """Give up the shipment that a record belongs to."""
        values = record.values
        if "report" in values:
            self.shipments.pop(self._reports.get(values["report"], ""), None)
        if "shipment" in values:
            self.shipments.pop(values["shipment"], None)

    def _take_report(self, record: Record) -> None:
        shipment = record.values["shipment"]
        rows = self.shipments.get(shipment)
        publication = self._publications.get(record.values["publication"])
        if rows is None or publication is None:
            self.leave_out(record)
            return
        source, (first, past) = publication
        known = {
            "publication__source_id": source,
            "publication__published_days__startswith": first,
            "publication__published_days__endswith": past,
        }
        rows.reports.append(self._report_reader.read(record, self._pks, known))
        self._reports[record.key] = shipment

    def _take_line(self, record: Record) -> None:
        shipment = self._reports.get(record.values["report"], "")
        rows = self.shipments.get(shipment)
        if rows is None:
            return
        quantity = record.values.get("quantity")
        known = {
            "shipment": self._pks[Concept.SHIPMENT, shipment],
            "quantity__startswith": None if quantity is None else quantity.lower,
            "quantity__endswith": None if quantity is None else quantity.upper,
        }
        rows.lines.append(self._line_reader.read(record, self._pks, known))


# Most dates stand on many publications.
@lru_cache(maxsize=10_000)
def _days(text: str) -> Days:
    """Return the days that an EDTF date may mean, the last exclusive, as the database computes them."""
    days = parse_edtf(text) if text else None
    return NO_DAYS if days is None else (days.first, days.last + timedelta(days=1))
