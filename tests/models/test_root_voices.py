"""Test that each line and detail has the voice that it counts as, whoever hands it on."""

import pytest
from django.db.models import Q

from inventory.models import (
    Citation,
    Estimate,
    ReportedDelivery,
    ReportedDetail,
    ReportRepeat,
    RootVoice,
    Shipment,
)
from inventory.models.compared_details import compare_stated_details
from inventory.models.totals import Dimension, Thing
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipment():
    return factories.ShipmentFactory()


def report(shipment, publisher, **fields):
    """Return a report in a new publication of the source of that name."""
    source = factories.SourceFactory(name=publisher, slug=publisher.lower())
    return factories.ReportFactory(shipment=shipment, publication__source=source, **fields)


def line(of, **fields):
    """Return the key of a new line."""
    return factories.ReportedDeliveryFactory(report=of, **fields).pk


def roots():
    """Return the root voice of each line, by its key, after all estimates were computed."""
    Estimate.objects.recompute(Shipment.everything.values_list("pk", flat=True))
    return dict(ReportedDelivery.objects.with_voice().values_list("pk", "root_voice_name"))


def test_what_repeats_counts_as_the_voice_that_it_goes_back_to(shipment):
    first, second, third = (report(shipment, name) for name in ("Agency", "Paper", "Blog"))
    asserted = report(shipment, "Radio", asserter=factories.SourceFactory(name="Ministry"))
    guessed = report(shipment, "Daily", asserter=factories.SourceFactory(), attribution="guessed")
    lines = [line(one) for one in (first, second, third, asserted, guessed)]
    own = ["Agency", "Paper", "Blog", "Ministry", "Daily"]
    assert [roots()[key] for key in lines] == own
    assert not RootVoice.objects.exists()  # What speaks for itself needs no row.
    edge = ReportRepeat.objects.create(shipment=shipment, report=third, repeated=second)
    ReportRepeat.objects.create(shipment=shipment, report=second, repeated=first)
    assert [roots()[key] for key in lines] == ["Agency"] * 3 + own[3:]
    edge.delete()
    assert [roots()[key] for key in lines] == ["Agency", "Agency", "Blog", *own[3:]]
    third.delete()
    second.deliveries.all().delete()
    second.repeat_edges.all().delete()
    second.delete()
    assert not RootVoice.objects.exists()


def test_a_borrowed_count_has_the_root_of_whom_it_is_borrowed_from(shipment):
    agency, paper = report(shipment, "Agency"), report(shipment, "Paper")
    copied = report(shipment, "Copier")
    ReportRepeat.objects.create(shipment=shipment, report=copied, repeated=agency)
    of_agency, of_copier, of_nobody = (
        line(paper, cited_source=one)
        for one in (
            agency.publication.source,
            copied.publication.source,
            factories.SourceFactory(name="Post"),
        )
    )
    own, of_itself = line(paper), line(copied, cited_source=copied.publication.source)
    found = roots()
    assert found[of_agency] == found[of_copier] == found[of_itself] == "Agency"
    assert (found[of_nobody], found[own]) == ("Post", "Paper")


def test_sources_that_draw_on_each_other_alone_are_one_voice_of_both(shipment):
    one, other = report(shipment, "One"), report(shipment, "Other")
    for citing, cited in ((one, other), (other, one)):
        Citation.objects.create(publication=citing.publication, cited_source=cited.publication.source)
    lines = [line(one), line(other)]
    assert [roots()[key] for key in lines] == ["One + Other"] * 2


def test_a_detail_in_a_comparison_has_its_root_voice(shipment):
    first, second = report(shipment, "Agency"), report(shipment, "Paper")
    ReportRepeat.objects.create(shipment=shipment, report=second, repeated=first)
    for one in (first, second):
        factories.ReportedDetailFactory(report=one, kind=ReportedDetail.Kind.PURPOSE, place=None, text="sale")
    Estimate.objects.recompute([shipment.pk])
    thing = Thing(Dimension.SHIPMENT, shipment.pk, shipment.reference, shipment.title)
    (kind,) = compare_stated_details([thing], Q()).kinds
    assert [detail.root_voice_name for detail in kind.statements[0]] == ["Agency", "Agency"]
