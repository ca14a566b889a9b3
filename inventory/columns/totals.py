"""Declare the columns of the file of totals by year, a type, year and dataset a row."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from inventory.columns import shared
from inventory.columns.column import FileColumn
from inventory.models.whole_record import Type

EQUIPMENT_TYPE = shared.EQUIPMENT_TYPE
EQUIPMENT_NAME = shared.EQUIPMENT_NAME
UNIT = shared.UNIT
YEAR = FileColumn(
    "year", _("Year"), "Year; several: it spans years, and is in none of theirs; unknown; total: all years."
)
DATASET = replace(
    shared.DATASET,
    meaning=(
        "Whose records are added up: all datasets together, a register by its name, or press for all events."
    ),
)
LOW = replace(
    shared.LOW,
    meaning=(
        "How many are reported at least; of what may be the same only one is counted. Empty: no record that "
        "certainly belongs, or no number."
    ),
)
HIGH = replace(
    shared.HIGH,
    meaning=(
        "How many are reported at most, with all that may be counted twice. Empty beside a low end: open."
    ),
)
SHIPMENTS = replace(shared.SHIPMENTS, meaning="Number of shipments in the total.")
CONFLICTS = replace(
    shared.CONFLICTS,
    meaning=(
        "Disputes in the total, each counted once; of all datasets together alone. Empty: a dataset's row."
    ),
)
OPEN = FileColumn("open", _("Without upper limit"), "Shipments that leave the high end open.", Type.INTEGER)
UNKNOWN = FileColumn(
    "unknown",
    _("Number not reported"),
    "Shipments on which no number is reported. They add 0 to the low end.",
    Type.INTEGER,
)
TWICE = FileColumn(
    "twice",
    _("May be counted twice"),
    "How many items of the high end may be counted twice. Empty: an open number may be, or it is the row of "
    "one dataset.",
    Type.INTEGER,
)
TO_DECIDE = FileColumn(
    "to_decide",
    _("Links to decide"),
    "Pairs of shipments that may be the same, or one included in the other, and that nobody decided on. "
    "Empty: a dataset's row.",
    Type.INTEGER,
)
MAY_BELONG = FileColumn(
    "may_belong",
    _("Records that may belong"),
    "Records that may lie inside and are not in the total: of several years, of one of several places, or "
    "of a wider type.",
    Type.INTEGER,
)
HIGH_WITH = FileColumn(
    "high_with",
    _("At most, with what may belong"),
    "How many are reported at most with the records that may belong. Empty: open, or no number.",
    Type.INTEGER,
)
SILENCE = FileColumn(
    "silence",
    _("Why there is no record"),
    "Why a dataset has no record: not_covered (it does not look there) or no_record (it looks there and has "
    "none). Neither is zero. Empty: it has records.",
)
COLUMNS = (
    EQUIPMENT_TYPE,
    EQUIPMENT_NAME,
    UNIT,
    YEAR,
    DATASET,
    LOW,
    HIGH,
    SHIPMENTS,
    CONFLICTS,
    OPEN,
    UNKNOWN,
    TWICE,
    TO_DECIDE,
    MAY_BELONG,
    HIGH_WITH,
    SILENCE,
)
