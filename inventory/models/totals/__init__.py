"""Add up estimates by what is compared, and by what stands in rows."""

from inventory.models.totals.rows import SEVERAL_YEARS, TallyKey
from inventory.models.totals.tallies import (
    EVERY_TYPE,
    HEADLINES,
    NEAR_ROOT,
    NOTHING,
    ROOT,
    EstimateQuerySet,
    Measure,
    Tally,
    datasets_with,
    range_with,
)
from inventory.models.totals.things import SOURCE_CLASSES, Dimension, Members, Thing, load_members

__all__ = [
    "EVERY_TYPE",
    "HEADLINES",
    "NEAR_ROOT",
    "NOTHING",
    "ROOT",
    "SEVERAL_YEARS",
    "SOURCE_CLASSES",
    "Dimension",
    "EstimateQuerySet",
    "Measure",
    "Members",
    "Tally",
    "TallyKey",
    "Thing",
    "datasets_with",
    "load_members",
    "range_with",
]
