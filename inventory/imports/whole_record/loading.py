"""Bring the whole record of a data package into the database, or say what that would do; all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pghistory
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override

from inventory.domain.independence import CycleError
from inventory.imports.reference.rows import Problem
from inventory.imports.statistics import renew_statistics
from inventory.imports.whole_record.cells import bad_cells
from inventory.imports.whole_record.keys import bad_keys, find_keys
from inventory.imports.whole_record.package import Package, open_package
from inventory.imports.whole_record.problems import BadRow, RecordFileError, located
from inventory.imports.whole_record.rows import Counts, count_rows, make_rows
from inventory.imports.whole_record.rules import RuleBook
from inventory.imports.whole_record.staging import stage
from inventory.imports.whole_record.writing import RefusedError, reason_of, write_rows
from inventory.models import Estimate, Shipment
from inventory.models.whole_record import RecordTable


@dataclass(frozen=True, slots=True)
class TablePlan:
    """Say what a file's rows are to the database: new, changed, unchanged; some of them conflicting."""

    name: str
    counts: Counts
    conflicts: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class RecordPlan:
    """Say what a record brings, table by table, and whether it was applied."""

    tables: tuple[TablePlan, ...]
    is_applied: bool

    @property
    def conflicts(self) -> list[Problem]:
        """Return what stands in the way of the whole."""
        return [conflict for table in self.tables for conflict in table.conflicts]

    @property
    def is_empty(self) -> bool:
        """Return whether the database has all of it already."""
        return not any(table.counts.new or table.counts.changed for table in self.tables)


def load_record(folder: Path, *, is_applied: bool) -> RecordPlan:
    """Merge a record into the database by its identifiers; rows that it does not have stay as they are.

    Unless ``is_applied``, all is done and taken back, so that what is said is what would be. Where rows
    conflict with others of the database, nothing is written. Raises RecordFileError for bad files.
    """
    package = open_package(folder)
    # What is said of a row is said in the language of the command.
    with override("en"), transaction.atomic(), pghistory.context(operation="import of the whole record"):
        plans = tuple(_plan(package))
        plan = RecordPlan(plans, is_applied=False)
        is_possible = not plan.conflicts
        if is_possible and not plan.is_empty:
            _write(package)
        if not (is_possible and is_applied):
            transaction.set_rollback(True)
            return plan
    renew_statistics(sum(table.counts.new for table in plans))
    return RecordPlan(plans, is_applied=True)


def _plan(package: Package) -> Iterator[TablePlan]:
    """Read the files, hold them to all rules, and say what they bring. Raises RecordFileError."""
    filled = stage(package)
    _refuse(package, ((table, bad_cells(table)) for table in filled))
    for table in package.tables:
        find_keys(table)
    _refuse(package, ((table, bad_keys(table)) for table in filled))
    for table in package.tables:
        make_rows(table, has_private_texts=package.has_private_texts)
    rules = RuleBook()
    _refuse(package, ((table, rules.broken(table)) for table in filled))
    clashes = {table.name: list(rules.clashes(table)) for table in filled}
    _refuse(
        package,
        ((table, [one.bad for one in clashes[table.name] if one.is_within_file]) for table in filled),
    )
    for table in package.tables:
        conflicts = located(package.folder, table, (one.bad for one in clashes.get(table.name, ())))
        yield TablePlan(table.name, count_rows(table), tuple(conflicts))


def _refuse(package: Package, found: Iterable[tuple[RecordTable, Iterable[BadRow]]]) -> None:
    """Raise RecordFileError with the bad rows of all files, if there are any."""
    problems = [problem for table, bad in found for problem in located(package.folder, table, bad)]
    if problems:
        raise RecordFileError(problems)


def _write(package: Package) -> None:
    """Write the rows and compute what follows. Raises RecordFileError where the database refuses."""
    try:
        write_rows(package.tables)
    except RefusedError as error:
        raise RecordFileError(located(package.folder, error.table, [error.bad])) from error
    try:
        # A citation or a type may bear on any shipment.
        Estimate.objects.recompute(Shipment.everything.order_by("pk").values_list("pk", flat=True))
        connection.check_constraints()
    except CycleError as error:
        reason = f"reports or publications draw on each other in a circle: {error}."
        raise RecordFileError([f"reports.csv: {reason}"]) from error
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "table_name", None) or "the record"
        raise RecordFileError([f"{name}: {reason_of(error)}"]) from error
