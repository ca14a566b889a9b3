"""Test the words of the reader's language."""
