"""Test finding the table in a file: known formats in every kind of file, and tables of any shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.imports.cells import Problem
from inventory.imports.codes import FileFault
from inventory.imports.deliveries import REPORTED_DELIVERIES
from inventory.imports.files import FileError, Reading, read_contents
from inventory.imports.records import Staged
from inventory.imports.tables import (
    Format,
    RefusedTableError,
    UnknownTableError,
    column_names,
    find_table,
    guess_table,
)
from tests.imports.workbook_files import excel


def nothing(table, names):
    return Staged()


SMALL = Format("small", ["type", "number", "day"], nothing, optional=["note"])
OPEN = Format("open", ["kind", "amount"], nothing, has_preamble=True, ignores_others=True)
LOST = Format("losses", ["lost", "when"], nothing, refusal=FileFault.SYMBOLS)
FORMATS = (SMALL, OPEN, LOST)


def found(text, formats=FORMATS, **asked):
    name, table = find_table(read_contents("t.csv", text.encode(), Reading(**asked)), formats)
    return name.name, table


def rows(table):
    return [tuple(row.cells.values()) for row in table.rows([])]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_known_format_is_found_with_any_delimiter(delimiter):
    text = f"type{delimiter}number{delimiter}day\nT-72{delimiter}3{delimiter}2025\n"
    name, table = found(text)
    assert (name, table.delimiter, table.header_line) == ("small", delimiter, 1)
    assert rows(table) == [("T-72", "3", "2025")]
    assert table.is_escaped


def test_a_known_format_is_found_in_json_and_in_a_workbook():
    contents = read_contents("t.jsonl", b'{"number": 3, "type": "T-72", "day": null}\n')
    known, table = find_table(contents, FORMATS)
    assert (known.name, rows(table), table.is_escaped) == ("small", [("3", "T-72", "")], False)

    def fill(book):
        for row in (["A title"], [], ["type", "number", "day"], ["T-72", 3, None]):
            book.active.append(row)

    known, table = find_table(read_contents("t.xlsx", excel(fill)), FORMATS)
    assert (known.name, rows(table), table.header_line) == ("small", [("T-72", "3", "")], 3)
    assert (table.preamble, table.lines[0].number) == (("A title",), 4)


def test_blank_lines_before_the_header_are_passed_over():
    name, table = found("\n\ntype,number,day\nT-72,3,2025\n")
    assert (name, table.header_line, table.lines[0].number) == ("small", 3, 4)
    with pytest.raises(UnknownTableError):
        found("a title\ntype,number,day\n")


def test_a_header_may_hold_line_breaks_and_rows_keep_their_lines():
    name, table = found('A preamble, of one line\n"kind",amount,"more\nor less"\n"T-72\nM",3,x\nBMP,4,y\n')
    assert (name, table.preamble, table.header_line) == ("open", ("A preamble, of one line",), 2)
    assert [(line.number, line.cells[0]) for line in table.lines] == [(4, "T-72\nM"), (6, "BMP")]


def test_the_line_of_the_header_can_be_asked_for():
    text = "type,number,day\nnone,none,none\ntype,number,day\nT-72,3,2025\n"
    assert rows(found(text)[1])[-1] == ("T-72", "3", "2025")
    assert len(found(text)[1].lines) == 3
    assert rows(found(text, header_line=3)[1]) == [("T-72", "3", "2025")]
    with pytest.raises(UnknownTableError, match=r"line 4: no known header; it starts “type"):
        found(text, header_line=4)
    with pytest.raises(FileError, match="no known header"):
        found(text, delimiter=";")


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        (
            "a,b\n1,2\n",
            UnknownTableError,
            "t.csv, line 1: no known header; it starts “a,b”. Known are: small,",
        ),
        ("type,number,note\n", UnknownTableError, "t.csv, line 1: missing columns: “day”."),
        ("type,number,day,colour\n", UnknownTableError, "t.csv, line 1: unknown columns: “colour”."),
        ("type,number,day,type\n", UnknownTableError, "t.csv, line 1: columns stand twice: “type”."),
        ("lost,when\n3,2025\n", RefusedTableError, "t.csv: this is a table of map symbols"),
        ("x," * 10_000, FileError, "t.csv, line 1: has 10,001 columns; at most 1,000 are read."),
    ],
)
def test_other_headers_are_refused(text, error, message):
    with pytest.raises(error) as caught:
        found(text)
    assert message in str(caught.value)


def test_a_refused_table_can_still_be_looked_at():
    with pytest.raises(RefusedTableError) as caught:
        found("lost,when\n3,2025\n")
    assert rows(caught.value.table) == [("3", "2025")]


def test_a_format_with_all_its_columns_goes_before_one_that_shares_more():
    larger = Format("larger", ["kind", "amount", "more", "most", "missing"], nothing)
    assert found("kind,amount,more,most\n1,2,3,4\n", [larger, OPEN])[0] == "open"


def test_errors_of_spreadsheets_are_problems_with_line_and_column():
    _, table = found("type,number,day\nT-72,#REF!,2025\nT-72,3,#N/A\n")
    problems: list[Problem] = []
    assert [tuple(row.cells.values()) for row in table.rows(problems)] == [
        ("T-72", "", "2025"),
        ("T-72", "3", ""),
    ]
    assert [str(problem) for problem in problems] == [
        "line 2, column number: holds #REF!, a spreadsheet’s error, instead of a value.",
        "line 3, column day: holds #N/A, a spreadsheet’s error, instead of a value.",
    ]


def guessed(text, **asked):
    return guess_table(read_contents("t.csv", text.encode(), Reading(**asked)))


def test_a_table_of_any_shape_is_guessed():
    table = guessed("Our list;\n\nWhat;Number;;Number\nT-72;1,5;x;2\nBMP;2,5;y;3\n")
    assert (table.delimiter, table.header_line) == (";", 3)
    assert table.header == ("What", "Number", "column C", "Number (2)")
    assert rows(table) == [("T-72", "1,5", "x", "2"), ("BMP", "2,5", "y", "3")]
    assert guessed("a,b\n1,2\n", header_line=2).header == ("1", "2")
    assert guessed("a,b;c\n1,2;3\n", delimiter=";").header == ("a,b", "c")
    assert guessed("only\none\n").header == ("only",)


def test_a_paste_from_a_spreadsheet_is_guessed():
    table = guessed('Type\tNumber\tNote\nT-72\t3\t\nD-30\tabout 3\tseen, "here"\n'.replace('"', ""))
    assert (table.delimiter, table.header) == ("\t", ("Type", "Number", "Note"))
    assert rows(table) == [("T-72", "3", ""), ("D-30", "about 3", "seen, here")]


def test_a_guess_beyond_the_file_is_refused():
    with pytest.raises(FileError, match="there is no header where it was looked for"):
        guessed("a,b\n1,2\n", header_line=9)


@given(st.lists(st.text(max_size=5)))
def test_every_column_has_a_name_of_its_own(cells):
    names = column_names(cells)
    assert len(set(names)) == len(names) == len(cells)
    assert all(name.strip() for name in names)


LIKELY = st.lists(
    st.sampled_from(
        [*'a1",;|', "\t", "\n", "\r", "\r\n", "{", "}", "[", "]", ":", "type", "lost,when", "é", "\0"]
    )
).map("".join)


@given(LIKELY.map(str.encode) | LIKELY.map(lambda text: text.encode("utf-16")) | st.binary(max_size=300))
def test_whatever_a_file_holds_is_read_or_refused_with_its_name(content):
    def read():
        contents = read_contents("t.csv", content)
        yield guess_table(contents)
        yield find_table(contents, FORMATS)

    reason = "t.csv"
    try:
        assert len(list(read())) == 2
    except FileError as error:
        reason = str(error)
    assert reason.startswith("t.csv")


def test_our_own_columns_are_no_other_format():
    assert REPORTED_DELIVERIES.shared(list(REPORTED_DELIVERIES.columns)) == (
        True,
        len(REPORTED_DELIVERIES.columns),
    )
