"""Declare the columns of the file of a comparison, of which each has those that its question asks for."""

from __future__ import annotations

from dataclasses import replace

from inventory.columns import shared, totals
from inventory.columns.column import FileColumn
from inventory.models.whole_record import Type

PROFILE = "comparison"  # The kind of file, by its name

PART = FileColumn(
    "part",
    "",
    "What the record is of: total (a row of sums), detail (what a source, or a report on a shipment, says "
    "beside counts) or change (what an edition of a register states of a shipment that changed). The column "
    "is there where sources, shipments or two editions of one register are compared.",
)

# What a row of sums is of.
EQUIPMENT_TYPE = shared.EQUIPMENT_TYPE
EQUIPMENT_NAME = shared.EQUIPMENT_NAME
DESTINATION = replace(shared.DESTINATION, meaning="Code of the country or short name of the place.")
DESTINATION_NAME = replace(shared.DESTINATION_NAME, meaning="Name of the country or place.")
SUPPLIER = replace(shared.SUPPLIER, meaning="Short name of the party that the equipment comes from.")
SUPPLIER_NAME = shared.SUPPLIER_NAME
YEAR = totals.YEAR
UNIT = shared.UNIT

# Of each thing compared, named after its key, and of their total.
THING_LOW = FileColumn(
    "<thing>_low",
    "",
    "How many are reported at least; of what may be the same only one is counted. Empty: unknown. There are "
    "such columns for each thing compared, named after its key, and for their total.",
    Type.INTEGER,
)
THING_HIGH = FileColumn(
    "<thing>_high",
    "",
    "How many are reported at most, with all that may be counted twice. Empty beside a low end: open.",
    Type.INTEGER,
)
THING_CONFIRMED = FileColumn(
    "<thing>_confirmed",
    "",
    "How many photos, videos or images show at least. Empty: none was counted. The column is there where "
    "that was asked for, instead of the ends of totals; so are the next two.",
    Type.INTEGER,
)
THING_REPORTS = FileColumn("<thing>_reports", "", "Number of reports on the shipments.", Type.INTEGER)
THING_VOICES = FileColumn(
    "<thing>_voices", "", "Independent voices on the shipments, added up shipment by shipment.", Type.INTEGER
)
THING_SHIPMENTS = FileColumn("<thing>_shipments", "", "Number of shipments in the total.", Type.INTEGER)
THING_CONFLICTS = FileColumn(
    "<thing>_conflicts",
    "",
    "Disputes in the total, each counted once: on the narrowest type in which it arises and that has a row "
    "or column.",
    Type.INTEGER,
)
THING_OPEN = FileColumn("<thing>_open", "", totals.OPEN.meaning, Type.INTEGER)
THING_UNKNOWN = FileColumn("<thing>_unknown", "", totals.UNKNOWN.meaning, Type.INTEGER)
THING_TWICE = FileColumn(
    "<thing>_twice",
    "",
    "How many items of the high end may be counted twice. Empty: an open number may be.",
    Type.INTEGER,
)
THING_TO_DECIDE = FileColumn(
    "<thing>_to_decide",
    "",
    "Pairs of shipments that may be the same, or one included in the other, and that nobody decided on.",
    Type.INTEGER,
)
THING_MAY_BELONG = FileColumn("<thing>_may_belong", "", totals.MAY_BELONG.meaning, Type.INTEGER)
THING_HIGH_WITH = FileColumn(
    "<thing>_high_with",
    "",
    "How many are reported at most with the records that may belong. Empty where that is open or unknown.",
    Type.INTEGER,
)
THING_DATASET_LOW = FileColumn(
    "<thing>_<dataset>_low",
    "",
    "How many one dataset counts at least by itself: a register by its name, press for all events. Empty: "
    "it has no record, or no number. Such columns are there where several datasets count.",
    Type.INTEGER,
)
THING_DATASET_HIGH = FileColumn(
    "<thing>_<dataset>_high",
    "",
    "How many it counts at most by itself. Empty beside a low end: open.",
    Type.INTEGER,
)

# What sets the first thing apart from the others.
DIFFERENCE_LOW = FileColumn(
    "difference_low",
    "",
    "How many more the first thing compared has than the second, at least. Empty: open, or unknown. Of "
    "three and more, each but the first has such a column, whose name ends with _to_<thing>.",
    Type.INTEGER,
)
DIFFERENCE_HIGH = FileColumn(
    "difference_high", "", "The same at most. Empty: open, or unknown.", Type.INTEGER
)
RATIO_LOW = FileColumn(
    "ratio_low",
    "",
    "How many times as many the first thing has as the second, at least. Empty: unknown.",
    Type.NUMBER,
)
RATIO_HIGH = FileColumn("ratio_high", "", "The same at most. Empty: open, or unknown.", Type.NUMBER)

# What is stated beside sums: details, and changes between editions.
CHANGE = FileColumn(
    "change",
    "",
    "What became of the shipment from the older edition to the newer: new, counts (a count changed), wording "
    "(only words did), gone or none.",
)
SHIPMENT = FileColumn(
    "shipment",
    "",
    "The shipment's reference, as analysts cite it. Empty: the record is a sum over several.",
)
SHIPMENT_TITLE = shared.SHIPMENT_TITLE
THING = FileColumn("thing", "", "Key of the source, shipment or edition that states it.")
STAGE = shared.STAGE
LOW = replace(
    shared.LOW,
    meaning="The least that the edition's count means. Empty: unknown, or no change of counts.",
)
HIGH = replace(
    shared.HIGH, meaning="The most that it means. Empty beside a low end: open; both empty: unknown."
)
DETAIL = FileColumn("detail", "", "Kind of detail, such as origin, recipient or arrival.")
VALUE = FileColumn(
    "value",
    "",
    "Name, date (EDTF), stage or words that are stated; of a change of wording, a phrase that the other "
    "edition lacks. Empty: the edition states a count, or nothing.",
)
POLARITY = FileColumn("polarity", "", "Whether the value is affirmed or denied.")
IS_PARTIAL = FileColumn("is_partial", "", "true: it speaks of a part of the shipment only.", Type.BOOLEAN)
MODALITY = replace(
    shared.MODALITY,
    meaning=(
        "The voice's own certainty: stated, observed, reported, alleged, suspected, assessed or predicted."
    ),
)
HEDGE = replace(shared.HEDGE, meaning="Words by which it is made less sure, as written.")
VOICE = shared.VOICE
ROOT_VOICE = shared.ROOT_VOICE
PUBLICATION_SOURCE = replace(shared.PUBLICATION_SOURCE, meaning="Short name of the source that published it.")
REPORT_ID = replace(shared.REPORT_ID, meaning="Identifier of the report that states it. It never changes.")
STATE = replace(
    shared.STATE,
    meaning=(
        "What the compared sources amount to on the kind of detail: agreed, conflict or denied. Empty: one "
        "alone speaks, or shipments are compared, whose details do not contradict each other."
    ),
)

DETAILS = (
    SHIPMENT,
    SHIPMENT_TITLE,
    THING,
    DETAIL,
    VALUE,
    POLARITY,
    IS_PARTIAL,
    MODALITY,
    HEDGE,
    VOICE,
    ROOT_VOICE,
    PUBLICATION_SOURCE,
    REPORT_ID,
    STATE,
)
CHANGES = (
    CHANGE,
    SHIPMENT,
    SHIPMENT_TITLE,
    THING,
    EQUIPMENT_TYPE,
    EQUIPMENT_NAME,
    STAGE,
    LOW,
    HIGH,
    VALUE,
)
# For the codebook, which has nothing compared.
PATTERN = (
    PART,
    EQUIPMENT_TYPE,
    EQUIPMENT_NAME,
    DESTINATION,
    DESTINATION_NAME,
    SUPPLIER,
    SUPPLIER_NAME,
    YEAR,
    UNIT,
    THING_LOW,
    THING_HIGH,
    THING_CONFIRMED,
    THING_REPORTS,
    THING_VOICES,
    THING_SHIPMENTS,
    THING_CONFLICTS,
    THING_OPEN,
    THING_UNKNOWN,
    THING_TWICE,
    THING_TO_DECIDE,
    THING_MAY_BELONG,
    THING_HIGH_WITH,
    THING_DATASET_LOW,
    THING_DATASET_HIGH,
    DIFFERENCE_LOW,
    DIFFERENCE_HIGH,
    RATIO_LOW,
    RATIO_HIGH,
    *(
        column
        for column in dict.fromkeys((*CHANGES, *DETAILS))
        if column not in (EQUIPMENT_TYPE, EQUIPMENT_NAME)
    ),
)
