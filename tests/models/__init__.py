"""Test the models and the rules that the database keeps."""
