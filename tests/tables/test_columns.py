"""Arrange columns as an address asks, else as the reader wished."""

import pytest
from django.http import QueryDict

from inventory.models import ReportedDelivery, Shipment
from inventory.tables.columns import arrange
from inventory.tables.deliveries import DeliveryTable
from inventory.tables.page import sort_table
from inventory.tables.shipments import ShipmentTable

pytestmark = pytest.mark.django_db


def table():
    return ShipmentTable(Shipment.objects.for_list())


def heads(shown):
    return [header.name for header in shown.headers]


def test_the_address_says_which_columns_stand_in_which_order():
    one = table()
    arrangement = arrange(one, QueryDict("columns=reference,state&columns=title"), {"columns": ["period"]})
    assert heads(one) == ["reference", "state", "title"]
    assert arrangement.exported == ("reference", "state", "conflicts", "title")
    assert arrangement.problems == ()


def test_without_a_word_in_the_address_the_wish_counts_and_then_the_usual():
    one = table()
    arrange(one, QueryDict("sort=title"), {"columns": ["voices", "gone"], "density": "compact"})
    assert heads(one) == ["reference", "voices"]
    other = table()
    arrangement = arrange(other, QueryDict(), {})
    assert "conflicts" not in heads(other)
    assert arrangement.is_usual


def test_a_list_can_be_sorted_by_a_column_that_is_not_shown():
    one = table()
    arrange(one, QueryDict("columns=title"), {})
    assert sort_table(one, QueryDict("sort=-voices&sort=conflicts")) == (("-voices", "conflicts"), [])


def test_a_column_or_density_that_does_not_exist_is_named_and_the_usual_ones_are_shown():
    one = table()
    arrangement = arrange(one, QueryDict("columns=title,colour&density=thin"), {"columns": ["voices"]})
    assert [problem.split(".")[0] for problem in arrangement.problems] == [
        "There is no column “colour”",
        "There is no density “thin”; choose one of comfortable, compact",
    ]
    assert heads(one) == heads(table())


@pytest.mark.parametrize(
    "one", [ShipmentTable(Shipment.objects.none()), DeliveryTable(ReportedDelivery.objects.none())]
)
def test_every_column_has_its_own_in_the_export(one):
    assert [column.name for column in one.columns.iterall() if not column.column.exported] == []


def test_shift_puts_a_column_behind_those_that_sort_already():
    one = table()
    sort_table(one, QueryDict("sort=title"))
    then = {header.name: header.then for header in one.headers}
    assert then["period"] == ("title", "-period")
    assert then["title"] == ("-title",)
    assert then["items"] == ()
