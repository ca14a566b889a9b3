"""Test that rows of a press file are found again only within their table, as a person walks through it."""

import pytest

from inventory.models import Report, ReportedDelivery, Shipment
from tests import factories
from tests.imports.press_rows import ROW
from tests.imports.table_walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]

FIVE = {"count_as_written": "five", "count_min": "5", "count_max": "5"}
OTHER = {"url": "https://www.rfi.fr/niger-tanks", "publisher": "RFI"}


@pytest.fixture
def walk(client):
    """Return who takes files through the pages."""
    client.force_login(factories.UserFactory(editor=True))
    return Walk(client)


@pytest.fixture
def enter(walk, press):
    """Return a function that brings a press file and applies it, maybe saying which file it replaces."""

    def bring(name, *changes, of=None, **also):
        batch = walk.bring(name, press(*changes, name=f"{name}.csv").read_bytes())
        if of is not None:
            batch = walk.say(batch, of if of != "own" else None, **also)
        batch = walk.apply(batch)
        assert batch.state == "applied", walk.told(batch)
        return batch

    return bring


def counts():
    """Return what the record counts, by source and destination."""
    lines = ReportedDelivery.objects.select_related("report__publication__source", "shipment__destination")
    return sorted(
        f"{line.report.publication.source} {line.shipment.destination.country}: {line.interval}"
        for line in lines
    )


def test_a_second_table_with_the_same_numbers_adds(enter):
    enter("first", {"report_id": "R1"})
    to_niger = {
        "report_id": "R1",
        "case_id": "NE-1",
        "recipient": "Niger",
        "place": "Niamey",
        **FIVE,
        **OTHER,
    }
    second = enter("second", to_niger)
    assert second.edition_of is None
    assert counts() == ["Military Africa Mali: 7", "RFI Niger: 5"]


def test_a_file_that_says_much_the_same_is_a_new_edition(enter, walk):
    first = enter("first", {}, {"equipment_norm": "BMP-3"})
    second = enter("second", FIVE, {"equipment_norm": "BMP-3"})
    assert (second.edition_of, second.rows_changed, second.rows_unchanged) == (first, 1, 1)
    assert counts() == ["Military Africa Mali: 5", "Military Africa Mali: 7"]
    walk.undo(second)
    assert counts() == ["Military Africa Mali: 7", "Military Africa Mali: 7"]


def test_people_say_which_file_a_file_replaces(enter):
    first = enter("first", {})
    replaced = enter("second", {**FIVE, **OTHER}, of=first)
    assert (replaced.rows_changed, counts()) == (1, ["RFI Mali: 5"])
    enter("third", {}, of="own")
    assert counts() == ["Military Africa Mali: 7", "RFI Mali: 5"]


def test_a_row_that_a_new_edition_lacks_stays_unless_it_is_to_go(enter, walk):
    enter("first", {}, {"equipment_norm": "BMP-3", "event_date": "2025-01-19"})
    second = enter("second", {})
    assert any("is missing" in told or "stays" in told for told in walk.told(second)), walk.told(second)
    assert ReportedDelivery.objects.count() == 2
    assert Shipment.objects.get().period == "2025-01-17/2025-01-19"
    enter("third", {}, of=second, removes_gone="on")
    assert ReportedDelivery.objects.count() == 1


def test_a_case_number_that_a_shipment_elsewhere_bears_is_the_tables_own(enter, walk):
    enter("first", {"case_id": "C1"})
    to_niger = {"case_id": "C1", "recipient": "Niger", "place": "Niamey", **FIVE, **OTHER}
    second = enter("second", to_niger)
    assert any("to another country" in told for told in walk.told(second))
    assert Shipment.objects.count() == 2
    assert Report.objects.get(publication__source__name="RFI").shipment.destination.name == "Niamey"
    # Found again under the reference that it was given.
    again = enter("third", {**to_niger, "count_as_written": "six", "count_min": "6", "count_max": "6"})
    assert (again.edition_of, again.rows_changed, Shipment.objects.count()) == (second, 1, 2)


def test_a_case_that_the_record_has_is_added_to(enter, walk):
    enter("first", {"case_id": "ML-9"})
    second = enter("second", {**OTHER, "case_id": "ML-9", **FIVE})
    assert any("is added to that one" in told for told in walk.told(second))
    assert (Shipment.objects.get().voice_count, ROW["recipient"]) == (2, "Mali")


def test_what_the_record_has_just_so_is_not_added_again_but_repeated(enter, walk):
    enter("first", {})
    copy = {**OTHER, "report_id": "Z2", "derived_from": "military.africa"}
    second = enter("second", {"report_id": "Z1"}, copy, of="own")
    assert any("is not added again" in told for told in walk.told(second))
    assert counts() == ["Military Africa Mali: 7", "RFI Mali: 7"]
    assert Report.objects.get(publication__source__name="RFI").repeats.count() == 1
