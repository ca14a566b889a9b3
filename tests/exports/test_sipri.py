"""Write estimates in the columns of SIPRI's register, and never as more than they are."""

import csv
import io

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.columns import sipri
from inventory.columns.column import names_of
from inventory.exports.copy import csv_lines
from inventory.exports.sipri import export_sipri_like
from inventory.imports.cases import load_case
from inventory.imports.demo import CONVOY, SIPRI_EXTRACT
from inventory.imports.pipeline import import_file
from inventory.imports.reference import load_reference
from inventory.imports.sipri.new import COLUMNS
from inventory.models import Estimate, Shipment
from tests import factories
from tests.exports.verdicts import judge

pytestmark = pytest.mark.django_db

COLUMNS_OF_SIPRI = COLUMNS[12:]  # what only SIPRI decides
FIGURES = ("Numbers delivered", "Numbers delivered is estimate")


def written(shipments=None):
    """Return the rows of the file for all shipments, or those given."""
    rows = Shipment.objects.for_list() if shipments is None else shipments
    text = b"".join(csv_lines(export_sipri_like(rows))).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def tank(db):
    """Make a tank below the tanks, which SIPRI counts."""
    tanks = factories.EquipmentTypeFactory(slug="tanks", name="Tanks")
    judge(tanks, "sipri", "armoured-vehicles", "Armoured vehicles")
    return factories.EquipmentTypeFactory(slug="t-72", name="T-72", parent=tanks, family=True)


@pytest.fixture
def shipment(db):
    """Make a shipment with a headline."""
    mali = factories.CountryFactory(code="ML", name="Mali")
    return factories.ShipmentFactory(
        reference="ML-1",
        supplier=factories.PartyFactory(name="Russia"),
        destination=factories.PlaceFactory(name="Bamako", country=mali),
        period="2025-01-17",
    )


def counted(shipment, equipment_type, quantity=None, **report):
    """Let a voice of its own count the type, unknown without a quantity."""
    said = {"quantity": NumericRange(*quantity), "kind": "range"} if quantity else {"unknown": True}
    line = factories.ReportedDeliveryFactory(
        report=factories.ReportFactory(shipment=shipment, **report), equipment_type=equipment_type, **said
    )
    Estimate.objects.recompute([shipment.pk])
    return line


def test_the_columns_are_sipri_s_in_sipri_s_order():
    assert tuple(names_of(sipri.COLUMNS)) == COLUMNS


def test_every_cell_of_a_row(shipment, tank):
    line = counted(shipment, tank, (7, 8))
    army = factories.PartyFactory(name="Malian army")
    factories.ReportedDetailFactory(report=line.report, kind="recipient", party=army, place=None)
    factories.ReportedDetailFactory(report=line.report, kind="ordered", date="2024-03~", place=None)
    assert written() == [
        {
            "SIPRI AT Database ID": "",
            "Supplier": "Russia",
            "Recipient": "Malian army",
            "Designation": "T-72",
            "Description": "Tanks",
            "Armament category": "Armoured vehicles",
            "Order date": "2024",
            "Order date is estimate": "Yes",
            "Numbers delivered": "7",
            "Numbers delivered is estimate": "No",
            "Delivery year": "2025",
            "Delivery year is estimate": "No",
            **dict.fromkeys(COLUMNS_OF_SIPRI, ""),
        }
    ]


@pytest.mark.parametrize(
    ("quantity", "number", "mark"),
    [
        ((7, 8), "7", "No"),
        ((45, 56), "45", "Yes"),
        ((101, None), "101", "Yes"),
        ((0, 1), "0", "No"),
        (None, "", ""),
    ],
)
def test_an_interval_is_its_low_end_marked_as_an_estimate_and_unknown_stays_unknown(
    shipment, tank, quantity, number, mark
):
    if quantity == (0, 1):
        factories.ReportedDeliveryFactory(report__shipment=shipment, equipment_type=tank, denied=True)
        Estimate.objects.recompute([shipment.pk])
    else:
        counted(shipment, tank, quantity)
    assert [tuple(row[name] for name in FIGURES) for row in written()] == [(number, mark)]


def test_a_number_that_reports_name_stands_and_two_do_not(shipment, tank):
    line = counted(shipment, tank, (45, 56))
    line.best = 50
    line.save()
    assert [tuple(row[name] for name in FIGURES) for row in written()] == [("50", "Yes")]
    other = counted(shipment, tank, (43, 54))
    other.best = 48
    other.save()
    assert [tuple(row[name] for name in FIGURES) for row in written()] == [("45", "Yes")]


def test_a_number_on_which_voices_exclude_each_other_is_an_estimate(shipment, tank):
    counted(shipment, tank, (5, 6))
    counted(shipment, tank, (7, 8))
    assert [tuple(row[name] for name in FIGURES) for row in written()] == [("5", "Yes")]


@pytest.mark.parametrize(
    ("period", "year", "mark"),
    [
        ("", "", ""),
        ("2025", "2025", "No"),
        ("2025~", "2025", "Yes"),
        ("2024-11/2025-01", "2024", "Yes"),
    ],
)
def test_a_period_is_the_year_in_which_it_begins(shipment, tank, period, year, mark):
    Shipment.objects.update(period=period)
    counted(shipment, tank, (7, 8))
    assert [(row["Delivery year"], row["Delivery year is estimate"]) for row in written()] == [(year, mark)]


@pytest.mark.parametrize(
    ("dates", "year", "mark"),
    [
        ([], "", ""),
        (["2024"], "2024", "No"),
        (["2024-01", "2024-12"], "2024", "No"),
        (["2023", "2024"], "", ""),
        (["2023/2024"], "", ""),
    ],
)
def test_an_order_in_dispute_has_no_year(shipment, tank, dates, year, mark):
    line = counted(shipment, tank, (7, 8))
    for date in dates:
        factories.ReportedDetailFactory(report=line.report, kind="ordered", date=date, place=None)
    assert [(row["Order date"], row["Order date is estimate"]) for row in written()] == [(year, mark)]


def test_without_a_recipient_it_is_the_country_of_the_destination_and_nothing_without_that(shipment, tank):
    counted(shipment, tank, (7, 8))
    assert written()[0]["Recipient"] == "Mali"
    Shipment.objects.update(destination=None, supplier=None)
    assert (written()[0]["Recipient"], written()[0]["Supplier"]) == ("", "")


def test_nothing_stands_in_two_rows(shipment, tank):
    variant = factories.EquipmentTypeFactory(name="T-72B3", parent=tank, variant=True)
    line = counted(shipment, tank, (7, 8))
    for equipment_type, number in ((tank.parent, 20), (variant, 4)):
        factories.ReportedDeliveryFactory(
            report=line.report, equipment_type=equipment_type, quantity=NumericRange(number, number + 1)
        )
    other = factories.ShipmentFactory(reference="ML-2")
    counted(other, tank.parent, (3, 4))
    assert {(row["Designation"], row["Numbers delivered"]) for row in written()} == {
        ("T-72", "7"),
        ("Tanks", "3"),
    }


def test_a_variant_that_sipri_counts_stands_though_its_family_is_left_out(shipment, tank):
    judge(tank, "sipri", "armoured-vehicles", "Armoured vehicles", outcome="out")
    variant = factories.EquipmentTypeFactory(name="T-72B3", parent=tank, variant=True)
    judge(variant, "sipri", "armoured-vehicles", "Armoured vehicles")
    line = counted(shipment, tank, (7, 8))
    factories.ReportedDeliveryFactory(report=line.report, equipment_type=variant)
    Estimate.objects.recompute([shipment.pk])
    assert [(row["Designation"], row["Numbers delivered"]) for row in written()] == [("T-72B3", "3")]


def test_what_sipri_leaves_out_and_what_did_not_come_is_left_out(shipment, tank):
    counted(shipment, factories.EquipmentTypeFactory(name="Trucks"), (7, 8))
    counted(shipment, tank, (7, 8), stage="ordered")
    assert written() == []


def test_a_disputed_category_says_so(shipment, tank):
    tank.parent.verdicts.update(outcome="disputed")
    counted(shipment, tank, (7, 8))
    assert written()[0]["Armament category"] == "Armoured vehicles (disputed)"


def test_only_the_shipments_of_the_list_are_written(shipment, tank):
    counted(shipment, tank, (7, 8))
    assert written(Shipment.objects.for_list().filter(reference="ML-2")) == []
    assert written(Shipment.objects.none()) == []


def test_what_sipri_said_comes_out_as_it_said_it():
    list(load_reference())
    import_file(SIPRI_EXTRACT, dry_run=False)
    lines = SIPRI_EXTRACT.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("SIPRI AT Database ID"))
    said = csv.DictReader([line.rstrip(";") for line in lines[start:]])
    assert sorted(map(_figures, said)) == sorted(map(_figures, written()))
    assert len(written()) > 100


def _figures(row):
    """Return deal, years and number with their marks, of which the register sometimes leaves out a No."""
    figures = ("Order date", "Delivery year", "Numbers delivered")
    marks = [row[f"{figure} is estimate"] or "No" for figure in figures]
    return (row["SIPRI AT Database ID"], *(row[figure] for figure in figures), *marks)


def test_the_convoy_has_the_seven_tanks_that_voices_agree_on():
    list(load_reference())
    load_case(CONVOY)
    found = {row["Designation"]: tuple(row[name] for name in FIGURES) for row in written()}
    assert (found["T-72B3"], found["BMP-3"][1], found["D-30"]) == (("7", "No"), "Yes", ("3", "No"))
