"""Test tables as pandas, R, LibreOffice, SQL and people write them, each by the walk that a person takes."""

import json

import pytest
from openpyxl import Workbook

from inventory.models import ImportBatch
from tests import factories
from tests.imports.walking import Walk
from tests.imports.workbook_files import excel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]

State = ImportBatch.State
HEAD = "Recipient,Supplier,Weapon,Quantity,Delivered,Source\n"
# Recipients, so that each row is on a shipment of its own, in the order of their names.
STATES = ("Benin", "Chad", "Gabon", "Ghana", "Guinea", "Kenya", "Mali", "Niger", "Senegal", "Togo", "Uganda")


@pytest.fixture
def bring(client):
    """Return a function that brings a file as a person who may import."""
    client.force_login(factories.UserFactory(editor=True))

    def bring_one(content, name="table.csv", **mapping):
        return Walk(
            client, name, content if isinstance(content, bytes) else content.encode(), mapping=mapping
        )

    return bring_one


def read_of(walk):
    """Return what each new row was read as, by line: the parts of it."""
    return {one.line: one.new.split("; ") for one in walk.batch.findings.filter(kind="a")}


def dated(*dates):
    rows = [f'{state},Russia,T-72,7,"{date}",RAIDS' for state, date in zip(STATES, dates, strict=False)]
    return HEAD + "\n".join(rows) + "\n"


def periods(walk):
    """Return the period that each row was read with, in the order of the rows."""
    return [read[2].rpartition(", ")[2] if ", " in read[2] else "" for read in read_of(walk).values()]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        # pandas: timestamps, periods, floats
        (["2025-01-17 00:00:00", "2025-02-01 00:00:00"], ["2025-01-17", "2025-02-01"]),
        (["2025Q1", "2025-W03", "NaT"], ["2025-33", "2025-01-13/2025-01-19", ""]),
        (["2024.0", "nan", "2023.0"], ["2024", "", "2023"]),
        # R: dates, times with a zone, missing values
        (["2025-01-17", "NA", "2025-02-01 00:00:00 UTC"], ["2025-01-17", "", "2025-02-01"]),
        (["17JAN2025", "01feb2025"], ["2025-01-17", "2025-02-01"]),
        # Excel and LibreOffice in several languages
        (["17.01.2025", "03.04.2025"], ["2025-01-17", "2025-04-03"]),
        (["1/17/2025", "3/4/2025"], ["2025-01-17", "2025-03-04"]),
        (["1/17/25", "3/4/25"], ["2025-01-17", "2025-03-04"]),
        (["17-janv.-2025", "1-févr.-2025", "mars-24"], ["2025-01-17", "2025-02-01", "2024-03"]),
        (["17. Jan 2025", "1. Mär 2025"], ["2025-01-17", "2025-03-01"]),
        (["17 янв. 2025", "1-фев-2025"], ["2025-01-17", "2025-02-01"]),
        (["17-ene-2025", "1-dic-2024"], ["2025-01-17", "2024-12-01"]),
        (["Friday, January 17, 2025", "Saturday, February 1, 2025"], ["2025-01-17", "2025-02-01"]),
        (["45674", "45689.0", "2025-01-02"], ["2025-01-17", "2025-02-01", "2025-01-02"]),
        # SQL: Oracle, SQL Server, MySQL, PostgreSQL
        (["17-JAN-25", "01-FEB-99"], ["2025-01-17", "1999-02-01"]),
        (["Jan 17 2025 12:00AM", "Feb  1 2025 12:00AM"], ["2025-01-17", "2025-02-01"]),
        (["2025-01-17 00:00:00.000", "0000-00-00", r"\N"], ["2025-01-17", "", ""]),
        (["2025-01-17 00:00:00+00", "NULL", "20250201"], ["2025-01-17", "", "2025-02-01"]),
        (["2025/01/17", "2025.02.01"], ["2025-01-17", "2025-02-01"]),
        # Spans of years, and months that look like them
        (["2009-10", "2010-11", "2013-14"], ["2009/2010", "2010/2011", "2013/2014"]),
        (["2009-10", "2010-11", "2013-05"], ["2009-10", "2010-11", "2013-05"]),
        (["2019/20", "2020/21", "1999-00"], ["2019/2020", "2020/2021", "1999/2000"]),
        (["2019–21", "2021–22"], ["2019/2021", "2021/2022"]),
        (["2019-2021", "2022"], ["2019/2021", "2022"]),
    ],
)
def test_dates_of_many_programs(bring, dates, expected):
    walk = bring(dated(*dates))
    assert walk.refusals() == {}
    assert periods(walk) == expected


def test_what_a_column_leaves_open_is_asked_and_then_read_as_somebody_says(bring):
    walk = bring(dated("2009-10", "2010-11", "03/04/2025"))
    refused = walk.refusals()
    assert "2009/2010" in refused[2]
    assert "write 2025-04-03 or 2025-03-04" in refused[4]
    walk.map(short_years="spans", day_order="month_first")
    assert (walk.refusals(), periods(walk)) == ({}, ["2009/2010", "2010/2011", "2025-03-04"])
    walk.map(short_years="months", day_order="day_first")
    assert periods(walk) == ["2009-10", "2010-11", "2025-04-03"]
    for wrong in ("12-Jan", "Jan-45", "1/17/45", "20105", "yesterday"):
        assert list(bring(dated("2024", wrong)).refusals()) == [3], wrong


def test_times_and_numbers_of_days_are_told_once_for_each_column(bring):
    notes = bring(dated("2025-01-17T23:30:00-05:00", "2025-01-18 08:00", "45674", "1737072000000")).notes()
    assert len(notes) == 3
    assert "the time of day is dropped in 2 rows, first in line 2" in notes[0]


TABLE = "Mali,Russia,T-72,7,2024,RAIDS\nNiger,Russia,T-72,5,2023,RAIDS\n"


def frame(rows):
    return [dict(zip(HEAD.strip().split(","), row, strict=True)) for row in rows]


ROWS = [("Mali", "Russia", "T-72", 7, 2024, "RAIDS"), ("Niger", "Russia", "T-72", 5, 2023, "RAIDS")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pandas_index.csv", f",{HEAD}0,Mali,Russia,T-72,7,2024,RAIDS\n1,Niger,Russia,T-72,5,2023,RAIDS\n"),
        (
            "r_write_table.txt",
            "Recipient\tSupplier\tWeapon\tQuantity\tDelivered\tSource\n"
            '"1"\t"Mali"\t"Russia"\t"T-72"\t7\t2024\t"RAIDS"\n"2"\t"Niger"\t"Russia"\t"T-72"\t5\t2023\t"RAIDS"\n',
        ),
        ("excel_short_rows.csv", HEAD.replace("\n", ",Notes\n") + TABLE),
        ("surplus.csv", HEAD + TABLE.replace("\n", ",,\n")),
        ("psql.txt", (HEAD + TABLE).replace(",", "|") + "(2 rows)\n"),
        ("capitals.csv", HEAD.upper() + TABLE),
        ("repeated_head.csv", HEAD + TABLE.replace("Niger", f"{HEAD}Niger", 1)),
        ("totals.csv", f"{HEAD}West Africa,,,,,\n{TABLE}Mali Total,,,7,,\nTotal,,,12,,\nSource: X,,,,,\n"),
        ("sections.csv", HEAD + TABLE + "\n\n,,,,,\nNote: figures are estimates.\n"),
        ("lines.jsonl", "\n".join(json.dumps(row) for row in frame(ROWS))),
        (
            "columns.json",
            json.dumps({key: dict(enumerate(row[key] for row in frame(ROWS))) for key in frame(ROWS)[0]}),
        ),
        ("units.csv", "To,From,Weapon,Quantity,,Delivered,Source\n,,,ordered,delivered,,\n"
         "Mali,Russia,T-72,10,7,2024,RAIDS\nNiger,Russia,T-72,9,5,2023,RAIDS\n"),
        ("groups.csv", ",,,Numbers,,,\nTo,From,Weapon,Number ordered,Number delivered,Delivered,Source\n"
         "Mali,Russia,T-72,10,7,2024,RAIDS\nNiger,Russia,T-72,9,5,2023,RAIDS\n"),
        ("titled.csv", f"Table 3: deliveries,,,,,\n{HEAD}{TABLE}"),
    ],
)  # fmt: skip
def test_tables_of_many_shapes(bring, name, content):
    walk = bring(content, name)
    assert walk.told()
    assert [read[1] for read in read_of(walk).values()] == ["7", "5"], walk.told()
    assert walk.refusals() == {}
    assert [read[2] for read in read_of(walk).values()] == ["Russia to Mali, 2024", "Russia to Niger, 2023"]


def test_a_workbook_with_two_heads_hidden_rows_and_another_sheet(bring):
    def fill(book: Workbook):
        sheet = book.active
        sheet.title = "Deliveries"
        sheet.append(["Deliveries to the Sahel"])
        sheet.append(["Parties", None, "Equipment", None, "When", "Source"])
        sheet.append(["Recipient", "Supplier", "Weapon", "Number", None, None])
        sheet.merge_cells("A2:B2")
        sheet.merge_cells("C2:D2")
        sheet.merge_cells("E2:E3")
        sheet.append(["Mali", "Russia", "T-72", 7.0, 2024, "RAIDS"])
        sheet.append(["Niger", "Russia", "T-72", 5.0, 2023, "RAIDS"])
        sheet.row_dimensions[5].hidden = True
        book.create_sheet("Old").append(["Recipient"])

    walk = bring(excel(fill), "two.xlsx", date="When")
    assert [read[1:3] for read in read_of(walk).values()] == [
        ["7", "Russia to Mali, 2024"],
        ["5", "Russia to Niger, 2023"],
    ], walk.told()
    page = walk.page("import-mapping").content.decode()
    assert "The workbook has other sheets: “Old”." in page
    assert any("hidden in the sheet (1, line 5)" in note for note in walk.notes())


def test_missing_values_of_r_are_no_namibia_and_codes_are_states(bring):
    head = "Recipient,Supplier,Weapon,Quantity,Delivered,Source,Link\n"
    walk = bring(f"{head}Mali,NA,T-72,NA,2024,RAIDS,NA\nNiger,Russia,T-72,7,NA,RAIDS,NA\n")
    assert [read[1:3] for read in read_of(walk).values()] == [
        ["unknown", "To Mali, 2024"],
        ["7", "Russia to Niger"],
    ], walk.told()
    codes = f"{HEAD}ML,RU,T-72,1,2024,RAIDS\nNA,RU,T-72,2,2024,RAIDS\nAU,RU,T-72,3,2024,RAIDS\n"
    walk = bring(codes)
    assert [read[2] for read in read_of(walk).values()] == [
        "Russia to Mali, 2024",
        "Russia to Namibia, 2024",
        "Russia to Australia, 2024",
    ], walk.told()
    walk = bring(f"{HEAD}Mali,Russia,T-72,1,2024,RAIDS\nNA,Russia,T-72,2,2024,RAIDS\n")
    assert [one.undecided.name for one in walk.questions()] == ["NA"]


def test_a_state_that_had_ended_is_asked_about_and_holds_for_later_rows_alone(bring):
    walk = bring(
        f"{HEAD}Zaire,Russia,T-72,1,1990,RAIDS\nZaire,Russia,T-72,2,2024,RAIDS\nZaire,Russia,T-72,3,,RAIDS\n"
        "Yugoslavia,Russia,T-72,4,1999,RAIDS\n"
    )
    (question,) = walk.questions()
    assert question.undecided.name == "Zaire, after 1997-05-16"
    choices = question.form.fields["choice"].choices
    assert [str(label) for _value, label in choices][1:3] == ["Democratic Republic of the Congo", "Zaire"]
    assert "for_everybody" not in question.form.fields
    walk.decide(**{"Zaire, after 1997-05-16": {"choice": choices[1][0]}})
    assert [read[2] for read in read_of(walk).values()] == [
        "Russia to Zaire, 1990",
        "Russia to Democratic Republic of the Congo, 2024",
        "Russia to Zaire",
        "Russia to Yugoslavia, 1999",
    ]


def test_every_unknown_name_has_proposals(bring):
    rows = "".join(f"Mali,Russia,T-7{number}Q,1,2024,RAIDS\n" for number in range(80))
    questions = bring(HEAD + rows).questions()
    assert len(questions) == 80
    assert all(len(one.form.fields["choice"].choices) > 4 for one in questions)


def test_a_register_without_its_preamble_is_asked_for_the_day_of_its_edition(bring, data):
    content = (data / "sipri_by_deal_2025-03-13.csv").read_bytes()
    table = content[content.index(b"Recipient,") :]
    walk = bring(table, "register.csv")
    assert walk.batch.state == State.REFUSED
    assert "State the day of the edition" in walk.batch.message
    walk.post("import-reading", {"edition": "2025-03-13"})
    assert walk.batch.state in (State.PLANNED, State.UNRESOLVED), walk.told()
    assert walk.batch.reading == {"edition": "2025-03-13"}
