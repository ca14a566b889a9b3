"""Plan what a file does, and apply the plan in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from uuid import UUID

import pghistory
from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg.errors import DiskFull

from inventory.domain.independence import CycleError
from inventory.imports.applying import apply_plan
from inventory.imports.codes import FileFault
from inventory.imports.files import Contents, FileError
from inventory.imports.formats import FORMATS
from inventory.imports.mapping import TableMapping, mapped_format
from inventory.imports.outcome import Outcome
from inventory.imports.planning import Plan, make_plan
from inventory.imports.progress import Step, Tell, silent
from inventory.imports.records import REGISTER, Staged, TableScope
from inventory.imports.settling import settled
from inventory.imports.tables import Format, Table, find_table
from inventory.models.names import Kind, Names

ONE_AT_A_TIME = 7_204_118  # Key of the lock that keeps a plan true until it is applied.


class StalePlanError(Exception):
    """Refuse to apply: the plan that somebody saw is not what applying would do now."""


@dataclass(frozen=True, slots=True)
class Given:
    """Hold what a plan is made from besides the database.

    ``decisions`` say what names mean, as ``Names`` takes them; ``mapping`` what the columns of a table of no
    known format say; ``scope`` within what its rows are found again. With ``sets_aside`` rows at fault are
    left out.
    """

    contents: Contents
    decisions: Mapping[tuple[Kind, str], int | None] = field(default_factory=dict)
    mapping: TableMapping | None = None
    scope: TableScope = REGISTER
    sets_aside: bool = False

    def find_table(self) -> tuple[Format, Table]:
        """Return the table and its format. Raises FileError, as the function of that name does."""
        formats = FORMATS if self.mapping is None else (mapped_format(self.mapping),)
        found, table = find_table(self.contents, formats)
        return found, replace(table, scope=self.scope)

    def stage(self, names: Names) -> tuple[str, Staged]:
        """Return the name of the format, and what the table states; its cells are let go."""
        found, table = self.find_table()
        staged = found.stage(table, names)
        staged.notes[:0] = (*self.contents.notes, *table.notes)
        return found.name, staged


@dataclass(frozen=True, slots=True)
class Planned:
    """Hold a plan with the name of the format that the file has."""

    format_name: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class Applied:
    """Hold a plan that was applied unless it has problems; ``context`` marks what it wrote in the history."""

    planned: Planned
    context: UUID | None


def plan_file(given: Given, tell: Tell = silent) -> Planned:
    """Return what applying a file would do now. Writes nothing.

    Raises FileError when the file as a whole cannot be taken.
    """
    tell(Step.READING, 0, 0)
    names = Names(given.decisions)
    with _named(given.contents.name), settled():
        format_name, staged = given.stage(names)
        tell(Step.PLANNING, 0, 0)
        with settled():
            return Planned(format_name, make_plan(staged, names, sets_aside=given.sets_aside))


def apply_file(given: Given, *, seen: str = "", batch: UUID | None = None, tell: Tell = silent) -> Applied:
    """Plan a file and apply the plan unless it has problems, in one transaction; one import at a time.

    ``seen`` is the fingerprint of the plan that somebody agreed to: raises StalePlanError, with nothing
    written, when applying would do anything else. Raises FileError when the file as a whole cannot be taken.
    """
    with _named(given.contents.name), transaction.atomic():
        take_turn()
        planned = plan_file(given, tell)
        plan = planned.plan
        if seen and (plan.problems or plan.fingerprint() != seen):
            raise StalePlanError
        context = None
        if not (plan.problems or plan.is_empty):
            told = {"batch": str(batch)} if batch else {}
            with pghistory.context(file=given.contents.name, format=planned.format_name, **told) as history:
                apply_plan(plan, tell)
                context = history.id
            # Rules that are checked at the end of a transaction are checked here, to be named.
            connection.check_constraints()
    return Applied(planned, context)


def outcome_of(given: Given, planned: Planned, *, is_applied: bool) -> Outcome:
    """Return the account of a plan."""
    return Outcome(
        given.contents.name, planned.format_name, given.contents.encoding, planned.plan, is_applied
    )


def take_turn() -> None:
    """Let one import at a time plan and apply, or undo, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


@contextmanager
def _named(file_name: str) -> Iterator[None]:
    """Tell of circles and of rules that the database keeps as faults of the file."""
    try:
        yield
    except CycleError as error:
        raise FileError(FileFault.CIRCLE, name=file_name, reason=error.message) from error
    except IntegrityError as error:
        raise FileError(FileFault.UNFIT, name=file_name, reason=words_of(error)) from error


@contextmanager
def disk_watched(file_name: str) -> Iterator[None]:
    """Tell of a database without room as what became of the file, of which it has kept nothing."""
    try:
        yield
    except OperationalError as error:
        if not isinstance(error.__cause__, DiskFull):
            raise
        raise FileError(FileFault.DISK_FULL, name=file_name) from error


def words_of(error: IntegrityError) -> str:
    """Return the database's own words on what is broken, with the row."""
    diagnosis = getattr(error.__cause__, "diag", None)
    words = (getattr(diagnosis, "message_primary", None), getattr(diagnosis, "message_detail", None))
    return " ".join(word for word in words if word) or str(error)
