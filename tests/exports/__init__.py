"""Test the exports."""
