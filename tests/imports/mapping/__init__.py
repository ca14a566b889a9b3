"""Test mapping tables of any shape."""
