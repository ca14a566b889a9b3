"""Declare every column of every file once; a module for each kind of file, and `shared` for several kinds."""
