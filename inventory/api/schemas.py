"""Describe what the API takes and gives of imports."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from inventory.api.paging import Page

LONGEST_TEXT = 500  # characters


def _kept(text: str) -> str:
    r"""Return a text that the database can keep.

    >>> _kept("a\0")
    Traceback (most recent call last):
    ValueError: A text cannot hold NUL characters.
    """
    if "\0" in text:
        raise ValueError("A text cannot hold NUL characters.")
    return text


type Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT), AfterValidator(_kept)]
type FindingKind = Literal["problem", "change", "number", "wording", "flag", "note", "added", "skipped"]
type NameKind = Literal["source", "place", "party", "equipment type"]


class Taken(Schema):
    """What is sent: a name that is not described is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


class ReadingIn(Taken):
    """Say how a file is to be read; what is not said is found out."""

    encoding: Text = Field(default="", description="Such as UTF-8 or Windows-1252.")
    delimiter: Literal["", ",", ";", "\t", "|"] = Field(
        default="", description="What stands between cells of text."
    )
    sheet: Text = Field(default="", description="Name of a workbook's sheet.")
    header_line: int = Field(default=0, ge=0, le=100_000, description="Line of the column names, from 1.")
    edition: Text = Field(default="", description="Day of a register that does not tell it: 2025-03-13.")


class GivenIn(Taken):
    """Say where a value comes from: a column of the table, or a constant for all rows."""

    column: Text = ""
    constant: Text = ""


class MappingIn(Taken):
    """Say which column of a table of no known format says what.

    The names of `fields` are those of the mapping page, such as `equipment_type`, `phrase`,
    `publication_source` and `destination`.
    """

    fields: dict[Text, GivenIn]
    day_order: Literal["", "day_first", "month_first"] = Field(
        default="", description="How 03/04/2025 is meant."
    )
    short_years: Literal["", "months", "spans"] = Field(
        default="", description="How 2009-10 is meant: October 2009, or 2009 to 2010."
    )
    is_packed: bool = Field(default=False, description="A cell lists several types with their counts.")
    clears_blanks: bool = Field(
        default=False, description="Blank cells of rows that are found again clear what is recorded."
    )


class EditionIn(Taken):
    """Say which table a file is: a new edition of an earlier one, whose rows it finds again, or its own."""

    of: UUID | None = Field(description="The import of the earlier edition; null: a table of its own.")
    removes_gone: bool = Field(default=False, description="Rows that the new edition lacks are removed.")


class HowIn(Taken):
    """Say how a file is read, what its columns say, which table it is, and what becomes of rows with errors.

    All may be left to us. When it is read again, what is left out stays, and null takes it back.
    """

    reading: ReadingIn | None = None
    mapping: MappingIn | None = None
    edition: EditionIn | None = None
    sets_faults_aside: bool = Field(False, description="Rows with errors are set aside, the others applied.")


class ApplyIn(Taken):
    """Name the plan that somebody agreed to."""

    fingerprint: Annotated[Text, Field(min_length=1)] = Field(description="As the import showed it.")


class DecisionIn(Taken):
    """Say what a name means that nobody knows.

    `other`: it is the thing that `other` names by its name, alias or slug. `new`: it is a new thing, of
    which the fields that begin with `new_` tell; a type needs `new_parent`. `skip`: its rows are left out.
    """

    kind: NameKind
    name: Text
    choice: Literal["other", "new", "skip"]
    other: Text = ""
    for_everybody: bool = Field(default=False, description="Keep it as another spelling, for every table.")
    new_name: Text = ""
    new_kind: Text = ""
    new_parent: Text = Field(default="", description="Of a type: the name or slug of the type above it.")
    new_country: Text = Field(default="", description="Of all others: code of a country, such as ML.")


class DecisionsIn(Taken):
    """Decide of names, of all or of some."""

    decisions: list[DecisionIn] = Field(min_length=1, max_length=500)


class RowCounts(Schema):
    """Count the rows of a file by what becomes of them."""

    read: int
    new: int
    changed: int
    unchanged: int
    skipped: int
    wrong: int


class Links(Schema):
    """Addresses of one import: here, and its page on the site."""

    self: str
    page: str
    findings: str
    names: str


class Batch(Schema):
    """One file on its way into the record."""

    uid: UUID
    file_name: str
    sha256: str
    state: str = Field(description="Code of how far it is.")
    state_words: str = Field(description="The same in words.")
    is_waiting: bool = Field(description="Work on it is to be done or under way: ask again.")
    message: str = Field(description="Why it was refused, interrupted or not undone.")
    file_format: str
    encoding: str
    source: str | None = Field(description="Slug of the source whose table it is.")
    reading: dict[str, Any]
    mapping: dict[str, Any] | None
    edition_of: UUID | None = Field(
        description="The import of which it is a new edition; null: a table of its own, or a register."
    )
    is_edition_stated: bool = Field(description="Somebody said so; else its rows show it.")
    removes_gone: bool
    fingerprint: str = Field(description="Of the plan; applying needs it. Empty: there is no plan.")
    rows: RowCounts
    imported_by: str | None
    created_at: datetime
    imported_at: datetime | None
    undone_by: str | None
    undone_at: datetime | None
    links: Links


class ProgressOut(Schema):
    """Tell how far the work is: so many of a step are done; a total of 0 is not known."""

    step: str
    done: int
    total: int
    is_cancelled: bool


class BatchDetail(Batch):
    """One import with what its plan says and how far the work on it is."""

    findings: dict[FindingKind, int]
    progress: ProgressOut | None
    has_worker: bool | None = Field(description="Whether somebody does what it waits for; null: nothing.")


class Batches(Page):
    """Imports, newest first."""

    items: list[Batch]


class NameOut(Schema):
    """A name that nobody knows."""

    kind: NameKind
    name: str


class Finding(Schema):
    """One thing that a plan says: a problem has a line, a column and a text, a change old and new."""

    number: int
    kind: FindingKind
    line: int | None
    column: str
    subject: str
    old: str
    new: str
    text: str
    code: str = Field(description="What is told, whatever the language of the words.")
    values: dict[str, Any] = Field(
        description="What fills the gaps of the words, by name; a value may be a code with values, or a list."
    )
    unknown: NameOut | None = Field(description="The name that nobody knows, where that is the problem.")


class Findings(Page):
    """What a plan says, problems first."""

    items: list[Finding]


class Proposal(Schema):
    """A thing that a name may mean."""

    slug: str
    name: str


class NameToDecide(NameOut):
    """A name that nobody knows, with where it is in the file and what it may mean."""

    count: int
    lines: list[int]
    columns: list[str]
    remark: str
    proposals: list[Proposal]


class NamesToDecide(Page):
    """The names that are to be decided, those of most rows first."""

    items: list[NameToDecide]
