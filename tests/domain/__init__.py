"""Test the rules of the domain without a database."""
