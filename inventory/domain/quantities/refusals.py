"""Name the reasons why a phrase is refused; `wording/counts.py` says them, and what to type instead."""

from __future__ import annotations

from inventory.domain.messages import Code, Message, Value, message_of


class CountFault(Code):
    """Name why a phrase states no count, or kind and numbers of a count contradict each other."""

    NO_COUNT = "count.none_stated"
    NEGATIVE = "count.negative"
    EXPONENT = "count.exponent"
    NOT_WHOLE = "count.not_whole"
    SEPARATOR = "count.separator"
    DESIGNATION = "count.designation"
    MISPLACED = "count.misplaced"
    DATE = "count.date"
    ORDINAL = "count.ordinal"
    MONEY = "count.money"
    RATE = "count.rate"
    BACKWARDS = "count.backwards"
    SECOND_NUMBER = "count.second_number"
    SECOND_COUNT = "count.second_count"
    UNCLEAR_WORD = "count.unclear_word"
    DIFFERENT = "count.different"
    GROUP_ALONE = "count.group_alone"
    NO_NUMBER = "count.no_number"
    TWO_BOUNDS = "count.two_bounds"
    BOUND_RANGE = "count.bound_range"
    NO_BASE = "count.no_base"
    SHARE_LIMITS = "count.share_limits"
    MARGIN = "count.margin"
    AMBIGUOUS = "count.ambiguous"
    NOT_POSITIVE = "count.not_positive"
    ZERO_ABOUT = "count.zero_about"
    NEARLY_ONE = "count.nearly_one"
    NO_DIGITS = "count.no_digits"
    TOO_LARGE = "count.too_large"
    TOO_LONG = "count.too_long"
    CONTROL_CHARACTER = "count.control_character"
    EMPTY = "count.empty"
    NEEDS_INTERVAL = "count.needs_interval"
    UNKNOWN_BEST = "count.unknown_best"
    UNKNOWN_INTERVAL = "count.unknown_interval"
    BEST_OUTSIDE = "count.best_outside"
    NONE_IS_ZERO = "count.none_is_zero"
    EXACT_IS_ONE = "count.exact_is_one"
    NO_UPPER_END = "count.no_upper_end"
    NO_BOUND = "count.no_bound"


FIRM = frozenset(
    [
        CountFault.BACKWARDS,
        CountFault.DIFFERENT,
        CountFault.UNCLEAR_WORD,
        CountFault.RATE,
        CountFault.MONEY,
    ]
)


class RefusalError(ValueError):
    """Carry the reason why a phrase is refused."""

    def __init__(self, reason: Message | CountFault, /, **values: Value) -> None:
        self.reason = message_of(reason, **values)
        super().__init__(self.reason)

    @property
    def is_firm(self) -> bool:
        """Return whether the words say something else than one count, rather than nothing that is known."""
        return self.reason.code in FIRM
