"""Declare the tables of the whole record: how a row is known again, and what of it is computed.

The columns follow from the models. A model that is neither here nor left out with a reason fails a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model

from inventory.models.analysis import Assessment, Estimate
from inventory.models.batches import ImportBatch, ImportFile, ImportFinding, ImportProgress
from inventory.models.datasets import Dataset
from inventory.models.deliveries import ReportedDelivery
from inventory.models.details import ReportedDetail
from inventory.models.equipment import (
    ClassificationScheme,
    EquipmentAlias,
    EquipmentType,
    SchemeCategory,
    Verdict,
)
from inventory.models.evidence import Evidence, EvidenceCount
from inventory.models.links import ShipmentLink
from inventory.models.mappings import MappingProfile, NameDecision
from inventory.models.merges import Merge
from inventory.models.people import PublicName
from inventory.models.publications import Citation, Publication
from inventory.models.reference import (
    Country,
    CountryAlias,
    CountryGroup,
    GroupMembership,
    Party,
    PartyAlias,
    Place,
    PlaceAlias,
)
from inventory.models.reports import Report, ReportRepeat
from inventory.models.root_voices import RootVoice
from inventory.models.shipments import Shipment
from inventory.models.sign_ins import SignInFailure
from inventory.models.snapshots import Snapshot
from inventory.models.sources import ReliabilityRating, Source, SourceAlias
from inventory.models.whole_record.columns import Column, columns_of_field, number_column
from inventory.models.workspace import ListPreference, ReportDraft, SavedView

User = get_user_model()


@dataclass(frozen=True)
class RecordTable:
    """Declare one table.

    ``key`` are the columns that identify a row, ``row`` says what one is where its model does not. ``only``
    are the fields that are taken, else all are but the ``computed``. ``follows`` are foreign keys that are
    those of another row: a line is on the shipment of its report. ``group`` is the foreign key among whose
    rows the order of entry is kept. ``given`` is how a new row gets what is not in the file, as SQL over the
    file's row. ``once`` are columns that say something of a new row only. ``pair`` are two foreign keys whose
    order means nothing. ``shown_if`` says of a column by which flag it is for all to read; other rows have it
    only in a file with private texts. ``above`` is the foreign key to the row that has to be there before it.
    """

    name: str
    model: type[Model]
    key: tuple[str, ...]
    row: str = ""
    only: tuple[str, ...] = ()
    computed: tuple[str, ...] = ()
    follows: Mapping[str, str] = field(default_factory=dict)
    group: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    once: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    shown_if: Mapping[str, str] = field(default_factory=dict)
    is_private: bool = False
    is_frozen: bool = False  # Nothing of a row ever changes.
    above: str = ""

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns of its file, those of the key first."""
        fields: list[Any] = [
            one
            for one in self.model._meta.concrete_fields
            if not (one.primary_key or one.generated or one.name in self.computed or one.name in self.follows)
            and (not self.only or one.name in self.only)
        ]
        found = [column for one in fields for column in columns_of_field(one)]
        number = [number_column(self.group)] if self.group else []
        by_name = {column.name: column for column in [*number, *found]}
        return tuple(({name: by_name[name] for name in self.key} | by_name).values())

    @property
    def stored(self) -> tuple[Column, ...]:
        """Return the columns that fill one of the database: all but the order of entry."""
        return tuple(column for column in self.columns if not column.is_number)

    def column(self, name: str) -> Column:
        """Return the column of this name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def identifier(self) -> Column:
        """Return the column by which other tables name a row; the rest of the key they share with it."""
        return self.column(self.key[-1])


def _aliases(name: str, model: type[Model], owner: str) -> RecordTable:
    return RecordTable(name, model, key=(owner, "name"))


PEOPLE = RecordTable(
    "people",
    User,
    key=("username",),
    row="Somebody who signed a row of another file; no account, nobody signs in with it.",
    only=("username",),
    given={"password": "'!'", "is_active": "false"},
)

# In an order in which each comes after those that it names.
TABLES: tuple[RecordTable, ...] = (
    PEOPLE,
    RecordTable("countries", Country, key=("code",)),
    _aliases("country_aliases", CountryAlias, "country"),
    RecordTable("country_groups", CountryGroup, key=("slug",)),
    RecordTable("group_memberships", GroupMembership, key=("group", "country", "period_first")),
    RecordTable("places", Place, key=("slug",)),
    _aliases("place_aliases", PlaceAlias, "place"),
    RecordTable("parties", Party, key=("slug",)),
    _aliases("party_aliases", PartyAlias, "party"),
    RecordTable("sources", Source, key=("slug",)),
    _aliases("source_aliases", SourceAlias, "source"),
    RecordTable("source_ratings", ReliabilityRating, key=("source", "rated_by", "rated_on")),
    RecordTable("publications", Publication, key=("uid",), shown_if={"text": "is_text_public"}),
    RecordTable("citations", Citation, key=("publication", "cited_publication", "cited_source")),
    RecordTable("equipment_types", EquipmentType, key=("slug",), computed=("path",), above="parent"),
    _aliases("equipment_aliases", EquipmentAlias, "equipment_type"),
    RecordTable("schemes", ClassificationScheme, key=("slug",)),
    RecordTable("scheme_categories", SchemeCategory, key=("scheme", "code")),
    RecordTable("verdicts", Verdict, key=("scheme", "equipment_type")),
    RecordTable("datasets", Dataset, key=("slug",)),
    RecordTable(
        "dataset_recipients",
        Dataset.recipients.through,
        key=("dataset", "country"),
        row="A country to which deliveries are counted in a dataset.",
    ),
    RecordTable(
        "dataset_suppliers",
        Dataset.suppliers.through,
        key=("dataset", "party"),
        row="A supplier whose deliveries are counted in a dataset.",
    ),
    RecordTable(
        "shipments",
        Shipment,
        key=("uid",),
        computed=(
            "state",
            "publication_count",
            "voice_count",
            "evidence_count",
            "conflict_count",
            "merged_into",  # It follows from the merges.
        ),
    ),
    RecordTable("reports", Report, key=("uid",), group="shipment"),
    RecordTable("report_repeats", ReportRepeat, key=("report", "repeated"), follows={"shipment": "report"}),
    RecordTable(
        "reported_deliveries",
        ReportedDelivery,
        key=("uid",),
        follows={"shipment": "report"},
        group="report",
    ),
    RecordTable(
        "reported_details", ReportedDetail, key=("uid",), follows={"shipment": "report"}, group="report"
    ),
    RecordTable("evidence", Evidence, key=("uid",), group="shipment"),
    RecordTable(
        "evidence_reports",
        Evidence.reports.through,
        key=("evidence", "report"),
        row="A report that rests on a piece of evidence.",
    ),
    RecordTable("evidence_counts", EvidenceCount, key=("evidence", "equipment_type")),
    RecordTable(
        "assessments",
        Assessment,
        key=("uid",),
        computed=("made_over",),
        group="shipment",
        # What it was made over is told by keys of this database. With another text what is outdated stays so.
        given={"made_over": "CASE WHEN is_stale THEN 'before it came here' ELSE '' END"},
        once=("is_stale",),
    ),
    RecordTable("shipment_links", ShipmentLink, key=("uid",), pair=("shipment", "other")),
    # What moved is noted once; keys of rows that are gone since are not told.
    RecordTable("merges", Merge, key=("uid",), once=("moved",)),
    RecordTable("snapshots", Snapshot, key=("uid",), is_frozen=True),
    RecordTable("saved_views", SavedView, key=("uid",)),
    RecordTable("column_mappings", MappingProfile, key=("title",)),
    RecordTable("name_decisions", NameDecision, key=("source", "kind", "plain_name")),
    RecordTable("report_drafts", ReportDraft, key=("uid",), is_private=True),
)

# What is no part of the record, and why. Tables of history are left out by their making.
LEFT_OUT: Mapping[type[Model], str] = {
    Estimate: "It is computed from the reports.",
    ImportFile: "It belongs to the history of imports, which stays where they were made.",
    ImportBatch: "It belongs to the history of imports, which stays where they were made.",
    ImportFinding: "It belongs to the history of imports, which stays where they were made.",
    ImportProgress: "It says how far work is that is being done.",
    ListPreference: "It says how one person likes to see lists.",
    RootVoice: "It is computed from the reports.",
    PublicName: "It belongs to an account, and accounts stay where they were made.",
    SignInFailure: "It counts wrong passwords for a quarter of an hour.",
}


def tables_for(*, is_private: bool) -> list[RecordTable]:
    """Return the tables of a file, with those of drafts or without."""
    return [table for table in TABLES if is_private or not table.is_private]


def table_of(model: type[Model] | None) -> RecordTable:
    """Return the table of a model that has one."""
    return next(table for table in TABLES if table.model is model)
