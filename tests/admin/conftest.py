"""Offer signed-in browsers and one row of every table."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange

from inventory import models
from tests import factories


@pytest.fixture
def editor(client):
    """Sign the client in as an editor with every right, and return the user."""
    user = factories.UserFactory(editor=True, username="anna")
    client.force_login(user)
    return user


@pytest.fixture
def limited(client):
    """Sign the client in as staff who may only look at shipments."""
    user = factories.UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_shipment"))
    client.force_login(user)
    return user


@pytest.fixture
def rows(editor):
    """Make one row of every table that the admin shows; return them by their model."""
    country = factories.CountryFactory(name="Mali", code="MALI")
    source = factories.SourceFactory(name="Le Monde")
    category = factories.EquipmentTypeFactory(name="Tanks")
    scheme = models.ClassificationScheme.objects.create(slug="unroca", name="UNROCA")
    scheme_category = models.SchemeCategory.objects.create(scheme=scheme, code="I", name="Battle tanks")
    line = factories.ReportedDeliveryFactory(equipment_type=category, phrase="three T-72")
    report = line.report
    evidence = factories.EvidenceFactory(shipment=report.shipment)
    made = [
        country,
        models.CountryAlias.objects.create(country=country, name="Soudan français"),
        models.CountryGroup.objects.create(slug="aes", name="Alliance of Sahel States"),
        factories.PlaceFactory(name="Bamako", country=country),
        factories.PartyFactory(name="Africa Corps"),
        source,
        models.SourceAlias.objects.create(source=source, name="lemonde.fr"),
        models.ReliabilityRating.objects.create(
            source=source,
            grade="B",
            rated_on=datetime.date(2025, 1, 1),
            rated_by=editor,
            rationale="Corrects itself.",
        ),
        category,
        models.EquipmentAlias.objects.create(equipment_type=category, name="chars", language="fr"),
        scheme,
        scheme_category,
        models.Verdict.objects.create(
            scheme=scheme, equipment_type=category, outcome="in", category=scheme_category, basis="Named."
        ),
        report.publication,
        models.Citation.objects.create(publication=report.publication, cited_source=source),
        report.shipment,
        report,
        line,
        factories.ReportedDetailFactory(report=report),
        factories.ReportRepeatFactory(report=report),
        evidence,
        models.EvidenceCount.objects.create(evidence=evidence, equipment_type=category, count=2),
        factories.AssessmentFactory(shipment=report.shipment, equipment_type=category),
        models.Snapshot.objects.create(
            title="Mali",
            path="/deliveries/",
            profile="deliveries_long",
            content="a\n",
            sha256="0" * 64,
            row_count=1,
        ),
        models.ImportBatch.objects.create(
            state=models.ImportBatch.State.PLANNED,
            file_name="press.csv",
            sha256="0" * 64,
            file_format="press",
            rows_read=1,
            rows_new=1,
            rows_changed=0,
            rows_unchanged=0,
        ),
    ]
    batch = made[-1]
    merged, apart = factories.ShipmentFactory(reference="B"), factories.ShipmentFactory(reference="C")
    made += [
        models.Merge.objects.create(
            shipment=merged, into=report.shipment, reason="One convoy.", merged_by=editor
        ),
        models.ShipmentLink.objects.create(
            shipment=report.shipment, other=apart, verdict="distinct", decided_by=editor
        ),
        factories.DatasetFactory(),
    ]
    made += [
        models.ImportFile.objects.create(sha256="0" * 64, size=2, content=b"a\n"),
        models.ImportFinding.objects.create(
            batch=batch, number=1, kind="p", line=2, code="told.sentence", values={"text": "Seven tanks."}
        ),
        models.ImportProgress.objects.create(batch=batch.uid, step="reading"),
        models.MappingProfile.objects.create(title="A list", mapping={"count": "Number"}, owner=editor),
        models.NameDecision.objects.create(kind="source", name="AFP", means_source=source),
    ]
    group = made[2]
    made.append(
        models.GroupMembership.objects.create(
            group=group, country=country, period=DateRange(datetime.date(2023, 9, 16), None)
        )
    )
    made += [
        models.PlaceAlias.objects.create(place=made[3], name="Bamakou"),
        models.PartyAlias.objects.create(party=made[4], name="Afrikansky korpus"),
        models.Estimate.objects.create(
            shipment=report.shipment,
            equipment_type=category,
            quantity=NumericRange(3, 4),
            stated_by=1,
            voices=1,
            state="single",
            is_stated=True,
        ),
        models.SavedView.objects.create(title="Mali", page="shipment-list", query="country=ML", owner=editor),
        models.ListPreference.objects.create(user=editor, page="shipment-list", columns=["title"]),
        models.ReportDraft.objects.create(owner=editor, content={"title": "Convoy"}),
        models.PublicName.objects.create(person=editor, name="Anna K."),
    ]
    return {type(row): row for row in made}
