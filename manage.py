#!/usr/bin/env python
"""Run the project's commands: `python manage.py help` lists them."""

import os
import sys

from django.core.management import execute_from_command_line

from tracker.embedded.errors import EmbeddedServerError


def main() -> None:
    """Run the command named on the command line; a database that cannot start is one message, not a trace."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    try:
        execute_from_command_line(sys.argv)
    except EmbeddedServerError as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
