"""Read counts and dates back while they are typed, in the words that the forms would record."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from inventory.domain.dates import DateError, normalise_date, parse_edtf
from inventory.domain.intervals import EVERYTHING, Interval
from inventory.domain.quantities import Kind, Quantity, QuantityError, parse_quantity
from inventory.models import ReportedDelivery
from inventory.wording.messages import words

# How a line is read that names a type without saying how many: "T-72B3M, BMP-3 and boats were seen".
NAMED_ONLY = Quantity(Kind.BARE_PLURAL, Interval(2, None))


def reading_text(quantity: Quantity) -> str:
    """Write the interval that was read, then the kind, the best figure, and a number of other units.

    >>> reading_text(parse_quantity("about 50")), reading_text(parse_quantity("undisclosed"))
    ('45–55 · approximate, best 50', 'unknown')
    >>> reading_text(parse_quantity("over 15 tons of arms"))
    'unknown number of items; > 15 tons'
    """
    if quantity.measure is not None:
        # "Two battalions" are no two items; whoever types it sees what became of the two.
        count = _("unknown number of items") if quantity.interval is None else str(quantity.interval)
        return f"{count}; {quantity.measure}"
    if quantity.interval is None:
        return _("unknown")
    label = str(ReportedDelivery.Kind(quantity.kind).label).lower()
    if quantity.best is None:
        return f"{quantity.interval} · {label}"
    return _("%(interval)s · %(kind)s, best %(best)s") % {
        "interval": quantity.interval,
        "kind": label,
        "best": quantity.best,
    }


def read_count(phrase: str) -> dict[str, Any]:
    """Read a count as the forms would: kind, ends and a text, or under ``error`` why it cannot be read."""
    try:
        quantity = parse_quantity(phrase, base=EVERYTHING)
    except QuantityError as error:
        return {"error": words(error.reason)}
    if quantity.kind is Kind.SHARE:
        return {"kind": "share", "text": _("a share – of which line? Name its type below.")}
    interval = quantity.interval
    return {
        "kind": quantity.kind,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "best": quantity.best,
        "text": reading_text(quantity),
    }


def read_date(phrase: str) -> dict[str, Any]:
    """Read a date as the forms would: EDTF and a text, or under ``error`` why it cannot be read."""
    try:
        edtf = normalise_date(phrase.strip())
    except DateError as error:
        return {"error": words(error.reason)}
    return {"edtf": edtf, "text": date_text(edtf)}


def date_text(edtf: str) -> str:
    """Write the days that a date in EDTF may mean, then the date as it is kept.

    Raises DateError where it is none.
    """
    days = parse_edtf(edtf)
    if days is None:
        return _("%(edtf)s · the year is open") % {"edtf": edtf}
    first, last = (date_format(day, "j F Y") for day in (days.first, days.last))
    return f"{first} · {edtf}" if first == last else f"{first} – {last} · {edtf}"
