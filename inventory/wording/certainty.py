"""Tell by how many voices, and how surely, a value is affirmed or denied."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from inventory.domain.comparison import StatementTally
from inventory.wording.numbers import number_words

AFFIRMED = {
    "": gettext_lazy("stated by %(n)s"),
    "stated": gettext_lazy("stated by %(n)s"),
    "observed": gettext_lazy("observed by %(n)s"),
    "reported": gettext_lazy("reported by %(n)s"),
    "alleged": gettext_lazy("alleged by %(n)s"),
    "suspected": gettext_lazy("suspected by %(n)s"),
    "assessed": gettext_lazy("assessed by %(n)s"),
    "predicted": gettext_lazy("predicted by %(n)s"),
}
IN_PART = gettext_lazy("in part by %(n)s")
DENIED = gettext_lazy("denied by %(n)s")
ON_OBSERVATION = gettext_lazy("%(said)s on observation")
FIRST_HAND = gettext_lazy("%(said)s first-hand")
HEDGED = gettext_lazy("%(said)s with a caveat")


def tally_words(tallies: Iterable[StatementTally]) -> str:
    """Tell how many affirm and deny a value.

    Such as ``suspected by 1, in part by 1; denied by 1 on observation``; empty where no voice counts.
    """
    listed = list(tallies)
    affirmed = ", ".join(_words(one) for one in listed if one.is_affirmed)
    denied = ", ".join(_words(one) for one in listed if not one.is_affirmed)
    return "; ".join(filter(None, (affirmed, denied)))


def _words(one: StatementTally) -> str:
    base = AFFIRMED[one.modality] if one.is_affirmed else DENIED
    words = str(IN_PART if one.is_partial and one.is_affirmed else base) % {
        "n": number_words(len(one.voices))
    }
    is_seen = one.modality == "observed"
    if is_seen and not one.is_affirmed:
        words = str(ON_OBSERVATION) % {"said": words}
    elif one.is_first_hand and not is_seen:
        words = str(FIRST_HAND) % {"said": words}
    return str(HEDGED) % {"said": words} if one.is_hedged else words
