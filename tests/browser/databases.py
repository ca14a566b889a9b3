"""Copy databases instead of loading the same rows again, and have Django use one for a while."""

import threading
from contextlib import contextmanager

import psycopg
from django.db import connection
from psycopg import sql

from tests.waiting import wait_until

_name = sql.Identifier


@contextmanager
def administration():
    """Open a connection beside Django's, from which databases can be made and dropped."""
    with psycopg.connect(
        **connection.get_connection_params() | {"dbname": "postgres"}, autocommit=True
    ) as opened:
        yield opened


def name_beside(suffix):
    """Name a database after the one that is in use, so that each worker has its own."""
    return f"{connection.settings_dict['NAME']}_{suffix}"


def copy_database(template, name):
    """Make a database like the template, in place of one of the same name."""
    connection.close()
    with administration() as opened:
        # The template must have no other user: threads of an earlier test may have left a connection.
        opened.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (template,)
        )
        opened.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(_name(name)))
        opened.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(_name(name), _name(template)))


def drop_database(name):
    """Drop a database, whoever still uses it."""
    with administration() as opened:
        opened.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(_name(name)))


def count_rows():
    """Return how many rows each table of the database in use has; a change to one adds a row of history."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        counts = [
            sql.SQL("SELECT {}, count(*) FROM {}").format(sql.Literal(table), _name(table))
            for (table,) in cursor.fetchall()
        ]
        cursor.execute(sql.SQL(" UNION ALL ").join(counts))
        return dict(cursor.fetchall())


@contextmanager
def using(name):
    """Have Django's connections, those of the live server's threads included, lead to a database."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        wait_until(_is_answered, "the end of what the pages asked for")
        connection.close()
        connection.settings_dict["NAME"] = usual


def _is_answered():
    """Tell whether every request of a page has its answer; its thread ends with its connection."""
    return not any("process_request_thread" in thread.name for thread in threading.enumerate())
