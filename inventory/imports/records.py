"""Hold what a file says, in the terms of the record and apart from the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from inventory.imports.cells import Problem

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


# An identifier in lower case with hyphens; the hash of a UUID would be a function of Python.
type Uid = str
type Identity = tuple[Concept, Any]


@dataclass(slots=True)  # A frozen one takes four times as long to make.
class Record:
    """Hold what a file states of one shipment, publication, report and so on.

    ``key`` is its public identifier (Uid), or the ends of a citation or repetition (a tuple). ``values`` are
    by field of the model and only those that the file states: other records by their identifier, reference
    data by primary key. ``columns`` says from which column a field came, for messages.
    """

    concept: Concept
    key: Any
    values: Mapping[str, Any]
    line: int = field(compare=False)
    columns: Mapping[str, str] = field(compare=False, default_factory=dict)

    @property
    def identity(self) -> Identity:
        """Return what tells it from all other records."""
        return self.concept, self.key

    def column(self, name: str) -> str:
        """Return the column that states a field."""
        return self.columns.get(name, name)


@dataclass(frozen=True, slots=True)
class Change:
    """Say what the file changes: ``old`` and ``new`` are for people."""

    line: int
    subject: str
    name: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.subject}: {self.name}: {self.old} → {self.new}"


class StagedRow(NamedTuple):
    """Say what one row of the file states.

    The row is new when its ``subject`` is, changed when any of its ``records`` is new or changed, and else
    unchanged; one without a subject says nothing that is not known.
    """

    line: int
    subject: Identity | None
    records: tuple[Identity, ...] = ()


@dataclass(slots=True)
class Staged:
    """Collect what a file states, in its order.

    ``finds_by_name`` says that the identifiers were made here: a shipment with the same reference, or a
    publication with the same address, is then the one that is meant.
    ``owns_details`` says that the details of a stated report which imports made before, and which the file no
    longer states, are withdrawn.
    """

    finds_by_name: bool = False
    owns_details: bool = False
    records: dict[Identity, Record] = field(default_factory=dict)
    rows: list[StagedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def add(self, record: Record) -> Identity:
        """Keep a record; a second statement of the same one must say the same."""
        identity = record.identity
        known = self.records.setdefault(identity, record)
        if known is not record:
            for name, value in record.values.items():
                if known.values.get(name) != value:
                    self.problems.append(
                        Problem(record.line, record.column(name), f"differs from line {known.line}.")
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


def uid_for(*parts: object) -> Uid:
    """Return the identifier that belongs to a key, always the same one."""
    return str(uuid5(NAMESPACE, "|".join(str(part) for part in parts)))


def digits_of(uid: Uid) -> str:
    """Return the 32 digits of an identifier, without its hyphens."""
    return uid.replace("-", "")
