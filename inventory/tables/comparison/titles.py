"""Say in words what a comparison compares and all that narrows it, for headings and pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from inventory.models.totals import EVERY_TYPE, Dimension
from inventory.models.totals.editions import EDITION
from inventory.wording.dates import date_words

MOST_TYPES_NAMED = 6  # More would fill the heading; the rows name them all.
BY: dict[Dimension, str | Promise] = {
    Dimension.EQUIPMENT: gettext_lazy("by category"),
    Dimension.YEAR: gettext_lazy("by year"),
    Dimension.DESTINATION: gettext_lazy("by destination"),
    Dimension.SUPPLIER: gettext_lazy("by supplier"),
    Dimension.SHIPMENT: gettext_lazy("by shipment"),
}
ALONE: dict[Dimension, str | Promise] = {
    Dimension.DESTINATION: gettext_lazy("Reported deliveries to %(name)s"),
    Dimension.SUPPLIER: gettext_lazy("Reported deliveries from %(name)s"),
    Dimension.PERIOD: gettext_lazy("Reported deliveries in %(name)s"),
    Dimension.SOURCE: gettext_lazy("Counts reported by %(name)s"),
    Dimension.SHIPMENT: gettext_lazy("Shipment %(name)s"),
}


def subject_words(compared: Dimension, names: Sequence[str]) -> str:
    """Return what is compared with what; of one thing alone, what is reported of it.

    >>> subject_words(Dimension.DESTINATION, ["Mali", "Burkina Faso"])
    'Mali and Burkina Faso compared'
    >>> subject_words(Dimension.EDITION, ["Arms, edition of 2025-03-13", "Arms, edition of 2024-10-13"])
    'Arms: editions of 13 Mar 2025 and 13 Oct 2024 compared'
    >>> subject_words(Dimension.SUPPLIER, ["Russia"]), subject_words(Dimension.EQUIPMENT, ["Tanks"])
    ('Reported deliveries from Russia', 'Tanks')
    """
    if len(names) == 1:
        return str(ALONE.get(compared, "%(name)s")) % {"name": names[0]}
    parted = [name.partition(EDITION) for name in names]
    if compared == Dimension.EDITION and len({register for register, _mark, _day in parted}) == 1:
        days = joined([date_words(day) for _register, _mark, day in parted])
        return _("%(register)s: editions of %(days)s compared") % {"register": parted[0][0], "days": days}
    return _("%(names)s compared") % {"names": joined(names)}


def rows_words(rows: Sequence[Dimension], *, level: str, has_types: bool) -> str:
    """Return what stands in rows, such as “by category, by year”."""
    words = []
    for dimension in rows:
        is_finer = dimension == Dimension.EQUIPMENT and (level == EVERY_TYPE or has_types)
        words.append(_("by type") if is_finer else str(BY[dimension]))
    return ", ".join(words)


def narrowing_words(wish: Mapping[str, Any], asked: Mapping[str, str]) -> list[str]:
    """Return a phrase for everything that leaves shipments or types out; ``asked`` are days as typed."""
    compared = wish["compare"]
    words = [] if compared == Dimension.EQUIPMENT else _types(wish["equipment"])
    phrases = {
        Dimension.DESTINATION: _("to %(names)s"),
        Dimension.SUPPLIER: _("from %(names)s"),
        Dimension.SOURCE: _("types counted by %(names)s"),
        Dimension.SHIPMENT: _("shipment %(names)s"),
        Dimension.PERIOD: _("in %(names)s"),
    }
    for dimension, phrase in phrases.items():
        names = [thing.name for thing in wish[dimension]]
        if names and dimension != compared:
            words.append(phrase % {"names": joined(names, _("or"))})
    if wish["period_from"]:
        words.append(_("since %(day)s") % {"day": date_words(asked["period_from"])})
    if wish["period_to"]:
        words.append(_("until %(day)s") % {"day": date_words(asked["period_to"])})
    if wish["group_on"]:
        words.append(_("group members as of %(day)s") % {"day": date_words(asked["group_on"])})
    return words


def _types(types: Sequence[Any]) -> list[str]:
    if not types:
        return []
    rest = len(types) - MOST_TYPES_NAMED
    named = [kind.name for kind in types[:MOST_TYPES_NAMED]]
    if rest > 0:
        named.append(ngettext("%(number)d more type", "%(number)d more types", rest) % {"number": rest})
    return [joined(named)]


def edition_words(name: str) -> str:
    """Return the name of an edition with its day in words; any other name as it is.

    >>> edition_words("Arms, edition of 2025-03-13"), edition_words("RAIDS")
    ('Arms, edition of 13 Mar 2025', 'RAIDS')
    """
    register, mark, day = name.partition(EDITION)
    if not mark:
        return name
    return _("%(source)s, edition of %(day)s") % {"source": register, "day": date_words(day)}


def joined(names: Sequence[str], word: str = "") -> str:
    """Return names as a list in words, the last after “and” or another word.

    >>> joined(["Mali", "Niger", "Chad"]), joined(["Mali", "Niger"], "or")
    ('Mali, Niger and Chad', 'Mali or Niger')
    """
    return str(get_text_list(list(names), word or _("and")))
