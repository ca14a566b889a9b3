"""Test the views."""
