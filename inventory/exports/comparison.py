"""Say what stands in the file of a comparison, which the page of comparisons writes row by row."""

from __future__ import annotations

from inventory.exports.export import RecordExport

PROFILE = "comparison"
# For the codebook, which has nothing compared; any of what is compared stands where this one does.
ANY_THING = "<thing>"
HEAD = {
    "part": "string",
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
    **dict.fromkeys(("change", "shipment", "shipment_title", "thing", "stage"), "string"),
    "low": "integer",
    "high": "integer",
    **dict.fromkeys(("detail", "value", "polarity"), "string"),
    "is_partial": "boolean",
    **dict.fromkeys(("modality", "hedge", "voice", "publication_source", "report_id", "state"), "string"),
}


def comparison_head() -> RecordExport:
    """Return the columns of a comparison's file, without rows."""
    return RecordExport(PROFILE, HEAD, [])
