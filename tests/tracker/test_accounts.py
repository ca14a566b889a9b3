"""Sign in and out as a reader does, and change the interface's language."""

import pytest
from django.conf import settings

from tests import factories

pytestmark = pytest.mark.django_db
ENGLISH = settings.LANGUAGES[0][0]
PASSWORD = "correct horse battery"


@pytest.fixture
def anna():
    user = factories.UserFactory(username="anna")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, password=PASSWORD, **values):
    return client.post("/accounts/login/", {"username": "anna", "password": password, **values})


def test_every_page_offers_to_sign_in_and_comes_back(client):
    page = client.get("/deliveries/?text=T-72").content.decode()
    assert 'href="/accounts/login/?next=/deliveries/%3Ftext%3DT-72"' in page


def test_the_form_keeps_where_to_go_and_offers_no_second_way_in(client):
    page = client.get("/accounts/login/?next=/deliveries/").content.decode()
    assert '<input type="hidden" name="next" value="/deliveries/">' in page
    assert 'href="/accounts/login/' not in page


def test_signing_in_leads_to_where_one_came_from(client, anna):
    assert sign_in(client, next="/deliveries/?text=T-72")["Location"] == "/deliveries/?text=T-72"
    assert client.session["_auth_user_id"] == str(anna.pk)


def test_signing_in_leads_to_the_overview_else(client, anna):
    assert sign_in(client)["Location"] == "/"


def test_another_site_is_no_place_to_go(client, anna):
    assert sign_in(client, next="https://elsewhere.example/")["Location"] == "/"


def test_a_wrong_password_is_told_and_the_name_is_kept(client, anna):
    response = sign_in(client, password="wrong", next="/deliveries/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Please enter a correct username and password." in page
    assert 'role="alert"' in page
    assert 'value="anna"' in page
    assert 'name="next" value="/deliveries/"' in page
    assert "_auth_user_id" not in client.session


def test_who_is_signed_in_is_not_asked_again(client, anna):
    sign_in(client)
    assert client.get("/accounts/login/?next=/deliveries/")["Location"] == "/deliveries/"


def test_a_reader_sees_the_own_name_and_no_data_entry(client, anna):
    sign_in(client)
    page = client.get("/").content.decode()
    assert "<span>anna</span>" in page
    assert "Sign out" in page
    assert "Add report" not in page
    assert 'href="/accounts/"' in page


def test_staff_is_offered_data_entry(client):
    client.force_login(factories.UserFactory(editor=True))
    page = client.get("/").content.decode()
    assert "Add report" in page
    assert '<li><a href="/admin/">Data entry</a></li>' in page


def test_signing_out_is_a_form_and_ends_the_session(client, anna):
    sign_in(client)
    assert client.get("/accounts/logout/").status_code == 405
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_the_admin_keeps_its_own_form(client):
    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"


def test_a_language_is_kept_and_leads_back_to_the_page(client):
    page = client.get("/deliveries/?text=T-72").content.decode()
    assert '<input type="hidden" name="next" value="/deliveries/?text=T-72">' in page
    response = client.post("/language/setlang/", {"language": "fr", "next": "/deliveries/?text=T-72"})
    assert response["Location"] == "/deliveries/?text=T-72"
    assert '<html lang="fr">' in client.get("/deliveries/").content.decode()


@pytest.mark.parametrize(
    ("accepted", "language"), [("fr-CA,fr;q=0.9", "fr"), ("de", ENGLISH), ("en-US", ENGLISH)]
)
def test_the_page_says_which_language_it_is_in(client, accepted, language):
    page = client.get("/", headers={"accept-language": accepted}).content.decode()
    assert f'<html lang="{language}">' in page
    assert f'lang="{language}" aria-current="true"' in page
