"""Write the whole record as a data package: a CSV file for each table that people wrote.

`rows` says which rows and cells a file holds, `description` what they mean, and `files` writes them to a
folder or an archive; `outline` tells people what there is. docs/record.md describes the format.
"""

from inventory.exports.whole_record.files import FolderError, WrittenTable, archive_record, write_record
from inventory.exports.whole_record.outline import outline

__all__ = ["FolderError", "WrittenTable", "archive_record", "outline", "write_record"]
