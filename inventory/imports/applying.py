"""Write a plan to the database: bulk rows, the estimates that they change, and the batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import connection

from inventory.imports.existing import CHUNK_SIZE
from inventory.imports.planning import Plan
from inventory.imports.records import Concept, Identity, Record
from inventory.imports.schema import CARRY_SHIPMENT, SCHEMAS
from inventory.models import Citation, Estimate, Report, ReportedDetail

BATCH_SIZE = 1_000  # rows of an INSERT


def apply_plan(plan: Plan) -> None:
    """Write the plan and recompute the estimates that it changes, in the caller's transaction.

    Runs a few queries for each concept and each thousand records. The plan must have no problems.
    """
    writer = _Writer(plan)
    writer.withdraw()
    writer.update()
    writer.create()
    Estimate.objects.recompute(writer.touched_shipments())


class _Writer:
    """Write records, knowing the primary keys of all, those to come included."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._pks: dict[Identity, int] = dict(plan.existing.pks)
        # The shipment of each report, by the report's identifier.
        self._shipments: dict[UUID, int] = dict(plan.existing.shipments)
        self._touched: set[int] = set()
        self._publications: set[int] = set()
        self._number_new_rows()

    def _number_new_rows(self) -> None:
        """Reserve the primary keys of new rows, so that rows can refer to later ones."""
        new: dict[Concept, list[Record]] = defaultdict(list)
        for record in self._plan.created:
            new[record.concept].append(record)
        for concept, records in new.items():
            numbers = _reserve(SCHEMAS[concept].model._meta.db_table, len(records))
            self._pks.update(zip((record.identity for record in records), numbers, strict=True))
        for record in self._plan.created:
            if record.concept is Concept.REPORT:
                self._shipments[record.key] = self._pk(Concept.SHIPMENT, record.values["shipment"])

    def create(self) -> None:
        """Insert the new rows, concept by concept."""
        rows: dict[Concept, list[Any]] = defaultdict(list)
        for record in self._plan.created:
            self._touch(record)
            rows[record.concept].append(
                SCHEMAS[record.concept].model(pk=self._pks[record.identity], **self._columns(record))
            )
        for concept, models in rows.items():
            SCHEMAS[concept].rows().bulk_create(models, batch_size=BATCH_SIZE)

    def update(self) -> None:
        """Change the rows that differ, those with the same differing fields at once."""
        groups: dict[tuple[Concept, tuple[str, ...]], list[Any]] = defaultdict(list)
        for record, differing in self._plan.updated:
            self._touch(record)
            columns = self._columns(record, differing)
            row = SCHEMAS[record.concept].model(pk=self._pks[record.identity], **columns)
            groups[record.concept, differing].append(row)
        for (concept, differing), models in groups.items():
            names = (
                [*differing, "shipment"] if "report" in differing and concept in CARRY_SHIPMENT else differing
            )
            SCHEMAS[concept].rows().bulk_update(models, names, batch_size=BATCH_SIZE)

    def withdraw(self) -> None:
        """Delete the details that the file no longer states; their history stays."""
        details = ReportedDetail.objects.filter(pk__in=self._plan.existing.withdrawn)
        self._touched.update(details.values_list("shipment_id", flat=True))
        details.delete()

    def touched_shipments(self) -> set[int]:
        """Return the shipments whose reports, lines, details or citations were written."""
        publications = _drawing_on(self._publications)
        for chunk in batched(sorted(publications), CHUNK_SIZE, strict=False):
            reports = Report.objects.filter(publication__in=chunk)
            self._touched.update(reports.values_list("shipment_id", flat=True).distinct())
        return self._touched

    def _touch(self, record: Record) -> None:
        """Note which shipments' estimates a record bears on."""
        if record.concept is Concept.SHIPMENT:
            self._touched.add(self._pks[record.identity])
        elif record.concept is Concept.PUBLICATION:
            self._publications.add(self._pks[record.identity])
        elif record.concept is Concept.CITATION:
            self._publications.add(self._pk(Concept.PUBLICATION, record.values["publication"]))
        else:
            report = record.key if record.concept is Concept.REPORT else record.values["report"]
            self._touched.add(self._shipments[report])
            if "shipment" in record.values:
                self._touched.add(self._pk(Concept.SHIPMENT, record.values["shipment"]))

    def _columns(self, record: Record, names: Collection[str] | None = None) -> dict[str, Any]:
        """Return the fields as the model takes them, by default all that are stated."""
        schema = SCHEMAS[record.concept]
        columns: dict[str, Any] = {}
        if schema.key == ("uid",):
            columns["uid"] = record.key
        for name, value in record.values.items():
            if names is not None and name not in names:
                continue
            if name in schema.links:
                columns[f"{name}_id"] = None if value is None else self._pk(schema.links[name], value)
            else:
                columns[f"{name}_id" if name in schema.references else name] = value
        if record.concept in CARRY_SHIPMENT:
            columns["shipment_id"] = self._shipments[record.values["report"]]
        return columns

    def _pk(self, concept: Concept, uid: UUID) -> int:
        return self._pks[concept, uid]


def _reserve(table: str, count: int) -> Iterable[int]:
    """Return primary keys that no other writer will get, in ascending order. Runs one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
        )
        return [row[0] for row in cursor.fetchall()]


def _drawing_on(publications: set[int]) -> set[int]:
    """Return the publications and all that cite them, at any distance. Runs one query for each step."""
    reached, waiting = set(publications), set(publications)
    while waiting:
        citing: set[int] = set()
        for chunk in batched(sorted(waiting), CHUNK_SIZE, strict=False):
            citing.update(
                Citation.objects.filter(cited_publication__in=chunk).values_list("publication_id", flat=True)
            )
        waiting = citing - reached
        reached |= waiting
    return reached
