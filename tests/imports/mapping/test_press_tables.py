"""Test foreign tables of press reports: whose words a row has, and what its date is of."""

import csv
import io

import pytest

from inventory.models import Estimate, Report, ReportedDelivery, Shipment
from tests import factories
from tests.imports.walking import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]

ENGLISH = "Outlet|Link|Buyer|Seller|Where|When|Weapon|Count|Derived from|Quote|Case"
FRENCH = "Média|Lien|Destinataire|Fournisseur|Lieu|Date|Équipement|Nombre|Repris de|Extrait|Dossier"
SPANISH = "Source|URL|Client|Vendedor|Ciudad|Date|Weapon|Cantidad|Fuente original|Quotation|Convoy"
ROW = (
    "Le Monde",
    "https://le.example/1",
    "Mali",
    "Russia",
    "Bamako",
    "2025-01-17",
    "T-72",
    "7",
    "",
    "",
    "C1",
)


@pytest.fixture
def bring(client):
    """Return a function that takes a table through the pages and applies it."""
    client.force_login(factories.UserFactory(editor=True))
    for name in ("kassataya.com", "Osint Jakub"):
        factories.SourceFactory(slug=name.lower().replace(" ", "-"), name=name)

    def walk(header, *changes, **mapping):
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(header.split("|"))
        writer.writerows([change.get(place, cell) for place, cell in enumerate(ROW)] for change in changes)
        return Walk(client, "press-table.csv", text.getvalue().encode(), mapping=mapping).apply()

    return walk


def places_of(header):
    """Return what a person chooses whose columns are not known by their names."""
    names = header.split("|")
    return {"phrase": names[7], "supplier": names[3], "destination": names[4], "group": names[10]}


def voices():
    """Return for each report who published it, who speaks in it, and how surely it is ascribed."""
    reports = Report.objects.select_related("publication__source", "asserter").order_by("pk")
    return [(one.publication.source.name, one.voice.name, one.attribution) for one in reports]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (ENGLISH, ("Le Monde (via kassataya.com)", "kassataya.com (citing Le Monde)")),
        (FRENCH, ("Le Monde, repris par kassataya.com", "kassataya.com, d’après Le Monde")),
        (SPANISH, ("Le Monde (citado por kassataya.com)", "kassataya.com según Le Monde")),
    ],
)
def test_an_outlet_that_passes_another_on_is_no_voice(bring, header, cells):
    changes = [{0: cell, 1: f"https://k.example/{place}"} for place, cell in enumerate(cells)]
    bring(header, {}, *changes, **places_of(header))
    assert voices() == [("Le Monde", "Le Monde", "stated")] + [("kassataya.com", "Le Monde", "stated")] * 2
    assert Shipment.objects.get().voice_count == 1


@pytest.mark.parametrize("header", [ENGLISH, FRENCH, SPANISH])
def test_what_counts_are_drawn_from_is_borrowed_or_passed_on(bring, header):
    walk = bring(
        header,
        {0: "RFI", 1: "https://rfi.example/", 8: "AFP?"},
        {0: "Kyiv Post", 1: "https://kp.example/", 8: "AFP"},
        {0: "Kyiv Post", 1: "https://kp.example/", 6: "D-30", 7: "3"},
        {0: "Oryx (h/t Osint Jakub)", 1: "https://oryx.example/"},
        **places_of(header),
    )
    assert walk.asked["cited_source-column"] == header.split("|")[8]
    assert voices() == [
        ("RFI", "Agence France-Presse", "inferred"),
        ("Kyiv Post", "Kyiv Post", "stated"),
        ("Oryx", "Osint Jakub", "stated"),
    ]
    lines = ReportedDelivery.objects.order_by("pk")
    assert [line.cited_source and line.cited_source.slug for line in lines] == [None, "afp", None, None]
    assert Shipment.objects.get().voice_count == 3  # Of the D-30, Kyiv Post speaks for itself.


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({}, {"arrival", "destination"}),
        ({9: "a satellite image shows seven tanks on the RN1"}, {"observed", "destination"}),
        ({9: "une image satellite montre sept chars"}, {"observed", "destination"}),
        ({9: "siete tanques vistos en la carretera"}, {"observed", "destination"}),
        ({4: "Conakry port", 9: "seven tanks were unloaded"}, {"observed", "transit"}),
        ({9: "counted seven tanks that had arrived"}, {"arrival", "destination"}),
    ],
)
def test_a_sight_of_the_road_is_no_arrival(bring, change, kinds):
    bring(ENGLISH, change, **places_of(ENGLISH))
    details = Report.objects.get().details.exclude(kind__in=("supplier", "recipient"))
    assert {detail.kind for detail in details} == kinds
    assert ReportedDelivery.objects.get().scope == "unspecified"


def test_an_outlet_in_a_column_of_its_own_passes_the_source_on(bring):
    header = "Outlet|Link|Buyer|Seller|Where|When|Weapon|Count|Via|Quote|Case"
    walk = bring(header, {8: "kassataya.com"}, **places_of(header))
    assert walk.asked["passed_on_by-column"] == "Via"
    assert voices() == [("kassataya.com", "Le Monde", "stated")]


def test_further_items_are_added_and_others_asked_about(bring):
    guns = {6: "D-30"}
    walk = bring(ENGLISH, {}, {7: "another two"}, guns | {7: "5"}, guns | {7: "3"}, **places_of(ENGLISH))
    assert [line.scope for line in walk.lines()] == ["unspecified", "additional"] + ["unspecified"] * 2
    assert [note.split(":")[0] for note in walk.notes()] == ["line 5"]
    assert str(Estimate.objects.get(equipment_type__slug="t-72").interval) == "9"


def test_two_counts_of_an_article_are_one_report_and_what_a_person_says_of_them_stays(bring):
    header = ENGLISH.replace("Case", "Called")
    chosen = {**places_of(header), "group": "", "label": "Called"}
    changes = ({10: "tanks"}, {7: "5", 10: "tanks, seen in Bamako", 9: "counted five"})
    walk = bring(header, *changes, **chosen)
    (note,) = walk.notes()
    assert "does not say whether the same items: taken as 7–12" in note
    assert "say it on the report once this is applied" in note
    first, second = Report.objects.get().deliveries.order_by("pk")
    assert {(line.scope, line.label) for line in (first, second)} == {("unspecified", "")}
    assert (first.phrase, second.phrase) == ("7 tanks", "5 tanks, seen in Bamako")
    estimate = Estimate.objects.get(equipment_type__slug="t-72")
    assert (str(estimate.interval), estimate.state) == ("7–12", "single")
    ReportedDelivery.objects.filter(pk=second.pk).update(same_as=first)
    again = bring(header, *changes, {7: "9", 1: "https://other.example/", 10: "tanks"}, **chosen)
    assert (again.batch.rows_changed, again.batch.rows_unchanged) == (0, 2)
    assert ReportedDelivery.objects.get(pk=second.pk).same_as == first


def test_counts_of_an_article_under_other_designations_are_other_items(bring):
    header = ENGLISH.replace("Case", "Called")
    chosen = {**places_of(header), "group": "", "label": "Called"}
    walk = bring(header, {10: "T-72B3"}, {7: "5", 10: "T-72B3M"}, {7: "12 in total", 10: "T-72"}, **chosen)
    (note,) = walk.notes()
    assert "taken as other items, 12" in note
    assert str(Estimate.objects.get(equipment_type__slug="t-72").interval) == "12"
