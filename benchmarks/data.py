"""Fill an empty, migrated database with as many reported deliveries as asked for, in a few statements."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from benchmarks.wording import DROP_SENTENCES, MAKE_SENTENCES, SENTENCE_COUNT, SENTENCES, drawn, words_of
from inventory.imports.reference import load_reference
from inventory.models import Estimate, Shipment


@dataclass(frozen=True, slots=True)
class Shape:
    """Say how many lines a report has, and how many reports a shipment."""

    lines_per_report: int = 5
    reports_per_shipment: int = 4


SEVERAL_VOICES = Shape()
# As in a register, which has one line for each deal.
ONE_LINE = Shape(1, 1)
# Values follow from a row's position, so that every run has the same rows. Nothing comes from outside.
STATEMENTS = (
    MAKE_SENTENCES,
    "ANALYZE made_sentence",
    f"""
    INSERT INTO inventory_publication (uid, source_id, title, url, archived_url, published_on,
        language, text, is_text_public, note)
    SELECT gen_random_uuid(), sources.ids[1 + made.n %% cardinality(sources.ids)],
        {words_of("title", "made.n")}, 'https://news.example/article-' || made.n, '',
        to_char(date '2015-01-01' + made.n %% 3650, 'YYYY-MM-DD'),
        'en', '', false, ''
    FROM generate_series(1, %(reports)s) AS made(n) {drawn("title", "made.n")},
        (SELECT array_agg(id ORDER BY id) ids FROM inventory_source) sources
    ORDER BY made.n
    """,  # noqa: S608
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
    f"""
    INSERT INTO inventory_report (uid, shipment_id, publication_id, attribution, attribution_phrase,
        is_first_hand, stage, modality, hedge, quote, note)
    SELECT gen_random_uuid(), s.id, p.id, 'stated', '', true, '', 'reported', '',
        {words_of("first", "p.n + 1000000")} || ' ' || {words_of("second", "p.n + 2000000")}, ''
    FROM (SELECT id, row_number() OVER (ORDER BY id) n FROM inventory_publication) p
    {drawn("first", "p.n + 1000000")} {drawn("second", "p.n + 2000000")}
    JOIN (SELECT id, row_number() OVER (ORDER BY id) n FROM inventory_shipment) s
        ON s.n = 1 + (p.n - 1) / %(reports_per_shipment)s
    ORDER BY p.n
    """,  # noqa: S608
    # Three lines in four keep the passage that they were read from.
    f"""
    INSERT INTO inventory_reporteddelivery (uid, shipment_id, report_id, equipment_type_id, label, phrase,
        kind, quantity, scope, modality, hedge, quote)
    SELECT gen_random_uuid(), r.shipment_id, r.id,
        types.ids[1 + (r.shipment_id * 7 + made.n * 31) %% cardinality(types.ids)],
        '', (3 + r.id %% 2)::text, 'exact', int4range((3 + r.id %% 2)::integer, (4 + r.id %% 2)::integer),
        'unspecified', '', '',
        CASE WHEN made.n %% 4 > 0 THEN {words_of("passage", "r.id * 10 + made.n")} ELSE '' END
    FROM inventory_report r CROSS JOIN generate_series(1, %(lines_per_report)s) AS made(n)
    {drawn("passage", "r.id * 10 + made.n")},
        (SELECT array_agg(id ORDER BY id) ids FROM inventory_equipmenttype WHERE level = 'family') types
    ORDER BY r.id, made.n
    """,  # noqa: S608
    DROP_SENTENCES,
    "ANALYZE",
)


def fill(lines: int, *, with_estimates: bool = True) -> None:
    """Load the reference data and make about so many lines, with their estimates if these are asked for.

    Estimates take most of the time.
    """
    for _ in load_reference():
        continue
    fill_record(lines, SEVERAL_VOICES)
    if with_estimates:
        Estimate.objects.recompute(Shipment.objects.values_list("pk", flat=True))


def fill_record(lines: int, shape: Shape) -> None:
    """Make about so many lines, and no estimates, in a database with reference data and nothing else."""
    reports = max(1, lines // shape.lines_per_report)
    parameters: dict[str, int | list[str]] = {
        "reports": reports,
        "shipments": max(1, reports // shape.reports_per_shipment),
        "reports_per_shipment": shape.reports_per_shipment,
        "lines_per_report": shape.lines_per_report,
        "sentence_count": SENTENCE_COUNT,
        "sentences": list(SENTENCES),
    }
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement, parameters)
