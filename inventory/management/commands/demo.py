"""Show the tracker with real data on this machine: `manage.py demo`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from inventory.imports.cases import CaseFileError
from inventory.imports.demo import Step, load_demo
from inventory.imports.files import FileError
from inventory.imports.reference import ReferenceFileError
from inventory.management.arguments import a_port
from inventory.management.editors import USERNAME, make_editor
from inventory.management.serving import ADDRESS, PortError, check_port, leave_on_termination
from inventory.management.sites import site_supervisor

WORKERS = 1  # one person looks at it


class Command(BaseCommand):
    help = "Load the demonstration data, make an editor's account, and serve the site on this machine."
    requires_system_checks: list[str] = []  # They take a second, and CI runs them.

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=a_port, default=8000, help="Port to serve on, 8000 by default.")

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        try:
            # First of all, so that a busy port is known before anything is made.
            check_port(port)
            leave_on_termination()
            self._prepare()
            site_supervisor(ADDRESS, port, WORKERS, lambda: self._greet(port)).run()
        except (PortError, ReferenceFileError, CaseFileError, FileError) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            pass  # Before the site was served; afterwards it is stopped in order.
        self._say("Stopped.")

    def _prepare(self) -> None:
        self._say("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
        for step in load_demo():
            self._say(_described(step))
        password = make_editor()
        if password:
            self._say(f"Editor's account: {USERNAME}, password {password} (shown only this once)")
        else:
            self._say(
                f"Editor's account: {USERNAME}, unchanged "
                f"(a new password: manage.py changepassword {USERNAME})"
            )
        # WhiteNoise warns about a missing folder, though nothing need be in it.
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        # The programs have connections of their own.
        connections.close_all()

    def _greet(self, port: int) -> None:
        self._say(f"\nServing on http://{ADDRESS}:{port}/ (editing: http://{ADDRESS}:{port}/admin/)")
        self._say("Stop with Ctrl-C.")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _described(step: Step) -> str:
    counts = step.counts
    if counts is None:
        return f"{step.name}: unchanged"
    return f"{step.name}: {counts.new} new, {counts.changed} changed, {counts.unchanged} unchanged"
