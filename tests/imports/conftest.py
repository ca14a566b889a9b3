"""Load the real reference data once for each module that imports real files."""

from pathlib import Path

import pytest
from django.db import transaction

from inventory.imports.reference import load_reference

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.fixture(scope="module")
def reference_data(django_db_setup, django_db_blocker):
    """Load the reference files, and leave the database as it was; a test's own changes are undone before."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_reference()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def data() -> Path:
    """Return the folder of small cuts of real files."""
    return DATA
