"""Hold the quick loading of cases to the one that makes objects of all rows."""

import pytest

from inventory.imports.cases import load_case
from inventory.imports.demo import CONVOY
from inventory.imports.reference import load_reference
from inventory.models import Citation, Report, Shipment
from inventory.models.bare_cases import load_bare_cases
from inventory.models.cases import load_dossiers
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_convoys_cases_are_the_same_either_way():
    list(load_reference())
    load_case(CONVOY)
    keys = list(Shipment.objects.order_by("pk").values_list("pk", flat=True))
    dossiers, bare = load_dossiers(keys), load_bare_cases(keys)
    assert {pk: one.case() for pk, one in bare.items()} == {pk: one.case() for pk, one in dossiers.items()}
    assert [one.evidence_count for one in bare.values()] == [len(one.evidence) for one in dossiers.values()]
    assert any(one.details for one in bare.values())


def test_cited_newer_unknown_and_ordered_reports_are_the_same_either_way():
    shipment = factories.ShipmentFactory()
    old, new, ordered = (factories.ReportFactory(shipment=shipment) for _ in range(3))
    Report.objects.filter(pk=old.pk).update(superseded_by=new)
    Report.objects.filter(pk=ordered.pk).update(stage="ordered", attribution="inferred")
    factories.ReportedDeliveryFactory(report=new, unknown=True)
    factories.ReportRepeatFactory(report=ordered, repeated=new)
    Citation.objects.create(publication=new.publication, cited_source=factories.SourceFactory())
    bare = load_bare_cases([shipment.pk])[shipment.pk].case()
    assert bare == load_dossiers([shipment.pk])[shipment.pk].case()
    assert [node.key for node in bare.reports if node.stage == "ordered"] == [ordered.pk]


def test_cases_are_loaded_in_eight_queries(django_assert_num_queries):
    shipments = [factories.ReportFactory().shipment_id for _ in range(3)]
    with django_assert_num_queries(8):  # repeats; rests; reports; lines; details; evidence; counts; citations
        load_bare_cases(shipments)
