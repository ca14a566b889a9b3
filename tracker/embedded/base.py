"""Connect Django to the embedded server, starting it when a connection is first needed."""

from typing import Any

from django.db.backends.postgresql import base

from tracker.embedded.server import EmbeddedServer, embedded_server


class DatabaseWrapper(base.DatabaseWrapper):
    """Be Django's PostgreSQL backend for the server of the directory named by EMBEDDED_DIRECTORY."""

    @property
    def server(self) -> EmbeddedServer:
        """Return this process's hold on the server."""
        return embedded_server(self.settings_dict["EMBEDDED_DIRECTORY"])

    def get_connection_params(self) -> dict[str, Any]:
        """Add where the server listens; it must be running, since its place is settled when it starts."""
        self.server.start()
        return {**super().get_connection_params(), **self.server.address()}
