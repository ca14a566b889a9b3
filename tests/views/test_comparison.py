"""Compare destinations, shipments, suppliers, types and periods: what is added up, and what is behind it."""

import datetime
import html

import pytest

from inventory.models import EquipmentType, Estimate
from tests import factories
from tests.views import pages
from tests.views.compared import PAIR, URL, World, addresses, cells, convoys, table_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def test_low_and_high_ends_are_summed_apart_with_difference_and_ratio(client, world):
    convoys(world)
    page = client.get(URL, PAIR)
    assert cells(page) == [
        {
            "Equipment": name,
            "Mali": "12–14 2 shipments",
            "Burkina Faso": "2–3 1 shipment",
            "Total": "14–17 3 shipments",
            "Difference": "+9 to +12",
            "Ratio": "4–7",
        }
        for name in ("Vehicles", "Tanks vehicles")
    ]


def test_with_an_open_end_there_is_neither_difference_nor_ratio(client, world):
    world.count(world.shipment(world.bamako, "2025"), world.t72, 7, None)
    world.count(world.shipment(world.bobo, "2025"), world.t72, 2, 2)
    (row,) = cells(client.get(URL, {**PAIR, "equipment": "T-72"}))
    assert (row["Mali"], row["Difference"]) == ("≥ 7 1 shipment", "cannot be said: no upper limit for Mali")
    assert row["Ratio"] == row["Difference"]


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
    assert [row["Equipment"] for row in rows] == ["Vehicles", "Tanks vehicles", "Guns"]


def test_unknown_open_and_silent_cells_look_different_and_none_is_zero(client, world):
    world.count(world.shipment(world.bamako, "2025"), world.t72, None, None)
    world.count(world.shipment(world.bamako, "2024"), world.guns, 12, None)
    world.count(world.shipment(world.bamako, "2024"), world.guns, None, None)
    page = client.get(URL, {**PAIR, "equipment": ["guns", "t-72"]})
    rows = {row["Equipment"]: row for row in cells(page)}
    assert rows["Guns"]["Mali"] == (
        "≥ 12 2 shipments, 1 without number an open number may be counted twice; 1 link to decide"
    )
    assert rows["T-72 vehicles"]["Mali"] == "? unknown 1 shipment, 1 without number"
    assert rows["T-72 vehicles"]["Burkina Faso"] == "–no report"
    assert rows["T-72 vehicles"]["Difference"] == "cannot be said: the count for Mali is unknown"
    assert rows["Guns"]["Difference"] == "n/a: no count for Burkina Faso"


def test_a_cell_marks_how_many_of_its_estimates_are_in_conflict(client, world):
    disputed = world.shipment(world.bamako, "2025")
    world.count(disputed, world.t72, 5, 5)
    world.count(disputed, world.t72, 7, 7)
    world.count(world.shipment(world.bamako, "2024"), world.t72, 2, 2)
    page = client.get(URL, {**PAIR, "equipment": "t-72", "measure": "conflicts"})
    assert cells(page)[0]["Mali"] == "1 2 shipments 1 disputed"
    assert b"state-conflict" in page.content
    assert "1 disputed" in cells(client.get(URL, {**PAIR, "equipment": "t-72"}))[0]["Mali"]


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
    assert row["Mali"] == mali
    head = {"low": "Difference of minimums", "high": "Difference of maximums"}.get(measure, "Difference")
    assert row[head] == difference


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
        ("T-72 vehicles", "12–19 4 shipments up to 12 may be counted twice; 4 links to decide"),
        ("T-72: 2024", "5–7 1 shipment may belong: 1 record, up to 1; with it 5–8"),
        ("T-72: 2025", "7 1 shipment may belong: 1 record, up to 1; with it 7–8"),
        ("T-72: Several years", "1 1 shipment"),
        ("T-72: Year unknown", "4 1 shipment"),
    ]


def test_equipment_left_over_nests_and_is_not_added_up(client, world):
    convoys(world)
    page = client.get(URL, {**PAIR, "rows": "year", "equipment": ["vehicles", "guns"]})
    assert table_rows(page)[1:4] == [
        ["2024"],
        ["2024: Vehicles", "5–7 1 shipment", "–no report", "5–7 1 shipment"]
        + ["n/a: no count for Burkina Faso"] * 2,
        ["2025"],
    ]


def test_with_one_type_years_need_no_rows_of_types(client, world):
    convoys(world)
    page = client.get(URL, {**PAIR, "rows": "year", "equipment": "T-72"})
    assert [row[:3] for row in table_rows(page)[1:]] == [
        ["2024", "5–7 1 shipment", "–no report"],
        ["2025", "7 1 shipment", "2–3 1 shipment"],
    ]


def test_shipments_are_counted_without_a_type(client, world):
    world.root = EquipmentType.objects.get(level="root")
    convoys(world)
    page = client.get(URL, {**PAIR, "rows": "year", "measure": "shipments"})
    assert [row[:3] for row in table_rows(page)[1:]] == [
        ["2024", "1", "0no report"],
        ["2025", "1", "1"],
    ]


def test_types_stand_in_columns_with_their_units_and_no_total(client, world):
    convoys(world)
    world.count(world.shipment(world.bamako, "2024-05"), world.guns, 3, 3)
    page = client.get(URL, {"equipment": ["Tanks", "Guns"]})
    assert table_rows(page)[0] == ["Years", "Tanks vehicles", "Guns", "Difference", "Ratio"]
    assert (
        table_rows(page)[1]
        == ["2024", "5–7 1 shipment", "3 1 shipment"] + ["cannot be said: counted in different units"] * 2
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
    assert table_rows(page)[0] == ["Equipment", "ML-A", "BF-B", "Total", "Difference", "Ratio"]
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
    # Both may be of the same deliveries.
    assert cells(by_supplier)[0]["Russia"] == (
        "4–5 2 shipments up to 1 may be counted twice; 1 link to decide"
    )
    by_period = client.get(URL, {"period": ["2024", "2025"], "equipment": "T-72"})
    # The shipment across both years is in neither, and may be of either.
    assert (cells(by_period)[0]["2024"], cells(by_period)[0]["2025"]) == (
        "4 1 shipment may belong: 1 record, up to 1; with it 4–5",
        "9 1 shipment may belong: 1 record, up to 1; with it 9–10",
    )
    assert [link["during"] for link in addresses(by_period)] == [["2024"], ["2025"]]
    spans = client.get(URL, {"period": ["2024/2025", "2026"], "equipment": "T-72"})
    assert cells(spans)[0]["2024–2025"] == (
        "13–14 3 shipments up to 1 may be counted twice; 1 link to decide"
    )
    for page, numbers in ((by_supplier, [2, 1, 3]), (by_period, [1, 1]), (spans, [3])):
        assert [len(pages.cells(client.get("/deliveries/", link))) for link in addresses(page)] == numbers


def test_three_things_are_each_held_against_the_first(client, world):
    niger = factories.CountryFactory(code="NE", name="Niger")
    convoys(world)
    niamey = factories.PlaceFactory(slug="niamey", name="Niamey", country=niger)
    world.count(world.shipment(niamey, "2025"), world.t72, 1, 1)
    row = cells(client.get(URL, {"destination": ["ML", "BF", "NE"], "equipment": "T-72"}))[0]
    assert (row["Difference to Burkina Faso"], row["Difference to Niger"]) == ("+9 to +12", "+11 to +13")
    assert row["Total"] == "15–18 4 shipments"


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
    assert rows["Vehicles"] == ("5 2 shipments", "– 1 shipment")


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
    assert row["Total"] == "12–14 2 shipments"


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


def test_what_was_only_ordered_is_no_delivery_and_one_without_a_number_is_uncounted(client, world):
    world.count(world.shipment(world.bamako, "2024"), world.t72, 4, 4, stage="ordered")
    assert cells(client.get(URL, {**PAIR, "equipment": "t-72"})) == []
    world.count(world.shipment(world.bamako, "2024"), world.t72, None, None)
    page = client.get(URL, {**PAIR, "equipment": "t-72"})
    assert cells(page)[0]["Mali"] == "? unknown 1 shipment, 1 without number"


def headline(page):
    return html.unescape(page.content.decode().split("<h1>")[1].split("</h1>")[0])


@pytest.mark.parametrize(
    ("query", "title"),
    [
        (PAIR, "Mali and Burkina Faso compared"),
        (
            {**PAIR, "supplier": "Russia", "period": "2024–25", "equipment": ["Tanks", "T-72"]},
            "Mali and Burkina Faso compared: Tanks and T-72, from Russia, in 2024–2025",
        ),
        (
            {"destination": "ML", "supplier": "Russia", "period": "2024-25"},
            "Reported deliveries to Mali, from Russia, in 2024–2025, by category",
        ),
        (
            {**PAIR, "period_from": "2024-02", "period_to": "2025-06-01"},
            "Mali and Burkina Faso compared: since February 2024, until 1 Jun 2025",
        ),
        (
            {"period": ["2024", "2025"], "destination": ["ML", "BF"], "compare": "period"},
            "2024 and 2025 compared: to Mali or Burkina Faso",
        ),
        (
            {"destination": ["alliance", "BF"], "group_on": "2024", "source": "the post"},
            "Alliance of Sahel States and Burkina Faso compared: types counted by The Post, "
            "group members as of 2024",
        ),
    ],
)
def test_heading_caption_and_picture_name_everything_that_narrows(client, world, query, title):
    post = factories.SourceFactory(slug="post", name="The Post")
    russia = factories.PartyFactory(slug="russia", name="Russia")
    world.join(world.burkina, datetime.date(2020, 1, 1))
    for place, period in ((world.bamako, "2024-03"), (world.bobo, "2025-05")):
        shipment = world.shipment(place, period, supplier=russia)
        world.count(shipment, world.t72, 5, 7, publication__source=post)
    page = client.get(URL, query)
    assert headline(page) == title
    content = html.unescape(page.content.decode())
    assert f"<title>{title}" in content
    assert f"<caption>{title}. " in content
    figure = page.context["figure"]
    assert figure.title == title
    assert figure.subtitle == page.context["table"].caption
    assert title in figure.summary


def test_one_thing_alone_has_neither_total_nor_difference(client, world):
    convoys(world)
    page = client.get(URL, {"destination": "ML"})
    assert table_rows(page) == [
        ["Equipment", "Mali"],
        ["Vehicles", "12–14 2 shipments"],
        ["Tanks vehicles", "12–14 2 shipments"],
    ]


@pytest.mark.parametrize("one", [(7, 7), (3, 9), (7, None)])
@pytest.mark.parametrize("other", [(7, 7), (0, 2), (2, None)])
def test_no_difference_has_an_open_end(client, world, one, other):
    world.count(world.shipment(world.bamako, "2025"), world.t72, *one)
    world.count(world.shipment(world.bobo, "2025"), world.t72, *other)
    (row,) = cells(client.get(URL, {**PAIR, "equipment": "T-72"}))
    for head in ("Difference", "Ratio"):
        assert "≥" not in row[head]
        assert "open" not in row[head]
    assert row["Difference"].startswith("cannot be said") == (None in (*one, *other))
