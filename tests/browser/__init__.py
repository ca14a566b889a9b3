"""Test the site in a real Chromium, as a person uses it."""
