"""Serve pages alone: `manage.py serve_web`, one of the programs that `manage.py serve` keeps running."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from inventory.management.arguments import add_place
from inventory.management.serving import serve


class Command(BaseCommand):
    help = "Serve pages, without a worker for imports and without supervision; see serve."
    requires_system_checks: list[str] = []  # They take a second, and CI runs them.

    def add_arguments(self, parser: CommandParser) -> None:
        add_place(parser)

    def handle(self, *args: Any, address: str, port: int, workers: int, **options: Any) -> None:
        serve(address, port, workers)
