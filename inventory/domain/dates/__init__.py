"""Read dates as sources state them: EDTF into days, everyday wording and programs' forms into EDTF."""

from inventory.domain.dates.parsing import DateError, DayInterval, parse_edtf
from inventory.domain.dates.programs import (
    DateHabits,
    Remark,
    WrittenDate,
    habits_of,
    may_be_date,
    read_written,
)
from inventory.domain.dates.wording import normalise_date

__all__ = [
    "DateError",
    "DateHabits",
    "DayInterval",
    "Remark",
    "WrittenDate",
    "habits_of",
    "may_be_date",
    "normalise_date",
    "parse_edtf",
    "read_written",
]
