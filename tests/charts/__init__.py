"""Test the geometry of charts and maps, and how figures are shown."""
