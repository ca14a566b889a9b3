"""Leave out the rows that state no delivery, and those with a name of which somebody decided so."""

from __future__ import annotations

from operator import attrgetter

from inventory.imports.cells import Problem
from inventory.imports.records import Identity, Staged
from inventory.imports.schema import SCHEMAS


def leave_out(staged: Staged) -> list[Problem]:
    """Take such rows, their faults, and what only they state out of what is staged; return why, in order.

    What a row that stays states too, or refers to at any distance, stays.
    """
    skipped = sorted((problem for problem in staged.problems if problem.leaves_out), key=attrgetter("place"))
    lines = {problem.line for problem in skipped}
    if not lines:
        return []
    staged.problems = [problem for problem in staged.problems if problem.line not in lines]
    staged.changes = [change for change in staged.changes if change.line not in lines]
    kept = _linked(staged, _stated_elsewhere(staged, lines))
    staged.records = {identity: record for identity, record in staged.records.items() if identity in kept}
    staged.rows = [type(row)(row.line, None) if row.line in lines else row for row in staged.rows]
    return skipped


def _stated_elsewhere(staged: Staged, lines: set[int]) -> set[Identity]:
    """Return the records that rows outside the lines state."""
    kept = {identity for identity, record in staged.records.items() if record.line not in lines}
    for row in staged.rows:
        if row.line not in lines:
            kept.update(row.records)
            if row.subject is not None:
                kept.add(row.subject)
    return kept


def _linked(staged: Staged, kept: set[Identity]) -> set[Identity]:
    """Return the records and all that they refer to, at any distance."""
    waiting = [identity for identity in kept if identity in staged.records]
    while waiting:
        record = staged.records[waiting.pop()]
        for name, concept in SCHEMAS[record.concept].links.items():
            linked = (concept, record.values.get(name))
            if linked in staged.records and linked not in kept:
                kept.add(linked)
                waiting.append(linked)
    return kept
