"""Say why a dataset has nothing in a total: by its scheme, years and editions, and by what was collected."""

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from inventory.domain.totals.records import EVENTS, Silence
from inventory.models import (
    ClassificationScheme,
    Country,
    EquipmentType,
    Estimate,
    SchemeCategory,
    Verdict,
)
from inventory.models.totals import Dimension
from inventory.models.totals.adding import add_up_selected
from inventory.models.totals.covered import load_covered
from inventory.models.totals.selection import Selection
from tests import factories

pytestmark = pytest.mark.django_db

NOT_COVERED, NO_RECORD = Silence.NOT_COVERED, Silence.NO_RECORD


@pytest.fixture
def world():
    """Make a register that counts tanks and no trucks since 2000, and an event of 2022 and one of 2024."""
    vehicles, mali = factories.EquipmentTypeFactory(slug="vehicles"), factories.PlaceFactory()
    tanks, trucks = (
        factories.EquipmentTypeFactory(slug=slug, parent=vehicles, family=True)
        for slug in ("tanks", "trucks")
    )
    scheme = ClassificationScheme.objects.create(slug="register", name="Register")
    category = SchemeCategory.objects.create(scheme=scheme, code="I", name="Tanks")
    Verdict.objects.create(scheme=scheme, equipment_type=vehicles, outcome="out", basis="None.")
    Verdict.objects.create(scheme=scheme, equipment_type=tanks, outcome="in", category=category, basis="All.")
    register = factories.DatasetFactory(name="SIPRI", scheme=scheme, first_year=2000)
    edition = factories.PublicationFactory(
        source=register.source, title="SIPRI, edition of 2024-03-11", published_on="2024-03-11"
    )
    for period, kind, dataset in (
        ("2023", tanks, register),
        ("2022-05", trucks, None),
        ("2024-01", tanks, None),
    ):
        shipment = factories.ShipmentFactory(period=period, destination=mali, dataset=dataset)
        values = {"publication": edition} if dataset else {}
        report = factories.ReportFactory(shipment=shipment, **values)
        factories.ReportedDeliveryFactory(report=report, equipment_type=kind, quantity=NumericRange(3, 4))
        Estimate.objects.recompute([shipment.pk])
    return edition


def silent(slug, year, country=None):
    kind = EquipmentType.objects.get(slug=slug)
    totals = add_up_selected(Selection(types=[kind]), [Dimension.YEAR])
    covered = load_covered([kind], country)
    return covered.silent(totals.own((None, kind.pk, (year,))), kind.pk, year)


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("slug", "year", "told"),
    [
        ("tanks", 2023, {EVENTS: NO_RECORD}),
        ("tanks", 2024, {"SIPRI": NOT_COVERED}),
        ("tanks", 2022, {"SIPRI": NO_RECORD, EVENTS: NO_RECORD}),
        ("tanks", 1999, {"SIPRI": NOT_COVERED, EVENTS: NOT_COVERED}),
        ("tanks", 2010, {"SIPRI": NO_RECORD, EVENTS: NOT_COVERED}),
        ("trucks", 2022, {"SIPRI": NOT_COVERED}),
        ("vehicles", 2010, {"SIPRI": NO_RECORD, EVENTS: NOT_COVERED}),
    ],
)
def test_what_a_dataset_does_not_cover_is_told_from_what_it_has_no_record_of(slug, year, told):
    assert silent(slug, year) == told


def test_an_edition_speaks_of_the_years_that_it_names(world):
    world.note = "Years: 2020–2022\nNot in this edition: X"
    world.save()
    found = {year: silent("tanks", year)["SIPRI"] for year in (2019, 2020, 2022, 2024)}
    assert found == {2019: NOT_COVERED, 2020: NO_RECORD, 2022: NO_RECORD, 2024: NOT_COVERED}


def test_of_a_country_those_editions_speak_that_have_a_record_of_it(world):
    world.note = "Years: 2020–2022"
    world.save()
    factories.PublicationFactory(
        source=world.source, title="SIPRI, edition of 2010-03-11", published_on="2010-03-11"
    )
    mali = Country.objects.get(places__shipments__dataset__name="SIPRI")
    assert silent("tanks", 2005)["SIPRI"] is NO_RECORD
    assert silent("tanks", 2005, mali.pk)["SIPRI"] is NOT_COVERED


def test_a_register_of_chosen_recipients_covers_no_others(world):
    elsewhere, mali = (
        factories.CountryFactory(),
        Country.objects.get(places__shipments__dataset__name="SIPRI"),
    )
    world.source.dataset.recipients.add(mali)
    assert silent("tanks", 2022, mali.pk)["SIPRI"] is NO_RECORD
    assert silent("tanks", 2022, elsewhere.pk)["SIPRI"] is NOT_COVERED


@pytest.mark.parametrize(
    ("asked", "there", "elsewhere"),
    [
        ("", NO_RECORD, NO_RECORD),
        ("state-us → all", NOT_COVERED, NOT_COVERED),
        ("all → state-ml; state-ne", NO_RECORD, NOT_COVERED),
        ("state-us → state-ml", NOT_COVERED, NOT_COVERED),
        ("state-us → all|all → state-ml", NO_RECORD, NOT_COVERED),
    ],
)
def test_an_edition_that_asked_for_some_alone_has_no_word_on_others(world, asked, there, elsewhere):
    mali = Country.objects.get(places__shipments__dataset__name="SIPRI")
    factories.PartyFactory(slug="state-ml", country=mali, kind="state")
    world.note = "\n".join(f"Asked for: {line}" for line in asked.split("|") if line)
    world.save()
    assert silent("tanks", 2022, mali.pk)["SIPRI"] is there
    assert silent("tanks", 2022, factories.CountryFactory().pk)["SIPRI"] is elsewhere
