"""Test SIPRI's register in both shapes, and one edition after another."""

import csv
import io
from pathlib import Path

import pytest

from inventory.imports.files import FileError, Line
from inventory.imports.pipeline import import_file
from inventory.imports.sipri.matching import Round, match_deals
from inventory.imports.sipri.old import COLUMNS, join_broken
from inventory.models import Estimate, Publication, Report, ReportedDelivery, ReportedDetail, Shipment
from inventory.wording.messages import words
from tests.imports.workbook_files import excel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]

OLDER, NEWER = "sipri_by_deal_2024-10-13.csv", "sipri_by_deal_2025-03-13.csv"


def deals(path: Path) -> list[tuple[str, ...]]:
    """Read the deals of an edition without the importer: sixteen cells each, broken records mended."""
    text = path.read_text(encoding="cp1252").split("\n", 12)[12].replace("South Africa\n,", "South Africa,")
    return [tuple(row) for row in csv.reader(io.StringIO(text))]


def current(title: str) -> dict[str, tuple[str, str]]:
    """Return phrase and interval of the standing reports on a shipment, by stage."""
    lines = ReportedDelivery.objects.filter(shipment__title=title, report__superseded_by=None)
    return {line.report.stage: (line.phrase, str(line.interval)) for line in lines.select_related("report")}


@pytest.fixture
def older(data):
    return import_file(data / OLDER, dry_run=False)


@pytest.fixture
def newer(data, older):
    return import_file(data / NEWER, dry_run=False)


def test_an_edition_by_deal_is_read_whole(older, data):
    assert older.summary() == "rows read 9 = 9 new + 0 changed + 0 unchanged + 0 errors"
    assert older.encoding == "Windows-1252"
    assert (Shipment.objects.count(), Report.objects.count()) == (9, 18)
    edition = Publication.objects.get()
    assert (edition.source.slug, edition.published_on) == ("sipri", "2024-10-13")
    assert "produced in Türkiye" in Report.objects.filter(note__contains="vehicle engine")[0].note


def test_a_deal_is_ordered_and_delivered(older):
    assert current("VBL from France to Benin") == {"ordered": ("10?", "9–11"), "handed_over": ("10?", "9–11")}
    shipment = Shipment.objects.get(title="VBL from France to Benin")
    assert (shipment.supplier.slug, shipment.destination.slug) == ("state-fr", "country-bj")
    assert shipment.period == "1987/1989"
    delivered = shipment.reports.get(stage="handed_over")
    assert sorted((each.kind, str(each.value), each.quote) for each in delivered.details.all()) == [
        ("arrival", "1987/1989", "1987; 1988; 1989"),
        ("recipient", "Benin", ""),
        ("supplier", "France", ""),
    ]
    ordered = shipment.reports.get(stage="ordered")
    assert ordered.details.get(kind="ordered").date == "1986?"
    # What was ordered is no part of what was delivered.
    assert Estimate.objects.get(shipment=shipment, equipment_type__slug="vbl").voices == 1


def test_an_unknown_number_is_unknown_and_an_organisation_no_place(older):
    assert current("Bayraktar TB2 from Türkiye to Mali") == {
        "ordered": ("", "None"),
        "handed_over": ("5?", "4–6"),
    }
    assert Shipment.objects.get(title__startswith="Piranha").destination is None


def test_rows_are_tallies_of_the_register(older):
    assert set(Shipment.objects.values_list("dataset__name", flat=True)) == {"SIPRI"}


def test_the_same_file_again_changes_nothing(older, data):
    again = import_file(data / OLDER, dry_run=False)
    assert again.summary() == "rows read 9 = 0 new + 0 changed + 9 unchanged + 0 errors"
    assert again.plan.is_empty


def test_the_next_edition_tells_changed_from_new_and_makes_no_double(newer, data):
    before, after = deals(data / OLDER), deals(data / NEWER)

    def name(deal: tuple[str, ...]) -> tuple[str, ...]:
        return (
            deal[0],
            deal[1],
            deal[6][:4],
        )  # Recipient, supplier, and what no correction touches: Pira, VBL.

    known = {name(deal) for deal in before}
    new = [deal for deal in after if name(deal) not in known]
    unchanged = [deal for deal in after if deal in before]
    changed = [deal for deal in after if name(deal) in known and deal not in before]
    assert (len(new), len(changed), len(unchanged)) == (2, 5, 2)
    assert newer.summary() == "rows read 9 = 2 new + 5 changed + 2 unchanged + 0 errors"
    assert [*map(words, newer.plan.notes)] == [
        "Changed deals: 1 in numbers, 2 in wording alone, 2 in flags alone.",
        "2 deals of earlier editions are no longer listed: kept, but not counted.",
    ]
    assert Shipment.objects.count() == len(before) + 2
    assert sorted(Shipment.objects.filter(title__contains="Türkiye").values_list("title", flat=True)) == [
        "Akinci from Türkiye to Burkina Faso",
        "Bayraktar TB2 from Türkiye to Burkina Faso",
        "Bayraktar TB2 from Türkiye to Mali",
    ]


def test_changes_are_shown_old_and_new(newer):
    shown = [str(change).partition(": ")[2].partition(" ")[2] for change in newer.plan.changes]
    assert "Piranha-1 from Canada to African Union: Weapon designation: “Piranha” → “Piranha-1”" in shown
    assert "Bayraktar TB2 from Türkiye to Burkina Faso: Year of order: “2021” → “2022”" in shown
    assert "VBL from France to Benin: Number delivered ?: “?” → nothing" in shown
    assert "Mi-8T from Soviet Union to Burkina Faso: deal: listed → no longer listed" in shown
    assert not [text for text in shown if "superseded" in text]


def test_a_changed_deal_supersedes_what_the_older_edition_said(newer):
    title = "Bayraktar TB2 from Türkiye to Burkina Faso"
    assert current(title) == {"ordered": ("8?", "7–9"), "handed_over": ("8", "8")}
    older = Report.objects.filter(shipment__title=title, superseded_by__isnull=False)
    assert [report.superseded_by.publication.published_on for report in older] == ["2025-03-13"] * 2
    estimate = Estimate.objects.get(shipment__title=title, equipment_type__slug="bayraktar-tb2")
    assert (str(estimate.interval), estimate.voices) == ("8", 1)


def test_what_an_edition_no_longer_lists_is_kept_and_no_longer_counted(newer, data):
    lost = Report.objects.filter(publication__published_on="2025-03-13", stage="", superseded_by=None)
    assert sorted(report.shipment.title for report in lost) == [
        "Mi-8T from Soviet Union to Burkina Faso",
        "vehicle engine from United States to Burkina Faso",
    ]
    for report in lost:
        assert report.note.endswith("This edition no longer lists the deal.")
        assert not report.deliveries.exists()
        assert report.supersedes.count() == 2  # What was ordered, and what came.
        assert not Estimate.objects.filter(shipment=report.shipment).moved().exists()
        assert ReportedDelivery.objects.filter(shipment=report.shipment).count() == 2


def test_a_deal_that_a_later_edition_lists_again_counts_again(newer, data, tmp_path):
    again = tmp_path / "third.csv"
    text = (data / OLDER).read_text(encoding="cp1252")
    assert "13 Oct 2024" in text
    again.write_text(text.replace("13 Oct 2024", "1 May 2026"), encoding="cp1252")
    third = import_file(again, dry_run=False)
    assert not third.has_problems
    title = "Mi-8T from Soviet Union to Burkina Faso"
    assert current(title) == {"ordered": ("2?", "1–3"), "handed_over": ("2?", "1–3")}
    assert Estimate.objects.filter(shipment__title=title).exists()


def test_the_newer_edition_again_changes_nothing(newer, data):
    again = import_file(data / NEWER, dry_run=False)
    assert again.summary() == "rows read 9 = 0 new + 0 changed + 9 unchanged + 0 errors"


def test_an_older_edition_is_refused(newer, data):
    with pytest.raises(FileError, match="generated on 2024-10-13; that of 2025-03-13 was imported before"):
        import_file(data / OLDER, dry_run=False)


def test_a_record_broken_inside_its_comment_is_one_row(newer):
    note = Report.objects.get(shipment__title__endswith="to Côte d'Ivoire", stage="handed_over").note
    assert "Comments: Cummins (275hp) diesel engine for 12 Puma M-36 APC from South Africa\n" in note
    assert current("vehicle engine from United States to Côte d'Ivoire") == {
        "ordered": ("12?", "10–14"),
        "handed_over": ("0", "0"),
    }


def test_an_edition_corrected_on_the_same_day_is_changed_in_place(older, data, tmp_path):
    path = tmp_path / "corrected.csv"
    text = (data / OLDER).read_text(encoding="cp1252")
    path.write_text(text.replace("VBL,APV,10,?", "VBL,APV,9,"), encoding="cp1252")
    outcome = import_file(path, dry_run=False)
    assert outcome.summary() == "rows read 9 = 0 new + 1 changed + 8 unchanged + 0 errors"
    assert current("VBL from France to Benin")["handed_over"] == ("9", "9")
    assert not Report.objects.filter(superseded_by__isnull=False).exists()


def test_the_order_of_rows_does_not_matter(older, data, tmp_path):
    lines = (data / OLDER).read_bytes().splitlines(keepends=True)
    path = tmp_path / "reversed.csv"
    path.write_bytes(b"".join([*lines[:12], *reversed(lines[12:])]))
    assert (
        import_file(path, dry_run=False).summary()
        == "rows read 9 = 0 new + 0 changed + 9 unchanged + 0 errors"
    )


def test_stray_semicolons_and_line_breaks_are_mended():
    whole = tuple(str(number) for number in range(16))
    lines = [
        Line(13, (*whole[:15], "15;")),
        Line(14, (";",)),
        Line(15, (*whole[:12], "a")),
        Line(16, ("b", *whole[13:])),
        Line(17, (*whole, "", ";")),
        Line(18, ("torn", "for", "good")),
    ]
    assert [(line.number, line.cells) for line in join_broken(lines)] == [
        (13, whole),
        (15, (*whole[:12], "a b", *whole[13:])),
        (17, whole),
        (18, ("torn", "for", "good")),
    ]
    assert len(COLUMNS) == 16


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            ",VBL,",
            ",Peashooter 9,",
            "line 14, column Weapon designation: “Peashooter 9” is not the name of a known",
        ),
        (
            "Benin,France",
            "Benin,Freedonia",
            "line 14, column Supplier: “Freedonia” is not the name of a known party",
        ),
        (
            "Benin,France",
            "Beninn,France",
            "line 14, column Recipient: “Beninn” is not the name of a known party. It may mean",
        ),
        ("1986,?,10", "1986,!,10", "line 14, column Year of order ?: “!” is none of ?."),
        ("1986,?,10", "19X6,?,10", "line 14, column Year of order: “19X6” is no year."),
        ("APV,10,", "APV,-10,", "line 14, column Number delivered: “-10”: a count cannot be negative."),
        ("APV,10,", "APV,1e9,", "line 14, column Number delivered: “1e9” is not a whole number"),
        (
            "1987; 1988",
            "1987 to 1988",
            "line 14, column Year(s) of delivery: “1987 to 1988; 1989” is no list",
        ),
        ("1.2,1.2", "1.2", "line 14: has 15 cells; the header has 16."),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column(data, tmp_path, old, new, message):
    path = tmp_path / "bad.csv"
    text = (data / OLDER).read_text(encoding="cp1252")
    assert old in text
    path.write_text(text.replace(old, new), encoding="cp1252")
    outcome = import_file(path, dry_run=False)
    assert [message in str(problem) for problem in outcome.plan.problems] == [True], outcome.plan.problems
    assert outcome.summary() == "rows read 9 = 8 new + 0 changed + 0 unchanged + 1 errors"
    assert not Shipment.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Data generated: 13 Oct 2024", "Data generated: some day", "No line before the header says when"),
        ("Data generated: 13 Oct 2024", "Data generated: 31 Feb 2024", "line 11: “"),
        ("status,Comments", "status,Remarks", "unknown columns: “Remarks”; missing columns: “Comments”"),
        ("Recipient,Supplier,Year", "Recipient,Recipient,Year", "columns stand twice: “Recipient”"),
    ],
)
def test_a_bad_head_is_refused(data, tmp_path, old, new, message):
    path = tmp_path / "bad.csv"
    path.write_text((data / OLDER).read_text(encoding="cp1252").replace(old, new), encoding="cp1252")
    with pytest.raises(FileError) as caught:
        import_file(path, dry_run=False)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Weapon description,Number delivered, ,", "Weapon description,Deliveries in the Year Range, ,"),
        ("SIPRI TIV of delivered weapons", "SIPRI TIV of delivered weapons;"),
        ("Year of order, ,Number ordered, ,", 'Year of order,,"Number ordered",,'),
    ],
)
def test_every_header_of_the_register_by_deal_is_known(older, data, tmp_path, old, new):
    path = tmp_path / "other.csv"
    text = (data / OLDER).read_text(encoding="cp1252")
    assert old in text
    path.write_text(text.replace(old, new), encoding="cp1252")
    again = import_file(path, dry_run=False)
    assert again.summary() == "rows read 9 = 0 new + 0 changed + 9 unchanged + 0 errors"


def test_an_edition_saved_as_a_workbook_or_with_semicolons_is_the_same(older, data, tmp_path):
    lines = (data / OLDER).read_text(encoding="cp1252").split("\n")
    records = [[line] for line in lines[:11]] + list(csv.reader(io.StringIO("\n".join(lines[11:]))))

    def fill(book):
        for record in records:
            book.active.append([cell.strip() or None for cell in record])

    (tmp_path / "edition.xlsx").write_bytes(excel(fill))
    with (tmp_path / "edition.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(records)
    for name in ("edition.xlsx", "edition.csv"):
        again = import_file(tmp_path / name, dry_run=False)
        assert again.summary() == "rows read 9 = 0 new + 0 changed + 9 unchanged + 0 errors"


def test_the_register_by_delivery_year(data):
    path = data / "sipri_by_delivery_year.csv"
    outcome = import_file(path, dry_run=False)
    assert outcome.format_name == "SIPRI trade register, 17 columns"
    assert outcome.summary() == "rows read 10 = 10 new + 0 changed + 0 unchanged + 0 errors"
    assert set(Shipment.objects.values_list("reference", flat=True)) >= {
        "SIPRI-35405-2003",
        "SIPRI-35405-2004",
    }
    shipment = Shipment.objects.get(reference="SIPRI-68430-2018")
    assert (shipment.title, shipment.period) == ("CSK-131 from China to African Union", "2018~")
    assert (shipment.supplier.slug, shipment.destination) == ("state-cn", None)
    report = shipment.reports.get()
    line = report.deliveries.get()
    assert (line.phrase, line.kind, line.best, report.stage) == ("(2)", "approximate", 2, "handed_over")
    assert line.label == "CSK-131, armoured personnel carrier"
    assert report.details.get(kind="ordered").date == "2012~"
    assert "Status: New" in report.note
    assert "Local production: No" in report.note
    again = import_file(path, dry_run=False)
    assert again.summary() == "rows read 10 = 0 new + 0 changed + 10 unchanged + 0 errors"


def test_a_later_edition_by_delivery_year_supersedes_too(data, tmp_path):
    first = data / "sipri_by_delivery_year.csv"
    import_file(first, dry_run=False)
    path = tmp_path / "later.csv"
    text = first.read_text().replace("12 Feb 2026", "12 Mar 2026")
    path.write_text(text.replace("New,0.14,0.14,0.28", "Second hand,0.14,0.14,0.28"))
    outcome = import_file(path, dry_run=False)
    assert outcome.summary() == "rows read 10 = 0 new + 1 changed + 9 unchanged + 0 errors"
    assert [(one.name, words(one.old), words(one.new)) for one in outcome.plan.changes] == [
        ("Status", "“New”", "“Second hand”")
    ]
    assert Report.objects.filter(superseded_by__isnull=False).count() == 1


ROUNDS = (Round(("who", "what", "when")), Round(("who", "what"), takes_any=True), Round(("who", "when")))


@pytest.mark.parametrize(
    ("stated", "held", "matched"),
    [
        ({1: "ab1"}, {"x": "ab1"}, {1: "x"}),
        ({1: "ab2"}, {"x": "ab1"}, {1: "x"}),
        ({1: "ac1"}, {"x": "ab1"}, {1: "x"}),
        ({1: "cc1"}, {"x": "ab1"}, {}),
        # The one that stayed the same is never taken for the one that changed.
        ({1: "ab2", 2: "ab1"}, {"x": "ab1"}, {2: "x"}),
        ({1: "ab3", 2: "ab4"}, {"x": "ab1", "y": "ab2"}, {1: "x", 2: "y"}),
        # Two for one in a round that takes none but single pairs.
        ({1: "ac1", 2: "ad1"}, {"x": "ab1"}, {}),
    ],
)
def test_deals_are_matched_from_the_strictest_round_on(stated, held, matched):
    def cells(text):
        return dict(zip(("who", "what", "when"), text, strict=True))

    found = match_deals(
        {line: cells(text) for line, text in stated.items()},
        {key: cells(text) for key, text in held.items()},
        ROUNDS,
    )
    assert found == matched


def test_a_licence_of_many_years_is_read_whole_and_its_years_are_no_words_of_doubt(data, tmp_path):
    years = "; ".join(map(str, range(1951, 1991)))
    path = tmp_path / "licence.csv"
    text = (data / OLDER).read_text(encoding="cp1252")
    path.write_text(text.replace("1987; 1988; 1989", years), encoding="cp1252")
    assert import_file(path, dry_run=False).summary().endswith("+ 0 errors")
    arrival = ReportedDetail.objects.get(kind="arrival", date="1951/1990")
    assert (arrival.quote, arrival.hedge) == (years, "")


def test_an_edition_notes_whose_deals_its_files_asked_for(data, tmp_path):
    content = (data / OLDER).read_bytes()

    def noted(before, after):
        (tmp_path / "narrow.csv").write_bytes(content.replace(before, after, 1))
        import_file(tmp_path / "narrow.csv", dry_run=False)
        lines = Publication.objects.get().note.splitlines()
        return [line for line in lines if line.startswith("Asked for")]

    assert noted(b"from All countries", b"from France, Soviet Union and Turkiye") == [
        "Asked for: state-fr; state-suhh; state-tr → all"
    ]
    assert noted(b"to All countries", b"to Mali") == [
        "Asked for: state-fr; state-suhh; state-tr → all",
        "Asked for: all → state-ml",
    ]
    assert noted(b"", b"") == []
    # All were asked for already.
    assert noted(b"to All countries", b"to Mali") == []
