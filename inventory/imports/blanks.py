"""Count the blank cells of rows that are found again: what they keep of the record, and what they clear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from inventory.domain.messages import Message
from inventory.imports.codes import PlanNote
from inventory.imports.existing import Existing
from inventory.imports.records import Concept, Record

# A shipment's headline follows from what its reports say, which is counted there.
COUNTED = frozenset({Concept.PUBLICATION, Concept.REPORT, Concept.DELIVERY})


@dataclass(slots=True)
class Blanks:
    """Count cells by column."""

    kept: Counter[str] = field(default_factory=Counter)
    cleared: Counter[str] = field(default_factory=Counter)

    def count(self, record: Record, held: Mapping[str, Any], differing: Collection[str]) -> None:
        """Count the cells of a record that is held: ``differing`` are the fields that change."""
        if record.concept not in COUNTED:
            return
        blank = {name for name, value in record.values.items() if value in (None, "") and held[name]}
        self.kept.update(_columns(record, blank.intersection(record.unstated)))
        self.cleared.update(_columns(record, blank.intersection(differing)))

    def count_details(self, existing: Existing, columns: Mapping[str, str]) -> None:
        """Count details that stay and go, by the ``columns`` of their kinds."""
        for counts, kinds in ((self.kept, existing.kept_kinds), (self.cleared, existing.cleared_kinds)):
            counts.update({columns[kind]: count for kind, count in kinds.items() if columns.get(kind)})

    def notes(self) -> Iterator[Message]:
        """Yield what is kept and what would be cleared."""
        if self.kept:
            counts = tuple(
                Message(PlanNote.BLANK_COUNT, column=column, number=count)
                for column, count in sorted(self.kept.items())
                if count
            )
            yield Message(PlanNote.BLANKS_KEPT, columns=counts)
        for column, count in sorted(self.cleared.items()):
            if count:
                yield Message(PlanNote.BLANKS_CLEARED, count=count, column=column)


def _columns(record: Record, names: Collection[str]) -> set[str]:
    """Return the columns of the file that say the fields; none for what no column says."""
    return {column for name in names if (column := record.columns.get(name))}
