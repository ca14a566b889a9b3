"""Test submissions to the UN Register: two voices on one shipment."""

import pytest

from inventory.imports.files import read_file
from inventory.imports.pipeline import import_file
from inventory.models import Estimate, Publication, Report, ReportedDelivery, Shipment
from inventory.models.names import Kind
from tests import factories

pytestmark = pytest.mark.django_db

TYPES = {
    "tanks": "Tanks",
    "t-72": "T-72",
    "t-80": "T-80",
    "vessels": "Vessels",
    "combat-helicopters": "Combat helicopters",
}


@pytest.fixture(autouse=True)
def names(db):
    """Make the states, which are voices too, and the types."""
    factories.DatasetFactory(name="UNROCA", source=factories.SourceFactory(slug="unroca", name="UNROCA"))
    for slug, name in (("ml", "Mali"), ("ru", "Russia"), ("ne", "Niger")):
        country = factories.CountryFactory(name=name)
        factories.PlaceFactory(slug=f"country-{slug}", name=name, country=country, kind="country")
        factories.PartyFactory(slug=f"state-{slug}", name=name, country=country, kind="state")
        factories.SourceFactory(slug=f"government-{slug}", name=name)
    for slug, name in TYPES.items():
        factories.EquipmentTypeFactory(slug=slug, name=name)


@pytest.fixture
def path(data):
    return data / "unroca_submissions.csv"


@pytest.fixture
def altered(path, tmp_path):
    """Return a function that replaces words of the file and imports it."""

    def alter(old, new, *, dry_run=True):
        text = read_file(path).decode()
        assert old in text
        other = tmp_path / "altered.csv"
        other.write_text(text.replace(old, new), encoding="utf-8")
        return import_file(other, dry_run=dry_run)

    return alter


def test_exporter_and_importer_are_two_voices_on_one_shipment(path):
    outcome = import_file(path, dry_run=False)
    assert outcome.format_name == "UNROCA submissions"
    assert outcome.summary() == "rows read 4 = 4 new + 0 changed + 0 unchanged + 0 errors"
    shipment = Shipment.objects.get()
    assert (shipment.is_tally, shipment.dataset.name) == (True, "UNROCA")
    assert (shipment.title, shipment.period, shipment.voice_count) == ("Russia to Mali, 2021", "2021", 2)
    assert (shipment.supplier.slug, shipment.destination.slug) == ("state-ru", "country-ml")
    assert {(report.voice.slug, report.stage, report.note) for report in Report.objects.all()} == {
        ("government-ru", "handed_over", ""),
        ("government-ml", "handed_over", "First batch\nNumber withheld"),
    }
    assert set(Publication.objects.values_list("source__slug", "title")) == {
        ("unroca", "Russia: submission to the UN Register of Conventional Arms for 2021"),
        ("unroca", "Mali: submission to the UN Register of Conventional Arms for 2021"),
    }
    assert Estimate.objects.get(equipment_type__slug="t-72").state == "conflict"


def test_descriptions_name_types_and_are_kept_as_words(path):
    import_file(path, dry_run=False)
    assert sorted(ReportedDelivery.objects.values_list("equipment_type__slug", "label", "kind")) == [
        ("combat-helicopters", "Attack helicopters", "unknown"),
        ("t-72", "Battle tanks: T-72", "exact"),
        ("t-72", "Battle tanks: T-72", "exact"),
        ("vessels", "Warships: River boat no. 7", "exact"),
    ]
    details = Report.objects.get(asserter__slug="government-ml").details.all()
    assert sorted((each.kind, str(each.value)) for each in details) == [
        ("arrival", "2021"),
        ("origin", "Niger"),
        ("recipient", "Mali"),
        ("supplier", "Russia"),
    ]


def test_a_second_run_changes_nothing_and_a_corrected_number_is_a_change(path, altered):
    import_file(path, dry_run=False)
    assert import_file(path, dry_run=False).plan.is_empty
    outcome = altered("Mali,10,", "Mali,12,", dry_run=False)
    assert outcome.summary() == "rows read 4 = 0 new + 1 changed + 3 unchanged + 0 errors"
    assert Estimate.objects.get(equipment_type__slug="t-72").state == "agreed"


def test_unknown_descriptions_that_share_a_category_have_to_be_decided(altered):
    outcome = altered(
        "Mali,2,,,River boat no. 7,\n", "Mali,2,,,River boat no. 7,\nRussia,2021,VI,Russia,Mali,1,,,Tug,\n"
    )
    assert [
        (problem.line, problem.column, problem.unknown.kind, problem.unknown.name)
        for problem in outcome.plan.problems
    ] == [
        (3, "description", Kind.EQUIPMENT_TYPE, "River boat no. 7"),
        (4, "description", Kind.EQUIPMENT_TYPE, "Tug"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "Russia,2021,VI",
            "Niger,2021,VI",
            "line 3, column reporting state: “Niger” is neither the exporter nor",
        ),
        ("Russia,2021,VI", "Russia,21,VI", "line 3, column year: “21” is no year."),
        (
            "Russia,2021,VI,",
            "Russia,2021,IX,",
            "line 3, column category: “IX” is none of the categories I to VIII.",
        ),
        ("Russia,2021,VI,", "Russia,2021,,", "line 3, column category: is empty."),
        ("Mali,2,,,", "Mali,two tugs and 3 boats,,,", "line 3, column number: “two tugs and 3 boats”"),
        ("Mali,2,,,", "Mali,2,Freedonia,,", "line 3, column state of origin: “Freedonia” is not the name"),
        (
            "Mali,2,,,",
            "Mali,2,,Freedonia,",
            "line 3, column intermediate location: “Freedonia” is not the name",
        ),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column(altered, old, new, message):
    outcome = altered(old, new)
    assert [message in str(problem) for problem in outcome.plan.problems] == [True], outcome.plan.problems
    assert outcome.summary() == "rows read 4 = 3 new + 0 changed + 0 unchanged + 1 errors"
