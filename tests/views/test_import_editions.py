"""Test by the walk that a person takes that rows are found again only where they are meant."""

import pytest
from django.urls import reverse

from inventory.exports.whole_record import write_record
from inventory.models import Estimate, ImportBatch, Publication, Report, ReportedDelivery, Shipment
from tests import factories
from tests.imports.table_walk import COLUMNS, Walk, counts, destinations, make_names

pytestmark = pytest.mark.django_db
HEAD = "Row ID,Recipient,Supplier,Weapon,Quantity,Delivered,Source\n"


@pytest.fixture
def walk(client):
    """Return somebody who may import, in a record that has the names of the tables."""
    make_names()
    client.force_login(factories.UserFactory(editor=True))
    return Walk(client)


@pytest.fixture
def record(tmp_path):
    """Return a function that gives the whole record as bytes by file."""

    def whole():
        write_record(tmp_path / "record", is_private=True)
        return {path.name: path.read_bytes() for path in (tmp_path / "record").iterdir()}

    return whole


def changed(now, before):
    """Return the lines in which two records differ, of all their files."""
    assert now.keys() == before.keys()
    return [
        (name, line)
        for name in now
        for line in sorted(set(now[name].splitlines()) ^ set(before[name].splitlines()))
        if now[name] != before[name]
    ]


def of(batch):
    """Return how a batch counts its rows: new, changed, unchanged, with errors."""
    return batch.rows_new, batch.rows_changed, batch.rows_unchanged, batch.rows_wrong


def estimates():
    """Return all estimates, in words."""
    return sorted(map(str, Estimate.objects.values_list("shipment__uid", "equipment_type", "quantity")))


def test_case_12_a_key_that_stands_twice_is_refused_and_nothing_else_touched(walk):
    walk.enter("22a-running-number", columns=COLUMNS | {"No": "key"})
    before = counts()
    batch = walk.map(walk.bring("12-same-key-twice"))
    assert (batch.state, of(batch)) == ("wrong", (3, 0, 0, 2))
    assert walk.told(batch)[:2] == [
        "3: Row ID: stands on line 2 already.",
        "6: Row ID: stands on line 4 already.",
    ]
    assert counts() == before


def test_case_13b_blank_cells_keep_what_is_recorded_unless_they_are_to_clear_it(walk, record):
    walk.enter("13a-first")
    before = record()
    kept = walk.map(walk.bring("13b-blank-cells"))
    assert of(kept) == (0, 1, 1, 0)
    assert "Blank cells change nothing: Delivered 1, Note 1, Quote 1." in walk.told(kept)
    cleared = walk.map(kept, clears_blanks="on")
    assert {
        "1 cell of Delivered would be cleared.",
        "1 cell of Note would be cleared.",
        "1 cell of Quote would be cleared.",
    } <= set(walk.told(cleared))
    walk.apply(cleared)
    assert [(line.quote, line.report.note) for line in ReportedDelivery.objects.order_by("pk")] == [
        ("", ""),
        ("five T-72", "note two"),
    ]
    assert counts() == ["Mali  T-72: 8", "Niger 2024-06 T-72: 5"]
    walk.undo(cleared)
    assert changed(record(), before) == []
    walk.apply(walk.map(walk.bring("13b-blank-cells")))
    assert counts() == ["Mali 2024-05 T-72: 8", "Niger 2024-06 T-72: 5"]
    assert set(ReportedDelivery.objects.values_list("quote", "report__note")) == {
        ("seven T-72", "seen in Kati"),
        ("five T-72", "note two"),
    }


def test_case_13c_columns_that_the_file_does_not_have_keep_what_is_recorded(walk, record):
    walk.enter("13a-first")
    before = record()
    batch = walk.enter("13c-fewer-columns")
    assert of(batch) == (0, 2, 0, 0)
    assert counts() == ["Mali 2024-05 T-72: 9", "Niger 2024-06 T-72: 6"]
    assert set(ReportedDelivery.objects.values_list("quote", "report__note")) == {
        ("seven T-72", "seen in Kati"),
        ("five T-72", "note two"),
    }
    assert sorted(Shipment.objects.values_list("title", flat=True)) == [
        "Russia to Mali, 2024-05",
        "Russia to Niger, 2024-06",
    ]
    dates = {str(detail.value) for report in Report.objects.all() for detail in report.details.all()}
    assert {"2024-05", "2024-06"} <= dates
    walk.undo(batch)
    assert changed(record(), before) == []


def test_case_13d_a_row_that_is_gone_stays_unless_it_is_to_go(walk, record):
    walk.enter("13a-first")
    before = record()
    batch = walk.map(walk.bring("13d-row-gone"))
    assert of(batch) == (0, 1, 0, 0)
    assert any(
        "1 row of “13a-first.csv” is not in this file and stays: “T-72: 5" in told
        for told in walk.told(batch)
    )
    walk.apply(batch)
    assert counts() == ["Mali 2024-05 T-72: 9", "Niger 2024-06 T-72: 5"]
    walk.undo(batch)
    assert changed(record(), before) == []
    batch = walk.map(walk.bring("13d-row-gone"))
    batch = walk.say(batch, ImportBatch.objects.earliest("pk"), removes_gone="on")
    assert any(
        "1 row of “13a-first.csv” is not in this file and is removed" in told for told in walk.told(batch)
    )
    walk.apply(batch)
    assert counts() == ["Mali 2024-05 T-72: 9"]
    assert destinations() == ["Mali"]
    walk.undo(batch)
    assert changed(record(), before) == []


def test_case_14_a_second_table_of_the_same_source_adds(walk, record):
    first = walk.enter("14a-first-table")
    before = record()
    second = walk.enter("14b-second-table")
    assert counts() == ["Zambia 2024 BTR-82A: 3", "Zambia 2024 T-72: 7", "Zambia 2024 T-72: 9"]
    assert (Report.objects.count(), Publication.objects.count()) == (2, 1)
    walk.undo(second)
    assert changed(record(), before) == []
    told = walk.say(walk.map(walk.bring("14b-second-table")), first)
    walk.apply(told)
    assert counts() == ["Zambia 2024 BTR-82A: 3", "Zambia 2024 T-72: 9"]
    walk.undo(told)
    assert changed(record(), before) == []


def test_case_16_contract_numbers_are_texts(walk):
    walk.enter("16-leading-zeros")
    assert counts() == [
        "Benin 2024 T-72: 4",
        "Chad 2024 T-72: 5",
        "Mali 2024 T-72: 1",
        "Niger 2024 T-72: 2",
        "Togo 2024 T-72: 3",
    ]


@pytest.mark.parametrize("columns", [COLUMNS, COLUMNS | {"No": "key"}], ids=["by content", "by its number"])
def test_case_22_a_running_number_never_finds_rows_of_another_table(walk, columns):
    walk.enter("22a-running-number", columns=columns)
    batch = walk.bring("22b-running-number")
    assert "key" not in walk.guess(batch)
    page = walk.client.get(reverse("import-mapping", args=[batch.uid])).content.decode()
    assert "No only counts the rows, so it is not proposed as number of the row." in page
    walk.apply(walk.map(batch, columns))
    assert counts() == [
        "Botswana 2021 BTR-82A: 3",
        "Lesotho 2023 T-54: 30",
        "Madagascar 2023 D-30: 4",
        "Zimbabwe 2021 T-72: 7",
    ]


def test_case_24b_a_corrected_recipient_moves_the_count(walk, record):
    walk.enter("24a-before-correction")
    before, concluded = record(), estimates()
    batch = walk.map(walk.bring("24b-recipient-corrected"))
    assert of(batch) == (0, 1, 1, 0)
    assert "2: Recipient: Tunisia → Morocco, a new shipment" in walk.told(batch)
    assert any("“Russia to Tunisia, 2024-05”" in told and "removed" in told for told in walk.told(batch))
    walk.apply(batch)
    assert counts() == ["Algeria 2024-06 T-72: 5", "Morocco 2024-05 T-72: 7"]
    assert destinations() == ["Algeria", "Morocco"]
    assert Report.objects.count() == 2
    assert all(shipment.state == "single" for shipment in Shipment.objects.all())
    for address in ("/shipments/", "/deliveries/", "/destinations/"):
        text = walk.client.get(address).content.decode()
        assert "2024-06" in text or "Morocco" in text, address
        assert "Tunisia" not in text, address
    file = b"".join(walk.client.get("/deliveries/?export=csv"))
    assert (file.count(b"state-tunisia"), file.count(b"country-tunisia"), file.count(b"\n")) == (0, 0, 3)
    walk.undo(batch)
    assert batch.state == "undone", batch.message
    assert changed(record(), before) == []
    assert estimates() == concluded


def test_case_24c_counts_and_24d_dates_are_corrected(walk, record):
    first = walk.enter("24a-before-correction")
    before, concluded = record(), estimates()
    for name, found, told in (
        (
            "24c-count-corrected",
            ["Algeria 2024-06 T-72: 6", "Morocco 2024-05 T-72: 8"],
            "2: Recipient: Tunisia → Morocco, a new shipment",
        ),
        (
            "24d-date-corrected",
            ["Algeria 2024-07 T-72: 5", "Morocco 2024-05 T-72: 7"],
            "3: Delivered: 2024-06 → 2024-07, a new shipment",
        ),
    ):
        batch = walk.map(walk.bring(name))
        assert told in walk.told(batch)
        walk.apply(batch)
        assert counts() == found
        walk.undo(batch)
        assert batch.state == "undone", batch.message
        assert changed(record(), before) == []
        assert estimates() == concluded
    assert walk.undo(first).state == "undone", first.message
    assert counts() == []


def test_the_same_file_is_found_whole_and_is_another_table_only_when_told_so(walk):
    walk.enter("14a-first-table")
    again = walk.map(walk.bring("14a-first-table"))
    assert of(again) == (0, 0, 2, 0)
    own = walk.say(again, None)
    assert of(own) == (0, 0, 2, 0)


def test_the_page_asks_which_file_is_replaced_and_keeps_bad_answers(walk, django_assert_max_num_queries):
    walk.enter("24a-before-correction")
    batch = walk.map(walk.bring("24c-count-corrected"))
    page = walk.client.get(batch.get_absolute_url()).content.decode()
    assert "Does this file replace <strong>24a-before-correction.csv</strong>?" in page
    assert "Apply as a new edition" in page
    address = reverse("import-edition", args=[batch.uid])
    with django_assert_max_num_queries(6):  # session; person; permissions; batch; earlier tables
        page = walk.client.get(address)
    assert page.context["form"]["edition_of"].value() == str(batch.edition_of.uid)
    assert "24a-before-correction.csv, 2 rows, applied on" in page.content.decode()
    for values, message in (
        ({}, "This field is required."),
        ({"edition_of": "none"}, "none is not one of the available choices."),
        (
            {"edition_of": "own", "removes_gone": "on"},
            "Choose the earlier file whose rows are to be removed.",
        ),
    ):
        answer = walk.client.post(address, values)
        assert (answer.status_code, message in answer.content.decode()) == (400, True)
    assert walk.client.put(address).status_code == 405
    walk.say(batch, None)
    page = walk.client.get(batch.get_absolute_url()).content.decode()
    assert "Read as a separate table" in page
    walk.apply(batch)
    late = walk.client.post(address, {"edition_of": "own"}, follow=True)
    assert "meanwhile the import is at “Applied”" in late.content.decode()
