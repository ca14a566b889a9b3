"""Test what columns of files are declared as."""
