"""Add up estimates by what is compared, and by what stands in rows."""

from inventory.models.totals.tallies import (
    EVERY_TYPE,
    NEAR_ROOT,
    NOTHING,
    ROOT,
    ROW_COLUMNS,
    SEVERAL_YEARS,
    EstimateQuerySet,
    Measure,
    Tally,
    TallyKey,
)
from inventory.models.totals.things import (
    SOURCE_CLASSES,
    Dimension,
    Members,
    Thing,
    belongs_to,
    belongs_to_any,
    load_members,
)

__all__ = [
    "EVERY_TYPE",
    "NEAR_ROOT",
    "NOTHING",
    "ROOT",
    "ROW_COLUMNS",
    "SEVERAL_YEARS",
    "SOURCE_CLASSES",
    "Dimension",
    "EstimateQuerySet",
    "Measure",
    "Members",
    "Tally",
    "TallyKey",
    "Thing",
    "belongs_to",
    "belongs_to_any",
    "load_members",
]
