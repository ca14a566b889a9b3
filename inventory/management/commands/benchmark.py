"""Measure the tracker on a database made for the purpose: `manage.py benchmark [SUITE ...]`."""

import logging
import platform
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.test.utils import setup_databases, teardown_databases

from benchmarks.data import fill
from benchmarks.suites import SUITES


class Command(BaseCommand):
    help = "Measure speed on a throw-away database filled with made-up reports; medians of several runs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "suites", nargs="*", metavar="SUITE", help=f"{', '.join(SUITES)}; all if none is named."
        )
        parser.add_argument(
            "--lines", type=int, default=100_000, help="Reported deliveries to make, 100,000 by default."
        )
        parser.add_argument(
            "--runs", type=int, default=5, help="Runs of which the median is told, 5 by default."
        )

    def handle(self, *args: Any, suites: list[str], lines: int, runs: int, **options: Any) -> None:
        unknown = [name for name in suites if name not in SUITES]
        if unknown:
            self.stderr.write(f"There is no suite {', '.join(unknown)}; there are {', '.join(SUITES)}.")
            raise SystemExit(2)
        databases = setup_databases(verbosity=0, interactive=False)
        settings.ALLOWED_HOSTS = ["localhost"]
        # A line for each request would stand between the figures.
        logging.getLogger("tracker.request").setLevel(logging.WARNING)
        try:
            # Estimates take most of the time, and these read none.
            fill(lines, with_estimates=not suites or not set(suites) <= {"search", "imports", "recompute"})
            self.stdout.write(f"{lines:,} lines, median of {runs} runs, {platform.platform()}")
            for name in suites or SUITES:
                for figure in SUITES[name](runs):
                    self.stdout.write(f"{name:<12} {figure}")
        finally:
            teardown_databases(databases, verbosity=0)
