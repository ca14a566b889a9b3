"""Import a file of reported deliveries: `manage.py import_deliveries FILE [--dry-run]`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from inventory.imports.files import FileError
from inventory.imports.formats import FORMATS
from inventory.imports.pipeline import import_file


class Command(BaseCommand):
    help = (
        "Plan what a file would add and change, and apply it unless something in it is wrong. Known shapes: "
        + "; ".join(known.name for known in FORMATS)
        + ". With --verbosity 2 every change is listed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, metavar="FILE", help="CSV file; its shape is told by its header."
        )
        parser.add_argument("--dry-run", action="store_true", help="Show the plan and write nothing.")

    def handle(self, *args: Any, file: Path, dry_run: bool, verbosity: int, **options: Any) -> None:
        try:
            outcome = import_file(file, dry_run=dry_run)
        except FileError as error:
            raise CommandError(
                f"{error} Nothing was applied." if "Nothing" not in str(error) else str(error)
            ) from error
        for line in outcome.lines(is_complete=verbosity > 1):
            self.stdout.write(line)
        if outcome.has_problems:
            count = len(outcome.plan.problems)
            raise CommandError(f"{count} {'problem' if count == 1 else 'problems'}; nothing was applied.")
