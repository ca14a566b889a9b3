"""Load the rows of many shipments from the database, only the columns that the domain's input needs.

Making objects of rows takes longer than comparing them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from inventory.models.arrays import one_of
from inventory.models.deliveries import ReportedDelivery
from inventory.models.details import ReportedDetail
from inventory.models.evidence import Evidence, EvidenceCount
from inventory.models.input_rows import (
    CitationRow,
    DetailRow,
    EvidenceCountRow,
    EvidenceRow,
    InputRows,
    LineRow,
    RepeatRow,
    ReportRow,
)
from inventory.models.reports import Report, ReportRepeat

# What publications cite, and what those cite in turn: one query however long the chain.
CITATION_CHAIN = """
WITH RECURSIVE chain AS (
    SELECT id, publication_id, cited_publication_id, cited_source_id, basis
    FROM inventory_citation WHERE publication_id = ANY(%s)
    UNION
    SELECT c.id, c.publication_id, c.cited_publication_id, c.cited_source_id, c.basis
    FROM inventory_citation c JOIN chain ON c.publication_id = chain.cited_publication_id
)
SELECT chain.publication_id, citing.source_id, chain.cited_publication_id, cited.source_id,
    chain.cited_source_id, chain.basis
FROM chain
JOIN inventory_publication citing ON citing.id = chain.publication_id
LEFT JOIN inventory_publication cited ON cited.id = chain.cited_publication_id
"""
# The rows of each kind of InputRows, but for citations, and where they come from.
TABLES: Mapping[str, tuple[type[NamedTuple], Callable[[], QuerySet[Any]]]] = {
    "reports": (ReportRow, Report.objects.all),
    "repeats": (RepeatRow, ReportRepeat.objects.all),
    "lines": (LineRow, ReportedDelivery.objects.all),
    "details": (DetailRow, ReportedDetail.objects.all),
    "evidence": (EvidenceRow, Evidence.objects.with_report_keys),
    "evidence_counts": (EvidenceCountRow, EvidenceCount.objects.all),
}


def load_input_rows(shipment_ids: Collection[int]) -> dict[int, InputRows]:
    """Return the rows on each shipment, none for one without reports. Runs seven queries at most."""
    found = {pk: InputRows() for pk in shipment_ids}
    for name in TABLES:
        # Few shipments have evidence, which is read before its counts.
        if name != "evidence_counts" or any(rows.evidence for rows in found.values()):
            add_rows(found, name)
    add_citations(found.values())
    return found


def add_rows(found: Mapping[int, InputRows], name: str) -> None:
    """Add the rows of one kind to those of the shipments found. Runs one query."""
    kind, table = TABLES[name]
    shipment = kind._fields[1]  # All rows have it in the second place.
    rows = table().filter(**{f"{shipment}__in": one_of(found)}).order_by("pk")
    for values in rows.values_list(*kind._fields):
        getattr(found[values[1]], name).append(kind._make(values))


def add_citations(found: Iterable[InputRows]) -> None:
    """Give shipments the chains of citation that start at their publications. Runs one query, or none."""
    shipments = list(found)
    starts = sorted({report.publication_id for rows in shipments for report in rows.reports})
    if not starts:
        return
    cited_by: dict[int, list[CitationRow]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(CITATION_CHAIN, [starts])
        for row in map(CitationRow._make, cursor.fetchall()):
            cited_by[row.publication_id].append(row)
    if cited_by:
        for rows in shipments:
            rows.citations = _followed(rows, cited_by)


def _followed(rows: InputRows, cited_by: Mapping[int, list[CitationRow]]) -> list[CitationRow]:
    """Return the citations that lead on from a shipment's publications."""
    found: list[CitationRow] = []
    waiting = list(dict.fromkeys(report.publication_id for report in rows.reports))
    seen = set(waiting)
    while waiting:
        for row in cited_by.get(waiting.pop(), ()):
            found.append(row)
            if row.cited_publication_id is not None and row.cited_publication_id not in seen:
                seen.add(row.cited_publication_id)
                waiting.append(row.cited_publication_id)
    return found
