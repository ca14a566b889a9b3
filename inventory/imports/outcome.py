"""Describe what became of a file, for the person who imported it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inventory.domain.messages import Message
from inventory.imports.planning import Plan, Status
from inventory.wording.messages import words

SHOWN_CHANGES = 200  # lines; the rest are counted.


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what a file is and what it does; ``is_applied`` says that it was written."""

    file_name: str
    format_name: str
    encoding: str
    plan: Plan
    is_applied: bool

    @property
    def has_problems(self) -> bool:
        """Tell whether the file was refused."""
        return bool(self.plan.problems)

    def summary(self) -> str:
        """Return one line that accounts for every row."""
        plan = self.plan
        new, changed, unchanged, skipped, errors = (plan.count(status) for status in Status)
        left_out = f" + {skipped} set aside" if skipped else ""
        return (
            f"rows read {plan.rows_read} = {new} new + {changed} changed + {unchanged} unchanged"
            f"{left_out} + {errors} errors"
        )

    def lines(self, *, is_complete: bool = False) -> Iterator[str]:
        """Yield the account; ``is_complete`` shows every change, however many."""
        plan = self.plan
        yield f"{self.file_name}: {self.format_name}, {self.encoding}"
        limit = len(plan.changes) if is_complete else SHOWN_CHANGES
        yield from _section("Changes", plan.changes, limit)
        yield from _section("Notes", plan.notes, len(plan.notes))
        yield from _section("Set aside", plan.skipped, limit)
        yield from _section("Errors", plan.problems, len(plan.problems))
        yield self.summary()
        if self.has_problems:
            yield "Nothing was applied."
        elif self.is_applied:
            yield "Applied." if not plan.is_empty else "Nothing to apply."
        else:
            yield "Planned only; nothing was applied."


def _section(title: str, entries: Sequence[object], limit: int) -> Iterator[str]:
    """Yield a titled list; nothing when it is empty."""
    if entries:
        yield f"{title} ({len(entries)}):"
    for entry in entries[:limit]:
        yield f"  {words(entry) if isinstance(entry, Message) else entry}"
    if len(entries) > limit:
        yield f"  and {len(entries) - limit} more."
