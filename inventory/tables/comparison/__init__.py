"""Lay a comparison out as a table, as panels of a picture, and as records of a file."""

from inventory.tables.comparison.layout import ComparisonTable, Names
from inventory.tables.comparison.question import Question, base_parameters
from inventory.tables.comparison.records import record_names, records

__all__ = ["ComparisonTable", "Names", "Question", "base_parameters", "record_names", "records"]
