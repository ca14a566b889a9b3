"""Write numbers and intervals as the reader's language writes them."""

from __future__ import annotations

from django.utils.formats import number_format

from inventory.domain.intervals import Interval


def number_words(number: int) -> str:
    """Write a whole number with the separators of the active language.

    >>> from django.utils.translation import override
    >>> with override("en-gb"):
    ...     number_words(1234)
    '1,234'
    """
    return number_format(number, force_grouping=True)


def interval_words(interval: Interval) -> str:
    """Write an interval as ``7``, ``2–3`` or ``≥ 1,000``, with the separators of the active language."""
    if interval.high is None:
        return f"≥ {number_words(interval.low)}"
    if interval.is_exact:
        return number_words(interval.low)
    return f"{number_words(interval.low)}–{number_words(interval.high)}"


def signed_words(number: int) -> str:
    """Write a whole number with its sign, zero without.

    >>> signed_words(40), signed_words(-20), signed_words(0)
    ('+40', '−20', '0')
    """
    sign = "+" if number > 0 else "−" if number < 0 else ""  # A minus, as it is set.
    return sign + number_words(abs(number))
