"""Test data entry in the admin."""
