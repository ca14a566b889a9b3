"""Lay out lists as tables, one module a concept; rows come from querysets, never from own queries."""
