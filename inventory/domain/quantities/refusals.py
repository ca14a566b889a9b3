"""Carry the sentences that say why a phrase is refused, and what to type instead."""

from __future__ import annotations

NO_COUNT = (
    "No count is stated in these words. Type the count as a number, such as 12, about 12, 10-15, or unknown."
)
NEGATIVE = "A count cannot be negative. Type the number without its sign, or none."
EXPONENT = "Write the number out, without scientific notation, such as 1000."
NOT_WHOLE = "A count is a whole number. Type the whole number, such as 3, or a range, such as 3-4."
SEPARATOR = (
    "The number can be read as thousands or as a decimal fraction. Type it without a separator, such as 1200."
)
DESIGNATION = (
    "The digits belong to a designation or a measure; no count is stated. Type the number in front: 3 D-30."
)
MISPLACED = (
    "The number does not stand where a count is expected. Type it before what it counts, such as 12 tanks."
)
DATE = "This is a date, no count. Type the number of items, or unknown."
ORDINAL = "An ordinal number counts nothing. Type the number of items, or unknown."
MONEY = "This is a sum of money, no count. Type the number of items, or unknown."
RATE = "This is a rate, no count. Type the number delivered in all, or unknown."
BACKWARDS = "The range runs backwards: {low} is above {high}. Type the lower number first."
SECOND_NUMBER = "A second number follows the count: “{word}”. Give one count per line."
SECOND_COUNT = "A second count follows the first. Give one count per line."
UNCLEAR_WORD = "The word “{word}” after the number leaves the count unclear. Type the number alone."
DIFFERENT = "The number is told twice, as {first} and as {second}. Type one of them."
GROUP_ALONE = "The word “{word}” does not say how many items it holds. Type their number, or unknown."
NO_NUMBER = "No number follows the words that bound it. Type it behind them, such as at least 12."
TWO_BOUNDS = "The phrase bounds its number twice; keep one bound, such as at least 12."
BOUND_RANGE = "A range has two ends already; leave out the words that bound it again."
NO_BASE = "A share needs a base line: say which count it is a part of, or type the number."
SHARE_LIMITS = "A share lies between 1 and 100 %."
MARGIN = "A margin stands beside one number of items alone, such as 50 ± 5."
AMBIGUOUS = "The words mean different counts in different languages: {first} or {second}. Type the number."
NOT_POSITIVE = "No positive count fits this; write “none” for a denial."
ZERO_ABOUT = "Zero cannot be approximate; write “none” for a denial."
NEARLY_ONE = "“Nearly” needs one number after it, such as nearly 100."

FIRM = frozenset(message.partition("{")[0] for message in (BACKWARDS, DIFFERENT, UNCLEAR_WORD, RATE, MONEY))


class RefusalError(ValueError):
    """Carry the sentence that says why a phrase is refused."""

    @property
    def is_firm(self) -> bool:
        """Return whether the words say something else than one count, rather than nothing that is known."""
        return str(self).startswith(tuple(FIRM))
