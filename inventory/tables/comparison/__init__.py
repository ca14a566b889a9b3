"""Compare destinations by equipment and year: the question, its headings, cells, layout and records."""

from inventory.tables.comparison.cells import Cell, Contrast
from inventory.tables.comparison.layout import ComparisonTable, Row
from inventory.tables.comparison.question import Heading, Question
from inventory.tables.comparison.records import record_names, records

__all__ = ["Cell", "ComparisonTable", "Contrast", "Heading", "Question", "Row", "record_names", "records"]
