"""Test reading JSON lines and lists of objects."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.imports.files import read_contents
from inventory.imports.json_lines import read_json
from inventory.imports.lines import FileError, Line


def test_objects_become_records_in_the_order_of_the_first():
    text = '{"type": "T-72", "number": 3}\n\n{"number": 4.0, "type": null}\n{"type": true, "number": 0.5}\n'
    assert read_json("x.jsonl", text) == (
        Line(1, ("type", "number")),
        Line(1, ("T-72", "3")),
        Line(3, ("", "4")),
        Line(4, ("true", "0.5")),
    )


def test_a_list_of_objects_is_read_with_the_line_of_each():
    text = '[\n  {\n    "type": "T-72"\n  },\n  {"type": "=1+1"}\n]\n'
    assert read_json("x.json", text) == (Line(2, ("type",)), Line(2, ("T-72",)), Line(5, ("=1+1",)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1}\n[1, 2]', "x.jsonl, line 2: holds a list; an object {…} is expected."),
        ('["a"]', "x.jsonl, line 1: holds a single value; an object"),
        ("[]", "x.jsonl holds an empty list."),
        (
            '{"a": 1}\n{"a": [1]}',
            "x.jsonl, line 2, column “a”: holds a list; a text or a number is expected.",
        ),
        ('{"a": {"b": 1}}', "x.jsonl, line 1, column “a”: holds an object inside the object"),
        ('{"a": Infinity}', "x.jsonl, line 1, column “a”: holds Infinity"),
        ('{"a": {"0": {"b": 1}}, "b": {"0": 2}}', "x.jsonl, line 1, column “a”: holds an object inside"),
        ('{"a": 1, "a": 2}', "x.jsonl, line 1, column “a”: stands twice."),
        ('{"": 1}', "line 1, column “”: a column has no name."),
        ("{}", "x.jsonl, line 1: the object is empty."),
        ('{"a": 1}\n{"a": ', "x.jsonl, line 2: this is no JSON: Expecting value."),
        ('{"a": "\\u0000"}', "x.jsonl, line 1, column “a”: holds a NUL character or half a character."),
        ('{"a": "\\ud800"}', "x.jsonl, line 1, column “a”: holds a NUL character or half a character."),
        ('{"a\\u0000": 1}', "x.jsonl, line 1, column “a�”: holds a NUL character or half a character."),
        ('{"\\ud800": 1}', "x.jsonl, line 1, column “�”: holds a NUL character or half a character."),
        ('[{"a": 1}] and more', "x.jsonl, line 1: something follows the end of the list."),
        ('{"a": ' + "[" * 100_000, "nested too deeply"),
        ('{"a": "' + "x" * 200_000 + '"}', "x.jsonl, line 1, column A: has 200,000 characters"),
    ],
)
def test_what_is_no_table_is_refused_with_line_and_name(text, message):
    with pytest.raises(FileError) as caught:
        read_json("x.jsonl", text)
    assert message in str(caught.value)


def test_fields_that_are_left_out_are_empty():
    text = '{"a": 1}\n{"b": 2, "a": NaN}\n{"b": 3}\n'
    cells = [line.cells for line in read_json("x.jsonl", text)]
    assert cells == [("a", "b"), ("1", ""), ("", "2"), ("", "3")]


@pytest.mark.parametrize(
    "text",
    [
        '{"a": {"0": 1, "1": 2}, "b": {"0": "x", "1": null}}',
        '{"schema": {"fields": []}, "data": [{"a": 1, "b": "x"}, {"a": 2, "b": null}]}',
    ],
)
def test_what_a_data_frame_writes_as_one_object_is_read_as_its_rows(text):
    cells = [line.cells for line in read_json("x.json", text)]
    assert cells == [("a", "b"), ("1", "x"), ("2", "")]


def test_what_the_file_holds_decides_whether_it_is_json():
    assert read_contents("deliveries.csv", b'{"a": 1}\n').records == (Line(1, ("a",)), Line(1, ("1",)))
    assert read_contents("deliveries.csv", b"[note],b\n1,2\n").records is None


VALUE = st.none() | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])) | st.integers()


@given(st.lists(st.fixed_dictionaries({"a": VALUE, "b": VALUE}), min_size=1), st.booleans())
def test_whatever_was_written_as_json_is_read_back(objects, is_list):
    text = json.dumps(objects) if is_list else "\n".join(json.dumps(one) for one in objects)
    expected = [tuple("" if one[name] is None else str(one[name]) for name in objects[0]) for one in objects]
    assert [line.cells for line in read_json("x.json", text)[1:]] == expected


def test_all_rows_may_stand_on_one_line():
    rows = [{"type": "T-72", "note": "x" * 999}] * 1_100
    assert len(read_contents("x.json", json.dumps(rows).encode()).records or ()) == 1_101
