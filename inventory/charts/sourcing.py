"""Write the source line of a figure: which publication carries most of it, and how many others there are."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.models.origins import Origins
from inventory.wording.dates import date_words
from inventory.wording.numbers import number_words


def source_words(origins: Origins | None) -> str:
    """Return such as "SIPRI, edition of 12 Feb 2026, and 46 other publications"; empty without reports."""
    if origins is None:
        return ""
    lead = _lead_words(origins)
    if not origins.others:
        return lead
    words = ngettext(
        "%(lead)s, and %(n)s other publication", "%(lead)s, and %(n)s other publications", origins.others
    )
    return words % {"lead": lead, "n": number_words(origins.others)}


def _lead_words(origins: Origins) -> str:
    day = date_words(origins.published_on)
    if not day:
        return _("%(source)s, undated") % {"source": origins.source}
    if origins.is_register:
        return _("%(source)s, edition of %(day)s") % {"source": origins.source, "day": day}
    return _("%(source)s, %(day)s") % {"source": origins.source, "day": day}
