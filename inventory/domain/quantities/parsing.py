"""Read a whole phrase about a count into a quantity, or refuse it with a reason."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from inventory.domain.intervals import Interval
from inventory.domain.quantities.amounts import (
    AmbiguousRangeError,
    Amount,
    Nature,
    join_range,
    mask_measures,
    read_amount,
    stray_numbers,
)
from inventory.domain.quantities.hedges import Hedge, UnfitHedgeError, apply_hedge, read_prefix, read_suffix
from inventory.domain.quantities.lexicon import COLLECTIVES, NOISE, PARTS
from inventory.domain.quantities.plurals import SOME, is_unstated, read_plural
from inventory.domain.quantities.quantity import Kind, Quantity, QuantityError
from inventory.domain.quantities.refusals import (
    RefusalError,
    reason_for,
    refuse_collective,
    refuse_second_count,
)
from inventory.domain.quantities.shares import read_share, share_of

LONGEST_PHRASE = 500  # characters
LARGEST_COUNT = 2_000_000_000  # items; an int4range holds no more than 2,147,483,647.

# The last three letters match "i", "I" and "s" when case is ignored, but are not those letters in a table.
REPLACEMENTS = str.maketrans("’‘ʼ—−‑‐ıİſ", "'''–---iIs")
QUOTES = "\"'“”«»„ "

NOISE_WORDS = re.compile(rf"(?:{NOISE})(?![\w'-])\s*(?=\S)", re.IGNORECASE)
ROUND_ADJECTIVES = re.compile(r"\bune (?:bonne|petite|grosse) (?=\w+aine\b)", re.IGNORECASE)
GROUP_OF = re.compile(
    rf"(?:an? |une? |the |la |le |l'|one )?(?:[^\W\d_]+ )?(?:{'|'.join(sorted(COLLECTIVES - PARTS))})"
    r"(?: composée?)? (?:of |de |d')(?=\S)",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"(?:between|entre)\s+", re.IGNORECASE)
BETWEEN_JOIN = re.compile(r"\s+(?:and|et)\s+", re.IGNORECASE)
FROM = re.compile(r"(?:from|de)\s+(?=\S)", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\(\s*(?P<number>\d[\d ,]*)\s*\??\s*\)")
NONE_WORDS = re.compile(
    r"(?:no|none|nil|nothing|rien|not one|not any|not a single|pas un seul|pas une seule|aucune?s?"
    r"|nulle?s?|pas d(?:e\b|'))"
    r"(?![\w-])",
    re.IGNORECASE,
)
ADDITIONAL = re.compile(
    r"(?:an? (?:additional|further|extra|new|reported|combined|other)|another|additional|un nouveau"
    r"|une nouvelle)\s+(?=\S)",
    re.IGNORECASE,
)
STATED = re.compile(
    r"(?P<kind>[a-z]+(?: [a-z]+)?) \((?:(?P<low>\d{1,10})(?:–(?P<high>\d{1,10}))?|≥ (?P<least>\d{1,10}))"
    r"(?:, best (?P<best>\d{1,10}))?\)"
)


def parse_quantity(phrase: str, *, base: Interval | None = None) -> Quantity:
    """Read a count as a source wrote it, in English or French, into kind, interval and best figure.

    `base` is the line that a share ("half the vehicles") refers to; other phrases ignore it.
    Raises QuantityError for anything that is not one count; nothing is guessed. Phrases longer than
    500 characters and counts above 2,000,000,000 are refused.

    >>> def read(*phrases, base=None):
    ...     for quantity in (parse_quantity(phrase, base=base) for phrase in phrases):
    ...         best = "" if quantity.best is None else f", best {quantity.best}"
    ...         print(f"{quantity.kind} {quantity.interval}{best}")

    Exact, in digits and words; digits of designations, measures and wheel formulas never count:

    >>> read("3", "three D-30", "half a dozen", "douze", "1,200 trucks", "3 000", "7x T-72", "2 dozen")
    exact 3
    exact 3
    exact 6
    exact 12
    exact 1200
    exact 3000
    exact 7
    exact 24
    >>> read("two 152 mm guns", "12 T-72B3M", "20 GAZ 3308 4×4 trucks", "a single Su-25", "an extra Mi-35")
    exact 2
    exact 12
    exact 20
    exact 1
    exact 1
    >>> read("a total of 75", "a convoy of 12 trucks", "a pair of boats", "une paire", "un avion")
    exact 75
    exact 12
    exact 2
    exact 2
    exact 1

    Bounds:

    >>> read("at least 100", "100+", "100 or more", "≥100", "no fewer than 100", "au moins cent")
    at_least ≥ 100
    at_least ≥ 100
    at_least ≥ 100
    at_least ≥ 100
    at_least ≥ 100
    at_least ≥ 100
    >>> read("over 100", "more than 100", ">100", "upwards of 100", "plus de 3000", "over a dozen")
    more_than ≥ 101
    more_than ≥ 101
    more_than ≥ 101
    more_than ≥ 101
    more_than ≥ 3001
    more_than ≥ 13
    >>> read("up to 20", "≤20", "jusqu'à 20", "no more than 20", "fewer than 20", "<20", "moins de 20")
    at_most 1–20
    at_most 1–20
    at_most 1–20
    at_most 1–20
    fewer_than 1–19
    fewer_than 1–19
    fewer_than 1–19

    Ranges:

    >>> read("20-30", "20 to 30", "between 20 and 30", "entre 20 et 30", "two or three")
    range 20–30
    range 20–30
    range 20–30
    range 20–30
    range 2–3

    Approximate: ten per cent either way, rounded outward; SIPRI brackets or queries its estimates:

    >>> read("about 50", "~50", "some 50", "une centaine", "around 5", "(12)", "12?", "twenty or so")
    approximate 45–55, best 50
    approximate 45–55, best 50
    approximate 45–55, best 50
    approximate 90–110, best 100
    approximate 4–6, best 5
    approximate 10–14, best 12
    approximate 10–14, best 12
    approximate 18–22, best 20
    >>> read("nearly 100", "près de 100")
    approximate 90–99
    approximate 90–99

    Vague words, from the lexicon:

    >>> read("a couple of boats", "several", "dozens of tanks", "des centaines", "quelques")
    vague 2–3
    vague 3–9
    vague 24–99
    vague 200–999
    vague 3–5

    Plurals without a number:

    >>> read("tanks", "des radars", "T-72s", "152 mm guns", "some vehicles")
    bare_plural ≥ 2
    bare_plural ≥ 2
    bare_plural ≥ 2
    bare_plural ≥ 2
    bare_plural ≥ 2

    Shares of a base line, ten per cent of the share either way, rounded inward:

    >>> read("half the vehicles", "la moitié", "most of the vehicles", base=Interval(101, None))
    share ≥ 46
    share ≥ 46
    share ≥ 51
    >>> read("un tiers", "two thirds", "30 %", base=Interval(90, 90))
    share 27–33, best 30
    share 54–66, best 60
    share 25–29, best 27

    Denials, and counts that the source kept to itself:

    >>> read("no tanks", "none", "aucun", "0", "undisclosed", "..", "?", "an unspecified number of drones")
    none 0
    none 0
    none 0
    none 0
    unknown None
    unknown None
    unknown None
    unknown None

    The form that `format_quantity` falls back to:

    >>> read("approximate (40–60, best 50)", "share (≥ 46)")
    approximate 40–60, best 50
    share ≥ 46

    Refused, each with its reason:

    >>> for phrase in ("D-30", "30-20", "-5", "1e9", "3.5", "12 tanks and 3 trucks", "half", ""):
    ...     try:
    ...         read(phrase)
    ...     except QuantityError as error:
    ...         print(error)
    “D-30”: The digits belong to a designation or a measure; no count is stated.
    “30-20”: The range runs backwards: 30 is above 20.
    “-5”: A count cannot be negative.
    “1e9”: Write the number out, without scientific notation.
    “3.5”: A count is a whole number; write thousands as 1,200 or 1 200.
    “12 tanks and 3 trucks”: A second number follows the count: “3”. Give one count per line.
    “half”: A share needs a base line: say which count it is a part of.
    “”: The phrase is empty; write “unknown” if the source gives no count.
    """
    try:
        kind, interval, best = _read(_clean(phrase), base)
    except (RefusalError, UnfitHedgeError) as refusal:
        raise QuantityError(phrase[: LONGEST_PHRASE + 1], str(refusal)) from None
    except AmbiguousRangeError:
        reason = "Only the second end of the range names its scale; write both numbers out."
        raise QuantityError(phrase, reason) from None
    if interval is not None and max(interval.low, interval.high or 0) > LARGEST_COUNT:
        raise QuantityError(phrase, f"A count above {LARGEST_COUNT:,} is not accepted.")
    return Quantity(kind, interval, best, phrase)


type _Reading = tuple[Kind, Interval | None, int | None]


def _clean(phrase: str) -> str:
    """Bring spaces, apostrophes and dashes to one form; refuse what cannot be read safely."""
    if len(phrase) > LONGEST_PHRASE:
        raise RefusalError(f"A count phrase has at most {LONGEST_PHRASE} characters.")
    for character in phrase:
        if character.isnumeric() and not character.isascii():
            name = unicodedata.name(character, "an unnamed character")
            raise RefusalError(f"Write numbers with the digits 0–9; “{character}” is {name}.")
        if unicodedata.category(character) in ("Cc", "Cs", "Co") and not character.isspace():
            raise RefusalError(f"The phrase holds a control character (code {ord(character)}).")
    visible = "".join(character for character in phrase if unicodedata.category(character) != "Cf")
    text = unicodedata.normalize("NFC", " ".join(visible.split())).translate(REPLACEMENTS).strip(QUOTES)
    if not text:
        raise RefusalError("The phrase is empty; write “unknown” if the source gives no count.")
    return text


def _read(text: str, base: Interval | None) -> _Reading:
    if stated := _read_stated(text):
        return stated
    if is_unstated(text):
        return Kind.UNKNOWN, None, None
    text = mask_measures(ROUND_ADJECTIVES.sub("une ", text.rstrip(".,;:! ")))
    hedges, remainder = _read_hedges(text)
    reading = _read_counted(hedges, remainder, base) or _read_none(remainder)
    if reading:
        return reading
    is_some = SOME.match(text) is not None
    if hedges and not is_some:
        raise RefusalError("No number follows the words that bound it.")
    kind = read_plural(text if is_some else remainder)
    if kind is None:
        raise RefusalError(reason_for(text))
    return kind, Interval(2, None) if kind is Kind.BARE_PLURAL else None, None


def _read_stated(text: str) -> _Reading | None:
    """Read the spelt-out form that fits every quantity: "range (20–30)", "vague (≥ 2, best 9)"."""
    match = STATED.fullmatch(text)
    if match is None or match["kind"].replace(" ", "_") not in Kind:
        return None
    low = int(match["least"] or match["low"])
    high = None if match["least"] else int(match["high"] or match["low"])
    if high is not None and low > high:
        raise UnfitHedgeError(f"The range runs backwards: {low} is above {high}.")
    return (
        Kind(match["kind"].replace(" ", "_")),
        Interval(low, high),
        int(match["best"]) if match["best"] else None,
    )


def _read_hedges(text: str) -> tuple[list[Hedge], str]:
    """Take hedges and the words that change no number off the start of a phrase, in any order."""
    hedges: list[Hedge] = []
    while True:
        hedge, rest = read_prefix(text)
        if hedge:
            hedges.append(hedge)
        else:
            rest = _skip_noise(text)
        if rest == text:
            return hedges, text
        text = rest


def _skip_noise(text: str) -> str:
    """Drop words that change no number from the start; "an additional" only before a number."""
    match = NOISE_WORDS.match(text) or GROUP_OF.match(text)
    if match is None:
        match = ADDITIONAL.match(text)
        if match is None or read_amount(text[match.end() :]) is None:
            return text
    return text[match.end() :]


def _read_none(text: str) -> _Reading | None:
    match = NONE_WORDS.match(text)
    if match is None:
        return None
    refuse_second_count(text[match.end() :])
    return Kind.NONE, Interval(0, 0), None


def _read_counted(hedges: list[Hedge], text: str, base: Interval | None) -> _Reading | None:
    """Read a number and the words after it; None when no number or share starts the phrase."""
    if share := read_share(text):
        fraction, relation, rest = share
        refuse_second_count(rest)
        return _read_share(_combine([*hedges, *([relation] if relation else [])]), fraction, base)
    counted = _read_bracketed(text) or _read_range_words(text) or read_amount(text)
    if counted is None:
        return None
    amount, rest = counted
    if "?" in (rest.strip()[:1], rest[-1:]):
        rest = rest.strip().strip("?")
        hedges = [*hedges, Hedge.APPROXIMATE]
    suffix, rest = read_suffix(rest)
    refuse_second_count(rest)
    refuse_collective(rest)
    return _apply([*hedges, *([suffix] if suffix else [])], amount)


def _read_bracketed(text: str) -> tuple[Amount, str] | None:
    """Read "(12)", which is how SIPRI marks a figure as its estimate."""
    match = IN_BRACKETS.match(text)
    inner = read_amount(match["number"]) if match else None
    if match is None or inner is None or inner[1].strip():
        return None
    return Amount(inner[0].low, inner[0].high, Nature.ROUND), text[match.end() :]


def _read_range_words(text: str) -> tuple[Amount, str] | None:
    """Read "between 20 and 30" and "from 20 to 30"; numbers in words may hold an "and" themselves."""
    if match := FROM.match(text):
        inner = read_amount(text[match.end() :])
        return inner if inner and inner[0].nature is Nature.RANGE else None
    match = BETWEEN.match(text)
    if match is None:
        return None
    text = text[match.end() :]
    for join in BETWEEN_JOIN.finditer(text):
        left, right = read_amount(text[: join.start()]), read_amount(text[join.end() :])
        if left and right and not left[1].strip() and not stray_numbers(right[1]):
            words = text[: join.start()], text[join.end() : len(text) - len(right[1])]
            return join_range(left[0], right[0], words), right[1]
    return None


def _combine(hedges: list[Hedge]) -> tuple[Hedge | None, bool]:
    """Reduce the hedges of a phrase to one and tell whether "about" stands beside it.

    "At least about 20" is one bound on a blurred number; two different bounds are refused.
    """
    bounds = set(hedges) - {Hedge.APPROXIMATE}
    if len(bounds) > 1:
        raise RefusalError("The phrase bounds its number twice; keep one bound.")
    is_blurred = Hedge.APPROXIMATE in hedges
    if bounds:
        return bounds.pop(), is_blurred
    return (Hedge.APPROXIMATE if is_blurred else None), False


def _apply(hedges: list[Hedge], amount: Amount) -> _Reading:
    hedge, is_blurred = _combine(hedges)
    if is_blurred and amount.nature is not Nature.VAGUE:
        _, blurred, _ = apply_hedge(Hedge.APPROXIMATE, amount)
        amount = Amount(blurred.low, blurred.high or blurred.low, Nature.HEDGED)
    return apply_hedge(hedge, amount)


def _read_share(combined: tuple[Hedge | None, bool], share: Fraction, base: Interval | None) -> _Reading:
    """Work out a share of the base line; its best figure is the exact part, where there is one."""
    hedge, _ = combined
    if not 0 < share <= 1:
        raise RefusalError("A share lies between 1 and 100 %.")
    if base is None:
        raise RefusalError("A share needs a base line: say which count it is a part of.")
    interval = share_of(base, share, hedge)
    part = share * base.low
    is_named = hedge in (None, Hedge.APPROXIMATE) and base.is_exact and part.denominator == 1
    return Kind.SHARE, interval, part.numerator if is_named else None
