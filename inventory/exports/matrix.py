"""Write the matrix of one shipment or of several as a file, a row for each shipment and type.

The words of a voice can be changed in the file and imported again; see ``inventory.imports.matrix``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inventory.columns.column import FileColumn
from inventory.exports.export import RecordExport, Value

PROFILE = "compare_matrix"
MOST_MATRICES = 100  # shipments, as the menu says; each takes some 10 ms to compare


def export_matrices(columns: Sequence[FileColumn], rows: Iterable[Sequence[Value]]) -> RecordExport:
    """Return the export of the flat rows of matrices below their columns."""
    return RecordExport(PROFILE, columns, list(rows))
