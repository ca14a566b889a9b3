"""Name the reasons why a date is refused; `wording/dates_refused.py` says them."""

from __future__ import annotations

from inventory.domain.messages import Code


class DateFault(Code):
    """Name why a text is no date, or no single one."""

    NO_DIGITS = "date.no_digits"
    FIRST_AFTER_LAST = "date.first_after_last"
    TOO_LONG = "date.too_long"
    EMPTY = "date.empty"
    OPEN_END = "date.open_end"
    ENDS_BEFORE_START = "date.ends_before_start"
    NO_EDTF = "date.no_edtf"
    YEARS = "date.years"
    NO_MONTH = "date.no_month"
    NO_DAY = "date.no_day"
    NOT_READ = "date.not_read"
    WEEK = "date.week"
    TWO_DIGITS = "date.two_digits"
    RELATIVE = "date.relative"
    WINTER = "date.winter"
    EITHER_ORDER = "date.either_order"
    NO_PART = "date.no_part"
    WINTER_ENDS = "date.winter_ends"
    EITHER_SPAN = "date.either_span"
    YEAR_HIDDEN = "date.year_hidden"
    EITHER_DAY = "date.either_day"
    NO_NUMBER = "date.no_number"
    NO_WEEK = "date.no_week"
    YEAR_MISSING = "date.year_missing"
