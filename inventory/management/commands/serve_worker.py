"""Run the worker alone: `manage.py serve_worker`, one of the programs of `manage.py serve`."""

import asyncio
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError

from inventory.management.working import LOST, work


class Command(BaseCommand):
    help = "Read and apply large imports, without supervision; see serve."
    requires_system_checks: list[str] = []  # They take a second, and CI runs them.

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            asyncio.run(work())
        except psycopg.OperationalError as error:
            raise CommandError(f"The database does not answer: {error}", returncode=LOST) from error
