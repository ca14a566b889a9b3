"""Say which tables the whole record consists of, what stands in each column, and what is left out."""

from inventory.models.whole_record.columns import Column, Type
from inventory.models.whole_record.tables import LEFT_OUT, PEOPLE, TABLES, RecordTable, table_of, tables_for

__all__ = ["LEFT_OUT", "PEOPLE", "TABLES", "Column", "RecordTable", "Type", "table_of", "tables_for"]
