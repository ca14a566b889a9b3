"""Recognise a recorded text in what a program made of it: spreadsheets, data frames, code pages rewrite.

Whoever saves a file again in a spreadsheet has changed nothing on purpose: (12) became -12, 10-12 a day in
December, 007 became 7. Here the recorded text is known, so nothing is guessed: it is only asked whether such
a program may have written the one for the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from inventory.domain.dates.months import MONTHS
from inventory.domain.no_value import is_no_value
from inventory.domain.spelling import fold
from inventory.domain.spreadsheets import FALSE_WORDS, TRUE_WORDS, as_meant, harmless

LONGEST_VALUE = 40  # characters of a number or a date
NOT_AVAILABLE = "NA"  # What R writes for no value
# What XML cannot hold, is lost in sheets, or stands for what is.
UNKEPT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufffd]")
LINE_END = re.compile("\r\n?")
CURRENCY = "$€£¥"
NUMBER = re.compile(
    rf"(?P<open>\()?(?P<minus>[-−])?[{CURRENCY}]?(?P<digits>\d[\d.,'’]*)(?:e(?P<exponent>[+-]?\d{{1,3}}))?"
    rf"(?P<percent>%)?[{CURRENCY}]?(?P<close>\))?",
    re.IGNORECASE,
)
SPACE = re.compile(r"[ \u00a0\u202f]")
GROUPED = re.compile(r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+")
PART = re.compile(r"\d+|[^\W\d_]+")
BETWEEN = re.compile(r"[\s\-/.–,]*")
DAY_IN_FIGURES = re.compile(
    r"\d{4}-\d\d?-\d\d?|\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})|\d{1,2}\. ?\d{1,2}\. ?\d{2,4}"
)
YEAR = re.compile(r"\d{4}")
TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
MIDNIGHT = re.compile(r"[ T]0?0:00(?::00(?:\.0+)?)?")


def may_be_rewritten(recorded: str, written: str) -> bool:
    r"""Tell whether a program may have written a text for the recorded one, so that nobody changed it.

    >>> [may_be_rewritten("(12)", text) for text in ("-12", "(12)", "12", "-12.0")]
    [True, True, False, True]
    >>> [may_be_rewritten("10-12", text) for text in ("10-Dec", "2025-12-10", "10-13", "10 or 12")]
    [True, True, False, False]
    >>> may_be_rewritten("1,200", "1200"), may_be_rewritten("a\r\nb", "a\nb"), may_be_rewritten("7", "8")
    (True, True, False)
    """
    if recorded == written:
        return True
    return (
        _in_characters(recorded, written)
        or (_is_nothing(recorded) and _is_nothing(written))
        or any({recorded.casefold(), written.casefold()} <= words for words in (TRUE_WORDS, FALSE_WORDS))
        or (max(len(recorded), len(written)) <= LONGEST_VALUE and _in_value(recorded, written))
    )


def looks_made(text: str) -> bool:
    """Tell whether a text is a number or a day, as programs make of what looks like one.

    >>> [looks_made(text) for text in ("1940-04-01", "01-Apr", "2000", "t-72", "april", "")]
    [True, True, True, False, False, False]
    """
    return bool(_parts(MIDNIGHT.sub("", text))) or any(True for _ in _numbers(text))


def _in_characters(recorded: str, written: str) -> bool:
    """Tell whether they differ in line ends, in what a cell cannot hold, or in the apostrophe of formulas."""
    kept = _kept(written)
    if kept in {_kept(text) for text in (recorded, harmless(recorded), as_meant(recorded))}:
        return True
    if "?" not in written or recorded.isascii():
        return False
    return any(_is_without_characters(text, written) for text in (recorded, harmless(recorded)))


def _is_without_characters(recorded: str, written: str) -> bool:
    """Tell whether a code page lacks characters of a text: it writes question marks."""
    lost = "".join(re.escape(one) if one.isascii() else rf"(?:{re.escape(one)}|\?\??)" for one in recorded)
    return re.fullmatch(lost, written) is not None


def _kept(text: str) -> str:
    return UNKEPT.sub("", LINE_END.sub("\n", text))


def _is_nothing(text: str) -> bool:
    return is_no_value(text) or text.strip() == NOT_AVAILABLE


def _in_value(recorded: str, written: str) -> bool:
    return (
        _is_same_number(recorded, written)
        or _is_its_day(recorded, written)
        or _is_its_time(recorded, written)
    )


def _is_same_number(recorded: str, written: str) -> bool:
    """Tell whether both may be read as one number, as far as an exponent of the written one tells.

    A program drops what marks money and shares, but adds none.
    """
    if set(written) & set(f"{CURRENCY}%(") - set(recorded):
        return False
    numbers = set(_numbers(recorded))
    for number in _numbers(written):
        if number in numbers:
            return True
        mantissa, exponent, _power = written.casefold().partition("e")
        if exponent:
            places = len(re.split(r"[.,]", mantissa)[1]) if re.search(r"[.,]", mantissa) else 0
            if any(Decimal(f"{known:.{places}e}") == number for known in numbers):
                return True
    return False


def _numbers(text: str) -> Iterator[Decimal]:
    """Yield what a text is as a number, where a comma and a full stop may part a fraction or thousands."""
    bare = text.strip()
    if SPACE.search(bare):
        bare = SPACE.sub("", bare) if GROUPED.search(bare) or not re.search(r"\d\s+\d", bare) else ""
    match = NUMBER.fullmatch(bare)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return
    is_negative = bool(match["open"]) != bool(match["minus"])
    for digits in _readings(match["digits"]):
        number = Decimal(f"{digits}e{match['exponent'] or 0}")
        number = number / 100 if match["percent"] else number
        yield -number if is_negative else number


def _readings(digits: str) -> Iterator[str]:
    if GROUPED.fullmatch(digits):
        yield re.sub(r"\D", "", digits)
    for fraction, thousands in ((".", ","), (",", ".")):
        whole, _mark, rest = digits.partition(fraction)
        if (
            (whole.isdigit() or GROUPED.fullmatch(whole))
            and thousands not in rest
            and (rest or "0").isdigit()
        ):
            yield f"{re.sub(r'[^0-9]', '', whole)}.{rest or 0}"


def _is_its_day(recorded: str, written: str) -> bool:
    """Tell whether a day has the recorded numbers and months, and else at most a first day and a year."""
    bare = MIDNIGHT.sub("", written)
    if not DAY_IN_FIGURES.fullmatch(bare) and not any(character.isalpha() for character in bare):
        return False
    told, made = Counter(_parts(recorded)), Counter(_parts(bare))
    if not told or not made or told - made:
        return False
    return made - told <= Counter([1]) or YEAR.search(recorded) is None


def _parts(text: str) -> list[int]:
    """Return the numbers and months that a text consists of, years without their century; else nothing."""
    words = PART.findall(text)
    if BETWEEN.fullmatch(PART.sub("", text)) is None or not 1 < len(words) <= 3:
        return []
    numbers = [int(word) if word.isdigit() else MONTHS.get(fold(word), 0) for word in words]
    return [] if 0 in numbers else [number % 100 if number > 999 else number for number in numbers]


def _is_its_time(recorded: str, written: str) -> bool:
    if TIME.fullmatch(recorded.strip()) is None:
        return False
    return re.fullmatch(rf"{recorded.strip()}(?::00)?(?: [AP]M)?", written.strip()) is not None
