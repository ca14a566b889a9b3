"""Test `manage.py import_deliveries` as a person runs it."""

import csv
import io
import uuid

import pytest
from django.core.management import CommandError, call_command

from inventory.imports.delivery_columns import COLUMNS
from inventory.models import ImportBatch, MappingProfile, ReportedDelivery, Shipment
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    """Return a file of two count lines on two shipments, whose names are known."""
    factories.SourceFactory(slug="raids", name="RAIDS")
    factories.EquipmentTypeFactory(slug="tanks", name="Tanks")
    path = tmp_path / "two lines.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        for number in (1, 2):
            identifiers = ("delivery_id", "shipment_id", "report_id", "publication_id")
            writer.writerow(
                {
                    **{name: uuid.UUID(int=10 * number + place) for place, name in enumerate(identifiers)},
                    "shipment_reference": f"ML-{number}",
                    "shipment_title": "Convoy",
                    "publication_source": "raids",
                    "publication_title": "Seven",
                    "equipment_type": "tanks",
                    "phrase": "seven",
                    "kind": "exact",
                    "low": "7",
                    "high": "7",
                }
            )
    return path


def run(*arguments: object, **options: object) -> list[str]:
    """Return the lines that the command prints."""
    out = io.StringIO()
    call_command("import_deliveries", *map(str, arguments), stdout=out, **options)
    return out.getvalue().splitlines()


def test_a_file_is_applied_and_every_row_accounted_for(path):
    assert run(path) == [
        "two lines.csv: reported deliveries, UTF-8",
        "rows read 2 = 2 new + 0 changed + 0 unchanged + 0 errors",
        "Applied.",
    ]
    batch = ImportBatch.objects.get()
    assert (batch.file_name, batch.file_format, batch.rows_read) == (
        "two lines.csv",
        "reported deliveries",
        2,
    )
    assert (len(batch.sha256), ReportedDelivery.objects.count()) == (64, 2)


def test_a_second_run_changes_nothing(path):
    run(path)
    assert run(path)[-2:] == [
        "rows read 2 = 0 new + 0 changed + 2 unchanged + 0 errors",
        "Nothing to apply.",
    ]
    assert ImportBatch.objects.count() == 1


def test_a_dry_run_prints_the_plan_and_writes_nothing(path):
    run(path)
    path.write_text(path.read_text().replace("ML-2,Convoy", "ML-2,The convoy"))
    assert run(path, "--dry-run") == [
        "two lines.csv: reported deliveries, UTF-8",
        "Changes (1):",
        "  line 3: shipment “ML-2”: shipment_title: “Convoy” → “The convoy”",
        "rows read 2 = 0 new + 1 changed + 1 unchanged + 0 errors",
        "Planned only; nothing was applied.",
    ]
    assert set(Shipment.objects.values_list("title", flat=True)) == {"Convoy"}


def test_every_error_is_listed_and_the_command_fails(path):
    text = path.read_text().replace("exact,7,7", "exact,9,7").replace("ML-2,", ",")
    path.write_text(text)
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"^3 problems; nothing was applied\.$") as caught:
        call_command("import_deliveries", str(path), stdout=out)
    assert caught.value.returncode == 1
    assert out.getvalue().splitlines() == [
        "two lines.csv: reported deliveries, UTF-8",
        "Errors (3):",
        "  line 2, column low: 9 is above high, 7.",
        "  line 3, column low: 9 is above high, 7.",
        "  line 3, column shipment_reference: is empty.",
        "rows read 2 = 0 new + 0 changed + 0 unchanged + 2 errors",
        "Nothing was applied.",
    ]
    assert not Shipment.objects.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "x.csv is empty. Nothing was applied."),
        (b"\x89PNG\r\n\x1a\n\0", "x.csv is no table: it is a PNG image. Nothing was applied."),
        (b"x" * 50_000_000, "x.csv, line 1 has 50,000,000 characters; at most 1,048,576 are read."),
        (b"name,colour\na,b\n", "x.csv, line 1: no known header; it starts “name,colour”."),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_clear_message(tmp_path, content, message):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError) as caught:
        run(path)
    assert message in str(caught.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"none\.csv cannot be read: No such file or directory"):
        run(tmp_path / "none.csv")


def test_many_changes_are_cut_unless_all_are_asked_for(path, monkeypatch):
    monkeypatch.setattr("inventory.imports.outcome.SHOWN_CHANGES", 1)
    run(path)
    path.write_text(path.read_text().replace("Convoy", "The convoy"))
    assert run(path, "--dry-run")[1:4] == [
        "Changes (2):",
        "  line 2: shipment “ML-1”: shipment_title: “Convoy” → “The convoy”",
        "  and 1 more.",
    ]
    assert "and 1 more" not in "\n".join(run(path, "--dry-run", verbosity=2))


def test_a_foreign_table_is_read_by_a_saved_mapping_and_as_was_asked(tmp_path, path):
    fields = {
        "destination": {"column": "Où"},
        "equipment_type": {"column": "Quoi"},
        "phrase": {"column": "Combien"},
        "publication_source": {"constant": "RAIDS"},
    }
    MappingProfile.objects.create(title="Convois", mapping={"fields": fields}, owner=factories.UserFactory())
    factories.PlaceFactory(slug="bamako", name="Bamako")
    foreign = tmp_path / "convois.csv"
    foreign.write_bytes("Où|Quoi|Combien\nBamako|Tanks|sept\n".encode("cp1254"))
    lines = run(
        foreign, "--profile", "Convois", "--encoding", "Windows-1254", "--delimiter", "vertical bar",
        "--header-line", 1, "--source", "raids"
    )  # fmt: skip
    assert lines[0] == "convois.csv: mapped table, Windows-1254"
    batch = ImportBatch.objects.get()
    assert (batch.mapping, batch.source.slug) == ({"fields": fields}, "raids")
    assert batch.reading == {"encoding": "Windows-1254", "delimiter": "|", "header_line": 1}


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("--profile", "There is no mapping profile “Nobody's”; there are: Half."),
        ("--source", "There is no source “Nobody's”; there are: raids."),
    ],
)
def test_an_option_that_names_nothing_is_refused_with_what_there_is(path, option, message):
    MappingProfile.objects.create(title="Half", mapping={"fields": {}}, owner=factories.UserFactory())
    with pytest.raises(CommandError) as caught:
        run(path, option, "Nobody's")
    assert str(caught.value) == message


def test_a_mapping_that_lacks_what_is_required_is_refused(path):
    MappingProfile.objects.create(title="Half", mapping={"fields": {}}, owner=factories.UserFactory())
    with pytest.raises(CommandError, match="The mapping “Half” cannot be used: Say which column or constant"):
        run(path, "--profile", "Half")


def test_a_table_replaces_only_what_it_is_said_to_replace(tmp_path, path):
    fields = {
        "key": {"column": "No"},
        "destination": {"column": "To"},
        "equipment_type": {"column": "What"},
        "phrase": {"column": "Count"},
        "publication_source": {"constant": "RAIDS"},
    }
    MappingProfile.objects.create(title="Table", mapping={"fields": fields}, owner=factories.UserFactory())
    factories.PlaceFactory(slug="bamako", name="Bamako")
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text("No,To,What,Count\nR-1,Bamako,Tanks,7\nR-2,Bamako,Tanks,2\n")
    second.write_text("No,To,What,Count\nR-1,Bamako,Tanks,9\n")
    with pytest.raises(CommandError) as caught:
        run(second, "--profile", "Table", "--replaces", "first.csv")
    assert str(caught.value) == "No table “first.csv” was imported; there are: none."
    run(first, "--profile", "Table")
    assert "rows read 1 = 1 new" in run(second, "--profile", "Table", "--adds", "--dry-run")[-2]
    run(second, "--profile", "Table", "--replaces", "first.csv", "--remove-gone")
    assert [line.phrase for line in ReportedDelivery.objects.all()] == ["9"]


def test_rows_with_errors_are_set_aside_and_the_rest_applied(path):
    path.write_text(path.read_text(encoding="utf-8").replace("exact,7,7", "exact,9,7", 1), encoding="utf-8")
    with pytest.raises(CommandError, match="1 problem; nothing was applied"):
        run(path)
    told = run(path, "--set-aside")
    assert "rows read 2 = 1 new + 0 changed + 0 unchanged + 1 set aside + 0 errors" in told
    assert "  line 2, column low: 9 is above high, 7." in told
    assert ReportedDelivery.objects.count() == 1
