"""Test batches: what becomes of a file from its arrival to its undoing, and that nothing is half done."""

import hashlib
from contextlib import contextmanager

import pghistory
import pytest
from django.db import connection
from django.db.models import QuerySet

from inventory.imports import pipeline
from inventory.imports.files import FileError
from inventory.imports.pipeline import BatchStateError, advance
from inventory.imports.progress import CancelledError, Step
from inventory.models import (
    Citation,
    EquipmentType,
    Estimate,
    ImportBatch,
    ImportFile,
    ImportFinding,
    NameDecision,
    Publication,
    Report,
    ReportedDelivery,
    ReportedDetail,
    ReportRepeat,
    Shipment,
)
from tests import factories
from tests.imports.delivery_rows import REPORT, SHIPMENT, row
from tests.imports.foreign_table import FOREIGN, LOSSES, MAPPING

pytestmark = pytest.mark.django_db

State = ImportBatch.State
RECORD = (Shipment, Publication, Citation, Report, ReportRepeat, ReportedDelivery, ReportedDetail)


def record():
    """Return all rows of the record with their keys, and the estimates."""
    kept = {model: list(model.objects.order_by("pk").values()) for model in RECORD}
    estimates = Estimate.objects.order_by("shipment", "equipment_type").values()
    return kept, [{name: value for name, value in one.items() if name != "id"} for one in estimates]


def received(path, **options):
    """Return the batch of a file, read and planned."""
    batch = pipeline.receive(path.name, path.read_bytes(), None, **options)
    return advance(batch.uid)


def applied(path, **options):
    batch = received(path, **options)
    pipeline.ask_to_apply(batch)
    return advance(batch.uid)


def undone(batch):
    pipeline.ask_to_undo(batch, factories.UserFactory())
    return advance(batch.uid)


def findings(batch, kind):
    return [(one.line, one.column, one.text) for one in batch.findings.filter(kind=kind)]


def test_a_file_is_kept_planned_and_applied_as_it_was_seen(written):
    path = written({}, row(2))
    batch = received(path)
    assert (batch.state, batch.file_format, batch.encoding) == (State.PLANNED, "reported deliveries", "UTF-8")
    assert (batch.rows_read, batch.rows_new, Shipment.objects.count()) == (2, 2, 0)
    assert bytes(batch.file.content) == path.read_bytes()
    assert batch.findings.filter(kind=ImportFinding.Kind.ADDED).count() == 2
    pipeline.ask_to_apply(batch)
    batch = advance(batch.uid)
    assert (batch.state, Shipment.objects.count()) == (State.APPLIED, 2)
    assert batch.imported_at is not None
    assert set(
        ReportedDelivery.pgh_event_model.objects.values_list("pgh_context__metadata__batch", flat=True)
    ) == {str(batch.uid)}


def test_the_same_file_is_kept_once(written):
    path = written({})
    applied(path)
    again = received(path)
    assert (again.state, again.rows_unchanged) == (State.PLANNED, 1)
    assert ImportFile.objects.count() == 1


def test_bytes_of_any_kind_are_kept_as_they_are():
    content = bytes(range(256)) * 300
    file = ImportFile.objects.keep(content)
    assert (bytes(file.content), file.size) == (content, 76_800)
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert ImportFile.objects.keep(content) == file


def test_a_file_that_somebody_else_has_just_brought_is_kept_once(monkeypatch):
    file = ImportFile.objects.keep(b"a\n")
    monkeypatch.setattr(QuerySet, "exists", lambda self: False)  # It was not there a moment ago.
    assert ImportFile.objects.keep(b"a\n") == file
    assert ImportFile.objects.count() == 1


def test_changes_are_kept_with_old_and_new(written):
    applied(written({}))
    batch = received(written({"phrase": "nine", "low": "9", "high": "9"}))
    changes = batch.findings.filter(kind=ImportFinding.Kind.CHANGE)
    assert {(one.line, one.column, one.old, one.new) for one in changes} == {
        (2, "phrase", "“seven”", "“nine”"),
        (2, "low", "7", "9"),
    }


def test_errors_are_kept_with_line_and_column_and_nothing_can_be_applied(written):
    batch = received(written({"low": "9"}))
    assert (batch.state, batch.rows_wrong) == (State.WRONG, 1)
    assert findings(batch, ImportFinding.Kind.PROBLEM) == [(2, "low", "9 is above high, 7.")]
    with pytest.raises(BatchStateError, match="Errors in the file"):
        pipeline.ask_to_apply(batch)
    assert not Shipment.objects.exists()


def test_a_file_that_is_no_table_is_refused_and_says_why():
    batch = advance(pipeline.receive("x.csv", b"\x89PNG\r\n\x1a\n", None).uid)
    assert (batch.state, batch.message) == (State.REFUSED, "x.csv is no table: it is a PNG image.")


def test_a_file_that_was_changed_where_it_is_kept_is_not_applied(written):
    batch = received(written({}))
    ImportFile.objects.update(content=written({"phrase": "nine"}).read_bytes())
    pipeline.ask_to_apply(batch)
    batch = advance(batch.uid)
    assert (batch.state, Shipment.objects.count()) == (State.PLANNED, 0)
    assert batch.message == "deliveries.csv: what is kept of it is not what was brought."


def test_a_plan_that_the_record_has_overtaken_is_shown_anew_and_not_applied(written):
    path = written({})
    one, other = received(path), received(path)
    pipeline.ask_to_apply(one)
    pipeline.ask_to_apply(other)
    assert advance(one.uid).state == State.APPLIED
    overtaken = advance(other.uid)
    assert (overtaken.state, overtaken.rows_unchanged) == (State.PLANNED, 1)
    assert "changed since the plan was made" in overtaken.message


def test_whoever_comes_second_to_a_batch_does_nothing(written):
    batch = received(written({}))
    pipeline.ask_to_apply(batch)
    assert advance(batch.uid).state == State.APPLIED
    assert advance(batch.uid).state == State.APPLIED
    assert Shipment.objects.count() == 1


def test_a_name_that_is_left_out_leaves_its_rows_out_and_nothing_else(written):
    source = factories.SourceFactory()
    unknown = row(2, equipment_type="Zorgs", shipment_id=SHIPMENT, shipment_reference="ML-2025-01-17")
    path = written({}, unknown, row(3))
    batch = received(path, source=source)
    assert (batch.state, batch.rows_wrong) == (State.UNRESOLVED, 1)
    problem = batch.findings.get(kind=ImportFinding.Kind.PROBLEM)
    assert (problem.unknown_kind, problem.unknown_name) == ("equipment type", "Zorgs")
    NameDecision.objects.create(source=source, kind="equipment type", name="ZORGS", is_skipped=True)
    pipeline.read_again(batch)
    batch = advance(batch.uid)
    assert (batch.state, batch.rows_new, batch.rows_skipped) == (State.PLANNED, 2, 1)
    pipeline.ask_to_apply(batch)
    assert advance(batch.uid).state == State.APPLIED
    assert (Shipment.objects.count(), ReportedDelivery.objects.count()) == (2, 2)


def test_a_decision_holds_for_the_next_table_of_the_same_source_alone(written):
    source = factories.SourceFactory()
    tanks = EquipmentType.objects.get(slug="tanks")
    NameDecision.objects.create(
        source=source, kind="equipment type", name="Zorgs", means_equipment_type=tanks
    )
    path = written({"equipment_type": "zorgs"})
    assert received(path).state == State.UNRESOLVED
    assert applied(path, source=source).state == State.APPLIED
    assert ReportedDelivery.objects.get().equipment_type == tanks


def test_stopping_leaves_nothing_and_the_batch_can_be_applied_later(written):
    batch = received(written({}, row(2)))
    pipeline.ask_to_apply(batch)

    def stop(step, done, total):
        if step is Step.ESTIMATING:
            raise CancelledError

    batch = advance(batch.uid, stop)
    assert (batch.state, Shipment.objects.count(), Estimate.objects.count()) == (State.PLANNED, 0, 0)
    pipeline.ask_to_apply(batch)
    assert advance(batch.uid).state == State.APPLIED


def test_a_fault_of_the_program_leaves_nothing_and_is_told(written):
    batch = received(written({}))
    pipeline.ask_to_apply(batch)

    def fail(step, done, total):
        if step is Step.ESTIMATING:
            raise MemoryError

    with pytest.raises(MemoryError):
        advance(batch.uid, fail)
    batch.refresh_from_db()
    assert (batch.state, Shipment.objects.count()) == (State.PLANNED, 0)
    assert "fault of the program" in batch.message


@contextmanager
def full_disk(model):
    """Have the database answer as one whose disk is full to whatever is written to a table."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$"
        )
        cursor.execute(f"CREATE TRIGGER full_disk BEFORE INSERT ON {table} EXECUTE FUNCTION refuse()")
        yield
        cursor.execute(f"DROP TRIGGER full_disk ON {table}")
        cursor.execute("DROP FUNCTION refuse")


@pytest.mark.parametrize("model", [Shipment, ReportedDelivery, Estimate])
def test_a_full_disk_leaves_nothing_and_the_batch_can_be_applied_later(written, model):
    batch = received(written({}))
    pipeline.ask_to_apply(batch)
    with full_disk(model):
        batch = advance(batch.uid)
    assert (batch.state, Shipment.objects.count()) == (State.PLANNED, 0)
    assert batch.message == (
        "deliveries.csv: the database’s disk is full. Nothing was done; try again when there is room."
    )
    pipeline.ask_to_apply(batch)
    assert advance(batch.uid).state == State.APPLIED


def test_a_file_for_which_there_is_no_room_is_refused(written):
    path = written({})
    with (
        full_disk(ImportFile),
        pytest.raises(FileError, match=r"^deliveries.csv: the database’s disk is full"),
    ):
        received(path)
    with full_disk(ImportFinding):
        assert received(written({"equipment_type": "Zorgs"})).state == State.REFUSED
    assert not Shipment.objects.exists()


def test_what_is_open_can_be_given_up_and_what_is_applied_cannot(written):
    batch = received(written({}))
    pipeline.give_up(batch)
    batch.refresh_from_db()
    assert batch.state == State.CANCELLED
    done = applied(written({}))
    with pytest.raises(BatchStateError, match="Applied"):
        pipeline.give_up(done)


def test_undoing_new_rows_leaves_the_record_as_it_was(written):
    with pghistory.context(who="before"):
        applied(written({}))
    before = record()
    added = row(2, report_id=REPORT, shipment_id=SHIPMENT, equipment_type="boats") | {
        "shipment_reference": "ML-2025-01-17"
    }
    added |= {"publication_id": ReportedDelivery.objects.get().report.publication.uid}
    batch = applied(written({}, added, row(3)))
    assert record() != before
    batch = undone(batch)
    assert (batch.state, batch.message) == (State.UNDONE, "")
    assert record() == before


def test_undoing_changes_brings_the_old_values_back(written):
    applied(written({}, row(2)))
    before = record()
    batch = applied(
        written({"phrase": "nine", "low": "9", "high": "9", "shipment_title": "Another"}, row(2), row(3))
    )
    assert record() != before
    assert undone(batch).state == State.UNDONE
    assert record() == before


def test_undoing_is_refused_with_reasons_where_somebody_edited_since(written):
    batch = applied(written({}))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")
    Shipment.objects.update(title="Mended by hand")
    before = record()
    batch = undone(batch)
    assert batch.state == State.APPLIED
    assert "others have worked on its rows" in batch.message
    assert "changed on" in batch.message
    assert record() == before


def test_undoing_is_refused_where_others_refer_to_its_rows(written):
    batch = applied(written({}))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")
    factories.ReportFactory(shipment=Shipment.objects.get())
    batch = undone(batch)
    assert batch.state == State.APPLIED
    assert "refers to shipment" in batch.message


def test_a_table_of_unknown_columns_waits_for_its_mapping(names):
    batch = advance(pipeline.receive("foreign.csv", FOREIGN, None).uid)
    assert (batch.state, batch.encoding) == (State.UNMAPPED, "")
    assert "no known header; it starts “To;What;Count;Paper”" in batch.message
    pipeline.read_again(batch, mapping=MAPPING.to_json())
    batch = advance(batch.uid)
    assert (batch.state, batch.message, batch.rows_new) == (State.PLANNED, "", 2)
    pipeline.ask_to_apply(batch)
    assert advance(batch.uid).state == State.APPLIED
    assert {line.phrase for line in ReportedDelivery.objects.all()} == {"seven", "two"}


def test_a_file_is_read_as_was_asked_and_what_was_said_of_it_before_is_let_go(names):
    content = "To;What;Count;Paper\nBamako;Tanks;“seven”;RAIDS\n".encode("cp1251")
    batch = pipeline.receive("foreign.csv", content, None)
    pipeline.read_again(advance(batch.uid), mapping=MAPPING.to_json())
    batch = advance(batch.uid)
    assert (batch.state, batch.encoding, batch.rows_read) == (State.PLANNED, "Windows-1252", 1)
    pipeline.read_again(batch, reading={"encoding": "UTF-16"})
    assert (batch.rows_read, batch.findings.count(), batch.encoding) == (0, 0, "")
    batch = advance(batch.uid)
    assert (batch.state, batch.message) == (State.REFUSED, "foreign.csv, line 2: this is no UTF-16 text.")
    pipeline.read_again(batch, reading={"encoding": "Windows-1251", "delimiter": ";"})
    assert advance(batch.uid).encoding == "Windows-1251"


def test_what_is_told_of_a_file_is_a_note_of_its_plan(written):
    path = written({}, name="deliveries.xlsx")
    batch = received(path)
    notes = [text for _line, _column, text in findings(batch, ImportFinding.Kind.NOTE)]
    assert notes == ["The name ends in .xlsx, but the file is text; it was read as that."]


def test_what_nobody_has_begun_is_stopped_at_once(written):
    batch = pipeline.receive("x.csv", written({}).read_bytes(), None)
    pipeline.give_up(batch)
    assert ImportBatch.objects.get().state == State.CANCELLED
    batch = received(written({}, row(2)))
    pipeline.ask_to_apply(batch)
    pipeline.give_up(batch)
    assert ImportBatch.objects.get(pk=batch.pk).state == State.PLANNED
    assert not Shipment.objects.exists()


def test_a_list_of_losses_is_refused_and_says_what_it_is(names):
    batch = advance(pipeline.receive("losses.csv", LOSSES, None).uid)
    assert (batch.state, batch.file_format) == (State.REFUSED, "list of losses")
    assert "Nobody delivered it" in batch.message
