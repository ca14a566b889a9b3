"""Gather the cases of shipments that a plan creates from the plan itself.

The database knows nothing of these shipments yet, so that their estimates need nothing that is read from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.domain.comparison import Line
from inventory.domain.dates import parse_edtf
from inventory.domain.independence import ReportNode
from inventory.domain.intervals import Interval, interval_of
from inventory.imports.planning import Plan
from inventory.imports.records import Concept, Identity, Record, Uid
from inventory.models import Report, ReportedDelivery
from inventory.models.bare_cases import ATTRIBUTIONS, BareCase

ATTRIBUTION = Report._meta.get_field("attribution").get_default()
SCOPE = ReportedDelivery._meta.get_field("scope").get_default()


def new_cases(plan: Plan, pks: Mapping[Identity, int]) -> dict[int, BareCase]:
    """Return the cases of new shipments by primary key, those left out of which the plan does not say all.

    A case is as ``load_bare_cases`` would load it once the plan is applied. ``pks`` are the primary keys of
    all records, those to come included. Left out are shipments with details or repetitions, in publications
    that were there before or that cite others, and those that older reports are moved to.
    """
    gathering = _Gathering(pks)
    for record in plan.created:
        gathering.take(record)
    for record, _differing in plan.updated:
        gathering.leave_out(record)
    return {pks[Concept.SHIPMENT, uid]: case for uid, case in gathering.cases.items()}


class _Publication(NamedTuple):
    """Hold what a case needs of a publication."""

    pk: int
    source: int
    day: date | None
    last: date | None


class _Gathering:
    """Sort what is new into cases, by the shipment's identifier; records come in the order of concepts."""

    def __init__(self, pks: Mapping[Identity, int]) -> None:
        self.cases: dict[Uid, BareCase] = {}
        self._pks = pks
        self._publications: dict[Uid, _Publication] = {}
        # The primary key and the shipment of each report.
        self._reports: dict[Uid, tuple[int, Uid]] = {}

    def take(self, record: Record) -> None:
        """Add a record to its case."""
        match record.concept:
            case Concept.SHIPMENT:
                self.cases[record.key] = BareCase()
            case Concept.PUBLICATION:
                self._take_publication(record)
            case Concept.CITATION:
                self._publications.pop(record.values["publication"], None)
            case Concept.REPORT:
                self._take_report(record)
            case Concept.DELIVERY:
                self._take_line(record)
            case _:
                self.leave_out(record)

    def leave_out(self, record: Record) -> None:
        """Give up the case that a record belongs to."""
        report = self._reports.get(record.values["report"]) if "report" in record.values else None
        if report is not None:
            self.cases.pop(report[1], None)
        if "shipment" in record.values:
            self.cases.pop(record.values["shipment"], None)

    def _take_publication(self, record: Record) -> None:
        days = _days(record.values.get("published_on", ""))
        pk = self._pks[record.identity]
        self._publications[record.key] = _Publication(pk, record.values["source"], *days)

    def _take_report(self, record: Record) -> None:
        values = record.values
        shipment = values["shipment"]
        one = self.cases.get(shipment)
        publication = self._publications.get(values["publication"])
        if one is None or publication is None:
            self.leave_out(record)
            return
        pk = self._pks[record.identity]
        self._reports[record.key] = pk, shipment
        one.nodes.append(
            ReportNode(
                pk,
                publication.pk,
                publication.source,
                values.get("asserter"),
                ATTRIBUTIONS[values.get("attribution", ATTRIBUTION)],
                values.get("is_first_hand", False),
                (),
                publication.day,
                values.get("superseded_by") is not None,
                publication.last,
                (),
                values.get("stage", ""),
            )
        )
        one.publication_sources[publication.pk] = publication.source

    def _take_line(self, record: Record) -> None:
        values = record.values
        report = self._reports.get(values["report"])
        one = self.cases.get(report[1]) if report else None
        if report and one:
            one.lines.append(_line(self._pks[record.identity], report[0], values))


def _line(pk: int, report: int, values: Mapping[str, Any]) -> Line:
    quantity: NumericRange | None = values.get("quantity")
    return Line(
        pk,
        report,
        values["equipment_type"],
        None if quantity is None else _interval(quantity.lower, quantity.upper),
        values.get("best"),
        values["kind"],
        values.get("scope", SCOPE),
        values.get("label_type"),
        values.get("label", ""),
    )


def _interval(low: int, past: int | None) -> Interval:
    return interval_of(low, None if past is None else past - 1)


# Most dates stand on many publications.
@lru_cache(maxsize=10_000)
def _days(text: str) -> tuple[date | None, date | None]:
    """Return the first and the last day that an EDTF date may mean, as the database computes them."""
    days = parse_edtf(text) if text else None
    return (days.first, days.last) if days else (None, None)
