"""Pause sign-ins that failed too often, on the site, in the admin and in the API alike."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from inventory.models import SignInFailure
from inventory.models.sign_ins import (
    MOST_PER_ACCOUNT,
    MOST_PER_ADDRESS,
    PAUSE,
    SignInPausedError,
    network_of,
)
from tests import factories
from tests.api.asking import IMPORTS, basic, is_refusal

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse"


@pytest.fixture(autouse=True)
def _quick_hashes(settings):
    """Hash quickly: what is tested is how often a password is looked at."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def anna():
    return factories.UserFactory(username="anna", editor=True, password=make_password(PASSWORD))


def site(client, password, name="anna", **extra):
    return client.post("/accounts/login/", {"username": name, "password": password}, **extra)


def admin(client, password, name="anna", **extra):
    return client.post("/admin/login/", {"username": name, "password": password}, **extra)


def api(client, password, name="anna", **extra):
    return client.get(IMPORTS, headers=basic(name, password), **extra)


WAYS = [site, admin, api]


def wait(pause=PAUSE):
    """Let time pass: what happened moves into the past."""
    for failure in SignInFailure.objects.all():
        failure.latest_at -= pause
        failure.save()


@pytest.mark.parametrize("way", WAYS)
def test_six_wrong_passwords_are_throttled_and_the_owner_gets_in_after_the_pause(client, anna, way):
    tried = [way(client, "wrong").status_code for _ in range(MOST_PER_ACCOUNT)]
    assert 429 not in tried
    answer = way(client, "wrong")
    assert answer.status_code == 429
    seconds = int(answer["Retry-After"])
    assert 0 < seconds <= PAUSE.total_seconds() + 1
    # Nor does the right password get in, by any way, or trying would tell which it is.
    assert [another(client, PASSWORD).status_code for another in WAYS] == [429, 429, 429]
    # Trying while it lasts does not prolong it.
    wait(timedelta(seconds=seconds))
    assert way(client, PASSWORD).status_code in (200, 302)


def test_the_page_says_how_long_and_the_api_says_it_in_its_shape(client, anna):
    for _ in range(MOST_PER_ACCOUNT):
        site(client, "wrong")
    assert "paused for 15 minutes" in site(client, "wrong").text
    assert is_refusal(api(client, "wrong"), 429)


def test_a_pause_ends_at_the_second_that_was_told(client, anna):
    for _ in range(MOST_PER_ACCOUNT):
        site(client, "wrong")
    wait(timedelta(seconds=int(site(client, "wrong")["Retry-After"]) - 2))
    assert site(client, PASSWORD).status_code == 429
    wait(timedelta(seconds=2))
    assert site(client, PASSWORD).status_code == 302


def test_others_sign_in_while_an_account_is_paused(client, anna):
    factories.UserFactory(username="boris", password=make_password(PASSWORD))
    for _ in range(MOST_PER_ACCOUNT):
        site(client, "wrong")
    assert site(client, PASSWORD, "boris").status_code == 302


def test_a_name_is_one_account_however_it_is_written(client, anna):
    for name in ("anna", "Anna", "ANNA", "aNNa", "annA"):
        site(client, "wrong", name)
    assert site(client, PASSWORD).status_code == 429


def test_signing_in_clears_the_failures_of_the_account_alone(client, anna):
    for _ in range(MOST_PER_ACCOUNT - 1):
        site(client, "wrong")
    assert site(client, PASSWORD).status_code == 302
    client.logout()
    assert SignInFailure.objects.get().number == MOST_PER_ACCOUNT - 1  # those of the address
    assert site(client, "wrong").status_code == 200


def test_an_address_that_tries_many_names_is_paused_and_others_are_not(client, anna):
    for number in range(MOST_PER_ADDRESS):
        assert site(client, "wrong", f"name{number}").status_code == 200
    assert site(client, PASSWORD).status_code == 429
    assert site(client, PASSWORD, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_an_own_account_does_not_free_an_address_that_guesses(client, anna):
    for number in range(MOST_PER_ADDRESS):
        site(client, "wrong", f"name{number}")
        if number % 3 == 0 and number < MOST_PER_ADDRESS - 1:
            assert site(client, PASSWORD).status_code == 302
            client.logout()
    assert site(client, PASSWORD).status_code == 429


def test_after_a_pause_counting_begins_anew(client, anna):
    for _ in range(MOST_PER_ACCOUNT):
        site(client, "wrong")
    wait()
    for _ in range(MOST_PER_ACCOUNT):
        assert site(client, "wrong").status_code == 200
    assert site(client, "wrong").status_code == 429


def test_what_counts_no_longer_is_dropped(client):
    for number in range(4):
        site(client, "wrong", f"name{number}")
    wait()
    site(client, "wrong", "another")
    assert SignInFailure.objects.count() == 2


def test_neither_names_nor_addresses_are_kept(client, anna):
    site(client, "wrong")
    keys = SignInFailure.objects.values_list("key", flat=True)
    assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in keys)


def test_commands_are_throttled_by_account_alone(anna):
    for _ in range(MOST_PER_ACCOUNT):
        assert authenticate(None, username="anna", password="wrong") is None
    with pytest.raises(SignInPausedError):
        authenticate(None, username="anna", password=PASSWORD)


@pytest.mark.parametrize("name", ["\0", "an\0na", "x" * 5000, "", "ünï", "\ud7ff"])
def test_hostile_names_are_wrong_ones(client, name):
    assert api(client, "wrong", name).status_code == 401
    assert site(client, "wrong", name).status_code == 200


def test_sign_ins_have_a_budget(anna, django_assert_num_queries):
    request = RequestFactory().post("/")
    with django_assert_num_queries(3):  # pause; account; clear
        assert authenticate(request, username="anna", password=PASSWORD) == anna
    with django_assert_num_queries(6):  # pause; account; count by account and by address; drop; log
        assert authenticate(request, username="anna", password="wrong") is None


@pytest.mark.django_db(transaction=True)
def test_failures_of_several_processes_at_once_are_all_counted():
    def fail():
        for _ in range(5):
            SignInFailure.objects.count_failure(["a", "b"])
        connection.close()

    threads = [threading.Thread(target=fail) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(SignInFailure.objects.values_list("key", "number")) == {("a", 20), ("b", 20)}
    assert SignInFailure.objects.pause_of([("a", 20)]) > 0
    assert SignInFailure.objects.pause_of([("a", 21)]) == 0


@pytest.mark.parametrize(
    ("is_behind", "headers", "network"),
    [
        (False, {}, "192.0.2.1"),
        (False, {"X-Forwarded-For": "198.51.100.2"}, "192.0.2.1"),
        (True, {}, "192.0.2.1"),
        (True, {"X-Forwarded-For": "198.51.100.2"}, "198.51.100.2"),
        (True, {"X-Forwarded-For": "203.0.113.9, 198.51.100.2"}, "198.51.100.2"),
        (True, {"X-Forwarded-For": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::/64"),
        (True, {"X-Forwarded-For": "nonsense"}, "nonsense"),
    ],
)
def test_the_address_is_what_the_proxy_saw(settings, is_behind, headers, network):
    settings.BEHIND_PROXY = is_behind
    request = RequestFactory(REMOTE_ADDR="192.0.2.1").get("/", headers=headers)
    assert network_of(request) == network


def test_a_row_names_itself():
    assert str(SignInFailure(key="x", number=3, latest_at=timezone.now())).startswith("3, ")
