"""Say what each column of each file means.

The words are the same in every language, as the names of the columns are: they go out with the files.
"""

from __future__ import annotations

from dataclasses import dataclass

from inventory.exports.export import Export, type_of

MEANINGS = {
    "archived_url": "Address of an archived copy of the publication. Empty: none is known.",
    "asserter": (
        "Short name of the source that the publication attributes the report to. Empty: the "
        "publication speaks for itself."
    ),
    "attribution": "How the asserter is known: stated, inferred, guessed or unattributed.",
    "attribution_phrase": "Words by which the publication attributes the report.",
    "base_id": "Identifier of the line of which this one is a share. Empty: it is no share.",
    "best": "The number that an approximate phrase names, within its bounds. Empty: no number is named.",
    "cites": (
        "What the publication draws on, joined by spaces: <basis>:publication:<identifier> or "
        "<basis>:source:<short name>."
    ),
    "conflicts": "Types and details on which independent voices exclude each other.",
    "country": "Two-letter code of the country (ISO 3166-1, XK for Kosovo).",
    "credibility": (
        "An analyst's grade of the statement on the NATO Admiralty scale, 1–6 (AJP-2.1). Empty: not graded."
    ),
    "delivery_id": "Identifier of the line. It never changes.",
    "description": "What the type takes in.",
    "destination": "Short name of the place or country that the shipment is headed for. Empty: unknown.",
    "destination_country": "Two-letter code of the destination's country. Empty: unknown.",
    "equipment_name": "Name of the equipment type.",
    "equipment_type": "Short name of the equipment type that the line counts, with everything below it.",
    "estimate_high": (
        "The most that the best-supported interval of the shipment and type allows. Empty beside a "
        "low end: open; both empty: unknown."
    ),
    "estimate_low": "The least that the best-supported interval of the shipment and type allows.",
    "estimate_state": (
        "What independent voices amount to on the shipment and type: silent, single, agreed or conflict."
    ),
    "estimate_support": "Independent voices that the estimate fits.",
    "estimate_voices": "Independent voices that count the type in the shipment.",
    "evidence": "Photographs, videos, images and records that reports rest on.",
    "groups": "Groups of countries that it is a member of today, joined by semicolons.",
    "hedge": "Words by which the line is made less sure, as written.",
    "high": (
        "The most that the phrase means, itself included. Empty beside a low end: open; both empty: unknown."
    ),
    "is_first_hand": "true: the voice saw for itself or through evidence of its own.",
    "is_overlapping": "true: items of the type are counted under other types too, so it is left out of sums.",
    "items": (
        "Best-supported counts at the top of the equipment tree, joined by semicolons. Units differ, "
        "so there is no total."
    ),
    "kind": (
        "How the phrase bounds the number: exact, at_least, more_than, at_most, fewer_than, range, "
        "approximate, vague, bare_plural, share, none or unknown."
    ),
    "label": "The class that the voice gives to the equipment, as written.",
    "label_type": "Short name of the type that the label means. Empty: none.",
    "language": "Language of the text (ISO 639-3; und: undetermined).",
    "latest_period": "Period of the latest shipment, as EDTF (ISO 8601-2).",
    "latest_publication": "Date of the source's latest publication, as EDTF (ISO 8601-2).",
    "level": "Depth in the equipment tree: root, category, family or variant.",
    "low": "The least that the phrase means. Empty: unknown.",
    "modality": (
        "The voice's own certainty of the line: stated, observed, reported, alleged, suspected, "
        "assessed or predicted. Empty: the report's."
    ),
    "name": "Name, in English or as its owner writes it.",
    "parent": "Short name of the type above.",
    "path": "Short names from the root of the tree down to the type, joined by slashes.",
    "period": "When the shipment is dated by the analysts, as EDTF (ISO 8601-2). Empty: unknown.",
    "permalink": "Permanent address of the row's page.",
    "phrase": "The count in the words of the report.",
    "publication_id": "Identifier of the publication. It never changes.",
    "publication_source": "Short name of the source that published the report.",
    "publication_title": "Title of the publication.",
    "publication_url": "Address of the publication. Empty: none is known.",
    "publications": "Number of publications.",
    "published_on": "Date of publication, as EDTF (ISO 8601-2). Empty: unknown.",
    "quote": "Short passage that the line rests on.",
    "rating": "Latest reliability rating on the NATO Admiralty scale, A–F (AJP-2.1). Empty: not rated.",
    "reference": "The shipment's reference, as analysts cite it.",
    "region": "Part of the world.",
    "repeats": "Reports that this one repeats, joined by spaces: <basis>:<report identifier>.",
    "report_hedge": "Words by which the report is made less sure, as written.",
    "report_id": "Identifier of the report. It never changes.",
    "report_modality": "The voice's own certainty of the report.",
    "report_quote": "Short passage that the report rests on.",
    "reports": "Number of reports.",
    "scope": "How the line relates to the report's total: total, subset, additional or unspecified.",
    "shipment_id": "Identifier of the shipment. It never changes.",
    "shipment_reference": "The shipment's reference, as analysts cite it.",
    "shipment_title": "The analysts' label of the shipment; never evidence.",
    "shipments": "Number of shipments.",
    "shipments_in_conflict": "Shipments on which independent voices exclude each other.",
    "source": "Short name of the source.",
    "stage": (
        "The stage that the report says was reached: pledged, ordered, in_transit, arrived, "
        "handed_over, in_service, diverted, returned, withdrawn, cancelled or seized. Empty: not "
        "said."
    ),
    "state": "What independent voices amount to: silent, single, agreed or conflict.",
    "superseded_by": "Identifier of the report that replaces this one. Empty: it stands.",
    "supplier": (
        "Short name of the party that the equipment comes from, by the analysts' label. Empty: unknown."
    ),
    "title": "Title.",
    "unit": "What is counted. Different units are never added together.",
    "url": "Address. Empty: none is known.",
    "voice": "Name of the source that says it: the asserter, else the publication's source.",
    "voices": "Independent voices: reports with the same root voice are one.",
}
# Where a name means something else in one profile.
OWN_MEANINGS = {
    ("equipment", "name"): "Name of the type.",
    ("equipment", "equipment_type"): "Short name of the type.",
    ("sources", "kind"): "What the source is: newspaper, think_tank, ministry, register and so on.",
    ("sources", "country"): "Two-letter code of the country where it is based. Empty: unknown.",
    ("sources", "language"): "Language that it mostly publishes in (ISO 639-3; und: undetermined).",
    ("publications", "source"): "Short name of the source that published it.",
    ("shipments_wide", "title"): "The analysts' label of the shipment; never evidence.",
    ("destinations", "voices"): "Independent voices, added up shipment by shipment.",
}


@dataclass(frozen=True, slots=True)
class Column:
    """Define one column; ``type`` is one of a data package: string, integer or boolean."""

    name: str
    type: str
    meaning: str


def columns_of(export: Export) -> list[Column]:
    """Define the columns of a file, in order. Raises ``KeyError`` for a column that has no meaning."""
    return [
        Column(name, type_of(field), meaning(export.profile, name)) for name, field in export.fields().items()
    ]


def meaning(profile: str, name: str) -> str:
    """Return what a column means in a file of a profile. Raises ``KeyError`` where nobody has said it."""
    return OWN_MEANINGS.get((profile, name)) or MEANINGS[name]
