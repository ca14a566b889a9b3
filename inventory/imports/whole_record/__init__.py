"""Read the whole record back from a data package, and merge it into the database by identifiers.

`package` finds the files, `staging` brings their cells into temporary tables, `cells` checks them one by one,
`keys` finds the rows again, `rows` makes them what the database keeps, `rules` holds them to its constraints,
`writing` writes what is new or changed, and `loading` does all of it in one transaction.
"""

from inventory.imports.whole_record.loading import RecordPlan, TablePlan, load_record
from inventory.imports.whole_record.problems import RecordFileError

__all__ = ["RecordFileError", "RecordPlan", "TablePlan", "load_record"]
