"""Test that a record without reference data takes any file, or says what is missing."""

from pathlib import Path

import pytest

from inventory.imports import pipeline
from inventory.models import ImportBatch
from tests import factories

pytestmark = pytest.mark.django_db
DATA = Path(__file__).resolve().parent.parent / "data"
State = ImportBatch.State


@pytest.mark.parametrize(
    "name",
    [
        *("sipri_by_deal_2025-03-13.csv", "sipri_by_delivery_year.csv", "unroca_submissions.csv"),
        *("packed_list.csv", "imports/30-own-export-saved-by-spreadsheet.csv", "editions/13a-first.csv"),
    ],
)
def test_a_file_waits_for_a_person(name):
    content = (DATA / name).read_bytes()
    batch = pipeline.receive(Path(name).name, content, factories.UserFactory(editor=True))
    batch = pipeline.advance(batch.uid)
    assert batch.state in (State.UNMAPPED, State.UNRESOLVED, State.WRONG, State.REFUSED), batch.message
    if "sipri" in name:
        assert batch.state == State.REFUSED
        assert batch.message.startswith("This file is by “SIPRI”, and the record has no such source.")
