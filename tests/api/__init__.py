"""Test the API."""
