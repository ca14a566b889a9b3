"""Read dates as people write them and closed ranges of items."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.postgres.forms import IntegerRangeField, RangeWidget
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.utils.translation import gettext as _

from inventory.domain.dates import DateError, normalise_date
from inventory.wording.messages import words

LARGEST_COUNT = 2_000_000_000  # items; the same as the reading of phrases accepts, below the end of int4.


class ReportedDateField(forms.CharField):
    """Take a date as written ("17 January 2025", "2025 Q1") or in EDTF, and give EDTF."""

    def to_python(self, value: Any) -> str:
        """Return the EDTF text; empty when nothing was typed. Raises ValidationError with the reason."""
        text = super().to_python(value)
        if not text:
            return ""
        try:
            return normalise_date(text)
        except DateError as error:
            raise ValidationError(words(error.message), code="edtf") from error


class ClosedRangeWidget(RangeWidget):
    """Show "at least" and "at most", where the database keeps the first number past the end."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(forms.TextInput({"inputmode": "numeric"}), attrs)

    def decompress(self, value: Any) -> tuple[Any, Any]:
        """Split a stored range into its closed ends."""
        return closed_ends(value)


class ClosedRangeField(IntegerRangeField):
    """Take an interval of items by its closed ends; an empty upper end is open."""

    widget = ClosedRangeWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for field in self.fields:
            field.validators = [MinValueValidator(0), MaxValueValidator(LARGEST_COUNT)]

    def prepare_value(self, value: Any) -> Any:
        """Return the two ends to show; what was typed stays as typed."""
        return list(closed_ends(value)) if isinstance(value, NumericRange) else value

    def compress(self, values: Any) -> NumericRange | None:
        """Join the two ends. Raises ValidationError when they run backwards or the lower end is missing."""
        if not values or values == [None, None]:
            return None
        low, high = values
        if low is None:
            raise ValidationError(_("Give the lower end; type 0 if there is none."), code="no_low")
        return closed_range(low, high)


def closed_ends(value: Any) -> tuple[Any, Any]:
    """Return the closed ends of a stored range; None for an open end and for no range.

    >>> closed_ends(NumericRange(2, 4)), closed_ends(NumericRange(2, None)), closed_ends(None)
    ((2, 3), (2, None), (None, None))
    """
    if value is None:
        return None, None
    return value.lower, None if value.upper is None else value.upper - 1


def closed_range(low: int, high: int | None) -> NumericRange:
    """Return the range to store for closed ends. Raises ValidationError when they run backwards.

    >>> closed_range(2, 3)
    Range(2, 4, '[)')
    """
    if high is not None and high < low:
        raise ValidationError(
            _("At most %(high)s is below at least %(low)s.") % {"high": high, "low": low}, code="backwards"
        )
    return NumericRange(low, None if high is None else high + 1)
