"""Test tables as people and their programs write them, each by the walk that a person takes."""

import csv
import io
import re
from pathlib import Path

import pytest

from inventory.imports.cases import load_case
from inventory.imports.demo import CONVOY
from inventory.models import ImportBatch, ReportedDelivery
from tests import factories
from tests.imports.walking import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]

TABLES = Path(__file__).resolve().parent.parent / "data" / "imports"
State = ImportBatch.State


@pytest.fixture
def bring(client):
    """Return a function that brings a given table, or a text, as a person who may import."""
    client.force_login(factories.UserFactory(editor=True))

    def bring_one(name, content=None, **mapping):
        if isinstance(content, str):
            content = content.encode()
        return Walk(client, name, content or (TABLES / name).read_bytes(), mapping=mapping)

    return bring_one


def test_what_programs_write_for_no_value_is_unknown(bring):
    walk = bring("01-none-null.csv").apply()
    assert walk.counts() == ["unknown"] * 7 + ["0", "7"]


def test_floats_of_pandas_are_the_whole_numbers_that_they_were(bring):
    walk = bring("02-pandas-floats.csv").apply()
    assert walk.counts() == ["12", "unknown", "3", "5"]
    assert walk.periods() == ["2024", "2023", "", "2022"]


def test_dates_are_read_as_spreadsheets_write_them(bring):
    walk = bring("03-day-mon-year.csv").apply()
    day = "2025-01-17"
    assert walk.periods() == [day, day, day, "2025-01", "2025-01", *[day] * 7]
    assert any("time" in note for note in walk.notes())
    assert any("45674" in note for note in walk.notes())


@pytest.mark.parametrize(
    ("name", "periods"),
    [
        (
            "04-short-year-spans.csv",
            "2019/2021 2021/2022 2022/2023 2023/2024 2009/2010 2012/2013 2015/2016",
        ),
        ("04b-short-year-spans-seasons-only.csv", "2020/2021 2021/2022 2022/2023 2023/2024"),
    ],
)
def test_short_spans_of_years_are_told_from_months_by_the_whole_column(bring, name, periods):
    assert bring(name).apply().periods() == periods.split()


def test_invisible_characters_tell_no_names_apart(bring):
    walk = bring("06-invisible-characters.csv", phrase="Quantity")
    refused = walk.refusals()
    # Three rows say just the same of Mali.
    assert [line for line, told in refused.items() if "says just what line 2 says" in told] == [*refused]
    assert set(refused) == {3, 4, 5}
    read = {one.line: one.new.split("; ")[1:3] for one in walk.batch.findings.filter(kind="a")}
    assert read == {
        2: ["1", "Russia to Mali, 2024"],
        6: ["2", "Russia to Burkina Faso, 2024"],
        7: ["3", "Russia to Côte d'Ivoire, 2024"],
        8: ["4", "Russia to Niger, 2024"],
        9: ["5", "Russia to Mali, 2024"],
    }


def test_look_alike_letters_tell_no_designations_apart(bring):
    lines = bring("07-look-alike-designations.csv").apply().lines()
    found = {int(line.phrase): line.equipment_type.name for line in lines}
    assert [found[count] for count in range(1, 12)] == ["T-72"] * 5 + ["BMP-3"] * 2 + ["BTR-82A"] * 4


def test_delimiters_at_the_end_of_lines_are_no_column(bring):
    assert bring("09-trailing-semicolons.csv").apply().counts() == ["1", "2"]


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_line(bring):
    walk = bring("10-quotes-and-line-ends.csv")
    assert walk.batch.state in (State.REFUSED, State.UNMAPPED)
    assert "line 6" in walk.batch.message or "line 6" in walk.page("import-mapping").content.decode()


def test_line_ends_and_quotation_marks_within_cells_stay(bring):
    walk = bring("10b-quotes-balanced.csv").apply()
    notes = [line.report.note.splitlines() for line in walk.lines()]
    assert notes == [
        ["first line", "second line, with comma"],
        ['a 5" gun was seen'],
        ['he said "seven"'],
        ["after"],
    ]


def test_a_head_of_two_rows_is_read_as_one(bring):
    walk = bring("11a-two-row-header.xlsx")
    page = walk.page("import-mapping")
    assert page.context["header"] == (
        *(
            "Recipient",
            "Supplier",
            "Weapon",
            "Quantity / ordered",
            "Quantity / delivered",
            "Delivered",
            "Source",
        ),
    )
    walk.apply()
    assert walk.counts() == ["7", "5", "30"]
    assert walk.left_out() == [6]


def test_dates_where_counts_should_be_are_refused_as_such(bring):
    walk = bring("11c-dates-in-count-column.xlsx")
    refused = walk.refusals()
    assert [(one.line, one.new.split("; ")[1]) for one in walk.batch.findings.filter(kind="a")] == [
        (4, "10–12")
    ]
    assert sorted(refused) == [2, 3, 5, 6, 7, 8, 9]
    for line in (2, 3, 8, 9):
        assert "date stands where a count should" in refused[line]


def test_counts_are_read_or_refused_with_what_to_type(bring):
    walk = bring("15-counts.csv")
    assert sorted(walk.refusals()) == [6, 7, 8, 16]
    read = {one.line: one.new.split("; ")[1] for one in walk.batch.findings.filter(kind="a")}
    assert read == {
        2: "about 50 (45–55)",
        3: "about 50 (45–55)",
        4: "2,000–9,999 (vague)",
        5: "200–999 (vague)",
        # A formation or a weight is no number of items.
        9: "2 or more",
        10: "unknown",
        11: "unknown",
        12: "2 or more",
        13: "5",
        14: "5",
        15: "1,000",
        17: "unknown",
        18: "unknown",
        19: "unknown",
        20: "2 or more",
        21: "1",
        22: "441",
    }


def test_noise_in_heads_does_not_hide_columns(bring):
    walk = bring("18-header-noise.csv").apply()
    assert (walk.recipients(), walk.counts()) == (["Mali"], ["7"])


def test_texts_are_kept_letter_for_letter(bring):
    walk = bring("19-rtl-emoji.csv").apply()
    assert [line.quote for line in walk.lines()] == [
        "وصلت سبع دبابات T-72 إلى باماكو 🚚🇲🇱",
        "\u202bشاحنات\u202c",
        "e\u0301quipement",
    ]
    assert walk.counts() == ["7", "7", "7"]


def test_a_long_cell_is_kept_whole(bring):
    quote = "lorem ipsum dolor " * 2_200
    head = "Recipient,Supplier,Weapon,Quantity,Delivered,Source,Quote\n"
    walk = bring("20.csv", f'{head}Mali,Russia,T-72,7,2024,RAIDS,"{quote}"\n').apply()
    assert [len(line.quote) for line in walk.lines()] == [len(quote.strip())]


@pytest.mark.parametrize(
    ("name", "recipients"), [("21a-sep-line.csv", ["Mali"]), ("21b-unicode-text.txt", ["Mali", "Türkiye"])]
)
def test_what_excel_writes_is_read(bring, name, recipients):
    walk = bring(name).apply()
    assert (walk.recipients(), walk.counts()) == (recipients, ["7", "3"][: len(recipients)])


def test_total_rows_and_footnotes_are_left_out(bring):
    walk = bring("23-total-row-and-footnote.csv").apply()
    assert (walk.counts(), walk.left_out()) == (["7", "5"], [4, 6])


def test_units_and_second_counts_are_no_items(bring):
    walk = bring("33-units-and-second-counts.csv")
    assert sorted(walk.refusals()) == [5, 6, 7]
    read = {one.line: one.new.split("; ")[1] for one in walk.batch.findings.filter(kind="a")}
    assert read == dict.fromkeys((2, 3, 4, 8), "unknown")


def test_our_own_export_comes_back_from_spreadsheets_and_data_frames_unchanged(bring):
    load_case(CONVOY)
    for name, rows in (
        ("30-own-export-saved-by-spreadsheet.csv", 4),
        ("32-own-export-through-pandas.csv", 2),
    ):
        batch = bring(name).batch
        assert (batch.state, batch.rows_unchanged, batch.rows_read) == (State.PLANNED, rows, rows), name
    months = bring("31-own-export-month-names.csv").batch
    assert (months.state, months.rows_unchanged) == (State.PLANNED, 2)
    header, *rows = csv.reader(io.StringIO((TABLES / "30-own-export-saved-by-spreadsheet.csv").read_text()))
    columns = zip(header, zip(*rows, strict=True), strict=True)
    # R numbers the rows, and writes NA where a column holds numbers or nothing at all.
    of_r = {name for name, cells in columns if not any(cells)} | {"low", "high", "best", "estimate_low"}

    def in_r(name, cell):
        return "NA" if not cell and name in of_r else cell

    french = {"TRUE": "VRAI", "FALSE": "FAUX"}
    written = {
        "r.csv": [["", *header], *[[str(n), *map(in_r, header, row)] for n, row in enumerate(rows)]],
        "sql.csv": [[name.upper() for name in header], *[[cell or "NULL" for cell in row] for row in rows]],
        "french.csv": [header, *[[french.get(cell, cell) for cell in row] for row in rows]],
        "short.csv": [header, *[row[: len(row) - 3] if n % 2 else row for n, row in enumerate(rows)]],
    }
    for name, records in written.items():
        file = io.StringIO()
        csv.writer(file).writerows(records)
        walk = bring(name, file.getvalue())
        assert (walk.batch.state, walk.batch.rows_unchanged) == (State.PLANNED, 4), (name, walk.told()[:4])


# Names that no state or known party bears, or that bore one which had ended by 2024.
ASKED = {
    *("Burma", "Crimea", "Gaza"),
    *(
        "Yugoslavia",
        "Serbia and Montenegro",
        "Soviet Union",
        "USSR",
        "Zaire",
        "North Vietnam",
        "South Vietnam",
    ),
    *("German Democratic Republic", "East Germany (GDR)", "East Germany", "Czechoslovakia", "North Yemen"),
    *("South Yemen", "Yemen Arab Republic (North Yemen)", "Upper Volta", "Dahomey", "Rhodesia"),
    *("Tanganyika", "United Arab Republic", "NA", "Viet Cong (South Vietnam)*", "Biafra", "Katanga"),
}


def test_states_are_found_under_the_names_that_they_bear_and_others_are_asked(bring):
    walk = bring("08-states.csv")
    asked = {one.undecided.name: one for one in walk.questions()}
    assert {name.partition(", after")[0] for name in asked} <= ASKED
    told = " ".join(walk.told())
    assert "is empty" not in told
    for name, question in asked.items():
        assert len(question.form.fields["choice"].choices) > 4, f"{name} has no proposal"
    assert ReportedDelivery.objects.count() == 0
    unnamed = {line for line, words in walk.refusals().items() if re.search(r"unknown (recip|supp)", words)}
    assert unnamed == {119, 120}
