"""Name the publication that most reports are from, and count the others."""

import pytest

from inventory.models import Report
from inventory.models.origins import Origins, load_origins, origins_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipment():
    """Return a shipment with two reports of a register, one of a newspaper, and a superseded one."""
    shipment = factories.ShipmentFactory()
    register = factories.PublicationFactory(
        source__name="SIPRI", source__kind="register", published_on="2026-02-12"
    )
    article = factories.PublicationFactory(source__name="RAIDS", source__kind="magazine")
    older = factories.PublicationFactory(source__name="Older")
    for publication, number in ((article, 1), (register, 2)):
        reports = factories.ReportFactory.create_batch(number, shipment=shipment, publication=publication)
    factories.ReportFactory(shipment=shipment, publication=older, superseded_by=reports[0])
    return shipment


def test_the_publication_with_the_most_active_reports_leads(shipment, django_assert_num_queries):
    expected = Origins("SIPRI", is_register=True, published_on="2026-02-12", others=1)
    with django_assert_num_queries(1):
        assert load_origins(Report.objects.filter(shipment=shipment)) == expected
    loaded = Report.objects.filter(shipment=shipment).select_related("publication__source")
    with django_assert_num_queries(1):
        assert origins_of(loaded) == expected


def test_a_report_that_is_selected_by_several_lines_counts_once(shipment):
    report = Report.objects.get(publication__source__name="RAIDS")
    factories.ReportedDeliveryFactory.create_batch(5, report=report)
    found = Report.objects.filter(shipment=shipment, deliveries__isnull=False)
    assert load_origins(found) == Origins("RAIDS", is_register=False, published_on="", others=0)


def test_without_an_active_report_there_is_no_origin():
    assert load_origins(Report.objects.all()) is None
    assert origins_of([]) is None
