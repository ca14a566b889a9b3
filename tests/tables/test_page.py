"""Sort and cut a table as an address asks, and name what cannot be done."""

import pytest
from django.http import QueryDict

from inventory.models import Shipment
from inventory.tables.page import list_page, sort_table
from inventory.tables.shipments import ShipmentTable
from tests import factories

pytestmark = pytest.mark.django_db


def listing(query=""):
    return list_page(ShipmentTable(Shipment.objects.for_list()), QueryDict(query))


def test_a_page_knows_its_place():
    factories.ShipmentFactory.create_batch(26)
    second = listing("page=2")
    assert (second.count, second.last_page, second.page_size, second.is_found) == (26, 2, 25, True)
    assert second.page_numbers == [1, 2]
    assert len(second.table.paginated_rows) == 1
    assert listing("per_page=100").last_page == 1


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("page=3", "There is no page “3”; the last page is 1."),
        ("page=x", "There is no page “x”; the last page is 1."),
        ("per_page=7", "A page of “7” rows is not offered; choose one of 25, 100, 500."),
    ],
)
def test_what_cannot_be_done_is_named(query, problem):
    assert listing(query).problems == (problem,)


def test_sorting_takes_repeated_and_comma_separated_names_and_at_most_three():
    table = ShipmentTable(Shipment.objects.for_list())
    sort, problems = sort_table(
        table, QueryDict("sort=title,-voices&sort=state&sort=period&sort=items&sort=--title")
    )
    assert sort == ("title", "-voices", "state")
    assert [problem.split("”")[0] for problem in problems] == [
        "The list cannot be sorted by “items",
        "The list cannot be sorted by “--title",
    ]
    assert str(table.queryset.query).endswith(
        'ORDER BY "inventory_shipment"."title" ASC NULLS LAST, '
        '"inventory_shipment"."voice_count" DESC NULLS LAST, "inventory_shipment"."state" ASC NULLS LAST, '
        '"inventory_shipment"."conflict_count" DESC NULLS LAST, '
        '"inventory_shipment"."id" ASC'
    )


@pytest.mark.parametrize("direction", ["", "-"])
def test_every_column_that_offers_sorting_can_sort(direction):
    factories.ShipmentFactory.create_batch(2)
    names = ShipmentTable(Shipment.objects.for_list()).sortable
    assert len(names) == 10
    for name in names:
        table = ShipmentTable(Shipment.objects.for_list(), order_by=f"{direction}{name}")
        assert len(list(table.queryset)) == 2
