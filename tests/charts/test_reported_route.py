"""Tell the way of a shipment as its reports do: join what a report joins, place what is known."""

import pytest

from inventory.charts.reported_route import route_figure
from inventory.domain.comparison import compare
from inventory.models.readings import load_reading
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipment():
    return factories.ShipmentFactory(reference="ML-1")


@pytest.fixture
def conakry():
    return factories.PlaceFactory(name="Conakry", kind="port", latitude="9.52", longitude="-13.72")


@pytest.fixture
def bamako():
    return factories.PlaceFactory(name="Bamako", latitude="12.65", longitude="-8.0")


def report_by(shipment, name, **places):
    """Make a report by a source that names places by their role; a list gives a role several."""
    source = factories.SourceFactory(name=name)
    report = factories.ReportFactory(shipment=shipment, publication__source=source)
    for kind, found in places.items():
        for place in found if isinstance(found, list) else [found]:
            factories.ReportedDetailFactory(report=report, kind=kind, place=place)
    return report


def dated(report, kind, date):
    factories.ReportedDetailFactory(report=report, kind=kind, place=None, date=date)


def figure_of(shipment):
    reading = load_reading(shipment.reference)
    return route_figure(reading, compare(reading.records.shipment_input(), reading.taxonomy))


def test_a_leg_joins_places_of_one_report_and_counts_voices(shipment, conakry, bamako):
    for name in ("Alpha", "Beta"):
        report_by(shipment, name, transit=conakry, destination=bamako)
    figure = figure_of(shipment)
    assert [row[:3] for row in figure.rows] == [
        ["Conakry → Bamako", "Alpha", "Alpha"],
        ["Conakry → Bamako", "Beta", "Beta"],
    ]
    assert figure.summary == "Conakry → Bamako: 2 voices"
    assert len(figure.drawing.arrows) == 1


def test_places_of_different_reports_are_not_joined(shipment, conakry, bamako):
    report_by(shipment, "Alpha", transit=conakry)
    report_by(shipment, "Beta", destination=bamako)
    figure = figure_of(shipment)
    assert [row[0] for row in figure.rows] == ["Conakry (transit)", "Bamako (destination)"]
    assert figure.drawing.arrows == ()
    assert len(figure.drawing.marks) == 2


def test_two_origins_are_two_ways_and_not_one_after_the_other(shipment, bamako):
    ports = [
        factories.PlaceFactory(name=name, latitude="35", longitude=east)
        for name, east in (("Tartus", "35.9"), ("Latakia", "35.8"))
    ]
    report_by(shipment, "Alpha", origin=ports, destination=bamako)
    assert {row[0] for row in figure_of(shipment).rows} == {"Tartus → Bamako", "Latakia → Bamako"}


def test_transits_follow_each_other_and_a_country_around_a_stop_is_no_stop(shipment, conakry, bamako):
    guinea = factories.PlaceFactory(name="Guinea", kind="country", country=conakry.country)
    kayes = factories.PlaceFactory(name="Kayes", latitude="14.4", longitude="-11.4")
    report_by(shipment, "Alpha", transit=[guinea, conakry, kayes], destination=bamako)
    assert [row[0] for row in figure_of(shipment).rows] == ["Conakry → Kayes", "Kayes → Bamako"]


def test_carrier_and_dates_stand_with_the_leg(shipment, conakry, bamako):
    report = report_by(shipment, "Alpha", transit=conakry, destination=bamako)
    carrier = factories.PartyFactory(name="Baltic Leader", kind="company")
    factories.ReportedDetailFactory(report=report, kind="carrier", place=None, party=carrier)
    dated(report, "departure", "2025-01-02")
    dated(report, "arrival", "2025-01")
    (row,) = figure_of(shipment).rows
    assert row[3:] == ["Baltic Leader", "departure 2 Jan 2025, arrival January 2025"]


def test_what_is_not_said_is_named_so(shipment, conakry, bamako):
    report_by(shipment, "Alpha", transit=conakry, destination=bamako)
    assert figure_of(shipment).rows[0][3:] == ["not said", "not said"]


def test_a_denied_place_is_told_and_not_drawn(shipment, conakry):
    report = report_by(shipment, "Alpha")
    factories.ReportedDetailFactory(report=report, kind="origin", place=conakry, polarity="denied")
    figure = figure_of(shipment)
    assert [row[:2] for row in figure.rows] == [["denied: Conakry (origin)", "Alpha"]]
    assert figure.drawing is None


def test_a_place_without_a_position_is_named_in_words_and_not_drawn(shipment, bamako):
    tabili = factories.PlaceFactory(name="Tabili")
    report_by(shipment, "Alpha", transit=tabili, destination=bamako)
    figure = figure_of(shipment)
    assert "Not drawn, because their position is not known: Tabili." in figure.note
    assert [mark.name for mark in figure.drawing.marks] == ["Bamako"]
    assert figure.rows[0][0] == "Tabili → Bamako"


def test_without_any_position_the_table_stands_alone(shipment):
    report_by(shipment, "Alpha", transit=factories.PlaceFactory(name="Tabili"))
    figure = figure_of(shipment)
    assert figure.drawing is None
    assert [row[0] for row in figure.rows] == ["Tabili (transit)"]


def test_a_country_without_a_position_of_its_own_is_drawn_where_the_country_lies(shipment, bamako):
    mali = factories.CountryFactory(name="Mali", code="ML", latitude="17.0", longitude="-4.0")
    report_by(
        shipment, "Alpha", destination=factories.PlaceFactory(name="Mali", kind="country", country=mali)
    )
    (mark,) = figure_of(shipment).drawing.marks
    assert (mark.name, mark.is_area) == ("Mali", True)


def test_a_superseded_report_draws_nothing(shipment, conakry, bamako):
    old = report_by(shipment, "Alpha", transit=conakry, destination=bamako)
    old.superseded_by = report_by(shipment, "Alpha again")
    old.save()
    assert figure_of(shipment).rows == []


def test_a_copy_adds_no_voice(shipment, conakry, bamako):
    first = report_by(shipment, "Alpha", transit=conakry, destination=bamako)
    copy = report_by(shipment, "Beta", transit=conakry, destination=bamako)
    factories.ReportRepeatFactory(report=copy, repeated=first)
    figure = figure_of(shipment)
    assert figure.summary == "Conakry → Bamako: 1 voice"
    assert [row[1:3] for row in figure.rows] == [["Alpha", "Alpha, Beta"]]


def test_without_any_place_it_says_what_to_do(shipment):
    report_by(shipment, "Alpha")
    figure = figure_of(shipment)
    assert figure.rows == []
    assert "/reports/add/?shipment=ML-1" in figure.note
