"""Build a small world of shipments to compare, and read the page of a comparison as a person would."""

import html
from urllib.parse import parse_qs, urlsplit

from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange

from inventory.models import Estimate, GroupMembership
from tests import factories
from tests.views import pages

URL = "/compare/"
PAIR = {"destination": ["ML", "BF"]}


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


def convoys(world):
    """Report two convoys to Mali and one to Burkina Faso."""
    world.count(world.shipment(world.bamako, "2024-03"), world.t72, 5, 7)
    world.count(world.shipment(world.bamako, "2025-01-17"), world.t72, 7, 7)
    world.count(world.shipment(world.bobo, "2025-05"), world.t72, 2, 3)


class Crosstab:
    """Leave of a page what stands before its figure, which repeats the numbers in a table of its own."""

    def __init__(self, response):
        self.content = (
            response.content.split(b"<figure")[0]
            .split(b"<h2>Totals</h2>")[-1]
            .split(b'<section aria-labelledby="details"')[0]
        )


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
