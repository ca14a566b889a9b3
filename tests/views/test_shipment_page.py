"""Find on a shipment's page what stands around its matrix, and ways on from it."""

import re

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from tests import factories

URL = "/shipments/ML-1/"
ANCHORS = ["matrix", "details", "route", "timeline", "reports", "evidence", "assessments", "history"]


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def tanks(db):
    return factories.EquipmentTypeFactory(name="T-72", slug="t-72", family=True)


@pytest.fixture
def shipment(tanks):
    """Make a shipment that two voices count tanks of, and one sees in a port."""
    shipment = factories.ShipmentFactory(reference="ML-1", period="2025-01-17")
    for name, day, count in (("Alpha", "2025-01-17", 5), ("Beta", "2025-01-20", 7)):
        source = factories.SourceFactory(name=name, slug=name.lower())
        publication = factories.PublicationFactory(source=source, published_on=day)
        report = factories.ReportFactory(shipment=shipment, publication=publication)
        factories.ReportedDeliveryFactory(
            report=report, equipment_type=tanks, quantity=NumericRange(count, count + 1)
        )
    port = factories.PlaceFactory(name="Conakry", latitude="9.5", longitude="-13.7")
    factories.ReportedDetailFactory(report=report, kind="transit", place=port)
    return shipment


def test_the_navigation_leads_to_each_part_in_the_order_of_the_page(client, shipment):
    content = client.get(URL).content.decode()
    navigation = re.search(r'<nav class="on-page".*?</nav>', content, re.DOTALL)[0]
    assert re.findall(r'href="#([a-z]+)"', navigation) == ANCHORS
    places = [content.index(f'id="{anchor}"') for anchor in ANCHORS]
    assert places == sorted(places)


def test_no_id_is_given_twice(client, shipment):
    factories.EvidenceFactory(shipment=shipment)
    factories.AssessmentFactory(shipment=shipment, equipment_type=None, detail_kind="origin")
    ids = re.findall(r'\sid="([^"]+)"', client.get(URL).content.decode())
    assert sorted(ids) == sorted(set(ids))


def test_the_headline_tells_period_state_and_counts_in_words(client, shipment):
    page = text_of(client.get(URL))
    assert "17 Jan 2025" in page
    assert "Counted, best supported" in page
    assert "2 publications 2 independent voices 0 evidence items" in page


def test_the_headline_follows_the_method(client, shipment):
    assert "Counted, by the method “Widest”" in text_of(client.get(f"{URL}?method=envelope"))


def test_the_type_that_is_followed_can_be_chosen_and_other_choices_stay(client, shipment):
    response = client.get(f"{URL}?method=envelope&equipment=t-72")
    content = response.content.decode()
    assert "the estimate of T-72" in text_of(response)
    assert "method: Widest" in text_of(response)
    assert '<option value="t-72" selected>' in content
    assert '<input type="hidden" name="method" value="envelope">' in content
    assert '<input type="hidden" name="equipment"' not in content


def test_a_type_that_nobody_counts_is_refused_by_name(client, shipment):
    response = client.get(f"{URL}?equipment=bmp-3")
    assert response.status_code == 400
    assert "Nobody counts “bmp-3” on this shipment." in text_of(response)
    assert b'id="timeline"' not in response.content


@pytest.mark.parametrize("method", ["intersection", "envelope", "visually_confirmed"])
def test_a_followed_type_keeps_its_meaning_under_every_method(client, shipment, method):
    assert client.get(f"{URL}?equipment=t-72&method={method}").status_code == 200


def test_where_nothing_is_counted_there_is_no_estimate_to_follow(client, db):
    shipment = factories.ShipmentFactory(reference="ML-1")
    factories.ReportFactory(shipment=shipment, publication__published_on="2025-01-17")
    page = text_of(client.get(URL))
    assert "No report gives a count, so there is no estimate to follow." in page
    assert "No report names a place on the way yet. Add a report that gives an origin" in page
    assert "No photo, video or image is recorded yet." in page
    assert "No analyst has judged anything of this shipment yet." in page


def test_evidence_and_judgements_are_listed(client, shipment, tanks):
    video = factories.EvidenceFactory(shipment=shipment, title="A video", captured_on="2025-01-14")
    video.counts.create(equipment_type=tanks, count=2)
    factories.AssessmentFactory(shipment=shipment, equipment_type=tanks, judgement="Five came.")
    page = text_of(client.get(URL)).split("How to read this")[1]
    assert "A video video · taken 14 Jan 2025 · not located Seen on it, at least: T-72 2" in page
    assert "Assessments T-72 Five came." in page


def test_a_reader_is_offered_no_editing(client, shipment):
    content = client.get(URL).content.decode()
    main = re.search(r"<main.*</main>", content, re.DOTALL)[0]
    assert "/admin/" not in main
    assert "Add a report on it" not in main


def test_an_editor_is_led_to_a_report_on_this_shipment(client, shipment):
    client.force_login(factories.UserFactory(editor=True))
    content = client.get(URL).content.decode()
    assert 'href="/reports/add/?shipment=ML-1"' in content
    assert f'href="/admin/inventory/shipment/{shipment.pk}/change/"' in content
    assert f'href="/admin/inventory/evidence/add/?shipment={shipment.pk}"' in content
    assert f'href="/admin/inventory/assessment/add/?shipment={shipment.pk}"' in content


def test_the_address_of_a_new_report_takes_the_shipment(client, shipment):
    client.force_login(factories.UserFactory(editor=True))
    response = client.get("/reports/add/?shipment=ML-1")
    assert response.status_code == 200
    assert response.context["chosen"] == shipment


def test_anybody_can_go_on_to_compare(client, shipment):
    content = client.get(URL).content.decode()
    assert 'href="/compare/?kind=shipment&amp;shipment=ML-1"' in content
    assert client.get("/compare/?kind=shipment&shipment=ML-1").status_code == 200


def test_names_in_figures_are_escaped(client, shipment):
    report = shipment.reports.first()
    place = factories.PlaceFactory(name="<script>alert(1)</script>", latitude="1", longitude="1")
    factories.ReportedDetailFactory(report=report, kind="origin", place=place)
    assert b"<script>alert(1)" not in client.get(URL).content
