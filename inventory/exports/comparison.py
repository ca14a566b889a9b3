"""Say what stands in the file of a comparison, which the page of comparisons writes row by row."""

from __future__ import annotations

from inventory.exports.export import RecordExport

PROFILE = "comparison"
# For the codebook, which has nothing compared; any of what is compared stands where this one does.
ANY_THING = "<thing>"
HEAD = {
    "equipment_type": "string",
    "equipment_name": "string",
    "unit": "string",
    **{
        f"{ANY_THING}_{name}": "integer"
        for name in (
            *("low", "high", "shipments", "conflicts", "open", "unknown", "twice", "to_decide"),
            *("may_belong", "high_with", "<dataset>_low", "<dataset>_high"),
        )
    },
}


def comparison_head() -> RecordExport:
    """Return the columns of a comparison's file, without rows."""
    return RecordExport(PROFILE, HEAD, [])
