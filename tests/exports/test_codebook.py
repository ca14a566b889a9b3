"""Hold the codebook to the files: no column without a meaning, no meaning without a column."""

import pytest

from inventory.exports.codebook import MEANINGS, OWN_MEANINGS, columns_of, meaning
from inventory.exports.profiles import PROFILES

EXPORTS = {name: profile.everything("https://x.example/") for name, profile in PROFILES.items()}


@pytest.mark.parametrize("name", EXPORTS)
def test_every_column_has_a_meaning(name):
    export = EXPORTS[name]
    assert export.profile == name
    columns = columns_of(export)
    assert [column.name for column in columns] == list(export.columns)
    assert all(column.meaning.endswith(".") for column in columns)


def test_every_meaning_is_a_column_s():
    columns = {(name, column) for name, export in EXPORTS.items() for column in export.columns}
    assert OWN_MEANINGS.keys() <= columns
    shared = {column for profile, column in columns if (profile, column) not in OWN_MEANINGS}
    assert MEANINGS.keys() == shared


def test_a_column_that_nobody_defined_is_refused():
    with pytest.raises(KeyError):
        meaning("shipments_wide", "colour")
