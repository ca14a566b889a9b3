"""Write the matrix of one shipment or of several as a file, a row for each shipment and type.

The words of a voice can be changed in the file and imported again; see ``inventory.imports.matrix``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from inventory.exports.export import RecordExport, Value

PROFILE = "compare_matrix"
MOST_MATRICES = 100  # shipments, as the menu says; each takes some 10 ms to compare
NUMBERS = frozenset({"depth", "support", "voices", "confirmed"})
PART = re.compile(r"(?P<voice>.+)_(?P<part>phrase|low|high)")
CONCLUDED = ("estimate", "named")  # have a low and a high end as voices have
# For the codebook, which has no shipment; any voice stands where this one does.
ANY_VOICE = "<voice>"
HEAD = (
    *("shipment_reference", "equipment_type", "equipment_name", "depth", "unit"),
    *(f"{ANY_VOICE}_{part}" for part in ("phrase", "low", "high")),
    *("estimate_low", "estimate_high", "named_low", "named_high", "support", "voices", "state"),
    *("dissenters", "type_conflict", "confirmed"),
)


def export_matrices(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> RecordExport:
    """Return the export of the flat rows of matrices below the names of their columns."""
    return RecordExport(PROFILE, {name: _type(name) for name in head}, list(rows))


def split_voice(name: str) -> tuple[str, str]:
    """Return the voice whose column it is, and which of its columns; empty for the others.

    >>> split_voice("le-monde_phrase"), split_voice("estimate_low"), split_voice("unit")
    (('le-monde', 'phrase'), ('', ''), ('', ''))
    """
    match = PART.fullmatch(name)
    return (match["voice"], match["part"]) if match and match["voice"] not in CONCLUDED else ("", "")


def _type(name: str) -> str:
    return "integer" if name in NUMBERS or name.endswith(("_low", "_high")) else "string"
