"""Turn a query string into a queryset, one module a concept.

Nothing else lets a query string meet the database.
"""
