"""Count how often what one source says fits what the others say without it.

>>> from inventory.domain.comparison import Case, Line, compare
>>> from inventory.domain.independence import ReportNode
>>> from inventory.domain.intervals import Interval
>>> from inventory.domain.tree import Taxonomy, TypeNode
>>> tanks = Taxonomy([TypeNode(1, None, "vehicles", False, "Tanks")])
>>> reports = tuple(ReportNode(key, publication=key, source=key * 10) for key in (1, 2, 3))
>>> said = {1: Interval(7, 7), 2: Interval(5, 9), 3: Interval(2, 2)}
>>> lines = tuple(Line(key, key, 1, interval) for key, interval in said.items())
>>> found = compare(Case(reports=reports, lines=lines[:2]), tanks)
>>> agreement_of(found, 10), agreement_of(found, 20)
(Agreement(inside=1, wider=0, outside=0), Agreement(inside=0, wider=1, outside=0))
>>> agreement_of(compare(Case(reports=reports, lines=lines), tanks), 30)
Agreement(inside=0, wider=0, outside=1)
"""

from __future__ import annotations

from dataclasses import dataclass

from inventory.domain.comparison import Comparison, Row, VoiceKey
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import marzullo


@dataclass(frozen=True, slots=True)
class Agreement:
    """Count cells of shipment and type on which a source and somebody else give counts.

    ``inside``: its interval lies within the others' estimate; ``wider``: it reaches beyond but shares a count
    with it; ``outside``: it shares none.
    """

    inside: int = 0
    wider: int = 0
    outside: int = 0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(self.inside + other.inside, self.wider + other.wider, self.outside + other.outside)

    @property
    def total(self) -> int:
        """Return the number of cells compared."""
        return self.inside + self.wider + self.outside


def agreement_of(comparison: Comparison, source: int) -> Agreement:
    """Compare a source's own lines on one shipment with the estimates of all other voices.

    Only a voice of its own counts: where the source repeats others, agreeing with them means nothing. What
    follows from lines further down the tree is no statement of its own either.
    """
    total = Agreement()
    keys = [voice.key for voice in comparison.voices.voices]
    if (source,) not in keys:
        return total
    for row in comparison.rows:
        total += _on_type(row, keys, source)
    return total


def _on_type(row: Row, keys: list[VoiceKey], source: int) -> Agreement:
    said: dict[VoiceKey, Interval] = {
        key: cell.interval for key, cell in zip(keys, row.cells, strict=True) if cell.interval is not None
    }
    own = said.pop((source,), None)
    is_derived = row.cells[keys.index((source,))].is_derived
    if own is None or is_derived or not said:
        return Agreement()
    others = marzullo(said).interval
    if others is None or own.intersection(others) is None:
        return Agreement(outside=1)
    return Agreement(inside=1) if others.contains(own) else Agreement(wider=1)
