"""Connect Django to a PostgreSQL server, and refuse one that is too old in words that say what to do."""

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base, features

OLDEST = 16  # the oldest major version that the tests run on


class DatabaseFeatures(features.DatabaseFeatures):
    """Ask for the version that the project needs, which is newer than Django's own least."""

    minimum_database_version = (OLDEST,)


class DatabaseWrapper(base.DatabaseWrapper):
    """Be Django's PostgreSQL backend for servers of version 16 or newer."""

    features_class = DatabaseFeatures

    def check_database_version_supported(self) -> None:
        """Raise ImproperlyConfigured for a server that is too old. Django asks once for each process."""
        version, *_ = self.get_database_version()
        if version < OLDEST:
            raise ImproperlyConfigured(
                f"The server of DATABASE_URL is PostgreSQL {version}; {OLDEST} or newer is needed. "
                f"Upgrade it (on Debian: pg_upgradecluster {version} main), set DATABASE_URL to a newer "
                "server, or leave DATABASE_URL empty to use the server that comes with the project."
            )
