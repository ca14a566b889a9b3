"""Test that the reference files load once, change what differs, and are refused when bad."""

import datetime
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.backends.postgresql.psycopg_any import DateRange

from inventory.imports.reference import REFERENCE_FOLDER, ReferenceFileError, load_reference
from inventory.imports.reference.tables import read_folder
from inventory.models import (
    Country,
    CountryAlias,
    EquipmentType,
    GroupMembership,
    Party,
    Place,
    Source,
    Verdict,
)
from tests import factories


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the reference files to a folder where a test may spoil them."""
    return Path(shutil.copytree(REFERENCE_FOLDER, tmp_path / "reference"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def history_rows() -> int:
    """Count what the database recorded of changes, over all tables."""
    return sum(
        model.objects.count()
        for model in apps.get_app_config("inventory").get_models()
        if hasattr(model, "pgh_tracked_model")
    )


@pytest.mark.django_db
def test_a_country_comes_with_its_place_its_state_and_their_names():
    load_reference()
    mali = Country.objects.get(code="ML")
    place, state = Place.objects.get(slug="country-ml"), Party.objects.get(slug="state-ml")
    assert (place.name, place.kind, place.country) == ("Mali", "country", mali)
    assert (state.name, state.kind, state.country) == ("Mali", "state", mali)
    assert place.aliases.filter(name="République du Mali", language="fr").exists()
    assert state.aliases.filter(name="République du Mali", language="fr").exists()
    assert CountryAlias.objects.get(name="Mauritanie").country.code == "MR"


@pytest.mark.django_db
def test_the_files_load_wholly():
    counts = {count.table: count.counts for count in load_reference()}
    assert counts["countries"].new == Country.objects.count() > 270
    assert counts["equipment_types"].new == EquipmentType.objects.count() > 400
    assert counts["verdicts"].new == Verdict.objects.count() > 200
    assert all(outcome.changed == outcome.unchanged == 0 for outcome in counts.values())
    t72b3 = EquipmentType.objects.get(slug="t-72b3")
    assert t72b3.path == "military-equipment/vehicles/armoured-vehicles/tanks/t-72/t-72b/t-72b3"
    assert t72b3.aliases.filter(name="Т-72Б3", language="ru").exists()
    membership = GroupMembership.objects.get(country__code="ML", group__slug="ecowas")
    assert membership.period.upper == datetime.date(2025, 1, 29)


@pytest.mark.django_db
def test_a_second_run_changes_nothing_and_leaves_no_history():
    load_reference()
    before = history_rows()
    assert before > 2_000
    counts = load_reference()
    assert {(count.counts.new, count.counts.changed) for count in counts} == {(0, 0)}
    assert sum(count.counts.unchanged for count in counts) > 5_000
    assert history_rows() == before


@pytest.mark.django_db
def test_a_changed_file_changes_its_row_and_keeps_what_people_added(folder):
    load_reference(folder)
    mine = factories.PlaceFactory(slug="mine", name="Mine", country=None)
    before = history_rows()
    edit(folder / "places.csv", "bamako,Bamako,city,ML,12.65", "bamako,Bamako city,city,ML,12.6")
    edit(folder / "sources.csv", "rfi,RFI,", "rfi-new,Radio,broadcaster,FR,,fr,\nrfi,RFI,")
    counts = {count.table: count.counts for count in load_reference(folder)}
    assert (counts["places"].new, counts["places"].changed) == (0, 1)
    assert (counts["sources"].new, counts["sources"].changed) == (1, 0)
    assert Place.objects.get(slug="bamako").name == "Bamako city"
    assert Place.objects.get(pk=mine.pk).name == "Mine"
    assert history_rows() == before + 2


@pytest.mark.django_db
def test_a_row_that_a_person_made_first_is_named_and_nothing_is_written():
    Source.objects.create(slug="my-rfi", name="RFI", kind=Source.Kind.BROADCASTER)
    with pytest.raises(ReferenceFileError, match=r"sources\.csv.*\(name\)=\(RFI\) already exists"):
        load_reference()
    assert not Country.objects.exists()


def test_a_year_stands_for_all_its_days_and_a_day_ends_a_period(folder):
    countries = {row["code"]: row for row in read_folder(folder)["countries"]}
    assert countries["NTHH"]["existence"] == DateRange(datetime.date(1922, 1, 1), datetime.date(1992, 1, 1))
    assert countries["CSHH"]["existence"] == DateRange(datetime.date(1918, 10, 28), datetime.date(1993, 1, 1))
    assert countries["ML"]["existence"] is None


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        pytest.param(
            "places.csv",
            "bamako,Bamako,city",
            "bamako,Bamako,town",
            "places.csv, line 2, column kind: “town” is none of region, city, port, base.",
            id="unknown word",
        ),
        pytest.param(
            "places.csv",
            "ML,12.65",
            "ML,12°39′",
            "column latitude: “12°39′” is not a number of degrees.",
            id="degrees",
        ),
        pytest.param(
            "places.csv",
            "ML,12.65",
            "ML,126.5",
            "column latitude: “126.5” is outside -90 to 90 degrees.",
            id="north",
        ),
        pytest.param(
            "places.csv",
            "city,ML",
            "city,MLI",
            "column country: “MLI” is not the key of a country.",
            id="reference",
        ),
        pytest.param(
            "countries.csv",
            "\nAE,",
            "\nAD,",
            "countries.csv, line 3, column code: “AD” stands on line 2 already.",
            id="twice",
        ),
        pytest.param("countries.csv", "AE,ARE", "ae,ARE", "column code: “ae” is not a code", id="code"),
        pytest.param("countries.csv", "Andorra", "", "line 2, column name: is empty.", id="empty"),
        pytest.param("countries.csv", "Andorra", "A" * 101, "column name: has 101 characters", id="long"),
        pytest.param(
            "countries.csv",
            "1977-06-27",
            "1977-06-31",
            "countries.csv, line 252, column valid_to: ",
            id="date",
        ),
        pytest.param(
            "countries.csv",
            "1977-06-27",
            "1907",
            "column valid_to: “1907” is not after “1967”",
            id="backwards",
        ),
        pytest.param(
            "countries.csv", "AD,AND,020,", "AD,AND,", "line 2: has 10 cells; 11 are expected.", id="width"
        ),
        pytest.param("countries.csv", "alpha3", "iso3", "line 1: the columns are “code, iso3", id="header"),
        pytest.param(
            "countries.csv", "alpha3", "code", "line 1: the columns are “code, code", id="header twice"
        ),
        pytest.param(
            "equipment_types.csv", "vehicles,,2", "vehicles,,two", "column position: “two”", id="number"
        ),
        pytest.param(
            "equipment_types.csv",
            "armoured-vehicles,vehicles,",
            "armoured-vehicles,t-72,",
            "column parent: stands below the type itself.",
            id="cycle",
        ),
        pytest.param(
            "verdicts.csv",
            "disputed,II,",
            "disputed,XX,",
            "column code: “XX” is no category of unroca.",
            id="category",
        ),
        pytest.param("parties.csv", "Boko Haram", '"Boko Haram', "is not CSV", id="open quote"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(folder, file, old, new, message):
    edit(folder / file, old, new)
    with pytest.raises(ReferenceFileError) as refused:
        read_folder(folder)
    assert any(message in str(problem) for problem in refused.value.problems), str(refused.value)
    assert {problem.file for problem in refused.value.problems} >= {file}


def test_a_file_that_is_no_text_is_refused(folder):
    (folder / "sources.csv").write_bytes(b"slug,name\n\x89PNG\r\n")
    with pytest.raises(
        ReferenceFileError, match=r"sources\.csv, line 2: is not UTF-8 text: it holds the byte 0x89"
    ):
        read_folder(folder)


def test_a_missing_file_is_named(folder):
    (folder / "sources.csv").unlink()
    with pytest.raises(ReferenceFileError, match=r"sources\.csv, line 1: cannot be read: No such file"):
        read_folder(folder)


@pytest.mark.django_db
def test_the_command_prints_every_table_and_refuses_in_words(folder):
    out = StringIO()
    call_command("load_reference", folder=folder, stdout=out)
    assert "verdicts: 227 new, 0 changed, 0 unchanged" in out.getvalue().splitlines()
    edit(folder / "places.csv", "bamako,Bamako,city", "bamako,Bamako,town")
    with pytest.raises(CommandError, match=r"places\.csv, line 2, column kind"):
        call_command("load_reference", folder=folder, stdout=out)
