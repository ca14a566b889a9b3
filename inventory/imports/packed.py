"""Take apart a cell that lists several types with their counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inventory.domain.quantities import QuantityError, parse_quantity

COUNTED = re.compile(r"(?P<name>.*\S)\s*\((?P<count>[^()]*)\)\s*")
LEADING = re.compile(r"(?P<count>\d[\d ,]*)\s*[x×]\s+(?P<name>\S.*)", re.IGNORECASE)
UNKNOWN = ("?", "..")
OPENING, CLOSING = "([", ")]"


@dataclass(frozen=True, slots=True)
class Item:
    """Hold one entry of a list: the type and its count, both as written; no count is empty."""

    name: str
    phrase: str


def split_list(cell: str) -> list[Item]:
    """Return the entries of a list that semicolons, line breaks or else commas separate.

    A count stands in parentheses after the name, or before it with an ×. Other words in parentheses belong to
    the name. Commas and semicolons inside parentheses separate nothing.

    >>> for item in split_list("CAESAR (19); Bohdana (about 18); Leopard 2 (A4) (14)"):
    ...     print(item.name, "|", item.phrase)
    CAESAR | 19
    Bohdana | about 18
    Leopard 2 (A4) | 14
    >>> split_list("3 x D-30, T-72 (M1, ex-Polish) (5), trucks")[1:]
    [Item(name='T-72 (M1, ex-Polish)', phrase='5'), Item(name='trucks', phrase='')]
    """
    separators = ";\n" if set(_outside(cell)) & set(";\n") else ","
    return [_item(part.strip()) for part in _parts(cell, separators) if part.strip()]


def _outside(cell: str) -> Iterator[str]:
    """Yield the characters outside parentheses."""
    depth = 0
    for character in cell:
        depth += (character in OPENING) - (character in CLOSING and depth > 0)
        if depth == 0:
            yield character


def _parts(cell: str, separators: str) -> Iterator[str]:
    depth, start = 0, 0
    for place, character in enumerate(cell):
        depth += (character in OPENING) - (character in CLOSING and depth > 0)
        if depth == 0 and character in separators:
            yield cell[start:place]
            start = place + 1
    yield cell[start:]


def _item(text: str) -> Item:
    counted = COUNTED.fullmatch(text)
    if counted and _is_count(counted["count"]):
        return Item(counted["name"], counted["count"].strip())
    leading = LEADING.fullmatch(text)
    return Item(leading["name"].strip(), leading["count"].strip()) if leading else Item(text, "")


def _is_count(text: str) -> bool:
    """Tell whether words in parentheses state a number, rather than more of the name."""
    if text.strip() in UNKNOWN:
        return True
    try:
        return any(character.isdigit() for character in text) and parse_quantity(text).interval is not None
    except QuantityError:
        return False
