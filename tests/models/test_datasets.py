"""Hold which shipments are tallies: those that registers alone report on."""

from importlib import import_module

import pytest
from django.db import connection

from inventory.models import Dataset, Shipment, Source
from tests import factories

pytestmark = pytest.mark.django_db


def test_what_registers_alone_report_on_becomes_a_tally():
    migration = import_module("inventory.migrations.0012_registers_count_tallies")
    register = factories.SourceFactory(slug="register", kind=Source.Kind.REGISTER)
    by_register, by_press = factories.PublicationFactory(source=register), factories.PublicationFactory()
    row, both, event, empty = factories.ShipmentFactory.create_batch(4)
    for shipment, publication in (
        *((row, by_register), (row, by_register)),
        *((both, by_register), (both, by_press), (event, by_press)),
    ):
        factories.ReportFactory(shipment=shipment, publication=publication)
    with connection.cursor() as cursor:
        cursor.execute(migration.MAKE)
        cursor.execute(migration.TALLY)
    assert Dataset.objects.get(source=register).slug == "register"
    tallies = Shipment.objects.exclude(dataset=None)
    assert [(one.pk, one.dataset.source_id) for one in tallies] == [(row.pk, register.pk)]
    assert not empty.is_tally


def test_a_source_knows_its_dataset(django_assert_num_queries):
    made = factories.DatasetFactory()
    with django_assert_num_queries(1):
        assert Dataset.objects.key_of(made.source_id) == made.pk
    assert Dataset.objects.key_of(factories.SourceFactory().pk) is None
    assert str(made) == made.name
