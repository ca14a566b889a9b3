"""Give the tests of the API a record to import into, and people."""

import pytest
from django.contrib.auth.hashers import make_password

from inventory.imports import pipeline
from inventory.imports.pipeline import advance
from tests import factories
from tests.imports.foreign_table import FOREIGN, MAPPING


@pytest.fixture(scope="session")
def kept_password():
    """Return what is kept of Anna's password, which takes a while to make."""
    return make_password("correct horse")


@pytest.fixture
def anna(db, kept_password):
    """Return an editor, with what the foreign table names."""
    factories.SourceFactory(slug="raids", name="RAIDS")
    factories.EquipmentTypeFactory(slug="tanks", name="Tanks")
    factories.EquipmentTypeFactory(slug="boats", name="Boats")
    factories.PlaceFactory(slug="bamako", name="Bamako")
    return factories.UserFactory(editor=True, username="anna", password=kept_password)


@pytest.fixture
def editor(client, anna):
    """Return a client with the session of an editor."""
    client.force_login(anna)
    return client


@pytest.fixture
def planned(anna):
    """Return a batch of two rows that is ready to be applied."""
    batch = pipeline.receive("foreign.csv", FOREIGN, anna, mapping=MAPPING.to_json())
    return advance(batch.uid)
