"""Import a file: read it, plan, and apply the plan in one transaction."""

from __future__ import annotations

from pathlib import Path

import pghistory
from django.db import IntegrityError, connection, transaction

from inventory.domain.independence import CycleError
from inventory.imports.applying import apply_plan
from inventory.imports.files import Contents, FileError, read_contents
from inventory.imports.formats import FORMATS
from inventory.imports.outcome import Outcome
from inventory.imports.planning import Plan, Status, make_plan
from inventory.imports.tables import find_table
from inventory.models import ImportBatch
from inventory.models.names import Names

ONE_AT_A_TIME = 7_204_118  # Key of the lock that keeps a plan true until it is applied.


def import_file(path: Path, *, dry_run: bool) -> Outcome:
    """Plan a file and, unless ``dry_run`` or the plan has problems, apply it.

    Raises FileError, with nothing written, when the file as a whole cannot be taken.
    """
    contents = read_contents(path)
    found, table = find_table(contents, FORMATS)
    names = Names()
    try:
        with transaction.atomic():
            _wait_for_turn()
            plan = make_plan(found.stage(table, names), names)
            is_applied = not (dry_run or plan.problems)
            if is_applied and not plan.is_empty:
                with pghistory.context(file=contents.name, format=found.name):
                    apply_plan(plan)
                # Rules that are checked at the end of a transaction are checked here, to be named.
                connection.check_constraints()
                _record_batch(contents, found.name, plan)
    except CycleError as error:
        raise FileError(f"{contents.name}: {error} Nothing was applied.") from error
    except IntegrityError as error:
        raise FileError(f"{contents.name} does not fit the database: {_detail(error)}") from error
    return Outcome(contents.name, found.name, contents.encoding, plan, is_applied)


def _wait_for_turn() -> None:
    """Let one import at a time plan and apply."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def _record_batch(contents: Contents, format_name: str, plan: Plan) -> None:
    ImportBatch.objects.create(
        file_name=contents.name[:255],
        sha256=contents.sha256,
        file_format=format_name,
        rows_read=plan.rows_read,
        rows_new=plan.count(Status.NEW),
        rows_changed=plan.count(Status.CHANGED),
        rows_unchanged=plan.count(Status.UNCHANGED),
    )


def _detail(error: IntegrityError) -> str:
    """Return the database's own words on what is broken, with the row."""
    diagnosis = getattr(error.__cause__, "diag", None)
    words = (getattr(diagnosis, "message_primary", None), getattr(diagnosis, "message_detail", None))
    return " ".join(word for word in words if word) or str(error)
