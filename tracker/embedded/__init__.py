"""Run the PostgreSQL server that comes with the project, for as long as any process uses it.

This package is also a Django database backend: `base` starts the server when a connection is first needed.
"""
