#!/usr/bin/env python
"""Run the project's commands: `python manage.py help` lists them."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from tracker.embedded.errors import EmbeddedServerError


def main() -> None:
    """Run the command named on the command line.

    Bad settings and a database that cannot start are messages; `--traceback` shows where they come from.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    try:
        execute_from_command_line(sys.argv)
    except (EmbeddedServerError, ImproperlyConfigured) as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
