"""Fill an empty, migrated database with as many reported deliveries as asked for, in a few statements."""

from __future__ import annotations

from django.db import connection

from inventory.imports.reference import load_reference
from inventory.models import Estimate, Shipment

LINES_PER_REPORT = 5
REPORTS_PER_SHIPMENT = 4
# Values follow from a row's position, so that every run has the same rows.
STATEMENTS = (
    """
    INSERT INTO inventory_publication (uid, source_id, title, url, archived_url, published_on,
        language, text, is_text_public, note)
    SELECT gen_random_uuid(), sources.ids[1 + n %% cardinality(sources.ids)], 'Article ' || n,
        'https://news.example/' || n, '', to_char(date '2015-01-01' + n %% 3650, 'YYYY-MM-DD'),
        'en', '', false, ''
    FROM generate_series(1, %(reports)s) n,
        (SELECT array_agg(id ORDER BY id) ids FROM inventory_source) sources
    """,
    """
    INSERT INTO inventory_shipment (uid, reference, title, destination_id, supplier_id, period, note, state,
        publication_count, voice_count, evidence_count, conflict_count)
    SELECT gen_random_uuid(), 'B-' || n, 'Shipment ' || n, places.ids[1 + n %% cardinality(places.ids)],
        parties.ids[1 + n %% cardinality(parties.ids)],
        to_char(date '2015-01-01' + n %% 3650, 'YYYY-MM-DD'), '', 'silent', 0, 0, 0, 0
    FROM generate_series(1, %(shipments)s) n,
        (SELECT array_agg(id ORDER BY id) ids FROM inventory_place) places,
        (SELECT array_agg(id ORDER BY id) ids FROM inventory_party) parties
    """,
    """
    INSERT INTO inventory_report (uid, shipment_id, publication_id, attribution, attribution_phrase,
        is_first_hand, stage, modality, hedge, quote, note)
    SELECT gen_random_uuid(), s.id, p.id, 'stated', '', true, '', 'reported', '', 'A convoy was seen.', ''
    FROM (SELECT id, row_number() OVER (ORDER BY id) n FROM inventory_publication) p
    JOIN (SELECT id, row_number() OVER (ORDER BY id) n FROM inventory_shipment) s
        ON s.n = 1 + (p.n - 1) / %(reports_per_shipment)s
    """,
    """
    INSERT INTO inventory_reporteddelivery (uid, shipment_id, report_id, equipment_type_id, label, phrase,
        kind, quantity, scope, modality, hedge, quote)
    SELECT gen_random_uuid(), r.shipment_id, r.id,
        types.ids[1 + (r.shipment_id * 7 + n * 31) %% cardinality(types.ids)],
        '', (3 + r.id %% 2)::text, 'exact', int4range((3 + r.id %% 2)::integer, (4 + r.id %% 2)::integer),
        'unspecified', '', '', ''
    FROM inventory_report r, generate_series(1, %(lines_per_report)s) n,
        (SELECT array_agg(id ORDER BY id) ids FROM inventory_equipmenttype WHERE level = 'family') types
    """,
    "ANALYZE",
)


def fill(lines: int) -> None:
    """Load the reference data and make about so many lines, with their estimates."""
    for _ in load_reference():
        continue
    reports = max(1, lines // LINES_PER_REPORT)
    parameters = {
        "reports": reports,
        "shipments": max(1, reports // REPORTS_PER_SHIPMENT),
        "reports_per_shipment": REPORTS_PER_SHIPMENT,
        "lines_per_report": LINES_PER_REPORT,
    }
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement, parameters)
    Estimate.objects.recompute(Shipment.objects.values_list("pk", flat=True))
