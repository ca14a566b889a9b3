"""Read what is to be compared, and how it is laid out, from an address."""

from inventory.filters.comparison.form import COMPARED, DAYS, ComparisonFilter
from inventory.filters.comparison.things import MAXIMUM_THINGS, MAXIMUM_TYPES

__all__ = ["COMPARED", "DAYS", "MAXIMUM_THINGS", "MAXIMUM_TYPES", "ComparisonFilter"]
