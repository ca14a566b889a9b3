"""Connect Django to the embedded server, starting it when a connection is first needed."""

from typing import Any

from django.db.backends.postgresql import base, features

from tracker.embedded.server import EmbeddedServer, embedded_server


class DatabaseFeatures(features.DatabaseFeatures):
    """Know the server's version without asking it, so that checks of the models need not start it."""

    is_postgresql_16 = True
    is_postgresql_17 = True
    is_postgresql_18 = True


class DatabaseWrapper(base.DatabaseWrapper):
    """Be Django's PostgreSQL backend for the server of the directory named by EMBEDDED_DIRECTORY."""

    features_class = DatabaseFeatures

    @property
    def server(self) -> EmbeddedServer:
        """Return this process's hold on the server."""
        return embedded_server(self.settings_dict["EMBEDDED_DIRECTORY"])

    def get_connection_params(self) -> dict[str, Any]:
        """Add where the server listens; it must be running, since its place is settled when it starts."""
        self.server.start()
        return {**super().get_connection_params(), **self.server.address()}
