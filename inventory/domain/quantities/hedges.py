"""Read the words that bound or blur a number ("at least", "about"), and turn both into an interval."""

from __future__ import annotations

import re
from enum import Enum, auto

from inventory.domain.intervals import Interval
from inventory.domain.quantities.amounts import Amount, Nature
from inventory.domain.quantities.quantity import Kind

TENTHS_BELOW = 9  # "About 50" reaches down to nine tenths and up to eleven tenths, rounded outward.
TENTHS_ABOVE = 11


class Hedge(Enum):
    """Name what a phrase does to its number."""

    AT_LEAST = auto()
    MORE_THAN = auto()
    AT_MOST = auto()
    FEWER_THAN = auto()
    APPROXIMATE = auto()
    NEARLY = auto()


class UnfitHedgeError(ValueError):
    """Tell in one sentence why a hedge cannot be applied to an amount."""


PREFIXES = {
    Hedge.NEARLY: r"nearly|almost|close to|approaching|(?:just|slightly|a little) (?:under|below"
    r"|less than|fewer than)"
    r"|just short of|not quite|presque|près d(?:e|')|quasiment|un peu moins d(?:e|')|pas loin d(?:e|')",
    Hedge.AT_LEAST: r"at least|no less than|no fewer than|not less than|not fewer than|an? minimum of"
    r"|minimum of"
    r"|minimum|min\.?|as few as|≥|>=|=>|au moins|pas moins d(?:e|')|un minimum d(?:e|')|au minimum",
    Hedge.AT_MOST: r"up to|no more than|not more than|at most|at the most|an? maximum of|maximum of"
    r"|maximum|max\.?"
    r"|as many as|≤|<=|=<|jusqu'à|jusqu'a|pas plus d(?:e|')|tout au plus|au plus|un maximum d(?:e|')"
    r"|au maximum",
    Hedge.MORE_THAN: r"(?:(?:a little|slightly|just|well|far|much|considerably|significantly) )?"
    r"(?:over|more than|above)|upwards? of|in excess of|north of|exceeding|beyond|>"
    r"|(?:un peu |bien |beaucoup |largement )?plus d(?:e|')|au-delà d(?:e|')|au-dessus d(?:e|')",
    Hedge.FEWER_THAN: r"(?:well |far |much )?(?:fewer than|less than|under|below)|<"
    r"|(?:bien )?moins d(?:e|')",
    Hedge.APPROXIMATE: r"about|around|approximately|approx\.?|roughly|some|circa|ca\.?|c\.|~|≈"
    r"|an estimated|estimated"
    r"|est\.|in the region of|in the order of|on the order of|environ|à peu près|autour d(?:e|')|quelque"
    r"|de l'ordre d(?:e|')|approximativement",
}
SUFFIXES = {
    Hedge.AT_LEAST: r"\+|plus(?=$)|(?:or|and) (?:more|above|over|greater)|(?:ou|et) plus|at least"
    r"|minimum|min\.?"
    r"|au moins|au minimum",
    Hedge.AT_MOST: r"or (?:fewer|less)|ou moins|at (?:the )?most|maximum|max\.?|au plus|tout au plus"
    r"|au maximum",
    Hedge.APPROXIMATE: r"-odd|or so|environ|à peu près|ou à peu près|approximately|roughly|estimated"
    r"|\(?est(?:imate)?\.?\)"
    r"|\(estimated\)|\(approx\.?\)",
}
EDGE = r"(?:(?<=[\W_])|(?![\w-]))"  # A hedge that ends in a letter must end there as a word.

PREFIX_PATTERNS = [
    (hedge, re.compile(rf"(?:{words}){EDGE}\s*", re.IGNORECASE)) for hedge, words in PREFIXES.items()
]
SUFFIX_PATTERNS = [
    (hedge, re.compile(rf"^(?:\s*(?:{words}){EDGE}|.*\s(?:{words})$)", re.IGNORECASE))
    for hedge, words in SUFFIXES.items()
]


def read_prefix(text: str) -> tuple[Hedge | None, str]:
    """Read one hedge at the start of a phrase; return it (or None) and what follows.

    >>> read_prefix("no fewer than 20 tanks")[0].name, read_prefix("20 tanks")
    ('AT_LEAST', (None, '20 tanks'))
    """
    found = ((hedge, pattern.match(text)) for hedge, pattern in PREFIX_PATTERNS)
    matches = [(hedge, match.end()) for hedge, match in found if match]
    if not matches:
        return None, text
    hedge, end = max(matches, key=lambda pair: pair[1])
    return hedge, text[end:]


def read_suffix(rest: str) -> tuple[Hedge | None, str]:
    """Read a hedge right after the number or at the very end: "100+", "20 tanks at most".

    Returns the hedge (or None) and the words without it.
    """
    for hedge, pattern in SUFFIX_PATTERNS:
        if pattern.match(rest):
            words = SUFFIXES[hedge]
            shorter = re.sub(rf"^\s*(?:{words}){EDGE}", "", rest, count=1, flags=re.IGNORECASE)
            if shorter == rest:
                shorter = re.sub(rf"\s(?:{words})$", "", rest, count=1, flags=re.IGNORECASE)
            return hedge, shorter
    return None, rest


def apply_hedge(hedge: Hedge | None, amount: Amount) -> tuple[Kind, Interval, int | None]:
    """Turn a number and its hedge into kind, interval and best figure.

    "About one" is kept at one or more: a report of an approximate delivery is not a denial.
    Raises UnfitHedgeError where the words bound nothing ("fewer than 1", "about 0", "up to 20-30").

    >>> apply_hedge(Hedge.APPROXIMATE, Amount(50, 50))
    (<Kind.APPROXIMATE: 'approximate'>, Interval(low=45, high=55), 50)
    """
    if amount.low > amount.high:
        raise UnfitHedgeError(f"The range runs backwards: {amount.low} is above {amount.high}.")
    if amount.nature is Nature.RANGE and hedge not in (None, Hedge.APPROXIMATE):
        raise UnfitHedgeError("A range has two ends already; leave out the words that bound it again.")
    if hedge in (None, Hedge.APPROXIMATE):
        return _unbounded(hedge, amount)
    return _bounded(hedge, amount)


def _unbounded(hedge: Hedge | None, amount: Amount) -> tuple[Kind, Interval, int | None]:
    interval = Interval(amount.low, amount.high)
    if amount.nature is Nature.VAGUE:
        # "Some dozens" is no less vague than "dozens".
        return Kind.VAGUE, interval, None
    if hedge is None and amount.nature is Nature.RANGE:
        return Kind.RANGE, interval, None
    if hedge is None and amount.nature is Nature.PLAIN:
        return (Kind.EXACT if amount.low else Kind.NONE), interval, None
    if amount.high == 0:
        raise UnfitHedgeError("Zero cannot be approximate; write “none” for a denial.")
    low = max(min(1, amount.low), amount.low * TENTHS_BELOW // 10)
    widened = Interval(low, -(-amount.high * TENTHS_ABOVE // 10))
    return Kind.APPROXIMATE, widened, amount.low if interval.is_exact else None


def _bounded(hedge: Hedge | None, amount: Amount) -> tuple[Kind, Interval, int | None]:
    if hedge is Hedge.AT_LEAST:
        return Kind.AT_LEAST, Interval(amount.low, None), None
    if hedge is Hedge.MORE_THAN:
        return Kind.MORE_THAN, Interval(amount.low + 1, None), None
    if hedge is Hedge.AT_MOST:
        return Kind.AT_MOST, _from_one(amount.high), None
    if hedge is Hedge.FEWER_THAN:
        return Kind.FEWER_THAN, _from_one(amount.high - 1), None
    if amount.low != amount.high:
        raise UnfitHedgeError("“Nearly” needs one number after it.")
    _from_one(amount.high - 1)
    return Kind.APPROXIMATE, Interval(amount.low * TENTHS_BELOW // 10, amount.high - 1), None


def _from_one(high: int) -> Interval:
    """Bound a reported count from above; it is at least one, since "none" has words of its own."""
    if high < 1:
        raise UnfitHedgeError("No positive count fits this; write “none” for a denial.")
    return Interval(1, high)
