"""Tell which deals name a state that had ended before the delivery.

A register says itself which states its deals are of, some by who had ordered, so that no row is refused for
it; the plan tells how many there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from inventory.domain.messages import Message, cut
from inventory.imports.codes import PlanNote
from inventory.imports.sipri.deals import Details
from inventory.models import ReportedDetail
from inventory.models.names import ONE_DAY, Kind, Names, Thing, days_said, had_ended


def notes_on_ended(told: Iterable[tuple[int, Details]], names: Names) -> list[Message]:
    """Return a note for each state that had ended; ``told`` are lines with the details of their reports."""
    lines: dict[Thing, set[int]] = defaultdict(set)
    for line, details in told:
        parties = [
            names.by_pk(Kind.PARTY, value) for _kind, name, value, _words in details if name == "party"
        ]
        dates = [date for kind, _name, date, _words in details if kind == ReportedDetail.Kind.ARRIVAL]
        for days in filter(None, (days_said(Kind.PARTY, date) for date in dates)):
            for thing in parties:
                if had_ended(thing, days):
                    lines[thing].add(line)
    return [
        Message(
            PlanNote.DEALS_AFTER_END,
            count=len(found),
            name=cut(thing.name),
            day=str(thing.ended - ONE_DAY) if thing.ended else "",
            line=str(min(found)),
        )
        for thing, found in sorted(lines.items(), key=lambda one: one[0].name)
    ]
