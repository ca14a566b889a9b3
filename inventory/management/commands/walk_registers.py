"""Walk whole registers through the pages of imports: `manage.py walk_registers FILE [FILE ...]`."""

import logging
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandParser
from django.test import Client
from django.test.utils import (
    setup_databases,
    setup_test_environment,
    teardown_databases,
    teardown_test_environment,
)

from benchmarks.registers import walk
from inventory.imports.reference import load_reference


class Command(BaseCommand):
    help = (
        "Import registers one after another into a throw-away database, through the pages, as a person does. "
        "Tells what became of the rows, each decision, and the processor time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="A register, oldest first.")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        setup_test_environment()
        databases = setup_databases(verbosity=0, interactive=False)
        settings.ALLOWED_HOSTS = ["testserver"]
        logging.getLogger("tracker").setLevel(logging.WARNING)
        try:
            load_reference()
            client = Client()
            client.force_login(get_user_model().objects.create_superuser("walker"))
            for path in files:
                walked = walk(client, path.name, path.read_bytes())
                self.stdout.write(str(walked))
                for line in (*walked.decisions, *walked.notes):
                    self.stdout.write(f"    {line}")
        finally:
            teardown_databases(databases, verbosity=0)
            teardown_test_environment()
