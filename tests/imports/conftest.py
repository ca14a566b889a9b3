"""Load the real reference data once for each module that imports real files; write files of our format."""

import csv
from pathlib import Path

import pytest
from django.db import transaction

from inventory.imports.delivery_columns import ADDED, COLUMNS
from inventory.imports.press.rows import COLUMNS as PRESS_COLUMNS
from inventory.imports.reference import load_reference
from tests import factories
from tests.imports.delivery_rows import ROW
from tests.imports.press_rows import ROW as PRESS_ROW

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


@pytest.fixture
def names():
    """Make the reference data that ROW names."""
    factories.SourceFactory(slug="raids", name="RAIDS")
    factories.SourceFactory(slug="afp", name="Agence France-Presse")
    factories.EquipmentTypeFactory(slug="tanks", name="Tanks")
    factories.EquipmentTypeFactory(slug="boats", name="Boats")
    factories.PlaceFactory(slug="bamako", name="Bamako")


@pytest.fixture
def written(tmp_path, names):
    """Return a function that writes rows, each a change of ROW, and gives the file's path."""

    def write(*changes: dict[str, str], columns=(*COLUMNS, *ADDED), name="deliveries.csv"):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
            writer.writeheader()
            writer.writerows({**ROW, **row} for row in changes)
        return path

    return write


@pytest.fixture
def press(tmp_path):
    """Return a function that writes rows of a press file, each a change of its ROW, and gives the path."""

    def write(*changes: dict[str, str], name="press.csv"):
        path = tmp_path / name
        others = sorted({name for row in changes for name in row}.difference(PRESS_COLUMNS))
        rows = [{**PRESS_ROW, "report_id": f"R{number}", **row} for number, row in enumerate(changes)]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*PRESS_COLUMNS, *others], restval="")
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write
