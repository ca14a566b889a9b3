"""Test keeping a mapping as JSON, and telling what is wrong with one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.imports.mapping import DayOrder, Field, Given, MappingError, TableMapping, mapped_format

WHOLE = TableMapping(
    {
        Field.EQUIPMENT_TYPE: Given(column="Type"),
        Field.PHRASE: Given(column="Number"),
        Field.RECIPIENT: Given(constant="Mali"),
        Field.PUBLICATION_SOURCE: Given(constant="RAIDS"),
    }
)
TEXT = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)
GIVEN = TEXT.map(lambda text: Given(column=text)) | TEXT.map(lambda text: Given(constant=text))


@given(
    st.builds(
        TableMapping,
        st.dictionaries(st.sampled_from(Field), GIVEN),
        st.sampled_from(DayOrder),
        st.booleans(),
    )
)
def test_every_mapping_comes_back_from_json(mapping):
    assert TableMapping.from_json(mapping.to_json()) == mapping


def test_the_json_says_no_more_than_was_chosen():
    assert WHOLE.to_json() == {
        "fields": {
            "equipment_type": {"column": "Type"},
            "phrase": {"column": "Number"},
            "recipient": {"constant": "Mali"},
            "publication_source": {"constant": "RAIDS"},
        }
    }


@pytest.mark.parametrize(
    ("stated", "problem"),
    [
        ([], "A mapping is an object with “fields”."),
        ({"fields": []}, "The “fields” of a mapping are an object."),
        ({"filds": {}}, "A mapping has no “filds”."),
        (
            {"fields": {"colour": {"column": "x"}}},
            "There is no field “colour”; the fields are equipment_type,",
        ),
        ({"fields": {"low": "x"}}, "The field “low” has either a “column” or a “constant”, which is a text."),
        ({"fields": {"low": {"column": "x", "constant": "y"}}}, "The field “low” has either"),
        ({"fields": {"low": {"column": 3}}}, "The field “low” has either"),
        ({"fields": {"low": {"column": "x" * 501}}}, "The field “low” has either"),
        ({"fields": {}, "day_order": "year_first"}, "is day_first or month_first, not “year_first”."),
        ({"fields": {}, "is_packed": "yes"}, "“is_packed” is true or false."),
    ],
)
def test_what_is_no_mapping_is_refused(stated, problem):
    with pytest.raises(MappingError) as caught:
        TableMapping.from_json(stated)
    assert problem in str(caught.value)


def test_an_empty_choice_is_none():
    assert TableMapping.from_json({"fields": {"low": {"column": " "}}}) == TableMapping()


def test_everything_that_is_missing_is_said_at_once():
    assert TableMapping().problems() == [
        "Say which column or constant is the “Equipment type”.",
        "Say which column or constant is the “Source”.",
        "Say which column or constant is the “Count as written” or “At least” or “At most”.",
        "Say which column or constant is the “Reference of the shipment in this tracker” or “Recipient” or"
        " “Destination” or “Supplier”.",
    ]
    with pytest.raises(MappingError, match="Equipment type"):
        mapped_format(TableMapping())


def test_a_column_that_the_table_lacks_is_named():
    assert WHOLE.problems(["Type", "Number"]) == []
    assert WHOLE.problems(["Type"]) == [
        "The table has no column “Number”, which is to be the “Count as written”."
    ]


def test_packed_cells_need_no_column_of_counts():
    fields = {name: given for name, given in WHOLE.fields.items() if name != Field.PHRASE}
    assert TableMapping(fields).problems() != []
    assert TableMapping(fields, is_packed=True).problems() == []
