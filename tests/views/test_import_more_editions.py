"""Test editions of tables of other shapes: other columns and numbers, and people's work between."""

import pghistory
import pytest

from inventory.imports.deciding import decide_meaning
from inventory.models import Citation, Publication, Report, ReportedDelivery, Shipment
from inventory.models.merging import merge_shipments
from inventory.models.names import Kind
from tests import factories
from tests.imports.test_undoing import whole as record
from tests.imports.workbook_files import excel
from tests.views.test_import_editions import counts, of, walk

pytestmark = pytest.mark.django_db
__all__ = ["walk"]


def table(*rows):
    return "\n".join(rows).encode()


def guessed(walk, name, *rows):
    """Bring a table, and take the mapping that is proposed."""
    batch = walk.bring(name, table(*rows))
    return walk.map(batch, {column: field for field, column in walk.guess(batch).items()})


def entered(walk, name, *rows):
    batch = walk.apply(guessed(walk, name, *rows))
    assert batch.state == "applied", walk.told(batch)
    return batch


def test_french_names_and_another_order_of_columns(walk):
    entered(
        walk, "livraisons",
        "Identifiant;Destinataire;Fournisseur;Matériel;Quantité;Date de livraison;Éditeur",
        "LV-10;Togo;China;T-54;30;2023;RAIDS",
        "LV-12;Benin;China;D-30;4;2023;RAIDS",
        "LV-19;Chad;Russia;T-72;1;2022;RAIDS",
    )  # fmt: skip
    before = record()
    batch = guessed(
        walk, "livraisons-2",
        "Éditeur;Quantité;Matériel;Date de livraison;Fournisseur;Destinataire;Identifiant",
        "RAIDS;2;T-72;2022;Russia;Mali;LV-19",
        "RAIDS;30;T-54;2023;China;Togo;LV-10",
        "RAIDS;4;D-30;2023;China;Benin;LV-12",
        "RAIDS;9;T-72;2023;Russia;Niger;LV-20",
    )  # fmt: skip
    assert of(batch) == (1, 1, 2, 0)
    assert "2: Destinataire: Chad → Mali, a new shipment" in walk.told(batch)
    walk.apply(batch)
    assert counts() == [
        "Benin 2023 D-30: 4",
        "Mali 2022 T-72: 2",
        "Niger 2023 T-72: 9",
        "Togo 2023 T-54: 30",
    ]
    walk.undo(batch)
    assert record() == before


def test_another_table_with_the_same_numbers_adds(walk):
    head = "Row ID,Recipient,Supplier,Weapon,Quantity,Delivered,Source"
    entered(walk, "africa", head, "A-1,Mali,Russia,T-72,7,2024,RAIDS", "A-2,Niger,Russia,T-72,5,2024,RAIDS")
    other = guessed(
        walk, "maghreb", head, "A-1,Tunisia,Russia,T-72,3,2024,RAIDS", "A-2,Morocco,Russia,T-72,9,2024,RAIDS"
    )
    assert (of(other), other.edition_of) == ((2, 0, 0, 0), None)
    walk.apply(other)
    assert len(counts()) == 4


def test_a_longer_list_without_numbers_adds_what_is_new(walk):
    head = "Recipient,Supplier,Weapon,Quantity,Delivered,Source,Note"
    rows = ["Mali,Russia,T-72,7,2024,RAIDS,seen", "Niger,Russia,T-72,5,2024,RAIDS,"]
    entered(walk, "january", head, *rows)
    before = record()
    batch = guessed(walk, "february", head, *rows[::-1], "Togo,China,D-30,4,2024,RAIDS,")
    assert of(batch) == (1, 0, 2, 0)
    assert "2 rows say just what the record has already, and are not added again." in walk.told(batch)
    walk.apply(batch)
    assert counts() == ["Mali 2024 T-72: 7", "Niger 2024 T-72: 5", "Togo 2024 D-30: 4"]
    walk.undo(batch)
    assert record() == before


def test_rows_without_numbers_that_are_told_to_replace_others(walk):
    head = "Recipient,Supplier,Weapon,Quantity,Delivered,Source"
    first = entered(
        walk, "first", head, "Mali,Russia,T-72,7,2024,RAIDS", "Mali,Russia,T-72,9,2024,RAIDS",
        "Niger,Russia,T-72,5,2024,RAIDS",
    )  # fmt: skip
    before = record()
    batch = guessed(
        walk, "second", head, "Mali,Russia,T-72,9,2024,RAIDS", "Mali,Russia,T-72,7,2024,RAIDS",
        "Togo,Russia,T-72,5,2024,RAIDS",
    )  # fmt: skip
    batch = walk.say(batch, first, removes_gone="on")
    assert of(batch) == (1, 0, 2, 0)
    walk.apply(batch)
    assert counts() == ["Mali 2024 T-72: 7", "Mali 2024 T-72: 9", "Togo 2024 T-72: 5"]
    walk.undo(batch)
    assert record() == before
    fewer = walk.say(guessed(walk, "third", head, "Mali,Russia,T-72,9,2024,RAIDS"), first, removes_gone="on")
    assert of(fewer) == (0, 0, 1, 0)
    walk.apply(fewer)
    assert counts() == ["Mali 2024 T-72: 9"]
    walk.undo(fewer)
    assert record() == before


def test_two_rows_that_change_places_keep_apart(walk):
    head = "Row ID,Deal ID,Recipient,Supplier,Weapon,Quantity,Delivered,Source"
    rows = ["K1,D1,Mali,Russia,T-72,7,2024,RAIDS", "K2,D1,Mali,Russia,BTR-82A,7,2024,RAIDS"]
    first = entered(walk, "before", head, *rows)
    before = record()
    others = [rows[0].replace("T-72", "BTR-82A"), rows[1].replace("BTR-82A", "T-72")]
    swapped = walk.say(guessed(walk, "after", head, *others), first)
    assert of(swapped) == (0, 2, 0, 0)
    walk.apply(swapped)
    assert counts() == ["Mali 2024 BTR-82A: 7", "Mali 2024 T-72: 7"]
    walk.undo(swapped)
    assert record() == before


def test_an_address_a_source_and_a_stage_are_corrected(walk):
    factories.SourceFactory(slug="afp", name="AFP")
    head = "Row ID,Recipient,Supplier,Weapon,Quantity,Delivered,Source,Link,Status"
    entered(walk, "before", head, "K1,Mali,Russia,T-72,7,2024,RAIDS,https://a.example/1,ordered")
    before = record()
    for row, told in (
        ("K1,Mali,Russia,T-72,7,2024,RAIDS,https://a.example/2,ordered", "Link: https://a.example/1 → https://a.example/2"),
        ("K1,Mali,Russia,T-72,7,2024,AFP,https://a.example/1,ordered", "Source: RAIDS → AFP"),
        ("K1,Mali,Russia,T-72,7,2024,RAIDS,https://a.example/1,delivered", "Status: ordered → handed_over"),
    ):  # fmt: skip
        batch = guessed(walk, "after", head, row)
        assert f"2: {told}" in walk.told(batch)
        walk.apply(batch)
        assert (ReportedDelivery.objects.count(), Report.objects.count(), Shipment.objects.count()) == (
            1,
            1,
            1,
        )
        walk.undo(batch)
        assert record() == before


def test_what_people_did_meanwhile_is_kept(walk):
    head = "Row ID,Recipient,Supplier,Weapon,Quantity,Delivered,Source"
    entered(walk, "before", head, "K1,Mali,Russia,T-72,7,2024,RAIDS", "K2,Niger,Russia,T-72,5,2024,RAIDS")
    graded = Report.objects.get(deliveries__phrase="7")
    line = ReportedDelivery.objects.get(phrase="5")
    with pghistory.context(user=1):
        graded.credibility = 2
        graded.save()
        line.scope, line.quote = "subset", "five of them"
        line.save()
    batch = guessed(
        walk, "after", head, "K1,Chad,Russia,T-72,7,2024,RAIDS", "K2,Niger,Russia,T-72,6,2024,RAIDS"
    )
    walk.apply(batch)
    assert counts() == ["Chad 2024 T-72: 7", "Niger 2024 T-72: 6"]
    graded.refresh_from_db()
    assert (graded.credibility, graded.deliveries.count()) == (2, 0)
    line.refresh_from_db()
    assert (line.phrase, line.scope, line.quote) == ("6", "subset", "five of them")
    assert walk.undo(batch).state == "undone", batch.message
    assert counts() == ["Mali 2024 T-72: 7", "Niger 2024 T-72: 5"]


def test_rows_of_a_shipment_that_was_merged_are_found_there(walk):
    head = "Row ID,Recipient,Supplier,Weapon,Quantity,Delivered,Source"
    rows = ["K1,Mali,Russia,T-72,7,2024,RAIDS", "K2,Mali,Russia,T-72,5,2024-05,RAIDS"]
    entered(walk, "before", head, *rows)
    one, other = Shipment.objects.order_by("period")
    merge_shipments(one, other, factories.UserFactory(), "the same")
    again = guessed(walk, "after", head, rows[0], rows[1].replace(",5,", ",6,"))
    assert of(again) == (0, 1, 1, 0)
    walk.apply(again)
    assert len(counts()) == 2
    assert Shipment.objects.count() == 1


def test_a_second_packed_list_adds_and_one_that_replaces_is_told_so(walk):
    head = "Donor,Recipient,Date,Source,Items"
    first = walk.apply(walk.bring("packed", table(head, "Russia,Mali,2024,RAIDS,T-72 (7); BTR-82A (3)")))
    assert first.state == "applied", walk.told(first)
    before = record()
    second = table(head, "Russia,Mali,2024,RAIDS,T-72 (9); BTR-82A (3)")
    batch = walk.apply(walk.bring("packed-2", second))
    assert counts() == ["Mali 2024 BTR-82A: 3", "Mali 2024 T-72: 7", "Mali 2024 T-72: 9"]
    walk.undo(batch)
    batch = walk.say(walk.bring("packed-2", second), first)
    walk.apply(batch)
    assert counts() == ["Mali 2024 BTR-82A: 3", "Mali 2024 T-72: 9"]
    walk.undo(batch)
    assert record() == before


def test_numbers_of_shipments_are_of_their_table_alone(walk):
    head = "Deal ID,Recipient,Supplier,Weapon,Quantity,Delivered,Source"
    entered(walk, "first", head, "1,Mali,Russia,T-72,7,2024,RAIDS", "2,Niger,Russia,T-72,5,2024,RAIDS")
    entered(walk, "second", head, "1,Togo,China,T-54,3,2021,RAIDS", "2,Chad,China,T-54,4,2021,RAIDS")
    assert counts() == [
        "Chad 2021 T-54: 4",
        "Mali 2024 T-72: 7",
        "Niger 2024 T-72: 5",
        "Togo 2021 T-54: 3",
    ]
    assert Shipment.objects.count() == 4


def test_editions_follow_one_another_and_are_undone_one_by_one(walk):
    head = "Row ID,Recipient,Supplier,Weapon,Quantity,Delivered,Source"
    states, batches = [record()], []
    for name, row in (
        ("one", "K1,Mali,Russia,T-72,7,2024,RAIDS"),
        ("two", "K1,Niger,Russia,T-72,7,2024,RAIDS"),
        ("three", "K1,Niger,Russia,T-72,8,2024-05,RAIDS"),
        ("four", "K1,Mali,Russia,T-72,8,2024,RAIDS"),
    ):
        batch = guessed(walk, name, head, row)
        batches.append(walk.apply(walk.say(batch, batches[-1] if batches else None)))
        states.append(record())
        assert len(counts()) == Shipment.objects.count() == 1
    for batch in reversed(batches):
        states.pop()
        assert walk.undo(batch).state == "undone", batch.message
        assert record() == states[-1]
    assert not Citation.objects.exists()
    assert not Publication.objects.exists()


def test_another_sheet_of_a_workbook_is_another_table(walk):
    def fill(book):
        for title, rows in (
            ("2023", [("K1", "Mali", "T-72", 7), ("K2", "Niger", "T-72", 5)]),
            ("2024", [("K1", "Togo", "D-30", 3), ("K2", "Chad", "T-54", 9)]),
        ):
            sheet = book.create_sheet(title)
            sheet.append(("Row ID", "Recipient", "Weapon", "Quantity", "Source"))
            for row in rows:
                sheet.append((*row, "RAIDS"))
        del book["Sheet"]

    content = excel(fill)
    for sheet in ("2023", "2024"):
        batch = walk.bring("book", content, name="book.xlsx")
        batch = walk.read(batch, sheet=sheet)
        batch = walk.apply(walk.map(batch))
        assert (batch.state, of(batch)) == ("applied", (2, 0, 0, 0)), walk.told(batch)
    again = walk.map(walk.read(walk.bring("book", content, name="book.xlsx"), sheet="2024"))
    assert (of(again), again.edition_of) == ((0, 0, 2, 0), batch)


def test_rows_that_are_left_out_by_name_are_not_gone(walk):
    head = "Row ID,Recipient,Supplier,Weapon,Quantity,Delivered,Source"
    rows = ["K1,Mali,Russia,T-72,7,2024,RAIDS", "K2,Niger,Russia,T-72,5,2024,RAIDS"]
    first = entered(walk, "before", head, *rows)
    batch = walk.say(guessed(walk, "after", head, rows[0], rows[1].replace("T-72", "Trucks")), first)
    assert batch.state == "unresolved"
    decide_meaning(None, Kind.EQUIPMENT_TYPE, "Trucks", None, factories.UserFactory())
    batch = walk.say(batch, first, removes_gone="on")
    assert (batch.state, batch.rows_skipped, of(batch)) == ("planned", 1, (0, 0, 1, 0))
    assert not any("is not in this file" in told for told in walk.told(batch))


def test_what_a_table_of_no_numbers_leaves_open_is_kept(walk):
    head = "Deal ID,Recipient,Supplier,Weapon,Quantity,Delivered,Source,Link,Note,Quote"
    entered(
        walk, "before", head,
        "D1,Mali,Russia,T-72,7,2024-05,RAIDS,https://a.example/1,seen,seven",
        "D1,Mali,Russia,BTR-82A,3,2024-05,RAIDS,https://a.example/1,,",
    )  # fmt: skip
    before = record()
    batch = guessed(
        walk, "after", "Link,Source,Quantity,Weapon,Supplier,Recipient,Deal ID",
        "https://a.example/1,RAIDS,3,BTR-82A,China,Mali,D1",
        "https://a.example/1,RAIDS,8,T-72,China,Mali,D1",
    )  # fmt: skip
    assert (of(batch), batch.edition_of is None) == ((0, 2, 0, 0), False)
    walk.apply(batch)
    assert counts() == ["Mali 2024-05 BTR-82A: 3", "Mali 2024-05 T-72: 8"]
    (report,) = Report.objects.all()
    assert (report.shipment.title, report.note) == ("China to Mali, 2024-05", "seen")
    assert {str(detail) for detail in report.details.all()} == {
        "Supplier: China", "Recipient: Mali", "Arrival: 2024-05",
    }  # fmt: skip
    walk.undo(batch)
    assert record() == before


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("13a-first", "13b-blank-cells", ["Mali 2024-05 T-72: 8", "Niger 2024-06 T-72: 5"]),
        ("13a-first", "13c-fewer-columns", ["Mali 2024-05 T-72: 9", "Niger 2024-06 T-72: 6"]),
        ("13a-first", "13d-row-gone", ["Mali 2024-05 T-72: 9", "Niger 2024-06 T-72: 5"]),
        (
            "14a-first-table",
            "14b-second-table",
            ["Zambia 2024 BTR-82A: 3", "Zambia 2024 T-72: 7", "Zambia 2024 T-72: 9"],
        ),
        (
            "24a-before-correction",
            "24b-recipient-corrected",
            ["Algeria 2024-06 T-72: 5", "Morocco 2024-05 T-72: 7"],
        ),
    ],
)
def test_the_mapping_that_is_proposed_leads_to_the_same(walk, first, second, found):
    for name in (first, second):
        batch = walk.bring(name)
        batch = walk.map(batch, {column: field for field, column in walk.guess(batch).items()})
        walk.apply(batch)
        assert batch.state == "applied", walk.told(batch)
    assert counts() == found


def test_a_column_is_chosen_for_the_number_of_the_row_only_now(walk):
    head = "Row ID,Recipient,Supplier,Weapon,Quantity,Delivered,Source"
    rows = ["R-1,Mali,Russia,T-72,7,2024,RAIDS", "R-2,Mali,Russia,BTR-82A,5,2024,RAIDS"]
    without = {"Recipient": "recipient", "Supplier": "supplier", "Weapon": "equipment_type"}
    without |= {"Quantity": "phrase", "Delivered": "date", "Source": "publication_source"}
    first = walk.apply(walk.map(walk.bring("before", table(head, *rows)), without))
    before = record()
    batch = walk.say(guessed(walk, "after", head, rows[1], rows[0].replace(",7,", ",8,")), first)
    assert of(batch) == (1, 0, 1, 0)
    assert any("T-72: 7" in told and "is not in this file" in told for told in walk.told(batch))
    batch = walk.say(batch, first, removes_gone="on")
    walk.apply(batch)
    assert counts() == ["Mali 2024 BTR-82A: 5", "Mali 2024 T-72: 8"]
    walk.undo(batch)
    assert record() == before
