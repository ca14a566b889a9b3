"""Declare the columns of the file of matrices, a type of a shipment a row, with three for each voice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from inventory.columns import shared
from inventory.columns.column import FileColumn, find_column
from inventory.models.whole_record import Type

SHIPMENT_REFERENCE = shared.SHIPMENT_REFERENCE
EQUIPMENT_TYPE = shared.EQUIPMENT_TYPE
EQUIPMENT_NAME = shared.EQUIPMENT_NAME
DEPTH = FileColumn(
    "depth", _("Depth in the matrix"), "Levels below the topmost type of the matrix.", Type.INTEGER
)
UNIT = shared.UNIT
# Of each voice, named after its source.
PHRASE = FileColumn(
    "<voice>_phrase",
    _("%(voice)s: count, as written"),
    "What the voice says of the type, in its words. Empty: nothing, or it follows from other rows. There are "
    "three columns for each independent voice, named after its source.",
)
LOW = FileColumn(
    "<voice>_low",
    _("%(voice)s: at least"),
    "The least that the voice's words mean. Empty: no count is given.",
    Type.INTEGER,
)
HIGH = FileColumn(
    "<voice>_high",
    _("%(voice)s: at most"),
    "The most that the voice's words mean. Empty beside a low end: open; both empty: no count is given.",
    Type.INTEGER,
)
ESTIMATE_LOW = shared.ESTIMATE_LOW
ESTIMATE_HIGH = shared.ESTIMATE_HIGH
NAMED_LOW = FileColumn(
    "named_low",
    _("Named or claimed, at least"),
    "The least of what totals take of the shipment and type: the estimate; of a disputed type all that is "
    "claimed; of one that nobody states the sum of what is named below it.",
    Type.INTEGER,
)
NAMED_HIGH = FileColumn(
    "named_high",
    _("Named or claimed, at most"),
    "The most of what totals take; empty: open. See named_low.",
    Type.INTEGER,
)
SUPPORT = FileColumn(
    "support",
    _("Voices that the estimate fits"),
    "Independent voices that the estimate fits.",
    Type.INTEGER,
)
VOICES = replace(shared.VOICES, meaning="Independent voices that count the type in the shipment.")
STATE = shared.STATE
DISSENTERS = FileColumn(
    "dissenters",
    _("Dissenting voices"),
    "Voices that the estimate does not fit, joined by semicolons.",
)
TYPE_CONFLICT = FileColumn(
    "type_conflict",
    _("Classes in conflict"),
    "Classes of the equipment by its voices that exclude each other, joined by semicolons.",
)
CONFIRMED = FileColumn(
    "confirmed",
    _("Seen on evidence"),
    "The most items of the type that one photo, video or image shows. Empty: none was counted.",
    Type.INTEGER,
)

TYPE = (SHIPMENT_REFERENCE, EQUIPMENT_TYPE, EQUIPMENT_NAME, DEPTH, UNIT)
OF_A_VOICE = (PHRASE, LOW, HIGH)
CONCLUDED = (
    ESTIMATE_LOW,
    ESTIMATE_HIGH,
    NAMED_LOW,
    NAMED_HIGH,
    SUPPORT,
    VOICES,
    STATE,
    DISSENTERS,
    TYPE_CONFLICT,
    CONFIRMED,
)
# For the codebook, which has no shipment.
PATTERN = (*TYPE, *OF_A_VOICE, *CONCLUDED)


def matrix_columns(voices: Iterable[str]) -> list[FileColumn]:
    """Return the columns of matrices in which these voices, by the short names of their sources, speak."""
    return [
        *TYPE,
        *(column.named(voice=voice) for voice in voices for column in OF_A_VOICE),
        *CONCLUDED,
    ]


def column_of_voice(name: str) -> tuple[str, FileColumn] | None:
    """Return the voice whose column it is, and which of its columns; None for a column of no voice.

    >>> voice, column = column_of_voice("le-monde_phrase")
    >>> voice, column is PHRASE, column_of_voice("estimate_low"), column_of_voice("unit")
    ('le-monde', True, None, None)
    """
    column = find_column(name, PATTERN)
    parts = column.filled(name) if column else None
    return (parts["voice"], column) if column and parts else None
