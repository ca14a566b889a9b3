"""Hold the schema's history."""
