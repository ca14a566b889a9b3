"""Read the number that starts a phrase, in digits or in words, without taking designations for numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from text_to_num import text2num

from inventory.domain.quantities.lexicon import (
    COMMON_NOUNS,
    ENGLISH_NUMBERS,
    FIXED,
    FRENCH_NUMBERS,
    LEXICON,
    MULTIPLIERS,
    NAMING_WORDS,
)

MASK = "\ue000"  # A private-use character: it stands for a measure or wheel formula.
MOST_NUMBER_WORDS = 10  # words; "neuf cent quatre vingt dix neuf mille ..." is the longest met.

FARTHEST_ENDS = 12  # times; "two to three dozen" read literally has ends 18 times apart.
SCALE = re.compile(
    r"\b(?:dozen|hundred|thousand|[mb]illions?|milliards?|mille|milliers?|cents?"
    r"|\w+aines?)\b",
    re.IGNORECASE,
)

MEASURE = re.compile(
    r"(?<![\w.,])\d+(?:[.,]\d+)?[\s-]?"
    r"(?:mm|cm|km/h|km|kg|kw|hp|ghz|mhz|kt|ft|inch(?:es)?|metres?|meters?|mètres?|m|calib(?:er|re))\b"
    r"|(?<!\w)(?:4|6|8|10|12)\s?[x×]\s?(?:2|4|6|8|10|12)(?!\w)",
    re.IGNORECASE,
)
DIGITS = re.compile(r"(?:\d{1,3}(?:[ ,]\d{3})+(?!\d)|\d+)(?=$|[\s+?)(;:…–%×<>]|-\s*\d|-odd\b|[.,](?!\d)|x\s)")
RANGE_END = re.compile(r"\s*[-–]\s*(?=\d)|\s*[-–]\s+|\s+(?:to|or|à|ou)\s+", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
ARTICLE = re.compile(r"(?:an?|another)\b(?![-'])", re.IGNORECASE)
NUMBER_TOKEN = re.compile(r"[-–<>~≈≥≤]?\d[\d.,/–-]*[+%?]?")


class AmbiguousRangeError(ValueError):
    """Tell that the first end of a range may or may not share the scale of the second."""


class Nature(Enum):
    """Tell how firmly an amount was worded before any hedge is applied to it."""

    PLAIN = auto()
    ROUND = auto()
    VAGUE = auto()
    RANGE = auto()
    HEDGED = auto()


@dataclass(frozen=True, slots=True)
class Amount:
    """Hold the figures that a phrase names: `low` equals `high` for a single number."""

    low: int
    high: int
    nature: Nature = Nature.PLAIN


def phrase_pattern(phrases: list[str]) -> re.Pattern[str]:
    """Compile phrases into one pattern that prefers the longest and ends at a word's end."""
    longest_first = sorted(phrases, key=len, reverse=True)
    joined = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)
    return re.compile(rf"(?:{joined})(?![\w-])", re.IGNORECASE)


VAGUE_WORDS = phrase_pattern(list(LEXICON))
FIXED_WORDS = phrase_pattern(list(FIXED))
MULTIPLIER = phrase_pattern(list(MULTIPLIERS))


def mask_measures(text: str) -> str:
    """Replace measures and wheel formulas (152 mm, 8×8) by one character that is no digit.

    >>> mask_measures("20 152 mm guns").replace(MASK, "_")
    '20 _ guns'
    """
    return MEASURE.sub(MASK, text)


def read_amount(text: str) -> tuple[Amount, str] | None:
    """Read the number, vague word or range at the start of a phrase.

    Returns the amount and what follows it, or None when the phrase does not start with a number.

    >>> read_amount("20-30 tanks")
    (Amount(low=20, high=30, nature=<Nature.RANGE: 4>), ' tanks')
    >>> read_amount("D-30") is None
    True
    """
    if match := VAGUE_WORDS.match(text):
        interval = LEXICON[" ".join(match.group().lower().split())]
        return Amount(interval.low, interval.high or interval.low, Nature.VAGUE), text[match.end() :]
    first = _read_single(text)
    if first is None:
        return None
    amount, rest = first
    separator = RANGE_END.match(rest)
    second = _read_single(rest[separator.end() :]) if separator else None
    if separator is None or second is None:
        return first
    words = text[: len(text) - len(rest)], rest[separator.end() : len(rest) - len(second[1])]
    return join_range(amount, second[0], words), second[1]


def join_range(first: Amount, second: Amount, words: tuple[str, str]) -> Amount:
    """Join the two ends of a range, refusing "two to three dozen", whose first end is unclear.

    Raises AmbiguousRangeError when only the second end names its scale and the ends are far apart.
    """
    is_scaled = [bool(SCALE.search(end)) for end in words]
    if is_scaled == [False, True] and second.high >= FARTHEST_ENDS * first.low:
        raise AmbiguousRangeError
    return Amount(first.low, second.high, Nature.RANGE)


def _read_single(text: str) -> tuple[Amount, str] | None:
    """Read one number with the multipliers that follow it: "12", "2 dozen", "une centaine"."""
    if match := FIXED_WORDS.match(text):
        figure, is_round = FIXED[" ".join(match.group().lower().split())]
        return Amount(figure, figure, Nature.ROUND if is_round else Nature.PLAIN), text[match.end() :]
    read = _read_digits(text) or _read_words(text) or _read_article(text)
    return _multiply(*read) if read else None


def _read_digits(text: str) -> tuple[int, str] | None:
    match = DIGITS.match(text)
    if match is None:
        return None
    return int(re.sub(r"[ ,]", "", match.group())), text[match.end() :]


def _read_article(text: str) -> tuple[int, str] | None:
    """Read "a", "an" and "another" as one, and "a hundred and five" as its whole number."""
    match = ARTICLE.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    following = WORD.match(rest.lstrip())
    if following and following.group().lower() in ("hundred", "thousand", "million", "billion"):
        return _read_words(rest.lstrip())
    return 1, rest


def _read_words(text: str) -> tuple[int, str] | None:
    """Read the longest run of number words that is one number, in whichever language gives the longer."""
    candidates = [
        _longest_number(text, "en", ENGLISH_NUMBERS | {"and"}),
        _longest_number(text, "fr", FRENCH_NUMBERS | {"et"}),
    ]
    return min((found for found in candidates if found), key=lambda found: len(found[1]), default=None)


def _longest_number(text: str, language: str, vocabulary: frozenset[str]) -> tuple[int, str] | None:
    ends: list[int] = []
    end = 0
    while len(ends) < MOST_NUMBER_WORDS and (match := WORD.match(text, end)):
        if (
            not set(match.group().lower().split("-")) <= vocabulary
            or text[match.end() : match.end() + 1] == "-"
        ):
            break
        ends.append(match.end())
        end += len(match.group()) + text[match.end() : match.end() + 1].isspace()
    for stop in reversed(ends):
        try:
            return int(text2num(text[:stop].lower(), language)), text[stop:]
        except ValueError:
            # Not one number: "twenty and" or "one two". A shorter run may be.
            continue
    return None


def _multiply(figure: int, rest: str) -> tuple[Amount, str]:
    """Apply the multipliers after a number; French collectives make it a round one."""
    is_round = False
    while match := MULTIPLIER.match(rest.lstrip()):
        factor, rounds = MULTIPLIERS[match.group().lower()]
        figure *= factor
        is_round = is_round or rounds
        rest = rest.lstrip()[match.end() :]
        rest = re.sub(r"^\s+(?:of|de)\s+(?=milliers\b|mille\b)", " ", rest)
    return Amount(figure, figure, Nature.ROUND if is_round else Nature.PLAIN), rest


def stray_numbers(text: str) -> list[str]:
    """List the numbers in words that follow or replace a count, leaving out those in designations.

    A number belongs to a designation when letters touch it (BMP-3) or when the word before it is
    a name or says so (GAZ 3308, Type 59).

    >>> stray_numbers("GAZ 3308 and Type 59 with D-30"), stray_numbers("tanks and 3 trucks, six guns")
    ([], ['3', 'six'])
    """
    found = []
    before = ""
    for raw in text.split():
        token = raw.strip("()[]{},;:!.\"'")
        is_number = bool(NUMBER_TOKEN.fullmatch(token)) and not _is_name(before)
        if is_number or _is_number_word(token):
            found.append(token)
        before = raw.strip("()[]{}\"'")
    return found


def _is_name(word: str) -> bool:
    """Tell whether a word can carry a number as part of a designation."""
    if word.lower() in NAMING_WORDS:
        return True
    return word[:1].isupper() and word.lower() not in COMMON_NOUNS and word[-1].isalnum()


def _is_number_word(token: str) -> bool:
    """Tell whether a token is a number in words; articles and the French "neuf" (also "new") are not."""
    parts = token.lower().split("-")
    if len(parts) == 1 and parts[0] in {"un", "une", "neuf"}:
        return False
    if parts[0] == "et":
        return False
    return set(parts) <= ENGLISH_NUMBERS or set(parts) <= FRENCH_NUMBERS | {"et"}
