"""Name the columns of files in the reader's language, for those who ask for words above them.

The columns' own names are what an import reads; a file with these words is for people.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inventory.exports.export import AnyExport
from inventory.exports.matrix import split_voice

HEADINGS = {
    "archived_url": gettext_lazy("Archived copy"),
    "asserter": gettext_lazy("Asserter"),
    "attribution": gettext_lazy("Attribution"),
    "attribution_phrase": gettext_lazy("Words of the attribution"),
    "base_id": gettext_lazy("Share of the line"),
    "best": gettext_lazy("Number named"),
    "cited_source": gettext_lazy("Source of the count"),
    "cites": gettext_lazy("Cites"),
    "confirmed": gettext_lazy("Seen on evidence"),
    "conflicts": gettext_lazy("In conflict"),
    "country": gettext_lazy("Country"),
    "credibility": gettext_lazy("Credibility"),
    "dataset": gettext_lazy("Dataset of the tally"),
    "delivery_id": gettext_lazy("Key of the line"),
    "depth": gettext_lazy("Depth in the matrix"),
    "description": gettext_lazy("Description"),
    "destination": gettext_lazy("Destination"),
    "destination_country": gettext_lazy("Destination country"),
    "dissenters": gettext_lazy("Dissenting voices"),
    "equipment_name": gettext_lazy("Equipment type"),
    "equipment_type": gettext_lazy("Short name of the type"),
    "estimate_high": gettext_lazy("Estimate, at most"),
    "estimate_low": gettext_lazy("Estimate, at least"),
    "estimate_state": gettext_lazy("State of the estimate"),
    "estimate_support": gettext_lazy("Voices that the estimate fits"),
    "estimate_voices": gettext_lazy("Voices that count the type"),
    "evidence": gettext_lazy("Evidence"),
    "groups": gettext_lazy("Groups today"),
    "hedge": gettext_lazy("Words of doubt"),
    "high": gettext_lazy("At most"),
    "high_with": gettext_lazy("At most, with what may belong"),
    "is_first_hand": gettext_lazy("First-hand"),
    "is_overlapping": gettext_lazy("Counted under other types too"),
    "items": gettext_lazy("Items, best supported"),
    "kind": gettext_lazy("Kind"),
    "label": gettext_lazy("Called by the voice"),
    "label_type": gettext_lazy("Type of the label"),
    "language": gettext_lazy("Language"),
    "latest_period": gettext_lazy("Latest period"),
    "latest_publication": gettext_lazy("Latest publication"),
    "latitude": gettext_lazy("Latitude"),
    "level": gettext_lazy("Level"),
    "longitude": gettext_lazy("Longitude"),
    "low": gettext_lazy("At least"),
    "may_belong": gettext_lazy("Records that may belong"),
    "modality": gettext_lazy("Certainty"),
    "name": gettext_lazy("Name"),
    "named_high": gettext_lazy("Named or claimed, at most"),
    "named_low": gettext_lazy("Named or claimed, at least"),
    "open": gettext_lazy("Without upper limit"),
    "parent": gettext_lazy("Below"),
    "path": gettext_lazy("Path"),
    "period": gettext_lazy("Period"),
    "permalink": gettext_lazy("Permanent address"),
    "phrase": gettext_lazy("Count, as written"),
    "publication_id": gettext_lazy("Key of the publication"),
    "publication_source": gettext_lazy("Source"),
    "publication_title": gettext_lazy("Title of the publication"),
    "publication_url": gettext_lazy("Address of the publication"),
    "publications": gettext_lazy("Publications"),
    "published_on": gettext_lazy("Published"),
    "quote": gettext_lazy("Quote"),
    "rating": gettext_lazy("Latest rating"),
    "reference": gettext_lazy("Reference"),
    "region": gettext_lazy("Region"),
    "repeats": gettext_lazy("Repeats"),
    "report_hedge": gettext_lazy("Words of doubt of the report"),
    "report_id": gettext_lazy("Key of the report"),
    "report_modality": gettext_lazy("Certainty of the report"),
    "report_quote": gettext_lazy("Quote of the report"),
    "reports": gettext_lazy("Reports"),
    "same_as_id": gettext_lazy("Key of the line on the same items"),
    "scope": gettext_lazy("Scope"),
    "shipment_id": gettext_lazy("Key of the shipment"),
    "shipment_reference": gettext_lazy("Shipment reference"),
    "shipment_title": gettext_lazy("Title of the shipment"),
    "shipments": gettext_lazy("Shipments"),
    "shipments_in_conflict": gettext_lazy("Shipments in conflict"),
    "silence": gettext_lazy("Why there is no record"),
    "source": gettext_lazy("Short name of the source"),
    "stage": gettext_lazy("Stage"),
    "state": gettext_lazy("State"),
    "superseded_by": gettext_lazy("Superseded by"),
    "supplier": gettext_lazy("Supplier"),
    "support": gettext_lazy("Voices that the estimate fits"),
    "title": gettext_lazy("Title"),
    "to_decide": gettext_lazy("Links to decide"),
    "twice": gettext_lazy("May be counted twice"),
    "type_conflict": gettext_lazy("Classes in conflict"),
    "unknown": gettext_lazy("Number not reported"),
    "unit": gettext_lazy("Counted in"),
    "url": gettext_lazy("Address"),
    "voice": gettext_lazy("Voice"),
    "voices": gettext_lazy("Voices"),
    "year": gettext_lazy("Year"),
}


def headings_of(export: AnyExport) -> dict[str, str]:
    """Return the words for each column, no two alike; a register's own names stay as they are."""
    return {name: _heading(name) for name in export.columns}


def _heading(name: str) -> str:
    if name in HEADINGS:
        return str(HEADINGS[name])
    voice, part = split_voice(name)
    if not voice:
        return name
    words = {
        "phrase": _("%(voice)s: count, as written"),
        "low": _("%(voice)s: at least"),
        "high": _("%(voice)s: at most"),
    }
    return words[part] % {"voice": voice}
