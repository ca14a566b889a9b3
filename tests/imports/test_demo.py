"""Test that the demonstration data load once, and that a second run changes nothing."""

import csv
from collections import defaultdict

import pytest
from django.db import transaction

from inventory.domain.comparison import compare
from inventory.domain.intervals import Interval
from inventory.exports.copy import csv_lines
from inventory.exports.deliveries import export_deliveries
from inventory.exports.whole_record import write_record
from inventory.imports.demo import PRESS_REPORTS, SIPRI_EXTRACT, load_demo
from inventory.imports.whole_record import load_record
from inventory.models import EquipmentType, ImportBatch, Report, ReportedDelivery, Shipment
from inventory.models.readings import load_bare_readings
from inventory.tables.matrix import build_matrix
from tests.imports.any_whole_record import empty_the_database, estimates, files_of, row_counts
from tests.imports.demo_totals import shown_counts, shown_lows, sipri_counts
from tests.imports.test_reference import history_rows


@pytest.fixture(scope="module")
def demo_data(django_db_setup, django_db_blocker):
    """Load the demonstration data for the tests that only look, or whose changes are undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        list(load_demo())
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_demonstration_loads_once_and_a_second_run_changes_nothing():
    first = {step.name: step.counts for step in load_demo()}
    assert list(first) == [
        "reference/",
        "january_2025_convoy.toml",
        "aes_press_reports.csv",
        "sipri_mali_burkina_niger_1995-2024.csv",
        "sipri_benin_togo_2024-10-13.csv",
        "sipri_benin_togo_2025-03-13.csv",
    ]
    newest = first.pop("sipri_benin_togo_2025-03-13.csv")
    assert (newest.new, newest.changed, newest.unchanged) == (3, 45, 44)
    assert all(counts.new > 80 for counts in first.values())
    assert {(counts.changed, counts.unchanged) for counts in first.values()} == {(0, 0)}
    assert first["aes_press_reports.csv"].new == 87
    assert first["sipri_mali_burkina_niger_1995-2024.csv"].new == 159
    reports, history = Report.objects.count(), history_rows()
    for code, recipient in (("ML", "Mali"), ("BF", "Burkina Faso"), ("NE", "Niger")):
        shown = shown_counts(code)
        assert len(shown) > 20
        assert shown == sipri_counts(recipient, {category for category, _year in shown})
    aircraft = EquipmentType.objects.get(slug="aircraft")
    assert shown_counts("ML")[aircraft.pk, 2022] == Interval(14, 18)
    for code in ("ML", "BF", "NE", "TG", "BJ"):
        assert {kind: ends for kind, ends in shown_lows(code).items() if ends[0] != ends[1]} == {}

    assert {step.counts for step in load_demo()} == {None}

    # Without the record of what was loaded, everything is read again, and found to be there.
    ImportBatch.objects.all().delete()
    # An edition of which a later one is held is left alone.
    again = [step.counts for step in load_demo() if step.counts]
    assert len(again) == len(first)
    assert {(counts.new, counts.changed) for counts in again} == {(0, 0)}
    assert (Report.objects.count(), history_rows()) == (reports, history)


@pytest.mark.django_db
def test_later_convoys_stay_shipments_of_their_own(demo_data):
    january = Shipment.objects.get(reference="ML-2025-01-17")
    assert {
        report.publication.source.slug for report in january.reports.select_related("publication__source")
    } == {
        "frontelligence-insight",
        "le-monde",
        "defenceweb",
        "seed-article",
        "isw",
        "kyiv-post",
        "military-africa",
        "raids",
        "rfi",
    }
    assert Shipment.objects.filter(reference__contains="ML-2025-05").exists()


def test_what_a_person_changed_stays_changed(demo_data, db):
    Shipment.objects.filter(reference="ML-2025-01-17").update(title="My title")
    list(load_demo())
    assert Shipment.objects.get(reference="ML-2025-01-17").title == "My title"


def test_the_whole_record_comes_back_byte_for_byte(demo_data, db, tmp_path):
    write_record(tmp_path / "first", is_private=True)
    counts, computed = row_counts(), estimates()
    empty_the_database()
    plan = load_record(tmp_path / "first", is_applied=True)
    assert {table.name: table.counts.new for table in plan.tables} == counts
    write_record(tmp_path / "second", is_private=True)
    assert files_of(tmp_path / "second") == files_of(tmp_path / "first")
    assert (row_counts(), estimates()) == (counts, computed)


def test_the_extract_holds_three_recipients_within_the_terms():
    lines = SIPRI_EXTRACT.read_bytes().decode("cp1252").splitlines()
    rows = list(csv.DictReader(lines[11:]))
    assert {row["Recipient"] for row in rows} == {"Mali", "Burkina Faso", "Niger"}
    assert any("SIPRI Arms Transfers Database (c) SIPRI" in line for line in lines[:11])


def test_quotations_are_short():
    with PRESS_REPORTS.open(encoding="utf-8") as file:
        assert max(len(row["quote"].split()) for row in csv.DictReader(file)) <= 20


def shown_voices(reading):
    """Return the heads on a shipment's page under which reports stand, and what they borrow."""
    comparison = compare(reading.records.shipment_input(), reading.taxonomy)
    heads = build_matrix(reading, comparison).voices
    found = defaultdict(set)
    for voice, head in zip(comparison.voices.voices, heads, strict=True):
        for placed in voice.reports:
            found[placed.key, placed.is_borrowed].add(head.name)
    return found


def test_the_file_gives_each_line_the_root_voice_that_its_page_shows(demo_data, db):
    file = b"".join(csv_lines(export_deliveries(ReportedDelivery.objects.for_list(), ""))).decode()
    rows = {row["delivery_id"]: row for row in csv.DictReader(file.splitlines())}
    borrowed, passed_on = set(), 0
    for reading in load_bare_readings(Shipment.objects.order_by("pk")):
        heads = shown_voices(reading)
        voices = {report.pk: report.voice for report in reading.records.reports}
        for line in reading.records.lines:
            row = rows.pop(str(line.uid))
            is_borrowed = line.cited_source_id not in (None, voices[line.report_id].pk)
            assert row["root_voice"] in heads[line.report_id, is_borrowed], row
            assert is_borrowed or len(heads[line.report_id, False]) == 1
            if is_borrowed:
                borrowed.add((row["voice"], row["phrase"], row["root_voice"]))
            passed_on += row["root_voice"] != row["voice"]
    assert rows == {}
    assert ("defenceWeb", "over 100", "Frontelligence Insight") in borrowed
    assert passed_on > 20
