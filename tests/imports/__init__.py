"""Test the reading of files."""
