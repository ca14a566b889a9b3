"""Say in words what a likeness of shipments rests on, and what stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.domain.likeness import Ground, Reason

MOST_TYPES_NAMED = 4  # in one reason


@dataclass(frozen=True, slots=True)
class Named:
    """Hold how a shipment's headline is written where a reason speaks of it."""

    place: str = ""
    country: str = ""
    period: str = ""
    supplier: str = ""


def ground_words(reason: Reason, shipment: Named, types: Sequence[str]) -> str:
    """Return a reason in words; ``types`` are the names of the types that it is about."""
    plain = {
        Ground.SAME_PLACE: _("same destination: %(place)s"),
        Ground.SAME_COUNTRY: _("same country: %(country)s"),
        Ground.OTHER_COUNTRY: _("it went to another country: %(country)s"),
        Ground.DATES_OVERLAP: _("same days: %(period)s"),
        Ground.DATES_FIT: _("it happened shortly before the publication: %(period)s"),
        Ground.DATES_NEAR: _("at most a month apart: %(period)s"),
        Ground.DATES_APART: _("other days: %(period)s"),
        Ground.OTHER_SUPPLIER: _("another supplier: %(supplier)s"),
        Ground.OTHER_TYPES: _("no type is reported on both"),
        Ground.TOLD_APART: _("a publication that reports on both tells them apart"),
    }
    if reason.ground in plain:
        return plain[reason.ground] % {
            "place": shipment.place,
            "country": shipment.country,
            "period": shipment.period,
            "supplier": shipment.supplier,
        }
    count = len(types)
    more = ", …" if count > MOST_TYPES_NAMED else ""
    return _counted(reason.ground, count) % {
        "count": count,
        "types": ", ".join(types[:MOST_TYPES_NAMED]) + more,
    }


def _counted(ground: Ground, count: int) -> str:
    """Return the sentence on so many types, with gaps for their number and names."""
    if ground is Ground.SAME_TYPES:
        return ngettext(
            "%(count)s type is reported on it too: %(types)s",
            "%(count)s types are reported on it too: %(types)s",
            count,
        )
    if ground is Ground.OTHER_COUNTS:
        return ngettext("%(count)s count differs: %(types)s", "%(count)s counts differ: %(types)s", count)
    return ngettext("%(count)s count agrees: %(types)s", "%(count)s counts agree: %(types)s", count)
