"""Import a file of reported deliveries: `manage.py import_deliveries FILE [--dry-run]`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Model

from inventory.imports.files import FileError, Reading
from inventory.imports.formats import FORMATS
from inventory.imports.mapping import MappingError, TableMapping
from inventory.imports.pipeline import import_file
from inventory.imports.planning import Status
from inventory.imports.statistics import renew_statistics
from inventory.imports.texts import DELIMITER_NAMES, ENCODINGS
from inventory.models import ImportBatch, MappingProfile, Source


class Command(BaseCommand):
    help = (
        "Plan what a file would add and change, and apply it unless something in it is wrong. Known shapes: "
        + "; ".join(dict.fromkeys(known.name for known in FORMATS))
        + ". With --verbosity 2 every change is listed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            type=Path,
            metavar="FILE",
            help="Text, workbook or JSON lines; its shape is told by its header.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Show the plan and write nothing.")
        parser.add_argument(
            "--profile",
            metavar="TITLE",
            help="Saved mapping that says what the columns of a foreign table say.",
        )
        parser.add_argument(
            "--source", metavar="SLUG", help="Whose table it is: what was decided of its names then holds."
        )
        table = parser.add_mutually_exclusive_group()
        table.add_argument(
            "--replaces",
            metavar="FILE",
            help="Name of the imported file, or identifier of its import, of which it is a new edition. "
            "Default: found out.",
        )
        table.add_argument(
            "--adds",
            action="store_true",
            help="It is a table of its own: rows are added, and nothing recorded is changed.",
        )
        parser.add_argument(
            "--remove-gone",
            action="store_true",
            help="With --replaces: remove rows that the new edition lacks. Default: they stay.",
        )
        parser.add_argument(
            "--set-aside",
            action="store_true",
            help="Set rows with errors aside and apply the rest. Default: nothing is applied then.",
        )
        parser.add_argument("--encoding", choices=ENCODINGS, default="", help="Default: found out.")
        parser.add_argument(
            "--delimiter",
            choices=DELIMITER_NAMES.values(),
            default="",
            help="What stands between the cells of text. Default: found out.",
        )
        parser.add_argument("--sheet", default="", help="Name of a workbook's sheet. Default: the first.")
        parser.add_argument(
            "--header-line",
            type=int,
            default=0,
            metavar="LINE",
            help="Line of the header. Default: found out.",
        )
        parser.add_argument(
            "--edition",
            default="",
            metavar="DAY",
            help="Day of a register that does not tell it above its header, such as 2025-03-13.",
        )

    def handle(self, *args: Any, file: Path, dry_run: bool, verbosity: int, **options: Any) -> None:
        source = self._named(Source, "slug", options["source"])
        profile = self._named(MappingProfile, "title", options["profile"])
        delimiters = {name: delimiter for delimiter, name in DELIMITER_NAMES.items()}
        stated = {name: options[name] for name in ("encoding", "sheet", "header_line", "edition")}
        stated["delimiter"] = delimiters.get(options["delimiter"], "")
        try:
            reading = Reading.from_json(stated)
            mapping = TableMapping.from_json(profile.mapping) if profile else None
            outcome = import_file(
                file,
                dry_run=dry_run,
                source=source,
                reading=reading,
                mapping=mapping,
                edition_of=self._earlier(options["replaces"]),
                is_edition_stated=bool(options["replaces"] or options["adds"]),
                removes_gone=options["remove_gone"],
                sets_faults_aside=options["set_aside"],
            )
        except MappingError as error:
            raise CommandError(f"The mapping “{options['profile']}” cannot be used: {error}") from error
        except FileError as error:
            raise CommandError(
                f"{error} Nothing was applied." if "Nothing" not in str(error) else str(error)
            ) from error
        if outcome.is_applied:
            renew_statistics(outcome.plan.count(Status.NEW))
        for line in outcome.lines(is_complete=verbosity > 1):
            self.stdout.write(line)
        if outcome.has_problems:
            count = len(outcome.plan.problems)
            raise CommandError(f"{count} {'problem' if count == 1 else 'problems'}; nothing was applied.")

    @staticmethod
    def _earlier(name: str | None) -> ImportBatch | None:
        """Return the newest import of a table with a name or identifier; None where it was not given."""
        if not name:
            return None
        tables = ImportBatch.objects.of_tables()
        earlier = next((one for one in tables if name in (one.file_name, str(one.uid))), None)
        if earlier is None:
            known = ", ".join(dict.fromkeys(tables.values_list("file_name", flat=True))) or "none"
            raise CommandError(f"No table “{name}” was imported; there are: {known}.")
        return earlier

    @staticmethod
    def _named(model: type[Model], field: str, value: str | None) -> Any:
        """Return the row that an option names; None where it was not given."""
        if not value:
            return None
        rows = model._default_manager.all()
        row = rows.filter(**{field: value}).first()
        if row is None:
            known = ", ".join(rows.order_by(field).values_list(field, flat=True)) or "none"
            raise CommandError(f"There is no {model._meta.verbose_name} “{value}”; there are: {known}.")
        return row
