"""Prepare a database in which a batch waits for a worker: ``python -m tests.imports.killed_site``.

It wants a DATABASE_URL of its own.
"""

import csv
import io
import uuid

import django

LINES = 5_000
LINES_OF_A_REPORT = 5


def main():
    """Make the tables, the names and the file, and have the batch read, so that applying it comes next."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up first

    from inventory.imports import pipeline, tasks  # noqa: PLC0415 - as above
    from tests import factories  # noqa: PLC0415 - as above

    call_command("migrate", verbosity=0, interactive=False)
    factories.SourceFactory(slug="raids", name="RAIDS")
    for number in range(LINES_OF_A_REPORT):
        factories.EquipmentTypeFactory(slug=f"type-{number}", name=f"Type {number}")
    batch = pipeline.advance(pipeline.receive("many.csv", content(), None).uid)
    assert batch.rows_new == LINES, batch.message
    pipeline.ask_to_apply(batch)
    tasks.leave_to_worker(batch)


def content():
    """Return a file of our own format."""
    from inventory.imports.delivery_columns import COLUMNS  # noqa: PLC0415 - Django is set up first

    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    for number in range(LINES):
        report, place = divmod(number, LINES_OF_A_REPORT)
        writer.writerow(
            {
                "delivery_id": identifier(1, number),
                "shipment_id": identifier(2, report),
                "shipment_reference": f"ML-{report}",
                "shipment_title": f"Convoy {report}",
                "report_id": identifier(3, report),
                "publication_id": identifier(4, report),
                "publication_source": "raids",
                "publication_title": f"Article {report}",
                "equipment_type": f"type-{place}",
                "phrase": "seven",
                "kind": "exact",
                "low": "7",
                "high": "7",
            }
        )
    return text.getvalue().encode()


def identifier(of, number):
    """Return a public identifier."""
    return str(uuid.UUID(int=of << 64 | number, version=4))


if __name__ == "__main__":
    main()
