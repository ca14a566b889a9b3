"""Read fractions and percentages of a base line, and work them out in whole items."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil, floor

from inventory.domain.intervals import Interval
from inventory.domain.quantities.hedges import Hedge

TOLERANCE = Fraction(1, 10)  # of the share: "half" stands for 45–55 % of the base.
WHOLE = Fraction(1)

# A fraction counts as a share only before these: "a third T-72" and "half tracks" are no shares.
FOLLOWS = (
    r"(?=$|\s*[,;(]|\s+(?:of|the|its|their|these|those|were|are|was|is|de|du"
    r"|des|d'|étaient|sont|au|aux)(?![\w-])|\s+d')"
)
SHARE = re.compile(
    r"(?:(?P<half>(?:une |la )?moitié|(?:a |one |one-)?half)"
    r"|(?P<most>most|(?:the |a )?majority|la plupart|(?:la |une )majorité)"
    r"|(?:les )?(?P<count>an?|one|two|three|four|five|seven|nine|une?|le|deux|trois|quatre|cinq|sept"
    r"|neuf)[\s-]+"
    r"(?P<part>thirds?|tiers|quarters?|quarts?|fifths?|cinquièmes?|tenths?|dixièmes?))" + FOLLOWS,
    re.IGNORECASE,
)
PERCENT = re.compile(r"(?P<percent>\d{1,9})\s?(?:%|per\s?cent\b|pour\s?cent\b)", re.IGNORECASE)

COUNTS = {
    **dict.fromkeys(("a", "an", "one", "un", "une", "le"), 1),
    **dict.fromkeys(("two", "deux"), 2),
    **dict.fromkeys(("three", "trois"), 3),
    **dict.fromkeys(("four", "quatre"), 4),
    **dict.fromkeys(("five", "cinq"), 5),
    **dict.fromkeys(("seven", "sept"), 7),
    **dict.fromkeys(("nine", "neuf"), 9),
}
PARTS = {"thir": 3, "tier": 3, "quar": 4, "fift": 5, "cinq": 5, "tent": 10, "dixi": 10}


def read_share(text: str) -> tuple[Fraction, Hedge | None, str] | None:
    """Read the fraction at the start of a phrase, the relation that its word implies, and the rest.

    Returns None when the phrase starts with no share. The fraction may be zero or above one.

    >>> read_share("two thirds of the trucks"), read_share("30 % of them"), read_share("half a dozen")
    ((Fraction(2, 3), None, ' of the trucks'), (Fraction(3, 10), None, ' of them'), None)
    """
    if match := PERCENT.match(text):
        return Fraction(int(match["percent"]), 100), None, text[match.end() :]
    match = SHARE.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    if match["half"]:
        return Fraction(1, 2), None, rest
    if match["most"]:
        return Fraction(1, 2), Hedge.MORE_THAN, rest
    return Fraction(COUNTS[match["count"].lower()], PARTS[match["part"].lower()[:4]]), None, rest


def share_of(base: Interval, share: Fraction, relation: Hedge | None = None) -> Interval:
    """Work out a share of a base line, rounded inward to whole items.

    A base so small that no whole item lies inside is rounded outward instead: half of three is 1–2.
    `relation` narrows one side: "more than half" runs from above one half to the whole base.

    >>> str(share_of(Interval(101, None), Fraction(1, 2))), str(share_of(Interval(100, 100), Fraction(1, 3)))
    ('≥ 46', '30–36')
    """
    least, most = _fractions(share, relation)
    low = floor(least * base.low) + 1 if relation is Hedge.MORE_THAN else ceil(least * base.low)
    if relation in (Hedge.AT_MOST, Hedge.FEWER_THAN):
        low = min(1, base.low)
    if base.high is None:
        return Interval(low, None)
    high = (
        ceil(most * base.high) - 1
        if relation in (Hedge.FEWER_THAN, Hedge.NEARLY)
        else floor(most * base.high)
    )
    if low > high:
        low, high = floor(least * base.low), ceil(most * base.high)
    return Interval(low, high)


def _fractions(share: Fraction, relation: Hedge | None) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest part of the base that a worded share stands for."""
    if relation in (Hedge.AT_LEAST, Hedge.MORE_THAN):
        return share, WHOLE
    if relation in (Hedge.AT_MOST, Hedge.FEWER_THAN):
        return Fraction(0), share
    if relation is Hedge.NEARLY:
        return share * (1 - TOLERANCE), share
    return share * (1 - TOLERANCE), min(WHOLE, share * (1 + TOLERANCE))
