"""Write the whole record as a data package: `manage.py export_record DIR`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from inventory.exports.whole_record import FolderError, write_record


class Command(BaseCommand):
    help = (
        "Write every table that people wrote as CSV with a data package, which `import_record` reads back. "
        "The same record always gives the same files. docs/record.md describes them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder",
            type=Path,
            metavar="DIR",
            help="New, empty, or with an earlier record, which is replaced.",
        )
        parser.add_argument(
            "--with-private",
            action="store_true",
            help="With drafts of reports and the texts of publications that are not public.",
        )

    def handle(self, *args: Any, folder: Path, with_private: bool, **options: Any) -> None:
        try:
            tables = write_record(folder, is_private=with_private)
        except FolderError as error:
            raise CommandError(f"{error} Nothing was written.") from error
        except OSError as error:
            raise CommandError(f"{folder} cannot be written: {error.strerror}.") from error
        for table in tables:
            self.stdout.write(f"{table.name}: {table.rows:,}")
        self.stdout.write(f"Wrote {sum(table.rows for table in tables):,} rows to {folder}.")
