"""Hold undoing to being exact, whatever an import added, changed, moved and removed."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from inventory.exports.copy import csv_lines
from inventory.exports.deliveries import export_deliveries
from inventory.imports import pipeline
from inventory.imports.schema import SCHEMAS
from inventory.models import (
    Estimate,
    ImportBatch,
    Publication,
    Report,
    ReportedDelivery,
    ReportRepeat,
    RootVoice,
    Shipment,
)
from tests import factories
from tests.imports.any_table import STATES, Edition, next_editions, tables

pytestmark = pytest.mark.django_db
State = ImportBatch.State
PROPERTY = settings(
    max_examples=4,
    # Making a table that fails smaller would take minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def person(db):
    """Make what tables name, and who brings them."""
    for name in STATES:
        slug = name.lower()
        country = factories.CountryFactory(name=name)
        factories.PlaceFactory(slug=f"country-{slug}", name=name, country=country, kind="country")
        factories.PartyFactory(slug=f"state-{slug}", name=name, country=country, kind="state")
    for name in ("T-72", "BTR-82A", "D-30"):
        factories.EquipmentTypeFactory(slug=name.lower(), name=name)
    for name in ("RAIDS", "AFP"):
        factories.SourceFactory(slug=name.lower(), name=name)
    return factories.UserFactory(editor=True)


def enter(edition, person, earlier=None, *, removes_gone=False, is_stated=True):
    """Bring a table and apply it; None where its rows cannot be read, or say nothing new."""
    batch = pipeline.receive("table.csv", edition.content, person, mapping=edition.mapping.to_json())
    batch.edition_of, batch.is_edition_stated, batch.removes_gone = earlier, is_stated, removes_gone
    batch.save()
    batch = pipeline.advance(batch.uid)
    if batch.state != State.PLANNED:
        assert batch.state == State.WRONG, batch.message
        return None
    pipeline.ask_to_apply(batch, batch.fingerprint)
    batch = pipeline.advance(batch.uid)
    assert batch.state == State.APPLIED, batch.message
    return batch


def undo(batch, person):
    pipeline.ask_to_undo(batch, person)
    batch = pipeline.advance(batch.uid)
    assert batch.state == State.UNDONE, batch.message


def whole():
    """Return every column of every row that imports write, keys and computed ones included."""
    found = {}
    with connection.cursor() as cursor:
        for schema in SCHEMAS.values():
            table = schema.model._meta.db_table
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            found[table] = cursor.fetchall()
    found["estimates"] = sorted(map(repr, Estimate.objects.values_list(*ESTIMATED)))
    return found


ESTIMATED = [field.attname for field in Estimate._meta.concrete_fields if field.attname != "id"]


def contents():
    """Return what the record says, without identifiers and keys."""
    return sorted(
        repr(
            (
                # In whatever order the rows name those who receive.
                sorted(line.shipment.title.split()),
                *(str(line.shipment.supplier), str(line.shipment.destination), line.shipment.period),
                *(line.report.publication.title, line.report.publication.url, str(line.report.asserter)),
                *(line.report.stage, str(line.equipment_type), line.phrase, line.quantity, line.quote),
                # Which of several reports of one voice a row is of, is of no matter.
                sorted(
                    {
                        f"{detail.kind} {detail.value}"
                        for report in line.shipment.reports.all()
                        if (report.publication, report.asserter, report.stage)
                        == (line.report.publication, line.report.asserter, line.report.stage)
                        for detail in report.details.all()
                    }
                ),
            )
        )
        for line in ReportedDelivery.objects.all()
    )


@PROPERTY
@given(data=st.data())
def test_any_import_is_undone_exactly(person, data):
    first = data.draw(tables())
    with transaction.atomic():
        if one := enter(first, person):
            before = whole()
            second = data.draw(next_editions(first))
            edition_of = data.draw(st.sampled_from([one, one, None]))
            two = enter(second, person, edition_of, removes_gone=data.draw(st.booleans()))
            if two:
                undo(two, person)
                assert whole() == before
                undo(one, person)
                assert not any(whole().values())
        transaction.set_rollback(True)


def test_a_shipment_that_a_row_left_is_called_by_what_remains(person):
    columns = ["Source", "Weapon", "Recipient", "Quantity", "Supplier", "Deal", "Number"]
    rows = [
        ["RAIDS", "T-72", "Niger", "8", "Russia", "D1", "R0"],
        ["RAIDS", "T-72", "Mali", "7", "Russia", "D1", "R1"],
    ]
    first = Edition(columns, [dict(zip(columns, row, strict=True)) for row in rows])
    one = enter(first, person)
    assert Shipment.objects.get().destination is None
    second = Edition(columns, [first.rows[0], first.rows[1] | {"Deal": "D2"}])
    two = enter(second, person, one, removes_gone=True)
    assert sorted(shipment.title for shipment in Shipment.objects.all()) == [
        "Russia to Mali",
        "Russia to Niger",
    ]
    assert {str(shipment.destination) for shipment in Shipment.objects.all()} == {"Mali", "Niger"}
    undo(two, person)
    assert Shipment.objects.get().title == "Russia to Niger and Mali"


@PROPERTY
@given(data=st.data())
def test_a_new_edition_leaves_what_it_says_and_nothing_else(person, data):
    first = data.draw(tables())
    second = data.draw(next_editions(first, keeps_columns=True))
    second = type(second)(second.columns, second.rows, clears_blanks=True)
    with transaction.atomic():
        one = enter(first, person)
        two = one and enter(second, person, one, removes_gone=True)
        edition, computed = contents(), estimates()
        transaction.set_rollback(True)
    if two:
        with transaction.atomic():
            assert enter(second, person)
            assert edition == contents()
            assert computed == estimates()
            assert not Shipment.objects.filter(reports=None).exists()
            transaction.set_rollback(True)


def estimates():
    names = ("shipment__period", "equipment_type__slug", "quantity", "named_quantity", "state")
    return sorted(map(repr, Estimate.objects.values_list(*names)))


def test_reports_that_count_as_another_voice_are_taken_back_with_what_follows_from_them(person):
    copy = factories.ReportRepeatFactory().report
    for report in (copy, copy.repeats.get()):
        factories.ReportedDeliveryFactory(report=report)
    content = b"".join(csv_lines(export_deliveries(ReportedDelivery.objects.for_list(), "")))
    ReportRepeat.objects.all().delete()
    for model in (ReportedDelivery, Report, Shipment, Publication):
        model.objects.all().delete()
    batch = pipeline.advance(pipeline.receive("deliveries_long.csv", content, person).uid)
    pipeline.ask_to_apply(batch, batch.fingerprint)
    batch = pipeline.advance(batch.uid)
    assert (batch.state, RootVoice.objects.count()) == (State.APPLIED, 1)
    undo(batch, person)
    assert (RootVoice.objects.count(), Report.objects.count()) == (0, 0)
