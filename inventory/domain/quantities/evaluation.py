"""Compare what phrases are read as with what people say that they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from inventory.domain.intervals import Interval
from inventory.domain.messages import Message
from inventory.domain.quantities.parsing import parse_quantity
from inventory.domain.quantities.quantity import Kind, Quantity, QuantityError

COLUMNS = ("id", "phrase", "language", "kind", "low", "high", "best", "unit", "note")
ACCEPTED = "accept:"
REFUSED = "refused"
ITEMS = "items"
NOT_ITEMS = (None, Interval(2, None))  # What a unit that is no item may say of items.


class Outcome(StrEnum):
    """Name how a phrase was read: as its label says, as something else without a word, or not at all."""

    RIGHT = "right"
    WRONG = "silently wrong"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Evaluated:
    """Hold the outcome for one labelled phrase, and what it was read as or why it was refused."""

    outcome: Outcome
    read: Message | str


def evaluate(row: Mapping[str, str]) -> Evaluated:
    """Read the phrase of a labelled row, whose columns are `COLUMNS`.

    A note "accept: 30.., 31..39, refused" names other readings that are as good. Raises ValueError for a
    label that is no number.
    """
    accepted = _accepted(row.get("note") or "")
    try:
        quantity = parse_quantity(row["phrase"])
    except QuantityError as error:
        is_right = row["kind"] == REFUSED or REFUSED in accepted
        return Evaluated(Outcome.RIGHT if is_right else Outcome.REFUSED, error.reason)
    read = _shown(quantity)
    is_right = _is_labelled(quantity, row) or _interval_text(quantity.interval) in accepted
    return Evaluated(Outcome.RIGHT if is_right else Outcome.WRONG, read)


def _accepted(note: str) -> frozenset[str]:
    _, _, listed = note.partition(ACCEPTED)
    return frozenset(piece.strip() for piece in listed.split(","))


def _is_labelled(quantity: Quantity, row: Mapping[str, str]) -> bool:
    if row["unit"] != ITEMS and quantity.interval in NOT_ITEMS:
        return True
    if row["kind"] != quantity.kind:
        return False
    if quantity.kind is Kind.UNKNOWN:
        return True
    expected = Interval(int(row["low"]), int(row["high"]) if row["high"] else None)
    return quantity.interval == expected and row["best"] in ("", str(quantity.best))


def _interval_text(interval: Interval | None) -> str:
    """Write an interval as notes do: 12, 3..5, 30.., unknown.

    >>> [_interval_text(one) for one in (Interval(3, 5), Interval(30, None), Interval(12, 12), None)]
    ['3..5', '30..', '12', 'unknown']
    """
    if interval is None:
        return "unknown"
    if interval.is_exact:
        return str(interval.low)
    return f"{interval.low}..{'' if interval.high is None else interval.high}"


def _shown(quantity: Quantity) -> str:
    best = "" if quantity.best is None else f", best {quantity.best}"
    measure = "" if quantity.measure is None else f" ({quantity.measure})"
    interval = "" if quantity.interval is None else f" {quantity.interval}"
    return f"{quantity.kind}{interval}{best}{measure}"
