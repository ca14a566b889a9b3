"""Read dates as sources state them: EDTF into days, and everyday wording into EDTF."""

from inventory.domain.dates.parsing import DateError, DayInterval, parse_edtf
from inventory.domain.dates.wording import normalise_date

__all__ = ["DateError", "DayInterval", "normalise_date", "parse_edtf"]
