"""Lists and autocompletes find names and aliases, and stay cheap however many rows there are."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inventory.models import (
    CountryAlias,
    EquipmentAlias,
    PartyAlias,
    PlaceAlias,
    ReportedDelivery,
    SourceAlias,
)
from inventory.models.merging import merge_shipments
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]

MOST_OPTIONS = 300


def list_of(name):
    return reverse(f"admin:inventory_{name}_changelist")


def autocomplete(client, model, field, term):
    """Return the names that an autocomplete proposes."""
    response = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "inventory", "model_name": model, "field_name": field, "term": term},
    )
    return [result["text"] for result in response.json()["results"]]


@pytest.mark.parametrize(
    ("name", "row", "alias"),
    [
        ("equipmenttype", factories.EquipmentTypeFactory, (EquipmentAlias, "equipment_type")),
        ("country", factories.CountryFactory, (CountryAlias, "country")),
        ("place", factories.PlaceFactory, (PlaceAlias, "place")),
        ("party", factories.PartyFactory, (PartyAlias, "party")),
        ("source", factories.SourceFactory, (SourceAlias, "source")),
    ],
)
def test_a_list_finds_a_row_once_by_its_aliases(client, name, row, alias):
    model, owner = alias
    found, other = row(name="Wanted"), row(name="Unwanted name")
    model.objects.create(name="Разыскиваемый (1)", **{owner: found})
    model.objects.create(name="Разыскиваемый (2)", **{owner: found})
    model.objects.create(name="Другой", **{owner: other})
    response = client.get(list_of(name), {"q": "разыскиваемый ("})
    assert list(response.context["cl"].result_list) == [found]


@pytest.mark.parametrize("typed", [".*", "\\", "(", '"', "%", "_"])
def test_a_search_takes_its_words_literally(client, typed):
    factories.SourceFactory(name="Le Monde")
    response = client.get(list_of("source"), {"q": typed})
    assert response.status_code == 200
    assert list(response.context["cl"].result_list) == []


def test_lines_are_found_by_alias_of_type_and_by_shipment(client):
    wanted = factories.ReportedDeliveryFactory(report__shipment__reference="ML-2025-01-17")
    factories.ReportedDeliveryFactory()
    EquipmentAlias.objects.create(equipment_type=wanted.equipment_type, name="chars de combat")
    response = client.get(list_of("reporteddelivery"), {"q": "chars ML-2025"})
    assert list(response.context["cl"].result_list) == [wanted]


def test_a_merged_shipment_is_listed_and_not_offered_for_choice(client):
    merged, into = (factories.ShipmentFactory(title=f"Convoy {letter}") for letter in "BA")
    merge_shipments(merged, into, factories.UserFactory(), "One convoy.")
    assert autocomplete(client, "report", "shipment", "convoy") == [str(into)]
    assert "Convoy B" in client.get("/admin/inventory/shipment/").content.decode()


def test_an_autocomplete_puts_the_nearest_name_first_and_finds_aliases(client):
    for name in ("Il-2", "Upgraded T-72 chassis", "T-72B3M", "T-72"):
        factories.EquipmentTypeFactory(name=name)
    alias = factories.EquipmentTypeFactory(name="Object 172")
    EquipmentAlias.objects.create(equipment_type=alias, name="t-72")
    EquipmentAlias.objects.create(equipment_type=alias, name="T-72 Ural")
    proposed = autocomplete(client, "reporteddelivery", "equipment_type", "t-72")
    assert proposed == ["T-72", "Object 172", "T-72B3M", "Upgraded T-72 chassis"]


def test_an_autocomplete_of_reports_names_voice_and_shipment_in_one_query_for_all(client):
    factories.ReportFactory(publication__source__name="Le Monde", shipment__reference="ML-1")
    with CaptureQueriesContext(
        connection,
    ) as one:
        assert autocomplete(client, "reportrepeat", "repeated", "monde") == ["Le Monde on ML-1"]
    factories.ReportFactory.create_batch(15, shipment__title="A monde apart")
    with CaptureQueriesContext(connection) as many:
        assert len(autocomplete(client, "reportrepeat", "repeated", "monde")) == 16
    assert len(many) == len(one)


@pytest.mark.parametrize(
    ("name", "factory"),
    [
        ("shipment", factories.ShipmentFactory),
        ("report", factories.ReportFactory),
        ("reporteddelivery", factories.ReportedDeliveryFactory),
        ("reporteddetail", factories.ReportedDetailFactory),
        ("reportrepeat", factories.ReportRepeatFactory),
        ("publication", factories.PublicationFactory),
        ("evidence", factories.EvidenceFactory),
        ("assessment", factories.AssessmentFactory),
        ("equipmenttype", factories.EquipmentTypeFactory),
        ("place", factories.PlaceFactory),
        ("party", factories.PartyFactory),
        ("source", factories.SourceFactory),
    ],
)
def test_a_list_of_many_rows_runs_the_queries_of_a_list_of_one(client, name, factory):
    factory()
    with CaptureQueriesContext(connection) as one:  # session; user; count; rows
        assert client.get(list_of(name)).status_code == 200
    factory.create_batch(60)
    with CaptureQueriesContext(connection) as many:
        response = client.get(list_of(name))
    assert len(response.context["cl"].result_list) >= 61
    assert len(many) == len(one) <= 5


def fill(lines):
    """Insert that many reported deliveries, ten on each report, in SQL."""
    line = factories.ReportedDeliveryFactory()
    # Each statement copies a row many times, with some columns changed.
    copy = (
        "INSERT INTO inventory_{table} SELECT made.* FROM inventory_{table} row,"
        " generate_series(0, %(last)s) n,"
        " LATERAL jsonb_populate_record(row, jsonb_build_object('id', 1000000 + n, {changed})) made"
        " WHERE row.id = %(row)s"
    )
    statements = (
        (copy.format(table="equipmenttype", changed="'slug', 'made-' || n, 'name', 'Made ' || n"), 399),
        (copy.format(table="report", changed="'uid', gen_random_uuid()"), lines // 10 - 1),
        (
            copy.format(
                table="reporteddelivery",
                changed="'uid', gen_random_uuid(), 'report_id', 1000000 + n / 10,"
                " 'equipment_type_id', 1000000 + n %% 400",
            ),
            lines - 1,
        ),
    )
    with connection.cursor() as cursor:
        for (statement, last), row in zip(
            statements, (line.equipment_type_id, line.report_id, line.pk), strict=True
        ):
            cursor.execute(statement, {"last": last, "row": row})
        # Keys are checked by plans made when the tables were empty, until these are measured.
        cursor.execute("ANALYZE inventory_equipmenttype, inventory_report, inventory_reporteddelivery")


def test_lists_and_forms_stay_small_on_100_000_lines(client):
    fill(100_000)
    assert ReportedDelivery.objects.count() == 100_001
    with CaptureQueriesContext(connection) as queries:
        response = client.get(list_of("reporteddelivery"))
    assert len(queries) == 4  # session; user; count of the first ten thousand; a page
    assert "more than 10000 reported deliveries" in response.text
    assert len(response.context["cl"].result_list) == 100
    line = response.context["cl"].result_list[0]
    found = client.get(list_of("reporteddelivery"), {"q": "Made 7"})
    assert found.status_code == 200
    last = client.get(list_of("reporteddelivery"), {"p": 100})
    assert len(last.context["cl"].result_list) == 100
    pages = [
        response,
        client.get(list_of("report")),
        client.get(reverse("admin:inventory_report_add")),
        client.get(reverse("admin:inventory_report_change", args=[line.report_id])),
        client.get(reverse("admin:inventory_reporteddelivery_change", args=[line.pk])),
    ]
    for page in pages:
        assert page.status_code == 200
        for select in re.findall(r"<select.*?</select>", page.text, flags=re.DOTALL):
            assert select.count("<option") < MOST_OPTIONS
        assert len(page.content) < 1_000_000
