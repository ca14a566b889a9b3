"""Say why a phrase is no count, and what to type instead."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from inventory.domain.quantities.refusals import CountFault

WORDS: dict[str, Any] = {
    CountFault.NO_COUNT: _(
        "No count is stated in these words. Type the count as a number, such as 12, about 12, 10-15, "
        "or unknown."
    ),
    CountFault.NEGATIVE: _("A count cannot be negative. Type the number without its sign, or none."),
    CountFault.EXPONENT: _("Write the number out, without scientific notation, such as 1000."),
    CountFault.NOT_WHOLE: _(
        "A count is a whole number. Type the whole number, such as 3, or a range, such as 3-4."
    ),
    CountFault.SEPARATOR: _(
        "The number can be read as thousands or as a decimal fraction. Type it without a separator, "
        "such as 1200."
    ),
    CountFault.DESIGNATION: _(
        "The digits belong to a designation or a measure; no count is stated. Type the number in "
        "front: 3 D-30."
    ),
    CountFault.MISPLACED: _(
        "The number does not stand where a count is expected. Type it before what it counts, such as "
        "12 tanks."
    ),
    CountFault.DATE: _("This is a date, no count. Type the number of items, or unknown."),
    CountFault.ORDINAL: _("An ordinal number counts nothing. Type the number of items, or unknown."),
    CountFault.MONEY: _("This is a sum of money, no count. Type the number of items, or unknown."),
    CountFault.RATE: _("This is a rate, no count. Type the number delivered in all, or unknown."),
    CountFault.BACKWARDS: _(
        "The range runs backwards: %(low)s is above %(high)s. Type the lower number first."
    ),
    CountFault.SECOND_NUMBER: _("A second number follows the count: “%(word)s”. Give one count per line."),
    CountFault.SECOND_COUNT: _("A second count follows the first. Give one count per line."),
    CountFault.UNCLEAR_WORD: _(
        "The word “%(word)s” after the number leaves the count unclear. Type the number alone."
    ),
    CountFault.DIFFERENT: _("The number is told twice, as %(first)s and as %(second)s. Type one of them."),
    CountFault.GROUP_ALONE: _(
        "The word “%(word)s” does not say how many items it holds. Type their number, or unknown."
    ),
    CountFault.NO_NUMBER: _(
        "No number follows the words that bound it. Type it behind them, such as at least 12."
    ),
    CountFault.TWO_BOUNDS: _("The phrase bounds its number twice; keep one bound, such as at least 12."),
    CountFault.BOUND_RANGE: _("A range has two ends already; leave out the words that bound it again."),
    CountFault.NO_BASE: _("A share needs a base line: say which count it is a part of, or type the number."),
    CountFault.SHARE_LIMITS: _("A share lies between 1 and 100 %%."),
    CountFault.AMBIGUOUS: _(
        "The words mean different counts in different languages: %(first)s or %(second)s. Type the number."
    ),
    CountFault.NOT_POSITIVE: _("No positive count fits this; write “none” for a denial."),
    CountFault.ZERO_ABOUT: _("Zero cannot be approximate; write “none” for a denial."),
    CountFault.NEARLY_ONE: _("“Nearly” needs one number after it, such as nearly 100."),
    CountFault.MARGIN: _("A margin stands beside one number of items alone, such as 50 ± 5."),
    CountFault.NO_DIGITS: _("Write numbers with digits, such as 12; “%(character)s” is %(name)s."),
    CountFault.TOO_LARGE: _("A count above %(number)s is not accepted."),
    CountFault.TOO_LONG: _("A count phrase has at most %(number)s characters."),
    CountFault.CONTROL_CHARACTER: _("The phrase holds a control character (code %(number)s)."),
    CountFault.EMPTY: _("The phrase is empty; write “unknown” if the source gives no count."),
    CountFault.NEEDS_INTERVAL: _("A count of kind %(kind)s needs an interval."),
    CountFault.UNKNOWN_BEST: _("An unknown count has no best figure."),
    CountFault.UNKNOWN_INTERVAL: _("An unknown count has no interval."),
    CountFault.BEST_OUTSIDE: _("The best figure %(number)s is outside %(interval)s."),
    CountFault.NONE_IS_ZERO: _("A count of kind none is 0, not %(interval)s."),
    CountFault.EXACT_IS_ONE: _("A count of kind exact is one number, not %(interval)s."),
    CountFault.NO_UPPER_END: _("A count of kind %(kind)s has no upper end, unlike %(interval)s."),
    CountFault.NO_BOUND: _("Give at least or at most, or both."),
}
