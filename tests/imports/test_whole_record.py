"""Take the whole record out and in: into an empty database, into another one, and with bad files."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from inventory.exports.whole_record import write_record
from inventory.imports.whole_record import load_record
from tests.imports.any_whole_record import (
    draw_whole_record,
    empty_the_database,
    estimates,
    files_of,
    row_counts,
)

pytestmark = pytest.mark.django_db


@settings(
    max_examples=4,
    # A record takes two seconds there and back; making one that fails smaller would take many minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.data_too_large,
    ],
)
@given(data=st.data())
def test_any_record_comes_back_byte_for_byte(tmp_path_factory, data):
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    with transaction.atomic():
        empty_the_database()
        draw_whole_record(data)
        is_private = data.draw(st.booleans())
        write_record(first, is_private=is_private)
        counts, computed = row_counts(is_private=is_private), estimates()
        empty_the_database()
        plan = load_record(first, is_applied=True)
        assert (plan.is_applied, plan.conflicts) == (True, [])
        write_record(second, is_private=is_private)
        assert files_of(second) == files_of(first)
        assert (row_counts(is_private=is_private), estimates()) == (counts, computed)
        transaction.set_rollback(True)
