"""Write numbers and intervals as the reader's language writes them."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _

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


def interval_prose(interval: Interval) -> str:
    """Write an interval as a sentence has it: ``7``, ``2–3`` or ``at least 1,000``.

    >>> from django.utils.translation import override
    >>> with override("en-gb"):
    ...     interval_prose(Interval(1000, None)), interval_prose(Interval(2, 3))
    ('at least 1,000', '2–3')
    """
    if interval.high is None:
        return _("at least %(number)s") % {"number": number_words(interval.low)}
    return interval_words(interval)


def unsaid_unit(name: str, unit: str) -> str:
    """Return the unit in which a type is counted, empty where the type's name says it.

    >>> unsaid_unit("Aerial bombs", "rounds"), unsaid_unit("Anti-aircraft guns", "guns")
    ('rounds', '')
    """
    return "" if unit.casefold() in name.casefold() else unit


def with_unit(name: str, unit: str) -> str:
    """Return a type's name with the unit in which it is counted, said once.

    >>> with_unit("Aerial bombs", "rounds"), with_unit("Vehicles", "vehicles")
    ('Aerial bombs (rounds)', 'Vehicles')
    """
    unsaid = unsaid_unit(name, unit)
    return f"{name} ({unsaid})" if unsaid else name


def signed_words(number: int) -> str:
    """Write a whole number with its sign, zero without.

    >>> signed_words(40), signed_words(-20), signed_words(0)
    ('+40', '−20', '0')
    """
    sign = "+" if number > 0 else "−" if number < 0 else ""  # A minus, as it is set.
    return sign + number_words(abs(number))
