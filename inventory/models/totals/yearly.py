"""Add up by year what came to a destination, from a supplier, or of a type, as pages and files tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inventory.models.equipment import EquipmentType
from inventory.models.totals.adding import Totals, add_up_selected
from inventory.models.totals.belonging import belonging_to, load_divided
from inventory.models.totals.covered import Covered, load_covered
from inventory.models.totals.selection import Selection
from inventory.models.totals.tallies import HEADLINES
from inventory.models.totals.things import Dimension, Thing, load_members


@dataclass(frozen=True, slots=True)
class YearlyTotals:
    """Hold totals by type and year, the types with their parents, and what datasets cover of these."""

    totals: Totals
    types: Sequence[EquipmentType]
    covered: Covered


def load_yearly(thing: Thing) -> YearlyTotals:
    """Return what is of a destination or supplier by main category and year.

    Runs nine queries, and one for a group's members: two for what has several destinations or suppliers;
    pairs; sums; categories; four for what datasets cover. More where shipments may be the same.
    """
    members = load_members([thing] if thing.dimension == Dimension.DESTINATION else [], None)
    divided = load_divided()
    selection = Selection(belonging_to(thing, members, divided), members, divided, level=HEADLINES)
    totals = add_up_selected(selection, [Dimension.YEAR])
    types = list(EquipmentType.objects.filter(pk__in=totals.types()).select_related("parent__parent"))
    is_country = thing.dimension == Dimension.DESTINATION and not thing.is_group
    return YearlyTotals(totals, types, load_covered(types, thing.pk if is_country else None))


def load_yearly_of_type(kind: EquipmentType) -> YearlyTotals:
    """Return what is of a type by year. Runs ten queries at most, besides those for what may be the same."""
    selection = Selection(divided=load_divided(), types=[kind])
    return YearlyTotals(add_up_selected(selection, [Dimension.YEAR]), [kind], load_covered([kind]))
