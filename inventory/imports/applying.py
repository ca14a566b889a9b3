"""Write a plan to the database: bulk rows, the estimates that they change, and the batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import batched, groupby
from operator import attrgetter
from typing import Any, cast

from django.db import connection

from inventory.domain.tree import Taxonomy
from inventory.imports.bulk_rows import copy_rows, spare_subtransactions, tell_history, update_rows
from inventory.imports.held_rows import CHUNK_SIZE
from inventory.imports.planned_rows import planned_rows
from inventory.imports.planning import Plan
from inventory.imports.progress import Step, Tell, silent
from inventory.imports.records import Concept, Identity, Record, Uid
from inventory.imports.schema import CARRY_SHIPMENT, SCHEMAS
from inventory.imports.settling import quick_turns, settled
from inventory.models import (
    Citation,
    EquipmentType,
    Estimate,
    Publication,
    Report,
    ReportedDelivery,
    ReportedDetail,
    Shipment,
)
from inventory.models.estimate_rows import write_estimates
from inventory.models.shipment_estimates import EstimateComputer

WRITTEN_AT_ONCE = 2_000  # rows between two tellings
ESTIMATED_AT_ONCE = 1_000  # shipments between two tellings


def apply_plan(plan: Plan, tell: Tell = silent) -> None:
    """Write the plan and recompute the estimates that it changes, in the caller's transaction.

    Runs a few queries for each concept and each thousand records. The plan must have no problems.
    """
    with settled():
        let_rows_change_places()
        writer = _Writer(plan)
        writer.withdraw()
        writer.update()
        writer.create(tell)
        writer.remove()
        estimate_anew(writer.touched_shipments(), tell)


def let_rows_change_places() -> None:
    """Have what no two rows may share looked at once all rows are written, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS reporteddelivery_told_once, reporteddetail_unique DEFERRED")


def estimate_anew(shipments: Collection[int], tell: Tell) -> None:
    """Compute the estimates of shipments afresh, and tell how many are done."""
    done = 0
    for chunk in batched(sorted(shipments), ESTIMATED_AT_ONCE, strict=False):
        tell(Step.ESTIMATING, done, len(shipments))
        Estimate.objects.recompute(chunk)
        done += len(chunk)


def shipments_drawing_on(publications: set[int]) -> set[int]:
    """Return the shipments with reports in the publications, or in any that cite them at any distance."""
    shipments: set[int] = set()
    for chunk in batched(sorted(_drawing_on(publications)), CHUNK_SIZE, strict=False):
        reports = Report.objects.filter(publication__in=chunk)
        shipments.update(reports.values_list("shipment_id", flat=True).distinct())
    return shipments


class _Writer:
    """Write records, knowing the primary keys of all, those to come included."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._pks: dict[Identity, int] = dict(plan.existing.pks)
        # The shipment of each report, by the report's identifier.
        self._shipments: dict[Uid, int] = dict(plan.existing.shipments)
        self._touched: set[int] = set()
        self._publications: set[int] = set()
        self._estimated: set[int] = set()
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

    def create(self, tell: Tell) -> None:
        """Insert the new rows, concept by concept, and the estimates that rest on nothing else.

        These are computed while the database is busy with other rows; shipments, whose rows hold what comes
        of them, go last.
        """
        tell_history()
        spare_subtransactions()
        types = EquipmentType.objects.nodes()
        progress = _Progress(tell, len(self._plan.created))
        new = {
            concept: list(records) for concept, records in groupby(self._plan.created, attrgetter("concept"))
        }
        shipments = new.pop(Concept.SHIPMENT, [])
        with quick_turns(), ThreadPoolExecutor(1) as beside:
            computing = beside.submit(
                lambda: EstimateComputer(Taxonomy(types)).compute(planned_rows(self._plan, self._pks))
            )
            for concept, records in new.items():
                copy_rows(SCHEMAS[concept].model, self._rows(concept, progress.over(records)))
            found = computing.result()
        rows = self._rows(Concept.SHIPMENT, progress.over(shipments))
        copy_rows(
            Shipment, ({**row, **found[row["id"]].counts} if row["id"] in found else row for row in rows)
        )
        tell(Step.ESTIMATING, 0, len(found))
        write_estimates(found, are_new=True)
        self._estimated = set(found)

    def update(self) -> None:
        """Change the rows that differ, those with the same differing fields at once."""
        groups: dict[tuple[Concept, tuple[str, ...]], list[Record]] = defaultdict(list)
        for record, differing in self._plan.updated:
            groups[record.concept, differing].append(record)
        for (concept, differing), records in groups.items():
            carried = ("shipment",) if "report" in differing and concept in CARRY_SHIPMENT else ()
            update_rows(SCHEMAS[concept].model, (*differing, *carried), self._rows(concept, records))

    def withdraw(self) -> None:
        """Delete the details that the file no longer states; their history stays."""
        details = ReportedDetail.objects.filter(pk__in=self._plan.existing.withdrawn)
        self._touched.update(details.values_list("shipment_id", flat=True))
        details.delete()

    def remove(self) -> None:
        """Delete lines that the file no longer has, and what is empty without those that moved or went."""
        gone = self._plan.removals
        self._touched.update(gone.left)
        ReportedDelivery.objects.filter(pk__in=gone.lines).delete()
        Report.objects.filter(pk__in=gone.reports).delete()
        Publication.objects.filter(pk__in=gone.publications).delete()
        Estimate.objects.filter(shipment__in=gone.shipments).delete()
        Shipment.everything.filter(pk__in=gone.shipments).delete()
        self._estimated.update(gone.shipments)

    def touched_shipments(self) -> set[int]:
        """Return the shipments whose reports, lines, details or citations were written, if not estimated."""
        return (self._touched | shipments_drawing_on(self._publications)) - self._estimated

    def _touch(self, record: Record) -> None:
        """Note which shipments' estimates a record bears on."""
        if record.concept is Concept.SHIPMENT:
            self._touched.add(self._pks[record.identity])
        elif record.concept is Concept.PUBLICATION:
            self._note_publication(record.key)
        elif record.concept is Concept.CITATION:
            self._note_publication(record.values["publication"])
        else:
            report = record.key if record.concept is Concept.REPORT else record.values["report"]
            self._touched.add(self._shipments[report])
            if "shipment" in record.values:
                self._touched.add(self._pk(Concept.SHIPMENT, record.values["shipment"]))

    def _note_publication(self, uid: Uid) -> None:
        """Note a publication; what draws on a new one is in the file too, and noted for itself."""
        known = self._plan.existing.pks.get((Concept.PUBLICATION, uid))
        if known is not None:
            self._publications.add(known)

    def _rows(self, concept: Concept, records: Iterable[Record]) -> Iterator[dict[str, Any]]:
        """Yield what records of a concept state by field, as the table holds it; note what they bear on."""
        schema, pks = SCHEMAS[concept], self._pks
        has_uid, carries_shipment = schema.key == ("uid",), concept in CARRY_SHIPMENT
        for record in records:
            self._touch(record)
            values = record.values
            row = {**values, "id": pks[concept, record.key]}
            if has_uid:
                row["uid"] = record.key
            for name, linked in schema.links.items():
                value = values.get(name)
                if value is not None:
                    row[name] = pks[linked, value]
            if carries_shipment:
                row["shipment"] = self._shipments[values["report"]]
            yield row

    def _pk(self, concept: Concept, uid: Uid) -> int:
        return self._pks[concept, uid]


class _Progress:
    """Tell how many rows are written."""

    def __init__(self, tell: Tell, total: int) -> None:
        self._tell, self._total, self._done = tell, total, 0

    def over(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield records, and tell of each few thousand."""
        for chunk in batched(records, WRITTEN_AT_ONCE, strict=False):
            self._tell(Step.WRITING, self._done, self._total)
            yield from chunk
            self._done += len(chunk)


def _reserve(table: str, count: int) -> Iterable[int]:
    """Return primary keys that no other writer will get, in ascending order. Runs one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(nextval(sequence)) FROM pg_get_serial_sequence(%s, 'id') AS named(name),"
            " CAST(name AS regclass) AS sequence, generate_series(1, %s)",
            [table, count],
        )
        return cast("list[int]", cursor.fetchone()[0])


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
