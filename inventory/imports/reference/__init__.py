"""Load the reference files: countries, groups, places, parties, sources, equipment, schemes.

`rows` reads a file and collects what is wrong with it, `tables` says what each file means, and `loading`
brings the tables of the database to what the files say, in one transaction.
"""

from inventory.imports.reference.loading import REFERENCE_FOLDER, TableCount, load_reference
from inventory.imports.reference.rows import Problem, ReferenceFileError

__all__ = ["REFERENCE_FOLDER", "Problem", "ReferenceFileError", "TableCount", "load_reference"]
