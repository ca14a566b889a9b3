"""Load the reference files: `manage.py load_reference`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from inventory.imports.reference import REFERENCE_FOLDER, ReferenceFileError, load_reference


class Command(BaseCommand):
    help = (
        "Add or update countries, groups, places, parties, sources, equipment types and schemes from the "
        "reference files. Rows that people added stay; a second run changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=REFERENCE_FOLDER, help="Folder of the files.")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            tables = load_reference(folder)
        except ReferenceFileError as error:
            raise CommandError(str(error)) from error
        for table in tables:
            counts = table.counts
            self.stdout.write(
                f"{table.table}: {counts.new} new, {counts.changed} changed, {counts.unchanged} unchanged"
            )
