"""Tell of two shipments that may be one: how like they are, why, and where their headlines differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from inventory.domain.likeness import AGAINST, Band, Reason
from inventory.domain.sameness import Likeness
from inventory.models import EquipmentType, Shipment
from inventory.models.pairs import Pair
from inventory.wording.dates import date_words
from inventory.wording.likeness import Named, ground_words
from inventory.wording.numbers import signed_words


@dataclass(frozen=True, slots=True)
class ReasonView:
    """Show one reason in words with its points, signed."""

    words: str
    points: str
    is_against: bool


@dataclass(frozen=True, slots=True)
class PairView:
    """Show a pair with its score and the reasons that add up to it."""

    one: Shipment
    other: Shipment
    likeness: Likeness
    reasons: tuple[ReasonView, ...]

    @property
    def verdict(self) -> str:
        """Return in words how much the score says."""
        return {
            Band.STRONG: _("Looks like the same"),
            Band.FAIR: _("May be the same"),
            Band.WEAK: _("Hardly the same"),
        }[self.likeness.band]


@dataclass(frozen=True, slots=True)
class Difference:
    """Show a value of two headlines that is not the same in both; empty for unknown."""

    label: str
    one: str
    other: str


def pair_views(pairs: Iterable[Pair]) -> list[PairView]:
    """Return the pairs with their reasons in words. Runs one query, or none."""
    listed = list(pairs)
    keys = {key for pair in listed for reason in pair.likeness.reasons for key in reason.types}
    names = dict(EquipmentType.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    return [
        PairView(
            pair.one,
            pair.other,
            pair.likeness,
            tuple(_reason(reason, pair.other, names) for reason in pair.likeness.reasons),
        )
        for pair in listed
    ]


def _reason(reason: Reason, shipment: Shipment, names: dict[int, str]) -> ReasonView:
    destination = shipment.destination
    named = Named(
        place=str(destination or ""),
        country=str((destination and destination.country) or ""),
        period=date_words(shipment.period),
        supplier=str(shipment.supplier or ""),
    )
    words = ground_words(reason, named, [names[key] for key in reason.types])
    return ReasonView(words, signed_words(reason.points), reason.ground in AGAINST)


def differences(one: Shipment, other: Shipment) -> list[Difference]:
    """Return where two headlines differ, which come with supplier and destination."""
    labels = {
        "title": _("Title"),
        "supplier": _("Supplier"),
        "destination": _("Destination"),
        "period": _("Period"),
        "note": _("Note"),
    }
    return [
        Difference(label, _value(one, name), _value(other, name))
        for name, label in labels.items()
        if getattr(one, name) != getattr(other, name)
    ]


def _value(shipment: Shipment, name: str) -> str:
    value = getattr(shipment, name)
    return date_words(value) if name == "period" else str(value or "")
