"""Say in the reader's language why a count or a date is refused."""

from __future__ import annotations

import re
from functools import cache

from django.utils.translation import gettext, gettext_noop

from inventory.domain.dates import DateError
from inventory.domain.quantities import QuantityError

SHOWN_LENGTH = 80  # characters of what was refused that a message repeats

# The sentences of `domain/quantities` and `domain/dates`, gaps named: the domain knows no languages.
SENTENCES = (
    # Counts
    gettext_noop(
        "No count is stated in these words. "
        "Type the count as a number, such as 12, about 12, 10-15, or unknown."
    ),
    gettext_noop("A count cannot be negative. Type the number without its sign, or none."),
    gettext_noop("Write the number out, without scientific notation, such as 1000."),
    gettext_noop("A count is a whole number. Type the whole number, such as 3, or a range, such as 3-4."),
    gettext_noop(
        "The number can be read as thousands or as a decimal fraction. "
        "Type it without a separator, such as 1200."
    ),
    gettext_noop(
        "The digits belong to a designation or a measure; no count is stated. "
        "Type the number in front: 3 D-30."
    ),
    gettext_noop(
        "The number does not stand where a count is expected. "
        "Type it before what it counts, such as 12 tanks."
    ),
    gettext_noop("This is a date, no count. Type the number of items, or unknown."),
    gettext_noop("An ordinal number counts nothing. Type the number of items, or unknown."),
    gettext_noop("This is a sum of money, no count. Type the number of items, or unknown."),
    gettext_noop("This is a rate, no count. Type the number delivered in all, or unknown."),
    gettext_noop("The range runs backwards: %(low)s is above %(high)s. Type the lower number first."),
    gettext_noop("A second number follows the count: “%(word)s”. Give one count per line."),
    gettext_noop("A second count follows the first. Give one count per line."),
    gettext_noop("The word “%(word)s” after the number leaves the count unclear. Type the number alone."),
    gettext_noop("The number is told twice, as %(first)s and as %(second)s. Type one of them."),
    gettext_noop("The word “%(word)s” does not say how many items it holds. Type their number, or unknown."),
    gettext_noop("No number follows the words that bound it. Type it behind them, such as at least 12."),
    gettext_noop("The phrase bounds its number twice; keep one bound, such as at least 12."),
    gettext_noop("A range has two ends already; leave out the words that bound it again."),
    gettext_noop("A share needs a base line: say which count it is a part of, or type the number."),
    gettext_noop("A share lies between 1 and 100 %%."),
    gettext_noop(
        "The words mean different counts in different languages: %(first)s or %(second)s. Type the number."
    ),
    gettext_noop("No positive count fits this; write “none” for a denial."),
    gettext_noop("Zero cannot be approximate; write “none” for a denial."),
    gettext_noop("“Nearly” needs one number after it, such as nearly 100."),
    gettext_noop("A margin stands beside one number of items alone, such as 50 ± 5."),
    gettext_noop("Write numbers with digits, such as 12; “%(character)s” is %(name)s."),
    gettext_noop("A count above %(number)s is not accepted."),
    gettext_noop("A count phrase has at most %(number)s characters."),
    gettext_noop("The phrase holds a control character (code %(number)s)."),
    gettext_noop("The phrase is empty; write “unknown” if the source gives no count."),
    gettext_noop("A count of kind %(kind)s needs an interval."),
    gettext_noop("An unknown count has no best figure."),
    gettext_noop("An unknown count has no interval."),
    gettext_noop("The best figure %(number)s is outside %(interval)s."),
    gettext_noop("A count of kind none is 0, not %(interval)s."),
    gettext_noop("A count of kind exact is one number, not %(interval)s."),
    gettext_noop("A count of kind %(kind)s has no upper end, unlike %(interval)s."),
    # Dates
    gettext_noop("Write numbers with the digits 0–9; “%(character)s” is %(name)s."),
    gettext_noop("The first day is after the last."),
    gettext_noop("A date has at most %(number)s characters."),
    gettext_noop("The date is empty."),
    gettext_noop("An open end cannot be placed in time; write the last date that is certain."),
    gettext_noop("The interval ends before it starts."),
    gettext_noop("This is no EDTF date, such as 2025-01-17, 2025-01 or 2024-11/2025-01."),
    gettext_noop("Years run from 0001 to 9998."),
    gettext_noop("Month “%(month)s” does not exist."),
    gettext_noop("This day does not exist."),
    gettext_noop(
        "This is no date that can be read; write it as 2025-01-17, 2025-01, 2025 or 17 January 2025."
    ),
    gettext_noop("Give the days of a week or weekend: 2025-01-18/2025-01-19."),
    gettext_noop("Write the year with four digits."),
    gettext_noop("The date depends on when it was written; give the date itself."),
    gettext_noop("A winter lies in two years; write 2024-12/2025-02, or “winter 2024–2025”."),
    gettext_noop("Day and month can be read either way; write %(first)s or %(second)s."),
    gettext_noop("There is no “%(ordinal)s %(unit)s” of a year."),
    gettext_noop("A winter ends in the year after the one in which it begins."),
    gettext_noop(
        "This can be read as a month or as a span of years; write %(month)s as a month in words, or %(span)s."
    ),
    gettext_noop(
        "The year is missing: a spreadsheet shows this for a day of a year that it hides. "
        "Write the whole date."
    ),
    gettext_noop(
        "This looks like a number of days, which is %(spreadsheet)s in a spreadsheet and %(unix)s in R; "
        "write the date itself."
    ),
    gettext_noop("This number is no date that can be read; write it as 2025-01-17, 2025-01 or 2025."),
    gettext_noop("There is no week %(week)s in %(year)s."),
    gettext_noop("The year is missing."),
)
GAP = re.compile(r"%\((\w+)\)s")


def refusal_words(error: QuantityError | DateError) -> str:
    """Return a refusal as one line: what was refused, then why, in the active language."""
    refused = error.phrase if isinstance(error, QuantityError) else error.text
    shown = refused if len(refused) <= SHOWN_LENGTH else refused[:SHOWN_LENGTH] + "…"
    return gettext("“%(refused)s”: %(reason)s") % {"refused": shown, "reason": reason_words(error.reason)}


def reason_words(reason: str) -> str:
    """Return a sentence of the domain in the active language; as it stands where it is none of ours."""
    for sentence, pattern in _patterns():
        if match := pattern.fullmatch(reason):
            return gettext(sentence) % match.groupdict()
    return reason


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((sentence, _pattern(sentence)) for sentence in SENTENCES)


def _pattern(sentence: str) -> re.Pattern[str]:
    pieces = GAP.split(sentence.replace("%%", "%"))
    named = [f"(?P<{piece}>.+)" if number % 2 else re.escape(piece) for number, piece in enumerate(pieces)]
    return re.compile("".join(named), re.DOTALL)
