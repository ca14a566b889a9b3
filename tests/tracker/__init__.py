"""Test the project package."""
