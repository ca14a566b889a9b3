"""Add up estimates by values of any columns, nothing counted twice."""

from inventory.models.totals.overlaps import load_overlaps


def add_up(estimates, *columns):
    """Return what estimates amount to for each combination of values."""
    return estimates.without_report_count().tallied(*columns, overlaps=load_overlaps(estimates))
