"""Decide which PostgreSQL the site uses: the one that DATABASE_URL names, else the embedded server."""

from pathlib import Path
from typing import Any

import dj_database_url
from environs import ValidationError

CONNECTION_AGE = 60  # seconds; opening a connection for each request costs two thirds of the throughput


def parse_database_url(text: str) -> dict[str, Any]:
    """Read the address of a PostgreSQL database as Django's settings for it; empty means that none is given.

    >>> parse_database_url("")
    {}
    >>> parse_database_url("postgresql://ann:secret@db.example.org:5433/tracker")["NAME"]
    'tracker'
    """
    address = text.strip()
    if not address:
        return {}
    scheme, separator, _ = address.partition("://")
    if not separator or scheme not in {"postgres", "postgresql"}:
        # The address is not repeated as a whole, since it may hold a password.
        raise ValidationError("is not the address of a PostgreSQL database: postgresql://user@host/name.")
    try:
        settings = dict(
            dj_database_url.parse(
                address, engine="tracker.postgresql", conn_max_age=CONNECTION_AGE, conn_health_checks=True
            )
        )
    except ValueError as error:
        raise ValidationError("cannot be read; do its user and password quote special characters?") from error
    if not settings.get("NAME"):
        raise ValidationError("names no database: postgresql://user@host/name.")
    return settings


def embedded_database(data_dir: Path) -> dict[str, Any]:
    """Return Django's settings for the embedded server that keeps its files under the directory.

    Nothing is started or even looked at here: `tracker.embedded.base` starts the server when the first
    connection is asked for, so that `help`, `check` and `makemigrations` stay cheap.
    """
    return {
        "ENGINE": "tracker.embedded",
        "NAME": "tracker",
        "USER": "tracker",
        "EMBEDDED_DIRECTORY": data_dir,
        "CONN_MAX_AGE": CONNECTION_AGE,
        # A connection that a restarted server closed is noticed before a request meets it.
        "CONN_HEALTH_CHECKS": True,
    }


def database_settings(server: dict[str, Any], data_dir: Path) -> dict[str, Any]:
    """Return the settings of the default database: the named server's, else the embedded one's."""
    return server or embedded_database(data_dir)
