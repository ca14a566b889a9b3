"""Read a table of any shape by a mapping: which of its columns, or which constant, says what.

`fields` are what a row may say, `mapping` holds and checks what was chosen, `suggesting` guesses it from the
names of columns and from cells, and `reading` makes records of rows.
"""

from inventory.imports.mapping.fields import Field
from inventory.imports.mapping.mapping import DayOrder, Given, MappingError, ShortYears, TableMapping
from inventory.imports.mapping.reading import mapped_format
from inventory.imports.mapping.suggesting import columns_that_count, suggest

__all__ = [
    "DayOrder",
    "Field",
    "Given",
    "MappingError",
    "ShortYears",
    "TableMapping",
    "columns_that_count",
    "mapped_format",
    "suggest",
]
