"""Say how counts of one type in one article relate: parts, totals, further items, or asked about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from inventory.domain.intervals import Interval
from inventory.domain.messages import Message
from inventory.domain.same_items import adds_items, is_total, told_twice
from inventory.domain.spelling import spellings
from inventory.imports.codes import PlanNote
from inventory.models import ReportedDelivery
from inventory.models.names import Thing

Scope = ReportedDelivery.Scope
DESIGNATION = re.compile(r"[^\W_]*\d[\w-]*|\b[A-ZА-Я]{3,}\b")
LONGEST_PHRASE = 500  # characters


class Counted(NamedTuple):
    """Hold a count of a report as its row has it, and what the row says of how it relates to others.

    ``same_as`` is the ``key`` of the row on the same items, empty where none is named.
    """

    line: int
    type: Thing
    interval: Interval | None
    phrase: str
    label: str
    scope: str = ""
    is_part: bool = False
    key: str = ""
    same_as: str = ""


class Relation(NamedTuple):
    """Say how a count is kept: its scope, label and phrase, and the row on the same items, if any."""

    scope: str
    label: str
    phrase: str
    same_as: str = ""


def relations(rows: Sequence[Counted], notes: list[Message]) -> list[Relation]:
    """Return, row by row, how the counts of one report are kept; what is not said is asked in ``notes``.

    Items that were seen are a part, and "another two" are further ones. Counts under other designations are
    of other items. Else it is not said: labels that differ are left open, and so are the items.
    """
    by_type: dict[int, list[Counted]] = defaultdict(list)
    for row in rows:
        by_type[row.type.pk].append(row)
    found: dict[int, Relation] = {}
    for doubled in by_type.values():
        scopes = {id(row): _scope(row, doubled) for row in doubled}
        untied = [row for row in doubled if not _is_tied(row, doubled)]
        parts = [row for row in untied if scopes[id(row)] == Scope.UNSPECIFIED]
        totals = [row for row in untied if scopes[id(row)] == Scope.TOTAL and not row.scope]
        is_open = len(parts) > 1 and not _have_own_designations(parts)
        label = _shared_label(parts) if is_open else ""
        if len(parts) > 1 and not is_open:
            notes.append(_question(parts, code=PlanNote.TOLD_APART))
        if len(totals) > 1:
            notes.append(_question(totals, code=PlanNote.TOLD_AS_TOTAL))
        for row in doubled:
            kept = _left_open(row, label) if is_open and row in parts else row
            found[id(row)] = Relation(scopes[id(row)], kept.label, kept.phrase, row.same_as)
    return [found[id(row)] for row in rows]


def _scope(row: Counted, doubled: Sequence[Counted]) -> str:
    """Return how a count relates to its report, by what somebody said or else by its words."""
    if row.scope:
        return row.scope
    if row.is_part:
        return Scope.SUBSET.value
    if len(doubled) == 1:
        return Scope.UNSPECIFIED.value
    words = f"{row.phrase} {row.label}"
    if is_total(words):
        return Scope.TOTAL.value
    if row is not doubled[0] and adds_items(words):
        return Scope.ADDITIONAL.value
    return Scope.UNSPECIFIED.value


def _is_tied(row: Counted, doubled: Sequence[Counted]) -> bool:
    """Tell whether somebody said of a row that it is on the same items as another."""
    return bool(row.same_as) or any(other.same_as == row.key for other in doubled if other.same_as)


def _have_own_designations(rows: Sequence[Counted]) -> bool:
    """Tell whether each row calls its items by a designation that no other has: H3000 and H3000S."""
    named = [frozenset(DESIGNATION.findall(row.label)) for row in rows]
    return all(named) and len(frozenset[str]().union(*named)) == sum(map(len, named))


def _question(rows: Sequence[Counted], *, code: PlanNote) -> Message:
    """Ask whether counts are of the same items, with what they are taken as and what follows."""
    come_to = told_twice([row.interval for row in rows])
    first, *others = rows
    lines = ", ".join(str(row.line) for row in others)
    return Message(
        code,
        lines=lines,
        before=str(first.line),
        name=first.type.name,
        same=str(come_to.same),
        added=str(come_to.added),
    )


def _shared_label(rows: Sequence[Counted]) -> str:
    """Return what all rows call their items, as the first spells it; empty where they differ."""
    shared = frozenset[str].intersection(*(frozenset(spellings(row.label)) for row in rows))
    return rows[0].label if shared else ""


def _left_open(row: Counted, label: str) -> Counted:
    """Return a count under the label that all bear; one of its own would say that its items are others.

    Where there is none, its words take up what the row calls the items.
    """
    if label or not row.label:
        return row._replace(label=label)
    return row._replace(label="", phrase=f"{row.phrase.strip()} {row.label}".strip()[:LONGEST_PHRASE])
