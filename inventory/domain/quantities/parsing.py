"""Read a whole phrase about a count into a quantity, or refuse it with what to type instead."""

from __future__ import annotations

import re

from inventory.domain.intervals import Interval
from inventory.domain.no_value import is_no_value
from inventory.domain.quantities.counts import Reading, read_phrase
from inventory.domain.quantities.phrases import languages_of, mark_words
from inventory.domain.quantities.quantity import Kind, Quantity, QuantityError
from inventory.domain.quantities.refusals import CountFault, RefusalError
from inventory.domain.quantities.tables import margin_of, written_out
from inventory.domain.quantities.tokens import LONGEST_PHRASE, clean_phrase, tokens_of

LARGEST_COUNT = 2_000_000_000  # items; an int4range holds no more than 2,147,483,647.

STATED = re.compile(
    r"(?P<kind>[a-z]+(?: [a-z]+)?) \((?:(?P<low>\d{1,10})(?:[–-](?P<high>\d{1,10}))?|≥ (?P<least>\d{1,10}))"
    r"(?:, best (?P<best>\d{1,10}))?\)"
)


def parse_quantity(phrase: str, *, base: Interval | None = None) -> Quantity:
    """Read a count as a source wrote it, in any language that has a lexicon: kind, interval, best figure.

    `base` is the line that a share ("half the vehicles") refers to; other phrases ignore it.
    Raises QuantityError for anything that is not one count; nothing is guessed. Phrases longer than
    500 characters and counts above 2,000,000,000 are refused.

    >>> def read(*phrases, base=None):
    ...     for quantity in (parse_quantity(phrase, base=base) for phrase in phrases):
    ...         best = "" if quantity.best is None else f", best {quantity.best}"
    ...         measure = f", {quantity.measure}" if quantity.measure else ""
    ...         print(f"{quantity.kind} {quantity.interval}{best}{measure}")

    Exact, in digits and words; digits of designations, measures and wheel formulas never count:

    >>> read("three D-30", "1,200 trucks", "6 2S1 Gvozdika", "18 152 mm D-20", "T-72 x 3", "36 of 160 VP11")
    exact 3
    exact 1200
    exact 6
    exact 18
    exact 3
    exact 36
    >>> read("zweiundvierzig Panzer", "двадцать пять машин", "quatre-vingt-douze fusils", "١٥ دبابة", "on iki tank")
    exact 42
    exact 25
    exact 92
    exact 15
    exact 12

    Bounds, ranges and round numbers:

    >>> read("no fewer than 100", "20 tanks or more", "plus de 3000", "hasta 20", "100'den fazla araç")
    at_least ≥ 100
    at_least ≥ 20
    more_than ≥ 3001
    at_most 1–20
    more_than ≥ 101
    >>> read("50+/-5", "1000s")
    approximate 45–55, best 50
    vague 2000–9999
    >>> read("20-30", "от 20 до 30 БТР", "two or three dozen", "about 50", "(12)", "20-odd", "prawie 60")
    range 20–30
    range 20–30
    range 24–36
    approximate 45–55, best 50
    approximate 10–14, best 12
    approximate 20–29
    approximate 54–59

    Vague words, plurals, denials and counts that the source kept to itself:

    >>> read("dozens of tanks", "plusieurs", "tanks", "no tanks", "undisclosed", "NULL")
    vague 24–99
    vague 3–9
    bare_plural ≥ 2
    none 0
    unknown None
    unknown None

    Formations, packages and weights are no items; their number is kept beside the count:

    >>> read("a company of tanks", "two containers of ammunition", "over 15 tons of arms")
    bare_plural ≥ 2, 1 company
    bare_plural ≥ 2, 2 containers
    unknown None, > 15 tons

    Shares of a base line, and the form that `format_quantity` falls back to:

    >>> read("half the vehicles", "approximate (40–60, best 50)", base=Interval(101, None))
    share ≥ 46
    approximate 40–60, best 50

    Refused, each with what to type instead:

    >>> for phrase in ("D-30", "12 tanks and 3 trucks", "3 a month"):
    ...     try:
    ...         read(phrase)
    ...     except QuantityError as error:
    ...         print(error)
    “D-30”: count.designation
    “12 tanks and 3 trucks”: count.second_number(word='3')
    “3 a month”: count.rate
    """  # noqa: E501  (A doctest shows a whole call.)
    try:
        kind, interval, best, measure = _read(clean_phrase(phrase), base)
    except RefusalError as refusal:
        raise QuantityError(phrase[: LONGEST_PHRASE + 1], refusal.reason) from None
    if interval is not None and max(interval.low, interval.high or 0) > LARGEST_COUNT:
        raise QuantityError(phrase, CountFault.TOO_LARGE, number=LARGEST_COUNT)
    return Quantity(kind, interval, best, phrase, measure)


def _read(text: str, base: Interval | None) -> Reading:
    if is_no_value(text):
        return Reading(Kind.UNKNOWN, None)
    if text.endswith(")") and (stated := _read_stated(text)):
        return stated
    text, margin = margin_of(text)
    reading = _read_words(written_out(text), base)
    if not margin:
        return reading
    if reading.kind is not Kind.EXACT or reading.interval is None:
        raise RefusalError(CountFault.MARGIN)
    number = reading.interval.low
    return Reading(
        Kind.APPROXIMATE, Interval(max(0, number - margin), number + margin), number, reading.measure
    )


def _read_words(text: str, base: Interval | None) -> Reading:
    tokens = tokens_of(text.rstrip(",;:! "))
    readings: list[Reading] = []
    refusals: list[RefusalError] = []
    for lexicon in languages_of(tokens):
        try:
            readings.append(read_phrase(mark_words(tokens, lexicon), base))
        except RefusalError as refusal:
            refusals.append(refusal)
    if not readings or any(refusal.is_firm for refusal in refusals):
        # One language may read what is no count in the other: "ten (11)" is no "-ten: 11" in Turkish.
        raise refusals[0]
    first = readings[0]
    for other in readings[1:]:
        if other.interval != first.interval:
            raise RefusalError(CountFault.AMBIGUOUS, first=first.shown, second=other.shown)
    return first


def _read_stated(text: str) -> Reading | None:
    """Read the spelt-out form that fits every quantity: "range (20–30)", "vague (≥ 2, best 9)"."""
    match = STATED.fullmatch(text)
    if match is None or match["kind"].replace(" ", "_") not in Kind:
        return None
    low = int(match["least"] or match["low"])
    high = None if match["least"] else int(match["high"] or match["low"])
    if high is not None and low > high:
        raise RefusalError(CountFault.BACKWARDS, low=low, high=high)
    kind = Kind(match["kind"].replace(" ", "_"))
    return Reading(kind, Interval(low, high), int(match["best"]) if match["best"] else None)
