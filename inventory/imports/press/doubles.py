"""Say how counts of one type in one article relate: parts, totals, further items, or asked about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from inventory.domain.messages import Message
from inventory.domain.same_items import adds_items, is_total, told_twice
from inventory.imports.codes import PlanNote
from inventory.imports.press.rows import PressRow
from inventory.models import ReportedDelivery

Scope = ReportedDelivery.Scope
DESIGNATION = re.compile(r"[^\W_]*\d[\w-]*|\b[A-ZА-Я]{3,}\b")
LONGEST_PHRASE = 500  # characters


class Relation(NamedTuple):
    """Say how a count is kept: its scope, label and phrase, and the row on the same items, if any."""

    scope: str
    label: str
    phrase: str
    same_as: str = ""


def relations(rows: Sequence[PressRow], notes: list[Message]) -> Mapping[int, Relation]:
    """Return by line how the counts of one report are kept; what is not said is asked about in ``notes``.

    Items that were seen are a part, and "another two" are further ones. Counts under other designations are
    of other items. Else it is not said: the label is left open, and so are the items.
    """
    by_type: dict[int, list[PressRow]] = defaultdict(list)
    for row in rows:
        by_type[row.type.pk].append(row)
    found: dict[int, Relation] = {}
    for doubled in by_type.values():
        scopes = {row.line: _scope(row, doubled) for row in doubled}
        untied = [row for row in doubled if not _is_tied(row, doubled)]
        parts = [row for row in untied if scopes[row.line] == Scope.UNSPECIFIED]
        totals = [row for row in untied if scopes[row.line] == Scope.TOTAL and not row.scope]
        is_open = len(parts) > 1 and not _have_own_designations(parts)
        if len(parts) > 1 and not is_open:
            notes.append(_question(parts, code=PlanNote.TOLD_APART))
        if len(totals) > 1:
            notes.append(_question(totals, code=PlanNote.TOLD_AS_TOTAL))
        for row in doubled:
            found[row.line] = _relation(row, scopes[row.line], is_open=is_open and row in parts)
    return found


def _scope(row: PressRow, doubled: Sequence[PressRow]) -> str:
    """Return how a count relates to its report, by what somebody said or else by its words."""
    if row.scope:
        return row.scope
    if row.is_part:
        return Scope.SUBSET.value
    if len(doubled) == 1:
        return Scope.UNSPECIFIED.value
    words = f"{row.row['count_as_written']} {row.row['equipment_as_written']}"
    if is_total(words):
        return Scope.TOTAL.value
    if row is not doubled[0] and adds_items(words):
        return Scope.ADDITIONAL.value
    return Scope.UNSPECIFIED.value


def _is_tied(row: PressRow, doubled: Sequence[PressRow]) -> bool:
    """Tell whether somebody said of a row that it is on the same items as another."""
    return bool(row.same_as) or any(other.same_as == row.row["report_id"] for other in doubled)


def _have_own_designations(rows: Sequence[PressRow]) -> bool:
    """Tell whether each row calls its items by a designation that no other has: H3000 and H3000S."""
    named = [frozenset(DESIGNATION.findall(row.row["equipment_as_written"])) for row in rows]
    return all(named) and len(frozenset[str]().union(*named)) == sum(map(len, named))


def _question(rows: Sequence[PressRow], *, code: PlanNote) -> Message:
    """Ask whether counts are of the same items, with what they are taken as and what follows."""
    come_to = told_twice([row.quantity.interval for row in rows])
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


def _relation(row: PressRow, scope: str, *, is_open: bool) -> Relation:
    label, phrase = row.row["equipment_as_written"].strip(), row.row["count_as_written"]
    if is_open:
        # A label would say that the items are others than those under another one.
        return Relation(scope, "", f"{phrase.strip()} {label}".strip()[:LONGEST_PHRASE], row.same_as)
    return Relation(scope, label, phrase, row.same_as)
