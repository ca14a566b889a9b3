"""Test that an export of all reported deliveries comes back from an empty database as it was."""

import csv
import io

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from inventory.domain.comparison import compare
from inventory.exports.copy import csv_lines
from inventory.exports.deliveries import export_deliveries
from inventory.exports.formats import FORMATS
from inventory.exports.matrix import export_matrices
from inventory.exports.profiles import PROFILES
from inventory.imports.applying import apply_plan
from inventory.imports.cases import load_case
from inventory.imports.delivery_columns import ADDED, COLUMNS
from inventory.imports.demo import CONVOY, PRESS_REPORTS, SIPRI_EXTRACT
from inventory.imports.files import read_contents
from inventory.imports.formats import FORMATS as IMPORTED
from inventory.imports.pipeline import import_file
from inventory.imports.planning import Status, make_plan
from inventory.imports.tables import find_table
from inventory.models import Estimate, Report, ReportedDelivery, Shipment
from inventory.models.names import Names
from inventory.models.readings import load_bare_readings
from inventory.tables.matrix import build_matrix, flat_rows
from tests.imports.any_record import choose_reference, draw_record, draw_tallies

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
    rows = csv.DictReader(io.StringIO(first.decode(), newline=""))
    filled = {name for row in rows for name, cell in row.items() if cell}
    assert {*COLUMNS, *ADDED} - filled == set(), "fill it in _add_the_rare"
    count = ReportedDelivery.objects.count()
    path = tmp_path / "all.csv"
    path.write_bytes(first)
    empty_the_record()
    outcome = import_file(path, dry_run=False)
    assert (outcome.plan.problems, outcome.plan.notes) == ([], [])
    assert outcome.summary() == f"rows read {count} = {count} new + 0 changed + 0 unchanged + 0 errors"
    assert export() == first
    assert import_file(path, dry_run=False).plan.is_empty


@pytest.mark.parametrize("name", ["csv", "tsv", "xlsx", "jsonl"])
def test_an_export_comes_back_from_each_kind_of_file(name):
    import_file(PRESS_REPORTS, dry_run=False)
    line = ReportedDelivery.objects.order_by("pk")[3]
    line.label, line.quote, line.hedge = "=2+2", '\'=odd, "quoted"', "＋1"
    line.save()
    lines = ReportedDelivery.objects.for_list().order_by("pk")
    address = "https://tracker.example/deliveries/"
    content = b"".join(FORMATS[name].write(export_deliveries(lines, address)))
    first = export()
    empty_the_record()
    found, table = find_table(read_contents(f"all.{name}", content), IMPORTED)
    plan = make_plan(found.stage(table, names := Names()), names)
    assert (plan.problems, plan.count(Status.NEW)) == ([], 87)
    apply_plan(plan)
    assert export() == first


def _add_the_rare() -> None:
    """Add what the demonstration data does not have: a formula, quotation marks, a superseded report."""
    line = ReportedDelivery.objects.filter(base__isnull=True).order_by("pk")[5]
    line.label, line.quote, line.hedge = "=2+2", ' "a",\r\n; \t', "'=odd"
    line.scope, line.modality = "exhaustive", "observed"
    line.cited_source = line.report.publication.source
    line.same_as = line.report.deliveries.exclude(pk=line.pk).first()
    line.save()
    newer, older = Report.objects.filter(shipment=line.shipment).order_by("pk")[:2]
    older.superseded_by, older.credibility, older.hedge = newer, 3, "@likely"
    older.stage, older.is_first_hand, older.quote = "in_transit", True, "=A convoy"
    older.save()
    older.publication.archived_url = "https://archive.example/1"
    older.publication.save()
    Estimate.objects.recompute([line.shipment_id])


ANY_RECORD = settings(
    max_examples=12,
    # A record takes half a second there and back; making one that fails smaller would take many minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.data_too_large,
    ],
)
IMPORTABLE = [name for name, profile in PROFILES.items() if profile.is_importable]


@pytest.fixture
def reference():
    return choose_reference()


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl"])
@pytest.mark.parametrize("profile", IMPORTABLE)
@ANY_RECORD
@given(data=st.data())
def test_any_record_comes_back_byte_for_byte(reference, profile, suffix, data):
    def exported():
        chunks = FORMATS[suffix].write(PROFILES[profile].everything("https://tracker.example/"))
        return b"".join(chunks)

    with transaction.atomic():
        empty_the_record()
        draw_record(data, reference)
        draw_tallies(data, reference)
        first = exported()
        empty_the_record()
        found, table = find_table(read_contents(f"all.{suffix}", first), IMPORTED)
        plan = make_plan(found.stage(table, names := Names()), names)
        assert (plan.problems, plan.notes) == ([], [])
        apply_plan(plan)
        assert exported() == first
        transaction.set_rollback(True)


def matrices():
    """Return the export of the matrices of all shipments."""
    return export_matrices(
        *flat_rows(
            {
                reading.shipment.reference: build_matrix(
                    reading, compare(reading.records.shipment_input(), reading.taxonomy)
                )
                for reading in load_bare_readings(Shipment.objects.order_by("pk"))
            }
        )
    )


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl"])
@ANY_RECORD
@given(data=st.data())
def test_the_matrices_of_any_record_change_nothing_and_come_out_the_same(reference, suffix, data):
    with transaction.atomic():
        empty_the_record()
        draw_record(data, reference)
        first = b"".join(FORMATS[suffix].write(matrices()))
        found, table = find_table(read_contents(f"all.{suffix}", first), IMPORTED)
        plan = make_plan(found.stage(table, names := Names()), names)
        assert (found.name, plan.problems, plan.notes) == ("matrix of a shipment", [], [])
        assert plan.is_empty
        apply_plan(plan)
        assert b"".join(FORMATS[suffix].write(matrices())) == first
        transaction.set_rollback(True)
