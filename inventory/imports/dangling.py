"""Leave out what an export says of reports and publications that it does not hold, and say so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from inventory.domain.messages import Message
from inventory.imports.codes import PlanNote
from inventory.imports.records import Concept, Identity, Record, Staged
from inventory.models import Publication, Report

# Fields whose target may have no count lines, so that an export, which lists lines, does not hold it.
FIELDS = {
    Concept.CITATION: ("cited_publication", Concept.PUBLICATION),
    Concept.REPEAT: ("repeated", Concept.REPORT),
    Concept.REPORT: ("superseded_by", Concept.REPORT),
}


def leave_out_dangling(staged: Staged) -> None:
    """Drop references to what is neither in the file nor in the database, with a note for each.

    Runs at most two queries.
    """
    targets: dict[Identity, list[Record]] = {}
    for record in staged.records.values():
        if record.concept in FIELDS:
            name, concept = FIELDS[record.concept]
            uid = record.values[name]
            if uid is not None and (concept, uid) not in staged.records:
                targets.setdefault((concept, uid), []).append(record)
    known = _known(Concept.PUBLICATION, Publication, targets) | _known(Concept.REPORT, Report, targets)
    for identity, records in targets.items():
        if identity not in known:
            for record in records:
                _leave_out(staged, record)


def _known(concept: Concept, model: Any, targets: dict[Identity, list[Record]]) -> set[Identity]:
    uids = [uid for of, uid in targets if of is concept]
    found = model.objects.filter(uid__in=uids).values_list("uid", flat=True) if uids else []
    return {(concept, str(uid)) for uid in found}


def _leave_out(staged: Staged, record: Record) -> None:
    name, concept = FIELDS[record.concept]
    staged.notes.append(
        Message(
            PlanNote.DANGLING,
            line=str(record.line),
            column=record.column(name),
            concept=concept.message,
            uid=str(record.values[name]),
        )
    )
    if record.concept is Concept.REPORT:
        values = {field: value for field, value in record.values.items() if field != name}
        staged.records[record.identity] = replace(record, values=values)
    else:
        del staged.records[record.identity]
