"""Serve the site and keep it running: `manage.py serve`."""

import logging
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connections

from inventory.management.arguments import add_place
from inventory.management.serving import PortError, check_port
from inventory.management.sites import site_supervisor
from tracker.logs import event
from tracker.migrating import missing_migrations

_logger = logging.getLogger("tracker.serve")


class Command(BaseCommand):
    help = "Serve pages and run the worker for imports; restart what fails, and stop in order on SIGTERM."
    requires_system_checks: list[str] = []  # They take a second, and CI runs them.

    def add_arguments(self, parser: CommandParser) -> None:
        add_place(parser)

    def handle(self, *args: Any, address: str, port: int, workers: int, **options: Any) -> None:
        try:
            check_port(port, address)
        except PortError as error:
            raise CommandError(str(error)) from error
        _check_database()
        # WhiteNoise warns about a missing folder, though nothing need be in it.
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)

        def tell() -> None:
            event(_logger, logging.INFO, f"ready on http://{address}:{port}/", workers=workers)

        site_supervisor(address, port, workers, tell).run()
        event(_logger, logging.INFO, "stopped")


def _check_database() -> None:
    """Refuse a database that is too old or not migrated; one that does not answer yet is waited for."""
    try:
        missing = missing_migrations()
    except OperationalError as error:
        event(_logger, logging.WARNING, f"the database does not answer yet: {error}")
        return
    finally:
        # The programs have connections of their own.
        connections.close_all()
    if missing:
        raise CommandError(
            f"The database misses {len(missing)} migrations, from {missing[0]} on. "
            "Back it up, then run: manage.py migrate"
        )
