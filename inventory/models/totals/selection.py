"""Say which shipments and types are added up, and into what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from inventory.models.equipment import EquipmentType
from inventory.models.totals.belonging import EVERYTHING, Belonging, Divided
from inventory.models.totals.tallies import NEAR_ROOT
from inventory.models.totals.things import Members, Thing


@dataclass(frozen=True, slots=True)
class Selection:
    """Say which shipments and types are added up.

    ``shipments`` are conditions on shipments; ``members`` are those of the groups that are compared, and
    ``divided`` the shipments of several destinations or suppliers. ``types`` are those named; without any,
    those of a ``level``. ``sources`` have to have a line.
    """

    shipments: Belonging = EVERYTHING
    members: Members = field(default_factory=dict)
    divided: Divided = field(default_factory=Divided)
    types: Sequence[EquipmentType] = ()
    level: str = NEAR_ROOT
    sources: Sequence[Thing] = ()
