"""Test taking text apart into records: line ends, quotation marks, delimiters, and what is too large."""

import csv
import io
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.imports import texts
from inventory.imports.lines import LONGEST_CELL, MOST_COLUMNS, FileError, Line
from inventory.imports.texts import DELIMITERS, decode, guess_delimiter, lines_of, read_lines


def test_records_keep_the_line_on_which_they_start():
    text = 'a,b\n"one\ntwo",2\r\n\n3,"4 ""5"""\n'
    assert list(read_lines("x.csv", lines_of(text), 10)) == [
        Line(10, ("a", "b")),
        Line(11, ("one\ntwo", "2")),
        Line(14, ("3", '4 "5"')),
    ]


@given(st.text(st.sampled_from("\r\nab\x0b\x85\u2028"), max_size=20), st.integers(1, 20))
def test_lines_are_those_that_a_file_read_as_it_is_would_have(text, block_size):
    with patch.object(texts, "BLOCK_SIZE", block_size):
        assert list(lines_of(text)) == list(io.StringIO(text, newline=""))


def test_lines_may_end_in_every_way_at_once():
    assert [line.cells for line in read_lines("x.csv", lines_of("a,b\rc,d\ne,f\r\ng,h"))] == [
        ("a", "b"),
        ("c", "d"),
        ("e", "f"),
        ("g", "h"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('a,b\nc,"d\ne,f\n', "x.csv, line 2: a quotation mark opens here and is never closed."),
        ('a,b\nc,"d" e\n', "x.csv, line 2: a quotation mark inside a quoted cell is not doubled."),
        ("a,b\nc," + "x" * 200_000, "x.csv, line 2: a cell has more than 131,072 characters"),
        ("a,b\n" + "x," * 10_000, "x.csv, line 2: has 10,001 columns; at most 1,000 are read."),
        ('a,b\n"' + "x\n" * 2_500_000 + '",c', "x.csv, line 2: a cell has more than 131,072 characters"),
    ],
)
def test_what_is_too_large_or_badly_quoted_is_refused_with_the_line(text, message):
    with pytest.raises(FileError) as caught:
        list(read_lines("x.csv", lines_of(text)))
    assert message in str(caught.value)


def test_a_nul_character_is_refused_with_its_place():
    with pytest.raises(FileError, match="line 2: the text holds a NUL character, at place 3 of the line"):
        decode("x.csv", "a,b\nc,\0d\n".encode("utf-16"))


CELL = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=12)


@given(
    st.integers(1, 6).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width))),
    st.sampled_from(DELIMITERS),
    st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_was_written_as_csv_is_read_back(records, delimiter, line_end):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows(records)
    found = [list(line.cells) for line in read_lines("x.csv", lines_of(file.getvalue()), 1, delimiter)]
    assert found == [record for record in records if any(record)]


WORD = st.text(st.sampled_from("abc 012.-"), min_size=1, max_size=8)


@given(
    st.integers(2, 6).flatmap(
        lambda width: st.lists(st.lists(WORD, min_size=width, max_size=width), min_size=2)
    ),
    st.sampled_from(DELIMITERS),
)
def test_the_delimiter_of_an_even_table_is_found(records, delimiter):
    text = "".join(delimiter.join(record) + "\n" for record in records)
    assert guess_delimiter(text) == delimiter


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("type;number\nT-72;1,5\nT-80;2,5\n", ";"),
        ('name|of\n"a|b"|c\n', "|"),
        ("Title, a long one, with commas\ntype\tnumber\nT-72\t3\nBMP\t4\n", "\t"),
        ("A note; of two parts;\nfrom,to;\nRussia,Mali;\nChina,Togo;\n", ","),
        ("from;to;when\nRussia, east;Mali, south;2025\n", ";"),
        ("Equipment\nT-72\n", ","),
        ("", ","),
    ],
)
def test_the_delimiter_of_an_odd_table_is_guessed(text, delimiter):
    assert guess_delimiter(text) == delimiter


def test_the_limits_are_above_what_real_tables_have():
    record = ("x" * LONGEST_CELL, *["1"] * (MOST_COLUMNS - 1))
    assert next(read_lines("x.csv", lines_of(",".join(record)))).cells == record
