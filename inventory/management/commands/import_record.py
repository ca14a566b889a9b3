"""Read a whole record back: `manage.py import_record DIR [--apply]`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from inventory.imports.problems import SHOWN_PROBLEMS
from inventory.imports.whole_record import RecordFileError, RecordPlan, load_record


class Command(BaseCommand):
    help = (
        "Say what a record that `export_record` wrote would bring: new, changed, unchanged and conflicting "
        "rows of each table, found again by their identifiers. With --apply it is brought, whole or not at "
        "all. Rows that it does not have stay as they are."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="Folder with datapackage.json.")
        asked = parser.add_mutually_exclusive_group()
        asked.add_argument(
            "--dry-run", action="store_true", help="Show the plan and write nothing (default)."
        )
        asked.add_argument("--apply", action="store_true", help="Show the plan and apply it.")

    def handle(self, *args: Any, folder: Path, apply: bool, **options: Any) -> None:
        try:
            plan = load_record(folder, is_applied=apply)
        except RecordFileError as error:
            raise CommandError(f"{error}\nNothing was applied.") from error
        self._show(plan)
        if plan.conflicts:
            raise CommandError(f"{len(plan.conflicts)} conflicting; nothing was applied.")
        done = "Applied." if plan.is_applied else "Nothing was applied; --apply does it."
        self.stdout.write("Nothing is new or changed." if plan.is_empty else done)

    def _show(self, plan: RecordPlan) -> None:
        for table in plan.tables:
            counts = table.counts
            self.stdout.write(
                f"{table.name}: {counts.new:,} new, {counts.changed:,} changed, "
                f"{counts.unchanged:,} unchanged, {len(table.conflicts):,} conflicting"
            )
        for conflict in plan.conflicts[:SHOWN_PROBLEMS]:
            self.stdout.write(str(conflict))
