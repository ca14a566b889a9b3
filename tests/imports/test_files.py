"""Test reading files: encodings, and files that are no tables."""

import hashlib

import pytest

from inventory.imports.cells import Problem, Row, check_header
from inventory.imports.files import FileError, Reading, read_contents, read_file
from inventory.imports.texts import LONGEST_LINE
from inventory.wording.messages import words
from tests.effort import calls_of


def read(path):
    return read_contents(path.name, read_file(path))


@pytest.fixture
def written(tmp_path):
    """Return a function that writes bytes to a file and gives its path."""

    def write(content: bytes, name: str = "deliveries.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        ("a,é\n".encode(), "a,é\n", "UTF-8"),
        ("a,é\n".encode("utf-8-sig"), "a,é\n", "UTF-8"),
        ("a,é\n".encode("utf-16"), "a,é\n", "UTF-16"),
        (b"\xfe\xff" + "a,é\n".encode("utf-16-be"), "a,é\n", "UTF-16"),
        ("T–rkiye, Türkiye\n".encode("cp1252"), "T–rkiye, Türkiye\n", "Windows-1252"),
    ],
)
def test_text_is_decoded_and_the_encoding_named(written, content, text, encoding):
    contents = read(written(content))
    assert (contents.text, contents.encoding) == (text, encoding)
    assert contents.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "deliveries.csv is empty."),
        (b"\xef\xbb\xbf\r\n \n", "deliveries.csv is empty."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "deliveries.csv is no table: it is a PNG image."),
        (b"%PDF-1.7", "deliveries.csv is no table: it is a PDF document."),
        (b"<!DOCTYPE html><table>", "is a web page or XML. Open it in a spreadsheet and save it as XLSX."),
        (b"a,b\nc\0,d\n", "line 2: the file holds NUL bytes"),
        ("a,b\n".encode("utf-16-le"), "UTF-16 without its mark"),
        (b"\xff\xfea", "starts as UTF-16 text but is none"),
        ("a\nb\0".encode("utf-16"), "line 2: the text holds a NUL character"),
        (b"a,b\nc,\x81\n", "line 2: the byte 0x81 is neither UTF-8 nor Windows-1252 text."),
        (b"a\n" + b"x" * (LONGEST_LINE + 1), "line 2 has 1,048,577 characters; at most 1,048,576 are read."),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(written, content, message):
    with pytest.raises(FileError) as caught:
        read(written(content))
    assert message in str(caught.value)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_of_the_greatest_length_are_read_and_one_character_more_is_refused(written, ending):
    longest = "x" * (LONGEST_LINE - len(ending)) + ending
    text = f"a{ending}{longest}b{ending}{longest}c"
    assert read(written(text.encode())).text == text
    with pytest.raises(FileError, match=r"line 4 has 1,048,57[67] characters"):
        read(written(text.replace(f"{ending}c", f"xx{ending}c").encode()))


def test_fifty_megabytes_in_one_line_are_refused_without_a_look_at_each_character(written):
    path = written(b"x" * 50_000_000)

    def refused():
        with pytest.raises(FileError, match="line 1 has 50,000,000 characters"):
            read(path)

    assert calls_of(refused) < 10_000


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FileError, match=r"none\.csv cannot be read: No such file"):
        read(tmp_path / "none.csv")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(FileError, match="cannot be read"):
        read(tmp_path)


def test_an_encoding_that_was_asked_for_is_used_and_one_that_does_not_fit_refused():
    content = "\u0422-72\n".encode("cp1251")
    assert read_contents("x.csv", content, Reading(encoding="Windows-1251")).text == "\u0422-72\n"
    assert read_contents("x.csv", content).text == "\u00d2-72\n"
    with pytest.raises(FileError, match=r"x\.csv, line 1: this is no UTF-8 text\."):
        read_contents("x.csv", content, Reading(encoding="UTF-8"))


def test_what_was_asked_comes_back_from_json():
    asked = Reading(delimiter=";", header_line=3)
    assert asked.to_json() == {"delimiter": ";", "header_line": 3}
    assert Reading.from_json(asked.to_json()) == asked
    assert Reading.from_json({}) == Reading()


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"encoding": "EBCDIC"}, "“EBCDIC” is none of the encodings UTF-8,"),
        ({"delimiter": "x"}, "“x” cannot stand between cells."),
        ({"header_line": "3"}, "stated in a way that is not known"),
        ({"colour": "red"}, "stated in a way that is not known"),
    ],
)
def test_what_cannot_be_asked_is_refused(stated, message):
    with pytest.raises(FileError) as caught:
        Reading.from_json(stated)
    assert message in str(caught.value)


def test_a_name_that_promises_another_kind_makes_a_note():
    contents = read_contents("deliveries.xlsx", b"a,b\n1,2\n")
    assert tuple(map(words, contents.notes)) == (
        "The name ends in .xlsx, but the file is text; it was read as that.",
    )
    assert read_contents("deliveries.csv", b"a,b\n1,2\n").notes == ()


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("12", 12, None),
        (" 0 ", 0, None),
        ("", None, None),
        ("-5", None, "“-5”: a count cannot be negative."),
        ("1e9", None, "“1e9” is not a whole number written with the digits 0–9."),
        ("٣", None, "“٣” is not a whole number written with the digits 0–9."),
        ("three D-30", None, "“three D-30” is not a whole number written with the digits 0–9."),
        ("3000000000", None, "3000000000 is above 2,000,000,000, the largest number accepted."),
        ("99999999999999999999", None, "“99999999999999999999” is not a whole number"),
        ("1.5", None, "“1.5” is not a whole number"),
    ],
)
def test_numbers_are_read_strictly(text, value, reason):
    problems: list[Problem] = []
    assert Row(7, {"low": text}, problems).number("low") == value
    assert [str(problem) for problem in problems] == ([] if reason is None else [str(problems[0])])
    assert reason is None or f"line 7, column low: {reason}" in str(problems[0])


def test_a_bad_date_choice_or_identifier_names_its_column():
    problems: list[Problem] = []
    row = Row(3, {"on": "2025-02-30", "kind": "exakt", "id": "x", "none": "", "name": " "}, problems)
    assert (row.date("on"), row.choice("kind", ("exact", "range")), row.uid("id")) == ("", "exakt", None)
    assert (row.uid("none", is_required=True), row.required("name")) == (None, " ")
    assert [str(problem) for problem in problems] == [
        "line 3, column on: “2025-02-30”: This day does not exist.",
        "line 3, column kind: “exakt” is none of exact, range.",
        "line 3, column id: “x” is no identifier such as 0a1b2c3d-…",
        "line 3, column none: is empty.",
        "line 3, column name: is empty.",
    ]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (["a", "b", "a"], "x.csv, line 1: columns stand twice: “a”."),
        (["a", "b", "c"], "x.csv, line 1: unknown columns: “c”."),
        (["a"], "x.csv, line 1: missing columns: “b”."),
        (["a", "b", *map(str, range(50))], "“18”, “19” and 30 more."),
        (["a", "a", "z"], "columns stand twice: “a”; unknown columns: “z”; missing columns: “b”."),
    ],
)
def test_a_bad_header_is_refused_by_column(header, message):
    with pytest.raises(FileError) as caught:
        check_header("x.csv", 1, header, ["a", "b"], ["d"])
    assert message in str(caught.value)


def test_columns_may_come_in_any_order_and_optional_ones_be_missing():
    assert check_header("x.csv", 1, ["b", "a"], ["a", "b"], ["d"]) is None
