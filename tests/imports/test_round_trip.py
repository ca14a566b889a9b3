"""Test that an export of all reported deliveries comes back from an empty database as it was."""

import pytest
from django.db import connection

from inventory.exports.copy import csv_lines
from inventory.exports.deliveries import export_deliveries
from inventory.imports.cases import load_case
from inventory.imports.demo import CONVOY, PRESS_REPORTS, SIPRI_EXTRACT
from inventory.imports.pipeline import import_file
from inventory.models import Estimate, Report, ReportedDelivery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def export() -> bytes:
    """Return the export of all lines, in the order in which they were entered."""
    lines = ReportedDelivery.objects.for_list().order_by("pk")
    return b"".join(csv_lines(export_deliveries(lines, "https://tracker.example/deliveries/")))


def empty_the_record() -> None:
    """Take away everything but the reference data."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE inventory_shipment, inventory_publication CASCADE")


def test_an_export_of_everything_comes_back_byte_for_byte(tmp_path):
    load_case(CONVOY)
    import_file(PRESS_REPORTS, dry_run=False)
    import_file(SIPRI_EXTRACT, dry_run=False)
    _add_the_rare()
    first = export()
    count = ReportedDelivery.objects.count()
    path = tmp_path / "all.csv"
    path.write_bytes(first)
    empty_the_record()
    outcome = import_file(path, dry_run=False)
    assert (outcome.plan.problems, outcome.plan.notes) == ([], [])
    assert outcome.summary() == f"rows read {count} = {count} new + 0 changed + 0 unchanged + 0 errors"
    assert export() == first
    assert import_file(path, dry_run=False).plan.is_empty


def _add_the_rare() -> None:
    """Add what the demonstration data does not have: a formula, quotation marks, a superseded report."""
    line = ReportedDelivery.objects.filter(base__isnull=True).order_by("pk")[5]
    line.label, line.quote, line.hedge = "=2+2", ' "a",\r\n; \t', "'=odd"
    line.scope, line.modality = "subset", "observed"
    line.save()
    newer, older = Report.objects.filter(shipment=line.shipment).order_by("pk")[:2]
    older.superseded_by, older.credibility, older.hedge = newer, 3, "@likely"
    older.stage, older.is_first_hand = "in_transit", True
    older.save()
    Estimate.objects.recompute([line.shipment_id])
