"""Load all that the page of one shipment reads, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from inventory.domain.comparison import VoiceKey
from inventory.domain.tree import Taxonomy
from inventory.models.analysis import Assessment
from inventory.models.equipment import NODE_COLUMNS, ClassificationScheme, EquipmentType, type_node
from inventory.models.merges import Merge
from inventory.models.people import name_without
from inventory.models.shipment_records import ShipmentRecords, load_shipment_records
from inventory.models.shipments import Shipment
from inventory.models.sources import ReliabilityRating, Source

MOST_EVENTS = 500  # rows of history that are read; one import writes many at once
MOST_MOMENTS = 10  # moments that are told

# Sentences for each action and subject, since languages order and inflect their words otherwise.
MOMENTS = {
    ("insert", "report"): ngettext_lazy("%(who)s added %(n)d report", "%(who)s added %(n)d reports", "n"),
    ("update", "report"): ngettext_lazy("%(who)s changed %(n)d report", "%(who)s changed %(n)d reports", "n"),
    ("delete", "report"): ngettext_lazy("%(who)s removed %(n)d report", "%(who)s removed %(n)d reports", "n"),
    ("insert", "line"): ngettext_lazy("%(who)s added %(n)d line", "%(who)s added %(n)d lines", "n"),
    ("update", "line"): ngettext_lazy("%(who)s changed %(n)d line", "%(who)s changed %(n)d lines", "n"),
    ("delete", "line"): ngettext_lazy("%(who)s removed %(n)d line", "%(who)s removed %(n)d lines", "n"),
    ("insert", "detail"): ngettext_lazy("%(who)s added %(n)d detail", "%(who)s added %(n)d details", "n"),
    ("update", "detail"): ngettext_lazy("%(who)s changed %(n)d detail", "%(who)s changed %(n)d details", "n"),
    ("delete", "detail"): ngettext_lazy("%(who)s removed %(n)d detail", "%(who)s removed %(n)d details", "n"),
}

# One query for three tables. The columns that changed are found by laying each event beside the one before.
HISTORY = """
WITH event AS (
    SELECT 'report' AS subject, pgh_id, pgh_created_at, pgh_label, pgh_context_id, to_jsonb(e) AS row,
        lag(to_jsonb(e)) OVER (PARTITION BY pgh_obj_id ORDER BY pgh_id) AS before
    FROM inventory_reportevent e WHERE shipment_id = %(shipment)s
    UNION ALL
    SELECT 'line', pgh_id, pgh_created_at, pgh_label, pgh_context_id, to_jsonb(e),
        lag(to_jsonb(e)) OVER (PARTITION BY pgh_obj_id ORDER BY pgh_id)
    FROM inventory_reporteddeliveryevent e WHERE shipment_id = %(shipment)s
    UNION ALL
    SELECT 'detail', pgh_id, pgh_created_at, pgh_label, pgh_context_id, to_jsonb(e),
        lag(to_jsonb(e)) OVER (PARTITION BY pgh_obj_id ORDER BY pgh_id)
    FROM inventory_reporteddetailevent e WHERE shipment_id = %(shipment)s
)
SELECT pgh_created_at, u.id, pgh_label, subject,
    CASE WHEN pgh_label = 'update' AND before IS NOT NULL THEN ARRAY(
        SELECT key FROM jsonb_each(row)
        WHERE key NOT LIKE 'pgh\\_%%' AND value IS DISTINCT FROM before -> key ORDER BY key
    ) ELSE '{}' END, coalesce(n.name, '')
FROM event
LEFT JOIN pghistory_context c ON c.id = event.pgh_context_id
LEFT JOIN auth_user u ON u.id::text = c.metadata ->> 'user'
LEFT JOIN inventory_publicname n ON n.person_id = u.id
ORDER BY pgh_created_at DESC, pgh_label, subject, pgh_id DESC
LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Scheme:
    """Name a classification scheme."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Merged:
    """Name a shipment that was merged into this one, and the merge by its identifier."""

    reference: str
    title: str
    merge: str


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """Describe an equipment type, and the chosen scheme's own verdict on it; empty where it has none."""

    name: str
    slug: str
    unit: str
    outcome: str = ""
    category: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """Tell what one person did at one moment to the reports, lines or details of a shipment.

    ``action`` is insert, update or delete; ``columns`` are those that an update changed. ``who`` is empty
    where no user was signed in: a command did it.
    """

    at: datetime
    who: str
    action: str
    subject: str
    count: int
    columns: tuple[str, ...]

    @property
    def words(self) -> str:
        """Return what was done as a reader says it, such as ``anna changed 2 lines``."""
        words = MOMENTS[self.action, self.subject]
        return str(words % {"who": self.who or _("A command"), "n": self.count})


@dataclass(frozen=True, slots=True)
class ShipmentReading:
    """Hold one shipment with all that is reported on it and all names that its page shows.

    ``sources`` holds everyone who speaks, publishes or is cited; ``grades`` their latest rating, where rated.
    """

    shipment: Shipment
    records: ShipmentRecords
    taxonomy: Taxonomy
    types: Mapping[int, TypeFacts]
    sources: Mapping[int, Source]
    grades: Mapping[int, str]
    assessments: tuple[Assessment, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    merged: tuple[Merged, ...] = ()
    moments: tuple[Moment, ...] = ()

    def voice_name(self, key: VoiceKey) -> str:
        """Return the name of a voice: its source, or all roots of words that several sources share."""
        return " + ".join(self.sources[root].name for root in key)


def load_reading(reference: str, scheme: str = "") -> ShipmentReading | None:
    """Return the reading of a shipment, with the verdicts of a scheme; None if there is no such shipment.

    Runs at most twelve queries: shipment with the schemes, types with verdicts, seven of
    ``load_shipment_records``, sources with ratings, assessments, history.
    """
    schemes = ClassificationScheme.objects.order_by("name").values(fact=JSONObject(slug="slug", name="name"))
    found = Shipment.objects.select_related("supplier", "destination__country")
    merged = Merge.objects.filter(into=OuterRef("pk"), undone_at=None).values(
        fact=JSONObject(reference="shipment__reference", title="shipment__title", merge="uid")
    )
    facts = {"scheme_facts": ArraySubquery(schemes), "merged_facts": ArraySubquery(merged)}
    shipment = found.annotate(**facts).filter(reference=reference).first()
    if shipment is None:
        return None
    types, taxonomy = _types(scheme)
    records = load_shipment_records([shipment.pk])[shipment.pk]
    sources = _sources(records)
    return ShipmentReading(
        shipment=shipment,
        records=records,
        taxonomy=taxonomy,
        types=types,
        sources=sources,
        grades={key: source.grade for key, source in sources.items() if source.grade},
        assessments=tuple(shipment.assessments.select_related("assessed_by__public_name")),
        schemes=tuple(Scheme(**fact) for fact in vars(shipment)["scheme_facts"]),
        merged=tuple(Merged(**fact) for fact in vars(shipment)["merged_facts"]),
        moments=_moments(shipment.pk),
    )


def load_bare_readings(shipments: Iterable[Shipment]) -> Iterator[ShipmentReading]:
    """Yield the reading of each shipment, without judgements, verdicts, merges and history.

    Runs nine queries at once: types, seven of ``load_shipment_records``, sources with ratings.
    """
    types, taxonomy = _types("")
    by_key = {shipment.pk: shipment for shipment in shipments}
    records = load_shipment_records(by_key)
    sources = _sources(*records.values())
    grades = {key: source.grade for key, source in sources.items() if source.grade}
    for key, shipment in by_key.items():
        yield ShipmentReading(shipment, records[key], taxonomy, types, sources, grades)


def _types(scheme: str) -> tuple[dict[int, TypeFacts], Taxonomy]:
    """Return all types with the verdicts of a scheme, and the tree that they make. Runs one query."""
    chosen = Subquery(ClassificationScheme.objects.filter(slug=scheme).values("pk")[:1])
    own = FilteredRelation("verdicts", condition=Q(verdicts__scheme=chosen))
    rows = list(
        EquipmentType.objects.annotate(own=own).values(
            *NODE_COLUMNS, "slug",
            outcome=F("own__outcome"), category=F("own__category__code"), basis=F("own__basis"),
        )
    )  # fmt: skip
    facts = {
        row["pk"]: TypeFacts(
            row["name"],
            row["slug"],
            row["unit"],
            row["outcome"] or "",
            row["category"] or "",
            row["basis"] or "",
        )
        for row in rows
    }
    return facts, Taxonomy(type_node(row) for row in rows)


def _sources(*records: ShipmentRecords) -> dict[int, Any]:
    """Return who speaks, publishes or is cited, with the latest rating as ``grade``. Runs one query."""
    reports = [row for records in records for row in records.rows.reports]
    citations = [row for records in records for row in records.rows.citations]
    voices = chain.from_iterable((row.publication__source_id, row.asserter_id) for row in reports)
    cited = chain.from_iterable(
        (row.publication__source_id, row.cited_publication__source_id, row.cited_source_id)
        for row in citations
    )
    borrowed_from = (row.cited_source_id for one in records for row in one.rows.lines)
    keys = {key for key in chain(voices, cited, borrowed_from) if key is not None}
    latest = ReliabilityRating.objects.filter(source=OuterRef("pk")).order_by("-rated_on", "-pk")
    return Source.objects.annotate(grade=Subquery(latest.values("grade")[:1])).in_bulk(keys)


def _moments(shipment: int) -> tuple[Moment, ...]:
    """Return the latest changes, newest first, all rows that one person changed at once as one. One query."""
    with connection.cursor() as cursor:
        cursor.execute(HISTORY, {"shipment": shipment, "limit": MOST_EVENTS})
        rows = cursor.fetchall()
    told = []
    for (at, person, action, subject), events in groupby(rows, _moment_key):
        together = list(events)
        who = together[0][5] or (name_without(person) if person else "")
        columns = sorted(
            {column.removesuffix("_id").replace("_", " ") for row in together for column in row[4]}
        )
        told.append(Moment(at, who, action, subject, len(together), tuple(columns)))
    return tuple(told[:MOST_MOMENTS])


def _moment_key(row: tuple[Any, ...]) -> tuple[datetime, int | None, str, str]:
    """Return what makes changes one: the same moment, person, action and table."""
    return row[0], row[1], row[2], row[3]
