"""Bring the short forms that tables use for counts to the words that are read: 50+/-5, 1000s, 45,000; kg."""

from __future__ import annotations

import re

NUMBER = r"\d+(?:[ .,']\d{3})*"
WITH_MARGIN = re.compile(
    rf"(?P<number>{NUMBER}) ?(?:±|\+ ?/ ?-|\+-) ?(?P<margin>{NUMBER})(?P<rest>(?![\w%.,]).*)"
)
ROUND = re.compile(r"(?P<number>10|100|1[,.' ]?000)'?s\b(?P<rest>.*)")
ROUND_WORDS = {"10": "tens", "100": "hundreds"}
WITH_UNIT = re.compile(
    rf"(?P<number>{NUMBER}) ?[;,|] ?(?P<unit>kg|g|t|mt|lbs?|tonnes?|tons?|kilograms?|grams?|grammes?"
    r"|litres?|liters?)\.?",
    re.IGNORECASE,
)


def written_out(text: str) -> str:
    """Return a count of a table in words that are read, and any other text as it is.

    >>> written_out("1000s"), written_out("100s of tanks"), written_out("45,000; kg"), written_out("12 tanks")
    ('thousands', 'hundreds of tanks', '45,000 kg', '12 tanks')
    """
    if match := ROUND.fullmatch(text):
        return f"{ROUND_WORDS.get(match['number'], 'thousands')}{match['rest']}"
    if match := WITH_UNIT.fullmatch(text):
        return f"{match['number']} {match['unit']}"
    return text


def margin_of(text: str) -> tuple[str, int]:
    """Return a count without the margin that it is given with, and the margin; zero where it has none.

    >>> margin_of("50+/-5"), margin_of("50 ± 5 tanks"), margin_of("50")
    (('50', 5), ('50 tanks', 5), ('50', 0))
    """
    match = WITH_MARGIN.fullmatch(text)
    if match is None:
        return text, 0
    return match["number"] + match["rest"], int(re.sub(r"\D", "", match["margin"]))
