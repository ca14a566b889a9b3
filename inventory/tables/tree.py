"""Lay out the equipment tree as nested lists that fold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from inventory.models import EquipmentType


@dataclass(frozen=True, slots=True)
class Branch:
    """Show one type, as ``EquipmentType.objects.for_list()`` reads it, and the branches below it."""

    type: EquipmentType
    children: tuple[Branch, ...]
    is_open: bool


def tree_of(types: Iterable[EquipmentType]) -> tuple[Branch, ...]:
    """Return the root, as the only branch, or nothing; siblings stand by position and then by name.

    Only the root is open, so that the page begins with the categories below it.
    """
    children: dict[int | None, list[EquipmentType]] = defaultdict(list)
    for one in sorted(types, key=lambda one: (one.position, one.name, one.pk)):
        children[one.parent_id].append(one)

    def branch(one: EquipmentType) -> Branch:
        below = tuple(branch(child) for child in children[one.pk])
        return Branch(one, below, is_open=one.parent_id is None)

    return tuple(branch(root) for root in children[None])
