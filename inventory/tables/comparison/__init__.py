"""Lay a comparison out as a table, as panels of a picture, and as records of a file."""

from inventory.tables.comparison.layout import ComparisonTable, Names
from inventory.tables.comparison.question import Question, base_parameters
from inventory.tables.comparison.records import file_columns, file_records, record_columns, records
from inventory.tables.comparison.statement_records import BesideSums

__all__ = [
    "BesideSums",
    "ComparisonTable",
    "Names",
    "Question",
    "base_parameters",
    "file_columns",
    "file_records",
    "record_columns",
    "records",
]
