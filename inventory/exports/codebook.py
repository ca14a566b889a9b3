"""Say what each column of each file means.

The words are the same in every language, as the names of the columns are: they go out with the files.
"""

from __future__ import annotations

from dataclasses import dataclass

from inventory.exports.export import AnyExport
from inventory.exports.matrix import ANY_VOICE, split_voice

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
    "cited_source": (
        "Short name of the source that the line's count is borrowed from. Empty: it is the report's own."
    ),
    "cites": (
        "What the publication draws on, joined by spaces: <basis>:publication:<identifier> or "
        "<basis>:source:<short name>."
    ),
    "confirmed": "The most items of the type that one photo, video or image shows. Empty: none was counted.",
    "conflicts": "Types and details on which independent voices exclude each other.",
    "country": "Two-letter code of the country (ISO 3166-1, XK for Kosovo).",
    "credibility": (
        "An analyst's grade of the statement on the NATO Admiralty scale, 1–6 (AJP-2.1). Empty: not graded."
    ),
    "dataset": ("Short name of the dataset that the shipment, a tally, is part of. Empty: it is an event."),
    "delivery_id": "Identifier of the line. It never changes.",
    "depth": "Levels below the topmost type of the matrix.",
    "description": "What the type takes in.",
    "destination": "Short name of the place or country that the shipment is headed for. Empty: unknown.",
    "destination_country": "Two-letter code of the destination's country. Empty: unknown.",
    "dissenters": "Voices that the estimate does not fit, joined by semicolons.",
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
    "latitude": "Degrees north (WGS 84). Empty: unknown.",
    "level": "Depth in the equipment tree: root, category, family or variant.",
    "longitude": "Degrees east (WGS 84). Empty: unknown.",
    "low": "The least that the phrase means. Empty: unknown.",
    "modality": (
        "The voice's own certainty of the line: stated, observed, reported, alleged, suspected, "
        "assessed or predicted. Empty: the report's."
    ),
    "name": "Name, in English or as its owner writes it.",
    "named_high": "The most of what totals take; empty: open. See named_low.",
    "named_low": (
        "The least of what totals take of the shipment and type: the estimate; of a disputed type all "
        "that is claimed; of one that nobody states the sum of what is named below it."
    ),
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
    "same_as_id": (
        "Identifier of the line of the same report that counts the same items. Empty: the line counts others."
    ),
    "scope": (
        "How the line relates to the report's total: total, subset, additional, exhaustive (with the other "
        "exhaustive lines it is all that there is) or unspecified."
    ),
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
    "support": "Independent voices that the estimate fits.",
    "title": "Title.",
    "type_conflict": "Classes of the equipment by its voices that exclude each other, joined by semicolons.",
    "unit": "What is counted. Different units are never added together.",
    "url": "Address. Empty: none is known.",
    "voice": "Name of the source that says it: the asserter, else the publication's source.",
    "voices": "Independent voices: reports with the same root voice are one.",
    "high_with": "How many are reported at most with the records that may belong. Empty: open, or no number.",
    "may_belong": (
        "Records that may lie inside and are not in the total: of several years, of one of several places, "
        "or of a wider type."
    ),
    "open": "Shipments that leave the high end open.",
    "silence": (
        "Why a dataset has no record: not_covered (it does not look there) or no_record (it looks there and "
        "has none). Neither is zero. Empty: it has records."
    ),
    "to_decide": (
        "Pairs of shipments that may be the same, or one included in the other, and that nobody decided on. "
        "Empty: a dataset's row."
    ),
    "twice": (
        "How many items of the high end may be counted twice. Empty: an open number may be, or it is the row "
        "of one dataset."
    ),
    "unknown": "Shipments on which no number is reported. They add 0 to the low end.",
    "year": "Year; several: it spans years, and is in none of theirs; unknown; total: all years.",
}
# Where a name means something else in one profile.
OWN_MEANINGS = {
    ("equipment", "name"): "Name of the type.",
    ("equipment", "equipment_type"): "Short name of the type.",
    ("equipment", "shipments_in_conflict"): (
        "Shipments with a dispute that arises on this very type; those on types below are counted there."
    ),
    ("sources", "kind"): "What the source is: newspaper, think_tank, ministry, register and so on.",
    ("sources", "country"): "Two-letter code of the country where it is based. Empty: unknown.",
    ("sources", "language"): "Language that it mostly publishes in (ISO 639-3; und: undetermined).",
    ("publications", "source"): "Short name of the source that published it.",
    ("shipments_wide", "title"): "The analysts' label of the shipment; never evidence.",
    ("compare_matrix", "<voice>_phrase"): (
        "What the voice says of the type, in its words. Empty: nothing, or it follows from other rows. There "
        "are three columns for each independent voice, named after its source."
    ),
    ("compare_matrix", "<voice>_low"): "The least that the voice's words mean. Empty: no count is given.",
    ("compare_matrix", "<voice>_high"): (
        "The most that the voice's words mean. Empty beside a low end: open; both empty: no count is given."
    ),
    ("compare_matrix", "equipment_type"): "Short name of the type.",
    ("compare_matrix", "voices"): "Independent voices that count the type in the shipment.",
    ("comparison", "part"): (
        "What the record is of: total (a row of sums), detail (what a source, or a report on a shipment, "
        "says beside counts) or change (what an edition of a register states of a shipment that changed). "
        "The column is there where sources, shipments or two editions of one register are compared."
    ),
    ("comparison", "change"): (
        "What became of the shipment from the older edition to the newer: new, counts (a count changed), "
        "wording (only words did), gone or none."
    ),
    ("comparison", "shipment"): (
        "The shipment's reference, as analysts cite it. Empty: the record is a sum over several."
    ),
    ("comparison", "thing"): "Key of the source, shipment or edition that states it.",
    ("comparison", "detail"): "Kind of detail, such as origin, recipient or arrival.",
    ("comparison", "value"): (
        "Name, date (EDTF), stage or words that are stated; of a change of wording, a phrase that the other "
        "edition lacks. Empty: the edition states a count, or nothing."
    ),
    ("comparison", "polarity"): "Whether the value is affirmed or denied.",
    ("comparison", "is_partial"): "true: it speaks of a part of the shipment only.",
    ("comparison", "modality"): (
        "The voice's own certainty: stated, observed, reported, alleged, suspected, assessed or predicted."
    ),
    ("comparison", "hedge"): "Words by which it is made less sure, as written.",
    ("comparison", "publication_source"): "Short name of the source that published it.",
    ("comparison", "report_id"): "Identifier of the report that states it. It never changes.",
    ("comparison", "state"): (
        "What the compared sources amount to on the kind of detail: agreed, conflict or denied. Empty: one "
        "alone speaks, or shipments are compared, whose details do not contradict each other."
    ),
    (
        "comparison",
        "low",
    ): ("The least that the edition's count means. Empty: unknown, or no change of counts."),
    ("comparison", "high"): "The most that it means. Empty beside a low end: open; both empty: unknown.",
    ("totals", "dataset"): (
        "Whose records are added up: all datasets together, a register by its name, or press for all events."
    ),
    ("totals", "low"): (
        "How many are reported at least; of what may be the same only one is counted. Empty: no record that "
        "certainly belongs, or no number."
    ),
    ("totals", "high"): (
        "How many are reported at most, with all that may be counted twice. Empty beside a low end: open."
    ),
    ("totals", "shipments"): "Number of shipments in the total.",
    ("totals", "conflicts"): (
        "Disputes in the total, each counted once; of all datasets together alone. Empty: a dataset's row."
    ),
    ("comparison", "<thing>_low"): (
        "How many are reported at least; of what may be the same only one is counted. Empty: unknown. There "
        "are such columns for each thing compared, named after its key, and for their total."
    ),
    ("comparison", "<thing>_high"): (
        "How many are reported at most, with all that may be counted twice. Empty beside a low end: open."
    ),
    ("comparison", "<thing>_shipments"): "Number of shipments in the total.",
    ("comparison", "<thing>_conflicts"): (
        "Disputes in the total, each counted once: on the narrowest type in which it arises and that has a "
        "row or column."
    ),
    ("comparison", "<thing>_open"): "Shipments that leave the high end open.",
    ("comparison", "<thing>_unknown"): "Shipments on which no number is reported. They add 0 to the low end.",
    ("comparison", "<thing>_twice"): (
        "How many items of the high end may be counted twice. Empty: an open number may be."
    ),
    ("comparison", "<thing>_to_decide"): (
        "Pairs of shipments that may be the same, or one included in the other, and that nobody decided on."
    ),
    ("comparison", "<thing>_may_belong"): (
        "Records that may lie inside and are not in the total: of several years, of one of several places, "
        "or of a wider type."
    ),
    ("comparison", "<thing>_high_with"): (
        "How many are reported at most with the records that may belong. Empty where that is open or unknown."
    ),
    ("comparison", "<thing>_<dataset>_low"): (
        "How many one dataset counts at least by itself: a register by its name, press for all events. "
        "Empty: it has no record, or no number. Such columns are there where several datasets count."
    ),
    ("comparison", "<thing>_<dataset>_high"): (
        "How many it counts at most by itself. Empty beside a low end: open."
    ),
    ("sipri_like", "SIPRI AT Database ID"): (
        "SIPRI's number of the deal, where the shipment was read from its register. Empty: it was not."
    ),
    ("sipri_like", "Supplier"): (
        "Name of the party that the equipment comes from, by the analysts' label. Empty: unknown."
    ),
    ("sipri_like", "Recipient"): (
        "Whom reports name as recipient, several joined by slashes; else the country that the shipment is "
        "headed for. Empty: unknown."
    ),
    ("sipri_like", "Designation"): (
        "Name of the type: the widest designation that reports on the shipment count, or a class where they "
        "name nothing within it."
    ),
    ("sipri_like", "Description"): "Name of the type above.",
    ("sipri_like", "Armament category"): (
        "SIPRI's category by the nearest verdict on the type or above it, with “(disputed)” where analysts "
        "dispute whether SIPRI counts it."
    ),
    ("sipri_like", "Order date"): (
        "Year of the order, where all that reports say of it lies in one year. Empty: unknown or in dispute."
    ),
    ("sipri_like", "Order date is estimate"): (
        "Yes: a report calls the date approximate or uncertain. Empty: there is no year."
    ),
    ("sipri_like", "Numbers delivered"): (
        "The one number that reports name, such as 50 for “about 50”, if the best-supported interval of the "
        "shipment and type holds it; else that interval's low end. Empty: unknown, never zero; 0: denied."
    ),
    ("sipri_like", "Numbers delivered is estimate"): (
        "Yes: the interval is not one number, or independent voices exclude each other. Empty: unknown."
    ),
    ("sipri_like", "Delivery year"): "Year in which the shipment's period begins. Empty: unknown.",
    ("sipri_like", "Delivery year is estimate"): (
        "Yes: the period reaches into another year, or is approximate or uncertain. Empty: there is no year."
    ),
    ("sipri_like", "Status"): "Always empty: whether items are new is not recorded.",
    ("sipri_like", "SIPRI estimate"): "Always empty: only SIPRI gives it.",
    ("sipri_like", "TIV deal unit"): "Always empty: only SIPRI gives it.",
    ("sipri_like", "TIV delivery values"): "Always empty: only SIPRI gives it.",
    ("sipri_like", "Local production"): "Always empty: it is not recorded.",
    ("unroca_like", "Reporting State"): (
        "Name of the voice, in the place of the state that submits. It is a state only where a state spoke."
    ),
    ("unroca_like", "Year"): "Year in which the shipment's period begins. Empty: unknown.",
    ("unroca_like", "Category"): (
        "Number and name of the Register's category by the nearest verdict on the type or above it. Empty: "
        "in dispute."
    ),
    ("unroca_like", "Exporter State(s)"): (
        "Whom the report names as supplier, several joined by slashes; else the shipment's. Empty: unknown."
    ),
    ("unroca_like", "Final importer State(s)"): (
        "Whom the report names as recipient, several joined by slashes; else the country that the shipment "
        "is headed for. Empty: unknown."
    ),
    ("unroca_like", "Number of items"): (
        "The number that the words name, such as 50 for “about 50”; else the low end of the count. Empty: "
        "unknown, never zero; 0: denied. The comments say where the count is no single number."
    ),
    ("unroca_like", "State of origin (if not exporter)"): (
        "Countries that the report names as origin, joined by slashes. Empty: not said."
    ),
    ("unroca_like", "Intermediate location (if any)"): (
        "Places that the report names on the way, joined by slashes. Empty: not said."
    ),
    ("unroca_like", "Description of item"): "Name of the equipment type.",
    ("unroca_like", "Comments on the transfer"): (
        "Both ends of a count that is no single number, the words of the count and of the equipment, and "
        "whether the category is disputed, joined by semicolons."
    ),
    ("destinations", "voices"): "Independent voices, added up shipment by shipment.",
}


@dataclass(frozen=True, slots=True)
class Column:
    """Define one column; ``type`` is one of a data package: string, integer or boolean."""

    name: str
    type: str
    meaning: str


def columns_of(export: AnyExport) -> list[Column]:
    """Define the columns of a file, in order. Raises ``KeyError`` for a column that has no meaning."""
    return [Column(name, kind, meaning(export.profile, name)) for name, kind in export.types().items()]


def meaning(profile: str, name: str) -> str:
    """Return what a column means in a file of a profile. Raises ``KeyError`` where nobody has said it."""
    voice, part = split_voice(name)
    general = f"{ANY_VOICE}_{part}" if voice else name
    own = OWN_MEANINGS.get((profile, name)) or OWN_MEANINGS.get((profile, general))
    return own or MEANINGS[name]
