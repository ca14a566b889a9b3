"""Read cells, and make the headline, count lines and details that both shapes of the register share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inventory.domain.intervals import Interval
from inventory.domain.no_value import is_no_value, names_nobody
from inventory.domain.quantities import Kind as CountKind
from inventory.domain.quantities import Quantity, parse_quantity
from inventory.imports.cells import Row
from inventory.imports.designations import SCHEME
from inventory.models import Party, ReportedDetail
from inventory.models.analysis import as_range
from inventory.models.names import Kind, Names, Thing, UnknownNameError

type Details = list[tuple[str, str, Any, str]]
LONGEST_TITLE = 200  # characters


def headline(
    names: Names, designation: str, supplier: Thing | None, recipient: Thing | None, period: str
) -> dict[str, Any]:
    """Return a shipment's fields; an unknown supplier or a recipient that is no state leaves theirs empty."""
    is_state = recipient is not None and recipient.kind == Party.Kind.STATE
    place = names.state_of(recipient.country) if recipient and is_state else None
    giver = supplier.name if supplier else "an unknown supplier"
    taker = recipient.name if recipient else "an unknown recipient"
    return {
        "title": f"{designation} from {giver} to {taker}"[:LONGEST_TITLE],
        "supplier": supplier.pk if supplier else None,
        "destination": place.pk if place else None,
        "period": period,
    }


def count_line(equipment: Thing, label: str, quantity: Quantity) -> Mapping[str, Any]:
    """Return the fields of a count line."""
    return {
        "equipment_type": equipment.pk,
        "label": label,
        "phrase": quantity.phrase,
        "kind": quantity.kind.value,
        "quantity": as_range(quantity.interval),
        "best": quantity.best,
    }


def read_number(row: Row, column: str, *, is_estimate: bool, mark: str) -> Quantity:
    """Return the number in a cell: unknown when empty, and within ten per cent when it is an estimate.

    ``mark`` writes an estimate as SIPRI does, with the number in place of ``#``.
    """
    number = row.number(column)
    if number is None:
        return Quantity(CountKind.UNKNOWN, None, None, row[column])
    if number == 0:
        return Quantity(CountKind.NONE, Interval(0, 0), None, "0")
    return parse_quantity(mark.replace("#", str(number)) if is_estimate else str(number))


def party_details(supplier: Thing | None, recipient: Thing | None) -> Details:
    """Return the statements of who supplies and who receives."""
    kinds = ReportedDetail.Kind
    parties = ((kinds.SUPPLIER, supplier), (kinds.RECIPIENT, recipient))
    return [(kind.value, "party", party.pk, "") for kind, party in parties if party]


def find_party(row: Row, column: str, names: Names) -> Thing | None:
    """Return the party in a cell; None for one that SIPRI does not know, or that is refused."""
    name = row[column]
    if names_nobody(name):
        return None
    try:
        return names.find(Kind.PARTY, name, SCHEME)
    except UnknownNameError as error:
        row.refuse_name(column, error)
        return None


def as_printed(cell: str) -> str:
    """Return a cell as the register prints it, whatever a data frame has made of it since.

    >>> [as_printed(cell) for cell in (" L-39C  Albatros", "2010.0", "4.5", "NaN", "-")]
    ['L-39C Albatros', '2010', '4.5', '', '-']
    """
    text = " ".join(cell.split())
    if text and text[0] in "nN<" and is_no_value(text):
        return ""
    whole, point, fraction = text.partition(".")
    return whole if point and whole.isdecimal() and not fraction.strip("0") else text
