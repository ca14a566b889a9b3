"""Serve style sheets, scripts and images, hashed and compressed once they have been collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise has no types
    """Name files by their hash after `collectstatic`, and plainly before it, so that a clone can serve."""

    def stored_name(self, name: str) -> str:
        """Return the name under which the file is served."""
        return str(super().stored_name(name)) if self.hashed_files else name
