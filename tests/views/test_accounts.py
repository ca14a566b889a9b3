"""Everybody who has an account looks after it on the site."""

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from inventory.models import PublicName
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/accounts/password/"
NEW = {"old_password": "correct horse", "new_password1": "battery staple", "new_password2": "battery staple"}


@pytest.fixture
def reader(client, settings):
    """Sign somebody without rights in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    user = factories.UserFactory(username="ada", password=make_password("correct horse"))
    client.force_login(user)
    return user


def test_a_reader_changes_the_own_password_and_other_devices_are_signed_out(client, reader):
    elsewhere = Client()
    elsewhere.force_login(reader)
    assert "Change password" in client.get(URL).text
    answer = client.post(URL, NEW, follow=True)
    assert answer.redirect_chain == [("/accounts/", 302)]
    assert "Your password is changed." in answer.text
    reader.refresh_from_db()
    assert reader.check_password("battery staple")
    assert client.get(URL).status_code == 200
    assert elsewhere.get(URL).status_code == 302


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"old_password": "wrong"}, "Your old password was entered incorrectly."),
        ({"new_password2": "another staple"}, "The two password fields didn’t match."),
        ({"new_password1": "ada", "new_password2": "ada"}, "This password is too short."),
        ({"old_password": "\0"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_changed(client, reader, values, words):
    answer = client.post(URL, NEW | values)
    assert words in answer.text
    reader.refresh_from_db()
    assert reader.check_password("correct horse")


def test_old_passwords_are_guessed_no_more_often_than_by_signing_in(client, reader):
    guesses = [client.post(URL, NEW | {"old_password": f"guess {number}"}) for number in range(6)]
    assert [answer.status_code for answer in guesses] == [200] * 5 + [429]
    assert int(guesses[-1]["Retry-After"]) > 0
    assert client.post(URL, NEW).status_code == 429
    assert (
        Client().post("/accounts/login/", {"username": "ada", "password": "correct horse"}).status_code == 429
    )


def test_the_admin_leads_to_the_one_page_for_the_own_password(admin_client):
    assert admin_client.get("/admin/password_change/")["Location"] == URL


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(URL)["Location"] == f"/accounts/login/?next={URL}"


ACCOUNT = "/accounts/"


def test_a_public_name_is_chosen_changed_and_taken_back(client, reader):
    assert f"Contributor {reader.pk}" in client.get(ACCOUNT).text
    for name, kept in (("Ada L.", "Ada L."), ("Ada", "Ada"), ("  ", None)):
        answer = client.post(ACCOUNT, {"name": name}, follow=True)
        assert "Your public name is changed." in answer.text
        assert PublicName.objects.values_list("name", flat=True).first() == kept


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("BORIS", "Somebody else signs with this name."),
        ("Contributor 7", "That is what somebody without a public name is called."),
        ("contributeur  12 ", "That is what somebody without a public name is called."),
        ("x" * 61, "at most 60 characters"),
        ("a\0b", "Null characters are not allowed."),
    ],
)
def test_a_name_that_would_mislead_is_refused(client, reader, name, words):
    factories.UserFactory(known_as="Boris")
    answer = client.post(ACCOUNT, {"name": name})
    assert answer.status_code == 400
    assert words in answer.text
    assert PublicName.objects.count() == 1


def test_markup_in_a_name_is_shown_as_typed(client, reader):
    client.post(ACCOUNT, {"name": "<b>Ada</b>"})
    assert "&lt;b&gt;Ada&lt;/b&gt;" in client.get(ACCOUNT).text
