"""Test lists with all items of a delivery in one cell."""

import pytest

from inventory.imports.pipeline import import_file
from inventory.models import Report, ReportedDelivery, Shipment
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def names(db):
    """Make the things that the list names."""
    factories.SourceFactory(slug="raids", name="RAIDS")
    for slug, name in (("fr", "France"), ("pl", "Poland"), ("ua", "Ukraine")):
        factories.PartyFactory(slug=f"state-{slug}", name=name, country=factories.CountryFactory(name=name))
    for name in ("CAESAR", "Bohdana", "T-72 (M1, ex-Polish)", "Boats"):
        factories.EquipmentTypeFactory(name=name)


def test_each_entry_of_a_cell_is_a_line(data):
    path = data / "packed_list.csv"
    outcome = import_file(path, dry_run=False)
    assert outcome.format_name == "packed list"
    assert outcome.summary() == "rows read 2 = 2 new + 0 changed + 0 unchanged + 0 errors"
    assert list(Shipment.objects.order_by("title").values_list("title", flat=True)) == [
        "France to Ukraine, 2024-05",
        "Poland to Ukraine, 2023",
    ]
    assert list(ReportedDelivery.objects.order_by("pk").values_list("label", "phrase", "kind")) == [
        ("CAESAR", "19", "exact"),
        ("Bohdana", "about 18", "approximate"),
        ("T-72 (M1, ex-Polish)", "14", "exact"),
        ("boats", "", "unknown"),
    ]
    assert sorted(Report.objects.values_list("stage", flat=True)) == ["handed_over", "pledged"]
    assert import_file(path, dry_run=False).plan.is_empty


def test_an_unknown_entry_is_named_with_its_line(data, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text((data / "packed_list.csv").read_text().replace("Bohdana", "Zuzana"))
    outcome = import_file(path, dry_run=True)
    assert [str(problem).partition(". It")[0] for problem in outcome.plan.problems] == [
        "line 3, column items: “Zuzana” is not the name of a known equipment type."
    ]
    assert outcome.plan.problems[0].unknown.name == "Zuzana"
    assert outcome.summary() == "rows read 2 = 1 new + 0 changed + 0 unchanged + 1 errors"
