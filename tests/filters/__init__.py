"""Test the filters."""
