"""Name what can go wrong with the embedded server."""


class EmbeddedServerError(RuntimeError):
    """Say why the embedded server cannot run, in words for the person who started it."""
