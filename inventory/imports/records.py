"""Hold what a file says, in the terms of the record and apart from the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from inventory.domain.messages import Message
from inventory.imports.cells import Problem
from inventory.imports.codes import ConceptCode, PlanCode, RowFault
from inventory.wording.messages import words

NAMESPACE = UUID("5b6a3a44-2d0c-5f5e-9a40-7f2c55a6f2b1")  # Of identifiers that imports make.


class Concept(StrEnum):
    """Name what a record is of, in the order in which rows are written."""

    SHIPMENT = "shipment"
    PUBLICATION = "publication"
    CITATION = "citation"
    REPORT = "report"
    REPEAT = "repeat"
    DELIVERY = "delivery"
    DETAIL = "detail"

    # Identities are looked up dozens of times a line; an enumeration's own hash is a function of Python.
    __hash__ = str.__hash__

    @property
    def message(self) -> Message:
        """Return what to call it."""
        return Message(ConceptCode[self.name])


# An identifier in lower case with hyphens; the hash of a UUID would be a function of Python.
type Uid = str
type Identity = tuple[Concept, Any]


@dataclass(slots=True)  # A frozen one takes four times as long to make.
class Record:
    """Hold what a file states of one shipment, publication, report and so on.

    ``key`` is its public identifier (Uid), or the ends of a citation or repetition (a tuple). ``values`` are
    by field of the model and only those that the file states: other records by their identifier, reference
    data by primary key. ``columns`` says from which column a field came, for messages. ``unstated`` are the
    fields that the file leaves open: their values are for a new row, and one that is there keeps its own.
    """

    concept: Concept
    key: Any
    values: Mapping[str, Any]
    line: int = field(compare=False)
    columns: Mapping[str, str] = field(compare=False, default_factory=dict)
    unstated: Collection[str] = field(compare=False, default=())

    @property
    def identity(self) -> Identity:
        """Return what tells it from all other records."""
        return self.concept, self.key

    def column(self, name: str) -> str:
        """Return the column that states a field."""
        return self.columns.get(name, name)


class Sort(StrEnum):
    """Tell apart what a new edition of a register changes, the weightiest first."""

    NUMBER = "number"
    WORDING = "wording"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Change:
    """Say what the file changes of a subject, in the column ``name``: ``old`` and ``new`` are for people.

    ``sort`` is told by registers only.
    """

    line: int
    subject: Message | str
    name: str
    old: Message | str
    new: Message | str
    sort: Sort | None = None

    @property
    def message(self) -> Message:
        """Return what to tell of it beside line and column."""
        return Message(PlanCode.CHANGE, subject=self.subject, old=self.old, new=self.new)

    def __str__(self) -> str:
        if not self.name:
            return words(Message(PlanCode.AT_LINE, line=str(self.line), reason=self.message))
        return words(
            Message(
                PlanCode.CHANGE_AT,
                line=str(self.line),
                subject=self.subject,
                column=self.name,
                old=self.old,
                new=self.new,
            )
        )


class Doubt(NamedTuple):
    """Hold what is wrong with a cell unless the record shows that a program has rewritten it."""

    identity: Identity
    name: str
    problem: Problem


class StagedRow(NamedTuple):
    """Say what one row of the file states.

    The row is new when its ``subject`` is, changed when any of its ``records`` is new or changed, and else
    unchanged; one without a subject says nothing that is not known.
    """

    line: int
    subject: Identity | None
    records: tuple[Identity, ...] = ()


@dataclass(frozen=True, slots=True)
class TableScope:
    """Hold which table a file is of, and so within what its rows are found again.

    Identifiers of rows are made within ``key``, which is empty for a register. A table of its own
    ``adds_only``: whatever the record holds already stays as it is. ``edition_of`` is the name of the file
    whose new edition it is, ``contexts`` mark in the history what its editions wrote so far; rows of these
    that it lacks go if it ``removes_gone``.
    """

    key: str = ""
    adds_only: bool = False
    edition_of: str = ""
    contexts: tuple[UUID, ...] = ()
    removes_gone: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """Return what identifiers are made of because of it."""
        return (self.key,) if self.key else ()


class HeldLine(NamedTuple):
    """Name a line of the record, and the report and the shipment that it is of."""

    pk: int
    uid: Uid
    report: Uid
    shipment: Uid


REGISTER = TableScope()  # All files of a register are of one table.


@dataclass(slots=True)
class Staged:
    """Collect what a file states, in its order.

    ``finds_by_name`` says that the identifiers were made here: a shipment with the same reference, or a
    publication with the same address, is then the one that is meant.
    ``owns_details`` says that the details of a stated report which imports made before, and which the file no
    longer states, are withdrawn; but not those of the report's kinds in ``kept_details``, on which it is
    silent. ``kind_columns`` has the column of each kind of detail. ``scope`` says which table it is,
    ``gone`` which lines of its earlier editions it lacks: it ``may_lack`` them because rows are set aside.
    Of an ``is_own_export``, cells that a program has only rewritten change nothing; ``doubts`` are cells that
    are at fault unless that is so.
    """

    finds_by_name: bool = False
    owns_details: bool = False
    is_own_export: bool = False
    scope: TableScope = REGISTER
    kept_details: dict[Uid, set[str]] = field(default_factory=dict)
    kind_columns: dict[str, str] = field(default_factory=dict)
    gone: list[HeldLine] = field(default_factory=list)
    may_lack: bool = False
    records: dict[Identity, Record] = field(default_factory=dict)
    rows: list[StagedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def add(self, record: Record) -> Identity:
        """Keep a record; a second statement of the same one must say the same."""
        identity = record.identity
        known = self.records.setdefault(identity, record)
        if known is not record:
            for name, value in record.values.items():
                if known.values.get(name) != value:
                    self.problems.append(
                        Problem(
                            record.line,
                            record.column(name),
                            Message(RowFault.DIFFERS, line=str(known.line)),
                        )
                    )
        return identity

    def by_concept(self) -> dict[Concept, list[Record]]:
        """Return the records of each concept in the file's order, the concepts in that of their writing."""
        records: dict[Concept, list[Record]] = {concept: [] for concept in Concept}
        for record in self.records.values():
            records[record.concept].append(record)
        return records

    def add_row(self, line: int, subject: Identity | None, records: Iterable[Identity] = ()) -> None:
        """Keep what a row states."""
        self.rows.append(StagedRow(line, subject, tuple(records)))

    def complete_rows(self, lines: Iterable[int]) -> None:
        """Count the rows that could not be read, too, and put all in the file's order.

        Their problems make them errors.
        """
        known = {row.line for row in self.rows}
        self.rows += [StagedRow(line, None) for line in lines if line not in known]
        self.rows.sort(key=attrgetter("line"))


# What rows share is asked for once a row: a shipment, a publication, a report.
@lru_cache(maxsize=20_000)
def uid_for(*parts: object) -> Uid:
    """Return the identifier that belongs to a key, always the same one."""
    return str(uuid5(NAMESPACE, "|".join(str(part) for part in parts)))


def digits_of(uid: Uid) -> str:
    """Return the 32 digits of an identifier, without its hyphens."""
    return uid.replace("-", "")
