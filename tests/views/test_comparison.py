"""Climb the ladder of comparisons of destinations, shipments, suppliers, types and periods."""

import csv
import datetime
import html
import io
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange

from inventory.models import EquipmentType, Estimate, GroupMembership, SavedView
from tests import factories
from tests.views import pages
from tests.views.pages import statuses

pytestmark = pytest.mark.django_db

URL = "/compare/"


class World:
    """Hold two countries, a group, and a small tree: vehicles with tanks and T-72, and guns."""

    def __init__(self):
        self.mali = factories.CountryFactory(code="ML", name="Mali")
        self.burkina = factories.CountryFactory(code="BF", name="Burkina Faso")
        self.bamako = factories.PlaceFactory(slug="bamako", name="Bamako", country=self.mali)
        self.bobo = factories.PlaceFactory(slug="bobo", name="Bobo-Dioulasso", country=self.burkina)
        self.vehicles = factories.EquipmentTypeFactory(slug="vehicles", name="Vehicles", position=1)
        self.tanks = factories.EquipmentTypeFactory(slug="tanks", name="Tanks", parent=self.vehicles)
        self.t72 = factories.EquipmentTypeFactory(slug="t-72", name="T-72", parent=self.tanks, family=True)
        self.guns = factories.EquipmentTypeFactory(slug="guns", name="Guns", unit="guns", position=2)
        self.alliance = factories.CountryGroupFactory(slug="alliance", name="Alliance of Sahel States")

    def join(self, country, first, last=None):
        GroupMembership.objects.create(group=self.alliance, country=country, period=DateRange(first, last))

    def shipment(self, place, period, **kwargs):
        return factories.ShipmentFactory(destination=place, period=period, **kwargs)

    def count(self, shipment, kind, low, high, **kwargs):
        """Report a count in a voice of its own; ``low`` None is unknown, ``high`` None is open."""
        report = factories.ReportFactory(shipment=shipment, **kwargs)
        if low is None:
            factories.ReportedDeliveryFactory(unknown=True, report=report, equipment_type=kind)
        else:
            words = "exact" if low == high else "at_least" if high is None else "range"
            quantity = NumericRange(low, None if high is None else high + 1)
            factories.ReportedDeliveryFactory(
                report=report, equipment_type=kind, kind=words, quantity=quantity
            )
        Estimate.objects.recompute([shipment.pk])


@pytest.fixture
def world():
    return World()


def convoys(world):
    """Report two convoys to Mali and one to Burkina Faso."""
    world.count(world.shipment(world.bamako, "2024-03"), world.t72, 5, 7)
    world.count(world.shipment(world.bamako, "2025-01-17"), world.t72, 7, 7)
    world.count(world.shipment(world.bobo, "2025-05"), world.t72, 2, 3)


PAIR = {"destination": ["ML", "BF"]}


class Crosstab:
    """Leave of a page what stands before its figure, which repeats the numbers in a table of its own."""

    def __init__(self, response):
        self.content = response.content.split(b"<figure")[0]


def table_rows(response):
    return pages.table_rows(Crosstab(response))


def cells(response):
    return pages.cells(Crosstab(response))


def addresses(response):
    """Return the query of each link to lines, as dictionaries."""
    found = []
    for piece in response.content.decode().split('<a class="sum" href="')[1:]:
        found.append(parse_qs(urlsplit(html.unescape(piece.split('"')[0])).query))
    return found


def test_low_and_high_ends_are_summed_apart_with_difference_and_ratio(client, world):
    convoys(world)
    page = client.get(URL, PAIR)
    assert cells(page) == [
        {
            "Equipment": f"{name} vehicles",
            "Mali": "12–14 2 shipments",
            "Burkina Faso": "2–3 1 shipment",
            "Both together": "14–17 3 shipments",
            "Difference": "+9 to +12",
            "Ratio": "4–7",
        }
        for name in ("Vehicles", "Tanks")
    ]


def test_an_open_end_leaves_difference_and_ratio_open(client, world):
    world.count(world.shipment(world.bamako, "2025"), world.t72, 7, None)
    world.count(world.shipment(world.bobo, "2025"), world.t72, 2, 2)
    (row,) = cells(client.get(URL, {**PAIR, "equipment": "T-72"}))
    assert (row["Mali"], row["Difference"]) == ("≥ 7 1 shipment", "≥ +5")
    assert row["Ratio"] == "≥ 3.5"


def test_a_type_and_the_one_above_it_are_never_added_up(client, world):
    world.count(world.shipment(world.bamako, "2025"), world.t72, 7, 7)
    page = client.get(URL, {**PAIR, "equipment": ["Tanks", "T-72"]})
    assert [(row["Equipment"], row["Mali"]) for row in cells(page)] == [
        ("Tanks vehicles", "7 1 shipment"),
        ("T-72 vehicles", "7 1 shipment"),
    ]


def test_types_of_different_units_stand_in_rows_of_their_own(client, world):
    shipment = world.shipment(world.bamako, "2025")
    world.count(shipment, world.guns, 3, 3)
    world.count(shipment, world.t72, 7, 7)
    rows = cells(client.get(URL, PAIR))
    assert [row["Equipment"] for row in rows] == ["Vehicles vehicles", "Tanks vehicles", "Guns guns"]


def test_unknown_open_and_silent_cells_look_different_and_none_is_zero(client, world):
    world.count(world.shipment(world.bamako, "2025"), world.t72, None, None)
    world.count(world.shipment(world.bamako, "2024"), world.guns, 12, None)
    world.count(world.shipment(world.bamako, "2024"), world.guns, None, None)
    page = client.get(URL, {**PAIR, "equipment": ["guns", "t-72"]})
    rows = {row["Equipment"]: row for row in cells(page)}
    assert rows["Guns guns"]["Mali"] == "≥ 12 2 shipments, 1 uncounted"
    assert rows["T-72 vehicles"]["Mali"] == "? unknown 1 shipment, 1 uncounted"
    assert rows["T-72 vehicles"]["Burkina Faso"] == "–nothing reported"
    assert rows["T-72 vehicles"]["Difference"] == "—none: The count is unknown for Mali."
    assert rows["Guns guns"]["Difference"] == "—none: Nothing is reported for Burkina Faso."


def test_a_cell_marks_how_many_of_its_estimates_are_in_conflict(client, world):
    disputed = world.shipment(world.bamako, "2025")
    world.count(disputed, world.t72, 5, 5)
    world.count(disputed, world.t72, 7, 7)
    world.count(world.shipment(world.bamako, "2024"), world.t72, 2, 2)
    page = client.get(URL, {**PAIR, "equipment": "t-72", "measure": "conflicts"})
    assert cells(page)[0]["Mali"] == "1 2 shipments 1 in conflict"
    assert b"state-conflict" in page.content
    assert "1 in conflict" in cells(client.get(URL, {**PAIR, "equipment": "t-72"}))[0]["Mali"]


@pytest.mark.parametrize(
    ("measure", "mali", "difference"),
    [
        ("low", "12 2 shipments", "+10"),
        ("high", "14 2 shipments", "+11"),
        ("shipments", "2", "+1"),
        ("reports", "3 2 shipments", "+2"),
        ("voices", "3 2 shipments", "+2"),
        ("conflicts", "0 2 shipments", "0"),
    ],
)
def test_every_measure(client, world, measure, mali, difference):
    convoys(world)
    january = Estimate.objects.filter(shipment__period="2025-01-17").first().shipment
    world.count(january, world.t72, 6, 9)
    row = cells(client.get(URL, {**PAIR, "equipment": "t-72", "measure": measure}))[0]
    assert (row["Mali"], row["Difference"]) == (mali, difference)


def test_superseded_reports_are_not_counted(client, world):
    shipment = world.shipment(world.bamako, "2025")
    world.count(shipment, world.t72, 7, 7)
    world.count(shipment, world.t72, 6, 6, superseded_by=shipment.reports.get())
    row = cells(client.get(URL, {**PAIR, "equipment": "tanks", "measure": "reports"}))[0]
    assert row["Mali"] == "1 1 shipment"


def test_years_nest_below_each_row_and_stand_apart_where_a_period_names_no_single_year(client, world):
    convoys(world)
    world.count(world.shipment(world.bamako, "2024-12/2025-01"), world.t72, 1, 1)
    world.count(world.shipment(world.bamako, ""), world.t72, 4, 4)
    page = client.get(URL, {**PAIR, "equipment": "t-72", "split": "year"})
    assert [(row["Equipment, Years"], row["Mali"]) for row in cells(page)] == [
        ("T-72 vehicles", "17–19 4 shipments"),
        ("T-72: 2024", "5–7 1 shipment"),
        ("T-72: 2025", "7 1 shipment"),
        ("T-72: Several years", "1 1 shipment"),
        ("T-72: Year unknown", "4 1 shipment"),
    ]


def test_equipment_left_over_nests_and_is_not_added_up(client, world):
    convoys(world)
    page = client.get(URL, {**PAIR, "rows": "year", "equipment": ["vehicles", "guns"]})
    assert table_rows(page)[1:4] == [
        ["2024"],
        ["2024: Vehicles vehicles", "5–7 1 shipment", "–nothing reported", "5–7 1 shipment"]
        + ["—none: Nothing is reported for Burkina Faso."] * 2,
        ["2025"],
    ]


def test_with_one_type_years_need_no_rows_of_types(client, world):
    convoys(world)
    page = client.get(URL, {**PAIR, "rows": "year", "equipment": "T-72"})
    assert [row[:3] for row in table_rows(page)[1:]] == [
        ["2024", "5–7 1 shipment", "–nothing reported"],
        ["2025", "7 1 shipment", "2–3 1 shipment"],
    ]


def test_shipments_are_counted_without_a_type(client, world):
    world.root = EquipmentType.objects.get(level="root")
    convoys(world)
    page = client.get(URL, {**PAIR, "rows": "year", "measure": "shipments"})
    assert [row[:3] for row in table_rows(page)[1:]] == [
        ["2024", "1", "0nothing reported"],
        ["2025", "1", "1"],
    ]


def test_types_stand_in_columns_with_their_units_and_no_total(client, world):
    convoys(world)
    world.count(world.shipment(world.bamako, "2024-05"), world.guns, 3, 3)
    page = client.get(URL, {"equipment": ["Tanks", "Guns"]})
    assert table_rows(page)[0] == ["Years", "Tanks vehicles", "Guns guns", "Difference", "Ratio"]
    assert (
        table_rows(page)[1]
        == ["2024", "5–7 1 shipment", "3 1 shipment"] + ["—none: They are counted in different units."] * 2
    )


def test_two_types_of_one_unit_have_a_difference(client, world):
    convoys(world)
    (row,) = [
        row for row in cells(client.get(URL, {"equipment": ["T-72", "Tanks"]})) if row["Years"] == "2024"
    ]
    assert (row["T-72 vehicles"], row["Difference"]) == ("5–7 1 shipment", "−2 to +2")


def test_shipments_stand_side_by_side_by_reference_alone(client, world):
    one = world.shipment(world.bamako, "2024-03", reference="ML-A", title="First convoy")
    other = world.shipment(world.bobo, "2025-05", reference="BF-B")
    world.count(one, world.t72, 5, 7)
    world.count(other, world.t72, 2, 3)
    page = client.get(f"{URL}?shipment=ML-A&shipment=bf-b")
    assert table_rows(page)[0] == ["Equipment", "ML-A", "BF-B", "Both together", "Difference", "Ratio"]
    assert table_rows(page)[1][1:4] == ["5–7 1 shipment", "2–3 1 shipment", "7–10 2 shipments"]
    assert [link["shipment"] for link in addresses(page)[:3]] == [["ML-A"], ["BF-B"], ["ML-A", "BF-B"]]


def test_suppliers_and_periods_are_compared_too(client, world):
    russia = factories.PartyFactory(slug="russia", name="Russia")
    china = factories.PartyFactory(slug="china", name="China")
    for supplier, period, number in (
        (russia, "2024", 4),
        (china, "2025-03", 9),
        (russia, "2024-12/2025-01", 1),
    ):
        world.count(world.shipment(world.bamako, period, supplier=supplier), world.t72, number, number)
    by_supplier = client.get(URL, {"supplier": ["Russia", "China"], "equipment": "T-72"})
    assert cells(by_supplier)[0]["Russia"] == "5 2 shipments"
    by_period = client.get(URL, {"period": ["2024", "2025"], "equipment": "T-72"})
    # The shipment across both years is in neither.
    assert (cells(by_period)[0]["2024"], cells(by_period)[0]["2025"]) == ("4 1 shipment", "9 1 shipment")
    assert [link["during"] for link in addresses(by_period)] == [["2024"], ["2025"]]
    spans = client.get(URL, {"period": ["2024/2025", "2026"], "equipment": "T-72"})
    assert cells(spans)[0]["2024–2025"] == "14 3 shipments"
    for page, numbers in ((by_supplier, [2, 1, 3]), (by_period, [1, 1]), (spans, [3])):
        assert [len(pages.cells(client.get("/deliveries/", link))) for link in addresses(page)] == numbers


def test_three_things_are_each_held_against_the_first(client, world):
    niger = factories.CountryFactory(code="NE", name="Niger")
    convoys(world)
    niamey = factories.PlaceFactory(slug="niamey", name="Niamey", country=niger)
    world.count(world.shipment(niamey, "2025"), world.t72, 1, 1)
    row = cells(client.get(URL, {"destination": ["ML", "BF", "NE"], "equipment": "T-72"}))[0]
    assert (row["Difference to Burkina Faso"], row["Difference to Niger"]) == ("+9 to +12", "+11 to +13")
    assert row["All together"] == "15–18 4 shipments"


@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        ("destination", ["Burkina Faso", "Mali", "Destination unknown"]),
        ("supplier", ["China", "Supplier unknown"]),
        ("shipment", ["A SHIP-A", "B SHIP-B", "C SHIP-C"]),
    ],
)
def test_what_a_shipment_has_stands_in_rows_with_the_unknown_last(client, world, rows, labels):
    china = factories.PartyFactory(slug="china", name="China")
    world.count(
        world.shipment(world.bamako, "2024", supplier=china, reference="SHIP-A", title="A"), world.t72, 1, 1
    )
    world.count(
        world.shipment(world.bobo, "2024", supplier=china, reference="SHIP-B", title="B"), world.t72, 2, 2
    )
    world.count(world.shipment(None, "2025", reference="SHIP-C", title="C"), world.t72, 4, 4)
    page = client.get(URL, {"period": ["2024", "2025"], "equipment": "T-72", "rows": rows})
    assert [row[0] for row in table_rows(page)[1:]] == labels
    assert sum(len(pages.cells(client.get("/deliveries/", link))) for link in addresses(page)) == 3


def test_what_is_visually_confirmed_is_the_most_of_one_picture_added_over_shipments(client, world):
    convoys(world)
    january = Estimate.objects.filter(shipment__period="2025-01-17").first().shipment
    for number in (3, 5):
        evidence = factories.EvidenceFactory(shipment=january)
        evidence.counts.create(equipment_type=world.t72, count=number)
    rows = {
        row["Equipment"]: (row["Mali"], row["Burkina Faso"])
        for row in cells(client.get(URL, {**PAIR, "measure": "confirmed", "level": "all"}))
    }
    assert rows["T-72 vehicles"] == ("5 2 shipments", "– 1 shipment")
    assert rows["Vehicles vehicles"] == ("5 2 shipments", "– 1 shipment")


def test_a_group_has_the_members_of_the_shipments_own_days_or_of_the_day_chosen(client, world):
    convoys(world)
    world.join(world.mali, datetime.date(2023, 9, 16))
    world.join(world.burkina, datetime.date(2025, 6, 1))
    query = {"destination": ["alliance", "BF"], "equipment": "t-72"}
    shown = [
        cells(client.get(URL, asked))[0]["Alliance of Sahel States"]
        for asked in (query, {**query, "group_on": "2025-07"}, {**query, "group_on": "2025-01"})
    ]
    assert shown == ["12–14 2 shipments", "14–17 3 shipments", "12–14 2 shipments"]


def test_a_country_beside_its_group_is_counted_once_in_the_total(client, world):
    convoys(world)
    world.join(world.mali, datetime.date(2023, 9, 16))
    row = cells(client.get(URL, {"destination": ["ML", "alliance"], "equipment": "t-72"}))[0]
    assert (row["Mali"], row["Alliance of Sahel States"]) == ("12–14 2 shipments", "12–14 2 shipments")
    assert row["Both together"] == "12–14 2 shipments"


def test_filters_narrow_what_is_added_up(client, world):
    russia = factories.PartyFactory(slug="russia", name="Russia")
    post = factories.SourceFactory(slug="post", name="The Post")
    convoys(world)
    supplied = world.shipment(world.bamako, "2025-03", supplier=russia)
    world.count(supplied, world.t72, 4, 4, publication__source=post)
    for asked, shown in (
        ({"supplier": "Russia"}, "4 1 shipment"),
        ({"source": "The Post"}, "4 1 shipment"),
        ({"period_from": "2025"}, "11 2 shipments"),
        ({"period_to": "2024"}, "5–7 1 shipment"),
        ({"period_from": "2025-02", "period_to": "2025-04"}, "4 1 shipment"),
    ):
        assert cells(client.get(URL, {**PAIR, "equipment": "t-72", **asked}))[0]["Mali"] == shown


def test_with_a_source_only_its_reports_are_counted(client, world):
    post = factories.SourceFactory(slug="post", name="The Post")
    convoys(world)
    january = Estimate.objects.filter(shipment__period="2025-01-17").first().shipment
    world.count(january, world.t72, 6, 9, publication__source=post)
    query = {**PAIR, "equipment": "t-72", "measure": "reports", "source": "post"}
    page = client.get(URL, query)
    assert cells(page)[0]["Mali"] == "1 1 shipment"
    link = addresses(page)[0]
    assert len(pages.cells(client.get("/deliveries/", link))) == 1


def test_each_cell_leads_to_the_lines_behind_it(client, world):
    convoys(world)
    world.join(world.mali, datetime.date(2023, 9, 16))
    world.join(world.burkina, datetime.date(2023, 9, 16))
    query = {
        "destination": ["ML", "alliance"],
        "equipment": "tanks",
        "split": "year",
        "period_from": "2024-02",
        "group_on": "2024",
    }
    page = client.get(URL, query)
    links = addresses(page)
    mali = {"country": ["ML"], "equipment": ["tanks"], "period_from": ["2024-02"], "delivered": ["yes"]}
    group = {**mali, "group": ["alliance"], "group_on": ["2024"]}
    del group["country"]
    assert links == [
        mali,
        group,
        {**mali, "year": ["2024"]},
        {**group, "year": ["2024"]},
        {**mali, "year": ["2025"]},
        {**group, "year": ["2025"]},
    ]
    lines = [len(pages.cells(client.get("/deliveries/", link))) for link in links]
    assert lines == [2, 3, 1, 1, 1, 2]


def test_the_lines_of_an_unknown_year_and_of_several_are_found_too(client, world):
    world.count(world.shipment(world.bamako, ""), world.t72, 4, 4)
    world.count(world.shipment(world.bamako, "2024-12/2025-01"), world.t72, 4, 4)
    page = client.get(URL, {**PAIR, "equipment": "t-72", "rows": "year"})
    links = [link for link in addresses(page) if link["country"] == ["ML"]]
    assert [link["year"] for link in links] == [["several"], ["unknown"]]
    assert [len(pages.cells(client.get("/deliveries/", link))) for link in links] == [1, 1]


def test_what_was_only_ordered_is_uncounted_and_its_lines_are_found(client, world):
    world.count(world.shipment(world.bamako, "2024"), world.t72, 4, 4, stage="ordered")
    page = client.get(URL, {**PAIR, "equipment": "t-72"})
    assert cells(page)[0]["Mali"] == "? unknown 1 shipment, 1 uncounted"
    assert len(pages.cells(client.get("/deliveries/", addresses(page)[0]))) == 1


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
    assert "Nothing is reported for Mali against Burkina Faso" in page.content.decode()
    assert table_rows(page) == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"destination": ["ML", "Molli"]}, "Nothing here is called “Molli”. Did you mean: Mali?"),
        ({"destination": "ML"}, "Choose a second one to compare it with."),
        ({"destination": ["", " "]}, "Choose two things to compare, or more."),
        ({"measure": "low"}, "Choose two things to compare, or more."),
        ({**PAIR, "equipment": "T-27"}, "Nothing is called “T-27”."),
        ({**PAIR, "rows": "destination"}, "This is what is compared; choose something else for the rows."),
        ({**PAIR, "split": "equipment"}, "This stands in the table already; choose something else."),
        ({**PAIR, "rows": "year", "split": "supplier"}, "Name one type, or put equipment in rows"),
        ({**PAIR, "compare": "colour"}, "Select a valid choice. colour is not one"),
        ({**PAIR, "level": "none"}, "Select a valid choice. none is not one"),
        ({"shipment": ["NO-1", "NO-2"]}, "Nothing here is called “NO-1”."),
        ({"shipment": ["a\0b", "NO-2"]}, "Nothing here is called “a"),
        ({"edition": ["a\0b", "NO-2"]}, "Nothing here is called “a"),
        ({"period": ["soon", "2024"]}, "“soon” is no period. Write it as 2025, 2025-01 or 2022/2024."),
        ({**PAIR, "period": ["2023", "2024"]}, "Narrow it down to one period."),
        ({**PAIR, "source": "all-press"}, "Name sources one by one; classes can only be compared."),
        ({"destination": [f"C{n}" for n in range(13)]}, "Choose 12 at most."),
        ({**PAIR, "rows": "colour"}, "Select a valid choice. colour is not one"),
        ({**PAIR, "measure": "average"}, "Select a valid choice. average is not one"),
        ({**PAIR, "colour": "red"}, "There is no filter “colour”."),
        ({**PAIR, "page": "2"}, "There is no filter “page”."),
        ({**PAIR, "measure": ["low", "high"]}, "Give this filter once."),
        ({**PAIR, "period_from": "soon"}, "“soon” is no date."),
        ({**PAIR, "period_from": "2025", "period_to": "2024"}, "The period ends before it begins."),
        ({**PAIR, "group_on": "2025"}, "None of the destinations is a group."),
        ({**PAIR, "supplier": "Nobody"}, "Nothing here is called “Nobody”."),
        ({"destination": ["a\0b", "ML"]}, "Nothing here is called “a"),
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
    assert statuses(page) == [
        "Nothing is compared: something above was not understood. What you typed is kept."
    ]
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


@pytest.mark.parametrize("size", [1, 300])
def test_query_budget(client, world, django_assert_num_queries, size):
    for number in range(size):
        shipment = world.shipment(world.bamako if number % 2 else world.bobo, f"20{10 + number % 15}")
        Estimate.objects.create(
            shipment=shipment,
            equipment_type=world.tanks,
            quantity=NumericRange(3, 4),
            support=1,
            voices=1,
            state="single",
            is_stated=True,
        )
    world.join(world.burkina, datetime.date(2005, 7, 1))
    for measure in ("best", "reports"):
        # countries, aliases, groups; types, parties (2), sources (2) and shipments that are offered;
        # estimates; types, their tree
        with django_assert_num_queries(12):
            page = client.get(URL, {**PAIR, "measure": measure, "split": "year"})
        assert page.context["table"].rows
    # members of the group besides
    with django_assert_num_queries(13):
        page = client.get(URL, {"destination": ["BF", "alliance"], "split": "year"})
    assert page.context["table"].rows


def test_a_group_without_members_has_nothing(client, world):
    convoys(world)
    row = cells(client.get(URL, {"destination": ["ML", "alliance"], "equipment": "t-72"}))[0]
    assert row["Alliance of Sahel States"] == "–nothing reported"
    assert row["Both together"] == "12–14 2 shipments"


def test_a_comparison_is_saved_under_a_title_and_opens_again(client, world):
    convoys(world)
    user = factories.UserFactory()
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
