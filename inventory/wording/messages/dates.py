"""Say why a text is no date, or no single one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from inventory.domain.dates.refusals import DateFault

WORDS: dict[str, Any] = {
    DateFault.NO_DIGITS: _("Write numbers with the digits 0–9; “%(character)s” is %(name)s."),
    DateFault.FIRST_AFTER_LAST: _("The first day is after the last."),
    DateFault.TOO_LONG: _("A date has at most %(number)s characters."),
    DateFault.EMPTY: _("The date is empty."),
    DateFault.OPEN_END: _("An open end cannot be placed in time; write the last date that is certain."),
    DateFault.ENDS_BEFORE_START: _("The interval ends before it starts."),
    DateFault.NO_EDTF: _("This is no EDTF date, such as 2025-01-17, 2025-01 or 2024-11/2025-01."),
    DateFault.YEARS: _("Years run from 0001 to 9998."),
    DateFault.NO_MONTH: _("Month “%(month)s” does not exist."),
    DateFault.NO_DAY: _("This day does not exist."),
    DateFault.NOT_READ: _(
        "This is no date that can be read; write it as 2025-01-17, 2025-01, 2025 or 17 January 2025."
    ),
    DateFault.WEEK: _("Give the days of a week or weekend: 2025-01-18/2025-01-19."),
    DateFault.TWO_DIGITS: _("Write the year with four digits."),
    DateFault.RELATIVE: _("The date depends on when it was written; give the date itself."),
    DateFault.WINTER: _("A winter lies in two years; write 2024-12/2025-02, or “winter 2024–2025”."),
    DateFault.EITHER_ORDER: _("Day and month can be read either way; write %(first)s or %(second)s."),
    DateFault.NO_PART: _("There is no “%(ordinal)s %(unit)s” of a year."),
    DateFault.WINTER_ENDS: _("A winter ends in the year after the one in which it begins."),
    DateFault.EITHER_SPAN: _(
        "This can be read as a month or as a span of years; write %(month)s as a month in words, or %(span)s."
    ),
    DateFault.YEAR_HIDDEN: _(
        "The year is missing: a spreadsheet shows this for a day of a year that it hides. Write the "
        "whole date."
    ),
    DateFault.EITHER_DAY: _(
        "This looks like a number of days, which is %(spreadsheet)s in a spreadsheet and %(unix)s in "
        "R; write the date itself."
    ),
    DateFault.NO_NUMBER: _(
        "This number is no date that can be read; write it as 2025-01-17, 2025-01 or 2025."
    ),
    DateFault.NO_WEEK: _("There is no week %(week)s in %(year)s."),
    DateFault.YEAR_MISSING: _("The year is missing."),
}
