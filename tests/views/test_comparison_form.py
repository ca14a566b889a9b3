"""Ask for a comparison, be refused with the reason, keep it, and take it along as a file."""

import csv
import datetime
import html
import io

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.models import Estimate, SavedView
from tests import factories
from tests.views.compared import PAIR, URL, World, cells, convoys, table_rows
from tests.views.pages import statuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def test_names_and_aliases_are_understood_and_blank_fields_ignored(client, world):
    convoys(world)
    world.burkina.aliases.create(name="Haute-Volta")
    page = client.get(URL, {"destination": ["mali", "haute-volta", "", "ML"], "equipment": [""]})
    assert table_rows(page)[0][1:3] == ["Mali", "Burkina Faso"]
    assert b'value="Burkina Faso" list="destination-offered"' in page.content


def test_without_parameters_there_is_a_form_and_what_came_with_the_site(client, world):
    kept = SavedView.objects.create(
        title="Mali & Burkina", page="comparison", query="destination=ML&destination=BF"
    )
    SavedView.objects.create(title="Mine", page="comparison", owner=factories.UserFactory())
    SavedView.objects.create(title="A list", page="delivery-list")
    page = client.get(URL)
    assert page.status_code == 200
    assert table_rows(page) == []
    assert page.context["examples"] == [("Mali & Burkina", kept.get_absolute_url())]
    convoys(world)
    assert table_rows(client.get(kept.get_absolute_url(), follow=True))[0][1] == "Mali"


def test_a_tab_shows_the_form_for_another_kind_and_keeps_what_was_typed(client, world):
    page = client.get(URL, PAIR)
    (tab,) = [tab for tab in page.context["tabs"] if tab.label == "Suppliers"]
    other = client.get(tab.address)
    content = other.content.decode()
    assert 'name="compare" value="supplier"' in content
    assert 'aria-label="Suppliers 1"' in content
    assert 'name="destination" value="Mali"' in content or 'name="destination" value="ML"' in content
    assert table_rows(other) == []
    assert client.get(URL, {"kind": "colour"}).status_code == 200


def test_nothing_reported_says_what_to_do(client, world):
    page = client.get(URL, PAIR)
    assert "No reports found for Mali and Burkina Faso compared" in page.content.decode()
    assert table_rows(page) == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"destination": ["ML", "Molli"]}, "No results for “Molli”."),
        ({"destination": ["", " "]}, "Choose one or more."),
        ({"measure": "low"}, "Choose one or more."),
        ({**PAIR, "equipment": "T-27"}, "No results for “T-27”."),
        ({**PAIR, "rows": "destination"}, "This is what is compared. Choose something else for the rows."),
        ({**PAIR, "split": "equipment"}, "This is in the table already. Choose something else."),
        ({**PAIR, "rows": "year", "split": "supplier"}, "Choose one type, or put equipment in rows"),
        ({**PAIR, "compare": "colour"}, "Select a valid choice. colour is not one"),
        ({**PAIR, "level": "none"}, "Select a valid choice. none is not one"),
        ({"shipment": ["NO-1", "NO-2"]}, "No results for “NO-1”."),
        ({"shipment": ["a\0b", "NO-2"]}, "No results for “a"),
        ({"edition": ["a\0b", "NO-2"]}, "No results for “a"),
        ({"period": ["soon", "2024"]}, "“soon” is no period. Enter 2025, 2025-01 or 2022–2024."),
        ({**PAIR, "period": ["2023", "2024"]}, "Choose one period."),
        ({**PAIR, "source": "all-press"}, "Choose single sources; classes can only be compared."),
        ({"destination": [f"C{n}" for n in range(13)]}, "Choose 12 at most."),
        ({**PAIR, "rows": "colour"}, "Select a valid choice. colour is not one"),
        ({**PAIR, "measure": "average"}, "Select a valid choice. average is not one"),
        ({**PAIR, "colour": "red"}, "There is no filter “colour”."),
        ({**PAIR, "page": "2"}, "There is no filter “page”."),
        ({**PAIR, "measure": ["low", "high"]}, "Give this filter once."),
        ({**PAIR, "period_from": "soon"}, "“soon” is no date."),
        ({**PAIR, "period_from": "2025", "period_to": "2024"}, "The period ends before it begins."),
        ({**PAIR, "group_on": "2025"}, "None of the destinations is a group."),
        ({**PAIR, "supplier": "Nobody"}, "No results for “Nobody”."),
        ({"destination": ["a\0b", "ML"]}, "No results for “a"),
        ({**PAIR, "equipment": "a\0b"}, "Null characters are not allowed."),
        ({**PAIR, "equipment": [f"type {n}" for n in range(41)]}, "Choose 40 at most."),
    ],
)
def test_what_is_not_understood_compares_nothing_and_says_why(client, world, query, words):
    convoys(world)
    page = client.get(URL, query)
    assert page.status_code == 200
    assert words in html.unescape(page.content.decode())
    assert table_rows(page) == []
    assert statuses(page) == ["Comparison not shown: see the messages above. Your entries are kept."]
    refused = client.get(URL, {**query, "export": "csv"})
    assert refused.status_code == 400
    assert words in refused.content.decode()


def test_what_was_typed_is_kept(client, world):
    page = client.get(URL, {"destination": ["ML", "Molli <b>"], "equipment": "tonks"})
    assert 'value="Molli &lt;b&gt;"' in page.content.decode()
    assert 'value="tonks"' in page.content.decode()


def test_a_download_is_what_the_page_shows(client, world):
    convoys(world)
    world.count(world.shipment(world.bobo, "2025"), world.guns, 3, None)
    query = {**PAIR, "equipment": ["t-72", "guns"], "split": "year", "export": "csv"}
    answer = client.get(URL, query)
    assert answer["Content-Disposition"].startswith('attachment; filename="comparison-2')
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    named = [(row["equipment_type"], row["equipment_name"], row["year"], row["unit"]) for row in rows]
    assert named == [
        ("t-72", "T-72", "total", "vehicles"),
        ("t-72", "T-72", "2024", "vehicles"),
        ("t-72", "T-72", "2025", "vehicles"),
        ("guns", "Guns", "total", "guns"),
        ("guns", "Guns", "2025", "guns"),
    ]
    first, last = rows[0], rows[-1]
    assert (first["ML_low"], first["ML_high"], first["ML_shipments"], first["ML_conflicts"]) == (
        "12",
        "14",
        "2",
        "0",
    )
    assert (first["total_low"], first["difference_low"], first["ratio_high"]) == ("14", "9", "7")
    assert (last["ML_low"], last["ML_shipments"], last["BF_low"], last["BF_high"]) == ("", "0", "3", "")


def test_a_name_that_looks_like_a_formula_is_harmless_in_the_download(client, world):
    evil = factories.EquipmentTypeFactory(slug="evil", name="=HYPERLINK(1)", parent=world.vehicles)
    world.count(world.shipment(world.bamako, "2025"), evil, 3, 3)
    answer = client.get(URL, {**PAIR, "equipment": "evil", "export": "csv"})
    assert "evil,'=HYPERLINK(1),vehicles,3,3,1,0" in b"".join(answer.streaming_content).decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_page_is_only_read(client, method):
    assert getattr(client, method)(URL).status_code == 405


@pytest.mark.parametrize("size", [1, 120])
def test_query_budget(client, world, django_assert_num_queries, size):
    for number in range(size):
        shipment = world.shipment(world.bamako if number % 2 else world.bobo, f"20{10 + number % 15}")
        Estimate.objects.create(
            shipment=shipment,
            equipment_type=world.tanks,
            quantity=NumericRange(3, 4),
            named_quantity=NumericRange(3, 4),
            stated_by=1,
            voices=1,
            state="single",
            is_stated=True,
        )
    world.join(world.burkina, datetime.date(2005, 7, 1))
    for measure in ("best", "reports"):
        # countries, aliases, groups; types, parties (2), sources (2) and shipments that are offered;
        # pairs that may be the same; estimates; types, their tree. Where there are such pairs: shipments,
        # counts and publications of theirs, their estimates (2), types. Several destinations, or suppliers
        with django_assert_num_queries({1: 16, 120: 22}[size]):
            page = client.get(URL, {**PAIR, "measure": measure, "split": "year"})
        assert page.context["table"].rows
    # members of the group besides
    with django_assert_num_queries({1: 17, 120: 23}[size]):
        page = client.get(URL, {"destination": ["BF", "alliance"], "split": "year"})
    assert page.context["table"].rows


def test_a_group_without_members_has_nothing(client, world):
    convoys(world)
    row = cells(client.get(URL, {"destination": ["ML", "alliance"], "equipment": "t-72"}))[0]
    assert row["Alliance of Sahel States"] == "–no report"
    assert row["Total"] == "12–14 2 shipments"


def test_a_comparison_is_saved_under_a_title_and_opens_again(client, world):
    convoys(world)
    user = factories.UserFactory(rights=["inventory.add_savedview"])
    client.force_login(user)
    page = client.get(URL, {**PAIR, "split": "year"})
    assert "Save this view" in page.content.decode()
    keep = {"title": "Sahel by year", "page": page.context["page"], "query": page.context["state"]}
    answer = client.post("/views/", keep, follow=True)
    assert answer.status_code == 200
    view = SavedView.objects.get()
    assert (view.page, view.owner) == ("comparison", user)
    opened = client.get(view.get_absolute_url(), follow=True)
    assert cells(opened) == cells(page)
