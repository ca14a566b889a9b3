"""Say which deals an edition covers: those of the suppliers, recipients and years that were asked for."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from inventory.domain.spelling import plain

type Cells = Mapping[str, str]

ASKED = re.compile(
    r"\bfrom\s+(?P<suppliers>\S.*?)\s+to\s+(?P<recipients>\S.*?)\s*\.\s+Deals with (?P<what>.*)"
)
SPAN = re.compile(r"year range '(?P<first>\d{4})' to '(?P<last>\d{4})'")
EVERYBODY = re.compile(r"all\b", re.IGNORECASE)
BETWEEN = re.compile(r"[,;]|\band\b")  # names of a list
YEAR = re.compile(r"[12]\d{3}")
SET_ASIDE = "Set aside from "  # begins the first line of a file of rows that an import set aside
# Share of the deals asked for that may be of countries of which the file has no deal at all. Where more are,
# it is taken for an extract, which says nothing on these countries.
MOST_OF_OTHERS = 0.1


@dataclass(frozen=True, slots=True)
class Places:
    """Name the columns of a register that say between whom, and when, was ordered and delivered."""

    supplier: str
    recipient: str
    ordered: str
    delivered: str


@dataclass(frozen=True, slots=True)
class Scope:
    """Hold what an edition covers; everybody where no supplier or recipient is named.

    ``years`` are the first and the last of the range, None for all. A deal is of these years when it was
    ``by_order`` or ``by_delivery``. A file that ``is_partial`` is of rows that an import set aside: that it
    lacks others says nothing.
    """

    places: Places
    suppliers: Collection[str] = ()
    recipients: Collection[str] = ()
    years: tuple[int, int] | None = None
    by_order: bool = True
    by_delivery: bool = True
    is_partial: bool = False

    def asks_for(self, cells: Cells) -> bool:
        """Tell whether a deal is among those that were asked for."""
        places = self.places
        return (
            not self.is_partial
            and (not self.suppliers or plain(cells[places.supplier]) in self.suppliers)
            and (not self.recipients or plain(cells[places.recipient]) in self.recipients)
            and self._is_of_years(cells)
        )

    def _is_of_years(self, cells: Cells) -> bool:
        if self.years is None:
            return True
        ordered, delivered = _years_in(cells[self.places.ordered]), _years_in(cells[self.places.delivered])
        first, last = self.years
        asked = [*(ordered if self.by_order else ()), *(delivered if self.by_delivery or not ordered else ())]
        return any(first <= year <= last for year in asked)

    def told_by(self, stated: Sequence[Cells]) -> Scope:
        """Return the scope as the rows of the file show it.

        Where years of orders were asked for, too, and no row was ordered before them, deals were chosen by
        their order alone.
        """
        if self.years is None or not self.by_order or not stated:
            return self
        first = self.years[0]
        has_older = any(year < first for cells in stated for year in _years_in(cells[self.places.ordered]))
        return replace(self, by_delivery=has_older)

    def lacking(
        self, held: Mapping[str, Cells], left_out: Collection[str], stated: Sequence[Cells]
    ) -> set[str]:
        """Return which of the deals left out the edition speaks of, so that they are not in it.

        A file that asked for all countries, and has no deal of some, may be an extract of its edition. It is
        taken for one if too many deals are of such countries. One that names countries is taken at its word.
        """
        asked = {uid for uid, cells in held.items() if self.asks_for(cells)}
        if not self.suppliers and not self.recipients:
            for column in (self.places.supplier, self.places.recipient):
                known = {plain(cells[column]) for cells in stated}
                others = {uid for uid in asked if plain(held[uid][column]) not in known}
                asked -= others if len(others) > MOST_OF_OTHERS * len(asked) else set()
        return asked.intersection(left_out)


def read_scope(preamble: Sequence[str], places: Places) -> Scope:
    """Return the scope that the lines before the header tell; all deals where they tell none.

    >>> line = "Arms from China  to All countries . Deals with deliveries for year range '2000' to '2025'"
    >>> scope = read_scope([line], Places("Supplier", "Recipient", "Order date", "Delivery year"))
    >>> scope.suppliers, scope.recipients, scope.years, scope.by_order
    (frozenset({'china'}), frozenset(), (2000, 2025), False)
    """
    asked = next(filter(None, map(ASKED.search, preamble)), None)
    span = next(filter(None, map(SPAN.search, preamble)), None)
    return Scope(
        places,
        _names_in(asked["suppliers"]) if asked else frozenset(),
        _names_in(asked["recipients"]) if asked else frozenset(),
        (int(span["first"]), int(span["last"])) if span else None,
        by_order=asked is None or "orders" in asked["what"],
        is_partial=any(line.startswith(SET_ASIDE) for line in preamble),
    )


def _names_in(text: str) -> frozenset[str]:
    """Return the names of a list as they are compared; none for all countries.

    A name may have a comma or "and" in it: the text as a whole, and up to each comma, are names too.
    """
    if EVERYBODY.match(text):
        return frozenset()
    parts = [text, *re.split("[,;]", text), *BETWEEN.split(text)]
    return frozenset(filter(None, map(plain, parts)))


def _years_in(cell: str) -> list[int]:
    return [int(year) for year in YEAR.findall(cell)]
