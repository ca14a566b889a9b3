"""Test that sign-ins, rights and deletions leave a line in the log, by keys alone."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from inventory.models import SavedView
from inventory.models.audit import kept_models
from tests import factories
from tests.api.asking import basic

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def anna():
    user = factories.UserFactory(username="anna")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def told(caplog, django_capture_on_commit_callbacks):
    """Return a function that does something and returns what the log then says of it."""
    caplog.set_level("INFO", "tracker.audit")

    def told(act):
        caplog.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return [
            (record.getMessage(), record.fields)
            for record in caplog.records
            if record.name == "tracker.audit"
        ]

    return told


def test_signing_in_and_out_is_told_with_key_and_address(client, anna, told):
    typed = {"username": "anna", "password": PASSWORD}
    expected = {"account": anna.pk, "address": "127.0.0.1"}
    ((message, fields),) = told(lambda: client.post("/accounts/login/", typed))
    assert (message, expected | fields) == ("signed in", fields)
    ((message, fields),) = told(lambda: client.post("/accounts/logout/"))
    assert (message, expected | fields) == ("signed out", fields)


@pytest.mark.parametrize("name", ["anna", "nobody-of-that-name", "\0anna"])
def test_a_failure_is_told_without_what_was_typed(client, anna, told, name):
    (line,) = told(lambda: client.get("/api/imports", headers=basic(name, "wrong password")))
    assert line[0] == "sign-in failed"
    assert line[1]["account"] == (anna.pk if name == "anna" else None)
    assert "wrong password" not in str(line)
    assert name not in str(line)


def test_changed_rights_are_told(anna, told):
    group = Group.objects.create(name="Editors")
    right = Permission.objects.first()
    assert told(lambda: anna.groups.add(group)) == [
        ("rights changed: add", {"user": anna.pk, "groups": str(group.pk)})
    ]
    assert told(lambda: anna.groups.add(group)) == []
    assert told(lambda: anna.user_permissions.set([right])) == [
        ("rights changed: add", {"user": anna.pk, "permissions": str(right.pk)})
    ]
    assert told(lambda: group.permissions.add(right))[0][1] == {
        "group": group.pk,
        "permissions": str(right.pk),
    }
    assert told(anna.user_permissions.clear)[0][1] == {"user": anna.pk, "permissions": "all"}


def test_a_changed_account_is_told_and_a_sign_in_is_not(anna, told):
    def promote():
        anna.is_staff = True
        anna.save()

    assert told(promote) == [("rights changed: account", {"account": anna.pk, "is_staff": True})]
    assert told(anna.save) == []
    assert told(lambda: anna.save(update_fields=["last_login"])) == []


def test_what_is_deleted_is_told_and_what_is_rolled_back_is_not(told):
    view = SavedView.objects.create(title="Mali", page="delivery-list")

    def try_and_roll_back():
        with transaction.atomic():
            SavedView.objects.all().delete()
            transaction.set_rollback(True)

    assert told(try_and_roll_back) == []
    assert told(SavedView.objects.all().delete) == [("deleted", {"kind": "savedview", "key": view.pk})]


def test_deletions_of_all_that_people_write_are_told():
    names = {model._meta.model_name for model in kept_models()}
    assert {"shipment", "report", "reporteddelivery", "publication", "snapshot", "reportdraft"} <= names
    assert not {name for name in names if name.endswith("event")}
