"""Test reading workbooks: their kinds of cells, and workbooks that are made to do harm."""

import random
import struct
from datetime import date, datetime

import pytest

from inventory.imports.files import FileError, Line, Reading, read_contents
from inventory.imports.workbook_reader import HIGHEST_RATIO, check_parts
from inventory.wording.messages import words
from tests.imports.workbook_files import excel, open_document, packed, repacked


def fill(book):
    sheet = book.active
    sheet.title = "Deliveries"
    sheet["B3"], sheet["C3"], sheet["D3"] = "Type", "Number", "Day"
    sheet["B4"], sheet["C4"], sheet["D4"] = "T-72", 5, date(2025, 1, 17)
    sheet["B5"], sheet["C5"], sheet["D5"] = "001", 0.5, datetime(2025, 1, 17, 12, 30)  # noqa: DTZ001
    sheet["B6"], sheet["D6"] = True, "May"
    sheet.merge_cells("D6:D7")
    sheet["B7"] = "D-30"
    other = book.create_sheet("Other")
    other.append(["a"])
    book.create_sheet("Nothing")


def records(name, content, **asked):
    return read_contents(name, content, Reading(**asked)).records


def refusal(content, name="x.xlsx", **asked):
    with pytest.raises(FileError) as caught:
        records(name, content, **asked)
    return str(caught.value)


def test_cells_are_read_as_people_see_them():
    contents = read_contents("x.xlsx", excel(fill))
    assert contents.records == (
        Line(3, ("Type", "Number", "Day")),
        Line(4, ("T-72", "5", "2025-01-17")),
        Line(5, ("001", "0.5", "2025-01-17T12:30:00")),
        Line(6, ("true", "", "May")),
        Line(7, ("D-30", "", "May")),
    )
    assert (contents.encoding, contents.sheet) == ("Excel workbook", "Deliveries")
    assert contents.sheets == ("Deliveries", "Other", "Nothing")
    assert tuple(map(words, contents.notes)) == (
        "The sheet “Deliveries” was read. The workbook has other sheets: “Other”, “Nothing”.",
        "Cells that are merged over several rows (1) say the same in each of them.",
    )


def test_a_sheet_can_be_asked_for():
    assert records("x.xlsx", excel(fill), sheet="Other") == (Line(1, ("a",)),)
    assert refusal(excel(fill), sheet="Third") == (
        "x.xlsx has no sheet “Third”; it has “Deliveries”, “Other”, “Nothing”."
    )
    assert refusal(excel(fill), sheet="Nothing") == (
        "x.xlsx holds nothing: the sheet “Nothing” is empty. Other sheets are “Deliveries”, “Other”."
    )
    assert refusal(excel(lambda book: None)) == "x.xlsx holds nothing: the sheet “Sheet” is empty."


def test_a_hidden_sheet_is_not_the_first():
    def hide(book):
        fill(book)
        book["Deliveries"].sheet_state = "hidden"

    assert read_contents("x.xlsx", excel(hide)).sheet == "Other"


def test_hidden_rows_columns_and_sheets_are_told_and_rows_are_read():
    def fill(book):
        sheet = book.active
        for number in range(1, 6):
            sheet.append(["T-72", number, "x"])
        sheet.row_dimensions[2].hidden = sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["C"].hidden = True
        book.create_sheet("Old").sheet_state = "hidden"

    contents = read_contents("x.xlsx", excel(fill))
    assert len(contents.records) == 5
    assert tuple(map(words, contents.notes)) == (
        "The sheet “Sheet” was read. The workbook has other sheets: “Old” (hidden).",
        "Rows that are hidden in the sheet (2, first line 2) are read, too.",
        "Columns that are hidden in the sheet (1) are read, too.",
    )
    rows = "".join(
        f'<table:table-row{hidden}><table:table-cell office:value-type="string"><text:p>{number}</text:p>'
        "</table:table-cell></table:table-row>"
        for number, hidden in enumerate(["", ' table:visibility="filter"', ' table:visibility="collapse"'])
    )
    notes = read_contents("x.ods", open_document(f'<table:table table:name="A">{rows}</table:table>')).notes
    assert tuple(map(words, notes)) == ("Rows that are hidden in the sheet (2, first line 2) are read, too.",)


def test_formulas_are_text_and_errors_stay_to_be_refused():
    def failing(book):
        sheet = book.active
        sheet.append(["Type", "Number"])
        sheet.append(['=SUM(1;2)&"<"', "#REF!"])
        sheet["B2"].data_type = "e"
        sheet.append(["=cmd|' /C calc'!A0", "＋1"])
        sheet["A3"].data_type = "s"

    assert records("x.xlsx", excel(failing)) == (
        Line(1, ("Type", "Number")),
        Line(2, ('=SUM(1;2)&"<"', "#REF!")),
        Line(3, ("=cmd|' /C calc'!A0", "＋1")),
    )


def test_a_workbook_by_another_name_is_a_workbook():
    contents = read_contents("deliveries.csv", excel(fill))
    assert len(contents.records) == 5
    assert words(contents.notes[0]) == (
        "The name ends in .csv, but the file is of the kind “Excel workbook”; it was read as that."
    )


def test_a_workbook_from_before_2007(data):
    contents = read_contents("deliveries.xls", (data / "deliveries.xls").read_bytes())
    assert contents.records == (
        Line(1, ("Type", "Number", "Day")),
        Line(2, ("T-72", "5", "2025-01-17")),
        Line(3, ("D-30", "about 3", "2025-01")),
        Line(4, ("BMP-3", "1", "")),
        Line(5, ("BMP-3", "2", "")),
    )
    assert contents.encoding == "Excel workbook (before 2007)"
    assert "such as #REF!, are read as empty" in words(contents.notes[1])


def random_text(length):
    """Return text that packs to about half its length, always the same."""
    return random.Random(7).randbytes(length // 2).hex().encode()


def row(*cells):
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def cell(text, attributes='office:value-type="string"'):
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def test_an_open_document():
    failed = 'table:formula="of:=[.#REF!]" office:value-type="string" calcext:value-type="error"'
    tables = '<table:table table:name="One">' + row(cell("Type"), cell("Number"), cell("Day"))
    tables += row(
        cell("T-72", 'table:number-rows-spanned="2" office:value-type="string"'),
        cell("5", 'office:value-type="float" office:value="5"'),
        cell("17.1.", 'office:value-type="date" office:date-value="2025-01-17"'),
    )
    tables += row(
        "<table:covered-table-cell/>", cell("#REF!", failed), '<table:table-cell table:formula="of:=1+1"/>'
    )
    contents = read_contents("x.ods", open_document(tables + "</table:table>"))
    assert contents.records == (
        Line(1, ("Type", "Number", "Day")),
        Line(2, ("T-72", "5", "2025-01-17")),
        Line(3, ("T-72", "#REF!", "=1+1")),
    )
    assert contents.encoding == "OpenDocument sheet"


def test_protected_workbooks_are_refused(data):
    content = (data / "protected.xlsx").read_bytes()
    assert refusal(content) == "x.xlsx is protected by a password; save it without one."
    manifest = '<manifest><encryption-data checksum="x"/></manifest>'
    assert refusal(open_document("", manifest), "x.ods") == (
        "x.ods is protected by a password; save it without one."
    )


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"a.txt": "a"}, "x.zip is no table: it is a ZIP archive."),
        ({"a": "", "word/document.xml": "<a/>"}, "x.zip is no table: it is a Word document."),
    ],
)
def test_other_archives_are_refused(parts, message):
    assert refusal(packed(parts), "x.zip") == message


def test_a_part_that_unpacks_to_far_more_is_refused():
    bomb = repacked(excel(fill), {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 50_000_000})
    assert refusal(bomb) == (
        f"x.xlsx holds a part that unpacks to more than {HIGHEST_RATIO} times its size, as no real"
        " workbook does: xl/worksheets/sheet1.xml. Save it as CSV."
    )


def test_what_an_archive_says_of_its_sizes_is_not_believed():
    content = bytearray(repacked(excel(fill), {"xl/huge.xml": b" " * 3_000_000}))
    declared = struct.pack("<I", 3_000_000)
    assert content.count(declared) == 2
    lying = bytes(content).replace(declared, struct.pack("<I", 100))
    assert "unpacks to more than 200 times its size" in refusal(lying)


def test_a_part_that_is_longer_than_it_says_is_refused():
    content = repacked(excel(fill), {"xl/huge.xml": random_text(100_000)})
    lying = content.replace(struct.pack("<I", 100_000), struct.pack("<I", 99_999))
    assert refusal(lying) == "x.xlsx is damaged: xl/huge.xml is not as long as it says."


def test_a_declared_size_past_the_limit_is_refused_before_unpacking():
    content = repacked(excel(fill), {"xl/huge.xml": b" " * 3_000_000})
    huge = content.replace(struct.pack("<I", 3_000_000), struct.pack("<I", 4_000_000_000))
    assert refusal(huge).startswith("x.xlsx unpacks to 3,8")
    assert refusal(huge).endswith("MB or more; at most 400 MB are read. Save it as CSV.")


def test_entities_that_grow_are_refused():
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    bomb = repacked(excel(fill), {"xl/worksheets/sheet1.xml": laughs})
    assert refusal(bomb) == (
        "x.xlsx holds XML that defines entities, which no workbook needs: xl/worksheets/sheet1.xml."
    )


def test_a_mark_that_two_chunks_share_is_found():
    filler = random_text(2_000_000)
    for shift in range(10):
        part = filler[: 1024**2 - 5 - shift] + b"<!ENTITY x 'y'>"
        with pytest.raises(Exception, match=r"book\.entities"):
            check_parts(packed({"xl/workbook.xml": part}))


def test_a_cell_far_away_does_not_take_all_memory():
    def far(book):
        book.active["A1"], book.active["XFD1048576"] = 1, 2

    assert refusal(excel(far)) == (
        "x.xlsx is no workbook that can be read: it needs more memory than it may have, or is damaged."
        " Save it as CSV."
    )


def test_a_sheet_with_more_cells_than_are_read_is_refused():
    def wide(book):
        book.active["A1"], book.active["CV200000"] = 1, 2

    assert refusal(excel(wide)) == (
        "x.xlsx is too large: the sheet “Sheet” reaches to row 200,000 and column 100; at most 10,000,000"
        " cells are read. Delete what is far away, or save it as CSV."
    )


@pytest.mark.parametrize(
    ("stream", "kind"), [("WordDocument", "a Word document"), ("Contents", "no workbook")]
)
def test_other_compound_files_are_refused(stream, kind):
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le") + bytes(500)
    assert refusal(content, "x.xls") == f"x.xls is no table: it is {kind}."


@pytest.mark.parametrize("length", [10, 500, 3000])
def test_a_damaged_workbook_is_refused(length):
    assert refusal(excel(fill)[:length]).startswith("x.xlsx ")


def test_a_cell_that_is_too_long_is_named():
    namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cell = b'<c r="B2" t="inlineStr"><is><t>%s</t></is></c>' % random_text(5_000_000)
    sheet = b'<worksheet xmlns="%s"><sheetData><row r="2">%s</row></sheetData></worksheet>' % (
        namespace,
        cell,
    )
    content = repacked(excel(fill), {"xl/worksheets/sheet1.xml": sheet})
    assert refusal(content).startswith("x.xlsx, line 2, column B: has 5,000,000 characters; at most 131,072")
