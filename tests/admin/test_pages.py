"""Every table has its list, its form and its page, for editors and for nobody else."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from inventory import models
from inventory.admin.base import ReadOnlyAdmin
from inventory.models import Estimate, ImportBatch, ImportFinding, ListPreference, ReportDraft, Snapshot
from tests import factories
from tests.admin.pages import errors_of, page_data

pytestmark = pytest.mark.django_db

REGISTERED = [model for model in admin.site._registry if model._meta.app_label == "inventory"]
EDITED = [model for model in REGISTERED if not isinstance(admin.site._registry[model], ReadOnlyAdmin)]


def page(model, name, *args):
    return reverse(f"admin:inventory_{model._meta.model_name}_{name}", args=args)


def assert_strict(response):
    """Assert that the page runs nothing and styles nothing by itself, which the policy would stop."""
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert not re.search(r" style=| on[a-z]+=|<style", response.text)
    for tag in re.findall(r"<script[^>]*>", response.text):
        assert "src=" in tag or "application/json" in tag


def ids(model):
    return model._meta.model_name


def test_every_table_is_registered():
    made = {model for model in apps.get_app_config("inventory").get_models() if hasattr(model, "objects")}
    events = {model for model in made if model.__name__.endswith("Event")}
    # What pauses sign-ins is no part of the record, and holds nothing that a person could read. Root voices
    # are computed, and are seen on the page of the shipment.
    assert set(REGISTERED) == made - events - {models.SignInFailure, models.RootVoice}


@pytest.mark.parametrize("model", REGISTERED, ids=ids)
def test_a_row_is_listed_shown_and_told(client, rows, model):
    row = rows[model]
    listed = client.get(page(model, "changelist"))
    assert listed.status_code == 200
    assert row in listed.context["cl"].result_list
    assert page(model, "change", row.pk) in listed.text
    columns = admin.site._registry[model].get_list_display(listed.wsgi_request)
    assert len(columns) >= 2
    assert listed.text.count("<th scope=") >= len(columns)
    shown = client.get(page(model, "change", row.pk))
    assert shown.status_code == 200
    assert str(row) in shown.context["subtitle"]
    told = client.get(page(model, "history", row.pk))
    assert told.status_code == 200
    if hasattr(model, "pgh_event_model"):
        assert f"{model._meta.verbose_name} {row.pk} added".capitalize() in told.text
    for response in (listed, shown, told):
        assert_strict(response)


@pytest.mark.parametrize("model", EDITED, ids=ids)
def test_a_row_can_be_added_and_saved_as_it_stands(client, rows, model):
    empty = client.get(page(model, "add"))
    assert empty.status_code == 200
    assert f"Add {model._meta.verbose_name}" in empty.text
    assert empty.context["adminform"].form.visible_fields()
    address = page(model, "change", rows[model].pk)
    response = client.post(address, page_data(client.get(address)))
    assert response.status_code == 302, errors_of(response)


@pytest.mark.parametrize(
    "model", [Estimate, Snapshot, ImportBatch, ImportFinding, ListPreference, ReportDraft], ids=ids
)
def test_what_the_product_computes_cannot_be_edited(client, rows, model):
    row = rows[model]
    if model is not ImportBatch:
        assert client.get(page(model, "add")).status_code == 403
    assert client.post(page(model, "change", row.pk), {}).status_code == 403
    assert client.post(page(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


def test_a_file_is_brought_through_the_pages_of_imports(client, limited):
    assert client.get(page(ImportBatch, "add")).status_code == 403
    limited.user_permissions.add(Permission.objects.get(codename="add_importbatch"))
    response = client.get(page(ImportBatch, "add"))
    assert response.url == reverse("import-add")
    assert client.get(response.url).status_code == 200


def test_a_visitor_is_asked_to_sign_in(client):
    for model in REGISTERED:
        response = client.get(page(model, "changelist"))
        assert response.status_code == 302, model
        assert response.url.startswith(reverse("admin:login")), model


def test_an_editor_without_the_right_is_refused(client, limited):
    report = factories.ReportFactory()
    assert client.get(page(models.Report, "add")).status_code == 403
    assert client.get(page(models.Report, "change", report.pk)).status_code == 403
    assert client.post(page(models.Report, "add"), {}).status_code == 403
    assert client.get(reverse("report-read-count")).status_code == 403


def test_an_editor_who_may_only_look_sees_no_form(client, limited):
    shipment = factories.ShipmentFactory(reference="ML-1")
    response = client.get(page(models.Shipment, "change", shipment.pk))
    assert response.status_code == 200
    assert "ML-1" in response.text
    assert 'name="_save"' not in response.text


def test_the_site_says_what_it_is(client, editor):
    response = client.get(reverse("admin:index"))
    assert "Military Equipment Tracker – data entry" in response.text


def test_view_on_site_leads_to_the_public_page(client, rows):
    source = rows[models.Source]
    content = reverse("admin:view_on_site", args=[ContentType.objects.get_for_model(source).pk, source.pk])
    assert content in client.get(page(models.Source, "change", source.pk)).text
    response = client.get(content)
    assert response.status_code == 302
    assert response.url.endswith(source.get_absolute_url())


def test_a_source_is_given_a_dataset_on_its_own_page(client, rows):
    source = factories.SourceFactory(slug="ministry", name="The Ministry")
    address = page(models.Source, "change", source.pk)
    shown = client.get(address)
    assert "A source has one dataset at most." in client.get(page(models.Dataset, "add")).text
    assert "tallies of one voice are sums that it gives now and then" in shown.text
    given = {"dataset-0-name": "Ministry", "dataset-0-slug": "ministry", "dataset-0-kind": "voice"}
    assert client.post(address, page_data(shown) | given).status_code == 302
    assert models.Dataset.objects.get(source=source).kind == "voice"
    again = client.get(address)
    assert client.post(address, page_data(again)).status_code == 302
    assert models.Dataset.objects.filter(source=source).count() == 1
