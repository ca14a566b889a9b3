"""Test who may ask the API: sessions with their token, and accounts by name and password."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pghistory.models import Context

from inventory.imports import pipeline
from inventory.models import ImportBatch, ReportedDelivery
from tests import factories
from tests.api.asking import IMPORTS, basic, bring, is_refusal, post
from tests.imports.foreign_table import FOREIGN, MAPPING

pytestmark = pytest.mark.django_db

OPERATIONS = [
    ("get", ""),
    ("post", ""),
    ("get", "/{uid}"),
    ("get", "/{uid}/findings"),
    ("get", "/{uid}/names"),
    ("post", "/{uid}/names"),
    ("post", "/{uid}/read"),
    ("post", "/{uid}/apply"),
    ("post", "/{uid}/cancel"),
    ("post", "/{uid}/undo"),
]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_only_who_may_import_is_answered(client, planned, method, path):
    address = IMPORTS + path.format(uid=planned.uid)
    answer = getattr(client, method)(address)
    assert is_refusal(answer, 401)
    # At this word browsers would ask for a password and keep it.
    assert not answer["WWW-Authenticate"].startswith("Basic")
    client.force_login(factories.UserFactory())
    assert is_refusal(getattr(client, method)(address), 403)
    planned.refresh_from_db()
    assert (planned.state, ImportBatch.objects.count()) == ("planned", 1)


def test_who_may_import_and_no_more_does(client, planned):
    importer = factories.UserFactory()
    importer.user_permissions.add(Permission.objects.get(codename="add_importbatch"))
    client.force_login(importer)
    assert client.get(IMPORTS).json()["count"] == 1


def test_a_script_says_who_it_is_by_name_and_password(client, anna):
    answer = client.get(IMPORTS, headers=basic())
    assert (answer.status_code, answer.json()["count"]) == (200, 0)
    # Nothing is kept: the next request is a stranger's again.
    assert client.get(IMPORTS).status_code == 401
    assert not client.cookies


def test_what_a_script_does_is_the_accounts_in_batch_and_history(client, anna):
    answer = client.post(IMPORTS, {"file": _file()}, headers=basic())
    batch = ImportBatch.objects.get(uid=answer.json()["uid"])
    assert batch.imported_by == anna
    pipeline.read_again(batch, mapping=MAPPING.to_json())
    pipeline.advance(batch.uid)
    batch.refresh_from_db()
    fingerprint = {"fingerprint": batch.fingerprint}
    post(client, f"{IMPORTS}/{batch.uid}/apply", fingerprint, headers=basic())
    batch.refresh_from_db()
    assert ReportedDelivery.objects.count() == 2
    context = Context.objects.get(pk=batch.history_context)
    assert context.metadata["user"] == anna.pk


def _file():
    return SimpleUploadedFile("foreign.csv", FOREIGN)


@pytest.mark.parametrize(
    "header",
    [
        basic(password="wrong horse"),
        basic(name="nobody"),
        basic(name="", password=""),
        basic(name="an\0na"),
        basic(password="correct\0horse"),
        basic(name="x" * 5000),
        basic(name="ünïcode"),
        {"Authorization": ""},
        {"Authorization": "Basic"},
        {"Authorization": "Basic !!!"},
        {"Authorization": "Basic YW5uYQ=="},
        {"Authorization": "Basic /////w=="},
        {"Authorization": "Bearer x"},
        {"Authorization": "Basic a b c"},
    ],
    ids=range(14),
)
def test_who_is_not_known_is_refused_always_alike(client, anna, header):
    answer = client.get(IMPORTS, headers=header)
    assert is_refusal(answer, 401)
    assert answer.json()["message"] == "Name or password is wrong, or the account is closed."


def test_a_closed_account_is_refused_like_a_wrong_password(client, anna):
    anna.is_active = False
    anna.save()
    closed, wrong = (client.get(IMPORTS, headers=basic(password=one)) for one in ("correct horse", "wrong"))
    assert is_refusal(closed, 401)
    assert closed.content == wrong.content


def test_a_name_that_is_none_costs_as_much_as_a_wrong_password(client, anna, monkeypatch):
    hashed = []
    monkeypatch.setattr(
        "django.contrib.auth.hashers.PBKDF2PasswordHasher.encode",
        lambda self, password, *rest: hashed.append(password) or "pbkdf2_sha256$1$x$x",
    )
    for name in ("anna", "nobody"):
        client.get(IMPORTS, headers=basic(name=name, password="wrong"))
    assert hashed == ["wrong", "wrong"]


def test_a_wrong_password_is_refused_even_in_a_session(editor):
    assert editor.get(IMPORTS).status_code == 200
    assert is_refusal(editor.get(IMPORTS, headers=basic(password="wrong")), 401)


def test_a_session_changes_nothing_without_its_token(anna):
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    assert client.get(IMPORTS).status_code == 200
    refused = bring(client, FOREIGN)
    assert is_refusal(refused, 403)
    assert "CSRF token" in refused.json()["message"]
    assert not ImportBatch.objects.exists()
    client.get("/imports/add/")
    token = client.cookies["csrftoken"].value
    answer = client.post(IMPORTS, {"file": _file()}, headers={"X-CSRFToken": token})
    assert answer.status_code == 201


def test_a_script_needs_no_token(anna):
    client = Client(enforce_csrf_checks=True)
    assert client.post(IMPORTS, {"file": _file()}, headers=basic()).status_code == 201


def test_a_password_opens_nothing_but_the_api(client, anna):
    assert client.get("/imports/", headers=basic()).status_code == 302
