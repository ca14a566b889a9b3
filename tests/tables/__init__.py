"""Test the tables."""
