"""Declare the columns that several kinds of files have; each says for itself how it computes them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from inventory.columns.column import FileColumn
from inventory.models import EquipmentType, Language, Modality, Stage, State
from inventory.models.whole_record import Type

PERMALINK = FileColumn("permalink", _("Permanent address"), "Permanent address of the row's page.")

# Shipments.
SHIPMENT_ID = FileColumn(
    "shipment_id", _("Key of the shipment"), "Identifier of the shipment. It never changes."
)
SHIPMENT_REFERENCE = FileColumn(
    "shipment_reference", _("Shipment reference"), "The shipment's reference, as analysts cite it."
)
SHIPMENT_TITLE = FileColumn(
    "shipment_title", _("Title of the shipment"), "The analysts' label of the shipment; never evidence."
)
SUPPLIER = FileColumn(
    "supplier",
    _("Supplier"),
    "Short name of the party that the equipment comes from, by the analysts' label. Empty: unknown.",
)
SUPPLIER_NAME = FileColumn(
    "supplier_name",
    _("Name of the supplier"),
    "Name of the party that the equipment comes from. Empty: unknown.",
)
SUPPLIER_COUNTRY = FileColumn(
    "supplier_country",
    _("Country of the supplier"),
    "Two-letter code of the country that the supplier is, or is based in; NA is Namibia. Empty: none, or "
    "unknown.",
)
SUPPLIER_COUNTRY_ALPHA3 = FileColumn(
    "supplier_country_alpha3",
    _("Country of the supplier, three letters"),
    "Three-letter code of the same country (ISO 3166-1, XKX for Kosovo). Empty: none, or unknown.",
)
DESTINATION = FileColumn(
    "destination",
    _("Destination"),
    "Short name of the place or country that the shipment is headed for. Empty: unknown.",
)
DESTINATION_NAME = FileColumn(
    "destination_name",
    _("Name of the destination"),
    "Name of the place or country that the shipment is headed for. Empty: unknown.",
)
DESTINATION_COUNTRY = FileColumn(
    "destination_country",
    _("Destination country"),
    "Two-letter code of the destination's country; NA is Namibia. Empty: unknown.",
)
DESTINATION_COUNTRY_ALPHA3 = FileColumn(
    "destination_country_alpha3",
    _("Destination country, three letters"),
    "Three-letter code of the same country (ISO 3166-1, XKX for Kosovo). Empty: unknown.",
)
DESTINATION_COUNTRY_NAME = FileColumn(
    "destination_country_name",
    _("Name of the destination country"),
    "Name of the destination's country, in the language of who asked for the file. Empty: unknown.",
)
PERIOD = FileColumn(
    "period",
    _("Period"),
    "When the shipment is dated by the analysts, as EDTF (ISO 8601-2). Empty: unknown.",
)
PERIOD_FIRST_DAY = FileColumn(
    "period_first_day",
    _("First day of the period"),
    "First day that period may mean. Empty: unknown.",
    Type.DATE,
)
PERIOD_LAST_DAY = FileColumn(
    "period_last_day",
    _("Last day of the period"),
    "Last day that period may mean. Empty: unknown.",
    Type.DATE,
)
DATASET = FileColumn(
    "dataset",
    _("Dataset of the tally"),
    "Short name of the dataset that the shipment, a tally, is part of. Empty: it is an event.",
)

DATASET_NAME = FileColumn(
    "dataset_name", _("Name of the dataset"), "Name of the dataset. Empty: the shipment is an event."
)

# Publications and their sources.
PUBLICATION_ID = FileColumn(
    "publication_id", _("Key of the publication"), "Identifier of the publication. It never changes."
)
PUBLICATION_SOURCE = FileColumn(
    "publication_source", _("Source"), "Short name of the source that published the report."
)
PUBLISHED_ON = FileColumn(
    "published_on", _("Published"), "Date of publication, as EDTF (ISO 8601-2). Empty: unknown."
)
PUBLISHED_FIRST_DAY = FileColumn(
    "published_first_day",
    _("First day of publication"),
    "First day that published_on may mean. Empty: unknown.",
    Type.DATE,
)
PUBLISHED_LAST_DAY = FileColumn(
    "published_last_day",
    _("Last day of publication"),
    "Last day that published_on may mean. Empty: unknown.",
    Type.DATE,
)
LANGUAGE = FileColumn(
    "language", _("Language"), "Language of the text (ISO 639-3; und: undetermined).", choices=Language
)
ARCHIVED_URL = FileColumn(
    "archived_url",
    _("Archived copy"),
    "Address of an archived copy of the publication. Empty: none is known.",
)
SOURCE = FileColumn("source", _("Short name of the source"), "Short name of the source.")
URL = FileColumn("url", _("Address"), "Address. Empty: none is known.")
TITLE = FileColumn("title", _("Title"), "Title.")

# Reports and what they say.
REPORT_ID = FileColumn("report_id", _("Key of the report"), "Identifier of the report. It never changes.")
STAGE = FileColumn(
    "stage",
    _("Stage"),
    "The stage that the report says was reached: pledged, ordered, in_transit, arrived, handed_over, "
    "in_service, diverted, returned, withdrawn, cancelled or seized. Empty: not said.",
    choices=Stage,
)
MODALITY = FileColumn(
    "modality",
    _("Certainty"),
    "The voice's own certainty of the line: stated, observed, reported, alleged, suspected, assessed or "
    "predicted. Empty: the report's.",
    choices=Modality,
)
HEDGE = FileColumn("hedge", _("Words of doubt"), "Words by which the line is made less sure, as written.")
LOW = FileColumn("low", _("At least"), "The least that the phrase means. Empty: unknown.", Type.INTEGER)
HIGH = FileColumn(
    "high",
    _("At most"),
    "The most that the phrase means, itself included. Empty beside a low end: open; both empty: unknown.",
    Type.INTEGER,
)
VOICE = FileColumn(
    "voice",
    _("Voice"),
    "Name of the source that says it: the asserter, else the publication's source.",
)
ROOT_VOICE = FileColumn(
    "root_voice",
    _("Root voice"),
    "Name of the independent voice that it counts as: the source whose statement is repeated, passed on or "
    "borrowed; the voice itself where it speaks for itself. Sources that draw on each other in a circle are "
    "one voice, joined by a plus sign. What draws on several voices is not counted, and has the one under "
    "which it is shown.",
)
VOICES = FileColumn(
    "voices",
    _("Independent voices"),
    "Independent voices: reports with the same root voice are one.",
    Type.INTEGER,
)
STATE = FileColumn(
    "state",
    _("State"),
    "What independent voices amount to: silent, single, agreed or conflict.",
    choices=State,
)
ESTIMATE_LOW = FileColumn(
    "estimate_low",
    _("Estimate, at least"),
    "The least that the best-supported interval of the shipment and type allows.",
    Type.INTEGER,
)
ESTIMATE_HIGH = FileColumn(
    "estimate_high",
    _("Estimate, at most"),
    "The most that the best-supported interval of the shipment and type allows. Empty beside a low end: "
    "open; both empty: unknown.",
    Type.INTEGER,
)

# Types of equipment, countries and all that has a name.
EQUIPMENT_TYPE = FileColumn("equipment_type", _("Short name of the type"), "Short name of the type.")
EQUIPMENT_NAME = FileColumn("equipment_name", _("Equipment type"), "Name of the equipment type.")
UNIT = FileColumn(
    "unit",
    _("Counted in"),
    "What is counted. Different units are never added together.",
    choices=EquipmentType.Unit,
)
NAME = FileColumn("name", _("Name"), "Name, in English or as its owner writes it.")
KIND = FileColumn("kind", _("Kind"), "What kind it is of.")
COUNTRY = FileColumn(
    "country", _("Country"), "Two-letter code of the country (ISO 3166-1, XK for Kosovo); NA is Namibia."
)

COUNTRY_ALPHA3 = FileColumn(
    "country_alpha3",
    _("Country, three letters"),
    "Three-letter code of the country (ISO 3166-1, XKX for Kosovo). Empty: none is assigned, or unknown.",
)

# Numbers of rows, and what is added up.
PUBLICATIONS = FileColumn("publications", _("Publications"), "Number of publications.", Type.INTEGER)
REPORTS = FileColumn("reports", _("Reports"), "Number of reports.", Type.INTEGER)
SHIPMENTS = FileColumn("shipments", _("Shipments"), "Number of shipments.", Type.INTEGER)
SHIPMENTS_IN_CONFLICT = FileColumn(
    "shipments_in_conflict",
    _("Shipments in conflict"),
    "Shipments on which independent voices exclude each other.",
    Type.INTEGER,
)
CONFLICTS = FileColumn(
    "conflicts",
    _("In conflict"),
    "Types and details on which independent voices exclude each other.",
    Type.INTEGER,
)
