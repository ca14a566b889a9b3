"""Lay out what classification schemes say of an equipment type, itself or through a type above it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inventory.models import ClassificationScheme, EquipmentType, Verdict


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """Hold a scheme with its verdict; None where it says nothing of the type or any above it.

    ``inherited_from`` is the type that the verdict is on, None where it is on the type itself.
    """

    scheme: ClassificationScheme
    verdict: Verdict | None = None
    inherited_from: EquipmentType | None = None


def verdict_rows(
    schemes: Iterable[ClassificationScheme], verdicts: Iterable[Verdict], path: Sequence[EquipmentType]
) -> list[VerdictRow]:
    """Return each scheme with the verdict nearest to the type, the last of ``path`` from the root."""
    found = {(verdict.scheme_id, verdict.equipment_type_id): verdict for verdict in verdicts}
    return [_nearest(scheme, found, path) for scheme in schemes]


def _nearest(
    scheme: ClassificationScheme, found: dict[tuple[int, int], Verdict], path: Sequence[EquipmentType]
) -> VerdictRow:
    for one in reversed(path):
        verdict = found.get((scheme.pk, one.pk))
        if verdict is not None:
            return VerdictRow(scheme, verdict, None if one is path[-1] else one)
    return VerdictRow(scheme)
