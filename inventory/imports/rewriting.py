"""Keep the record where a cell of our own export has only been rewritten by a program, and tell of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from inventory.domain.messages import Message, cut
from inventory.domain.rewriting import may_be_rewritten
from inventory.imports.cells import Problem
from inventory.imports.codes import PlanNote
from inventory.imports.existing import Existing
from inventory.imports.records import Concept, Doubt, Identity, Record, Staged
from inventory.imports.schema import SCHEMAS
from inventory.models.fields import EdtfField

MONTH = re.compile(r"\d{4}-\d{2}")
FIRST_DAY = "-01"


@dataclass(slots=True)
class Kept:
    """Count the cells of a column that were kept, with the first of them."""

    line: int
    recorded: str
    written: str
    cells: int = 0


def rewriting_notes(kept: Mapping[str, Kept]) -> Iterator[Message]:
    """Yield what was kept, for each column."""
    for column, one in sorted(kept.items()):
        yield Message(
            PlanNote.REWRITTEN,
            count=one.cells,
            column=column,
            line=str(one.line),
            written=cut(one.written),
            recorded=cut(one.recorded),
        )


@dataclass(slots=True)
class Rewriting:
    """Tell cells that a program has rewritten from those that somebody changed; ``kept`` is by column."""

    staged: Staged
    existing: Existing
    kept: dict[str, Kept] = field(default_factory=dict)
    _months: dict[tuple[Concept, str], bool] = field(default_factory=dict)

    def is_kept(self, record: Record, name: str, held: Any, value: Any) -> bool:
        """Tell whether a cell that differs from the record is what a program made of it, and note it."""
        if not (self.staged.is_own_export and isinstance(held, str) and isinstance(value, str)):
            return False
        if isinstance(SCHEMAS[record.concept].model._meta.get_field(name), EdtfField):
            is_kept = self._is_its_first_day(record, name, held, value)
        else:
            is_kept = may_be_rewritten(held, value)
        if is_kept:
            kept = self.kept.setdefault(record.column(name), Kept(record.line, held, value))
            kept.cells += 1
        return is_kept

    def problems(self, doubts: Sequence[Doubt], changed: set[tuple[Identity, str]]) -> Iterator[Problem]:
        """Yield what is wrong with cells that the record does not explain; ``changed`` are fields."""
        for doubt in doubts:
            if doubt.identity not in self.existing.values or (doubt.identity, doubt.name) in changed:
                yield doubt.problem

    def _is_its_first_day(self, record: Record, name: str, held: str, value: str) -> bool:
        """Tell whether a day stands for its month because a spreadsheet makes days of all months."""
        if value != held + FIRST_DAY or not MONTH.fullmatch(held):
            return False
        key = (record.concept, name)
        if key not in self._months:
            self._months[key] = any(
                MONTH.fullmatch(str(other.values.get(name)))
                for other in self.staged.records.values()
                if other.concept is record.concept
            )
        return not self._months[key]
