"""Test the forms that editors type into."""
