"""Hold every address of the site, the API and the admin to the one table of rights, for every role.

The addresses are read from the URL configuration, so that a new one without a row fails. No row of the record
is needed: who may not is refused before anything is looked for, who may is told that nothing is there.
"""

import uuid
from dataclasses import dataclass

import pytest
from django.contrib import admin
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from inventory import access
from inventory.access import ADMIN, EDIT, OWNED, ROUTES, Anybody, May, Right, may, may_change
from inventory.views.access import route_of
from tests import factories

pytestmark = pytest.mark.django_db
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
READING = ("get", "head", "options")
# What converters of the routes take.
VALUES = {
    "uuid": str(uuid.UUID(int=1)),
    "uuidstr": str(uuid.UUID(int=1)),
    "int": "1",
    "slug": "nothing",
    "str": "nothing",
    "path": "nothing",
}
REGISTERED = {
    model._meta.model_name: model for model in admin.site._registry if model._meta.app_label == "inventory"
}


@dataclass(frozen=True)
class Address:
    """Hold an address of the URL configuration: its name with the namespace, and a path that it answers."""

    name: str
    path: str


def addresses(patterns=None, space="", begin="/"):
    """Yield every address."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = begin + "".join(_parts(one))
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from addresses(one.url_patterns, inner, route)
        elif isinstance(one, URLPattern):
            yield Address(space + (one.name or ""), route)


def _parts(one):
    """Yield the parts of a route with values for its gaps."""
    route = str(one.pattern)
    while "<" in route:
        before, _, rest = route.partition("<")
        gap, _, route = rest.partition(">")
        yield before
        yield VALUES[gap.partition(":")[0] if ":" in gap else "str"]
    yield route


ALL = list({one.name: one for one in addresses()}.values())
SITE = [one for one in ALL if not one.name.startswith(("admin:", "api:"))]
API = [one for one in ALL if one.name.startswith("api:")]


def roles_for(route):
    """Return a client for each role, with the rights that it has.

    They are visitors, readers and staff without rights, and where the address asks for rights, for each one
    an account with that alone, and one with every other right.
    """
    asked = {right for need in (route.read, route.write) for right in rights_of(need)}
    roles = {
        "reader": set(),
        "staff": set(),
        **({"everything else": set(Right) - asked} if asked else {}),
        **{right: {right} for right in asked},
    }
    yield "visitor", set(), Client()
    for role, rights in roles.items():
        client = Client()
        client.force_login(factories.UserFactory(rights=rights, is_staff=role == "staff"))
        yield role, rights, client


def rights_of(need):
    """Return the rights of which a need asks for one."""
    return {right for right in (need if isinstance(need, tuple) else (need,)) if isinstance(right, Right)}


def is_given(role, rights, need):
    """Say from the table alone whether a role meets a need."""
    return (
        need is Anybody.VISITOR
        or (need is Anybody.PERSON and role != "visitor")
        or bool(rights & rights_of(need))
    )


def asked_by(roles, path, route):
    """Ask for an address as each role by each method; yield the role, whether it is given, and the answer.

    Who is not given it asks by every method, who is given it by one of each kind.
    """
    for role, rights, client in roles:
        for method in METHODS:
            given = is_given(role, rights, route.read if method in READING else route.write)
            if not given or method in ("get", "post"):
                answer = getattr(client, method)(path)
                if answer.streaming:
                    list(answer.streaming_content)  # which closes its file
                told = f"{method} {path} as {role}: {answer.status_code}"
                # No worker runs beside tests, so that the site is not ready.
                assert answer.status_code < (504 if path == "/readyz" else 500), told
                if route.is_private:
                    assert "no-store" in answer["Cache-Control"], told
                yield role, given, answer, told


def test_every_address_has_a_row_and_every_row_an_address():
    names = {one.name for one in SITE + API}
    assert names == set(ROUTES)
    assert set(REGISTERED) == set(ADMIN)


def test_an_address_without_a_row_is_answered_to_nobody():
    with pytest.raises(ImproperlyConfigured, match="nameless"):
        route_of("nameless")


@pytest.mark.parametrize("address", SITE, ids=lambda one: one.name)
def test_the_site_gives_and_refuses_as_the_table_says(address):
    route = ROUTES[address.name]
    for role, given, answer, told in asked_by(roles_for(route), address.path, route):
        is_led_away = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
        if given:
            assert answer.status_code != 403, told
            assert not is_led_away, told
        elif role == "visitor" and not route.keeps_typed:
            assert is_led_away, told
        else:
            # A view that keeps what was typed answers other methods that it knows none.
            assert (
                answer.status_code == 403 or is_led_away or (route.keeps_typed and answer.status_code == 405)
            ), told


@pytest.mark.parametrize("address", API, ids=lambda one: one.name)
def test_the_api_gives_and_refuses_by_the_same_table(address):
    route = ROUTES[address.name]
    for role, given, answer, told in asked_by(roles_for(route), address.path, route):
        if answer.status_code != 405:
            assert (answer.status_code == (401 if role == "visitor" else 403)) == (not given), told


def pages_of(model):
    """Return the addresses of a table in the admin, each with the verb that it is for."""
    name = f"admin:inventory_{model}"
    return {
        reverse(f"{name}_changelist"): "view",
        reverse(f"{name}_add"): "add",
        reverse(f"{name}_change", args=["999"]): "view",
        reverse(f"{name}_history", args=["999"]): "view",
        reverse(f"{name}_delete", args=["999"]): "delete",
    }


@pytest.mark.parametrize("model", REGISTERED)
def test_the_admin_gives_and_refuses_as_the_table_says(model):
    verbs = {
        verb: factories.UserFactory(is_staff=True, rights=[f"inventory.{verb}_{model}"]) for verb in EDIT
    }
    people = {
        "visitor": None,
        "reader": factories.UserFactory(rights=[f"inventory.{verb}_{model}" for verb in EDIT]),
        "staff": factories.UserFactory(is_staff=True),
        **verbs,
    }
    for role, person in people.items():
        client = Client()
        if person:
            client.force_login(person)
        for address, verb in pages_of(model).items():
            answer = client.get(address)
            told = f"{address} as {role}: {answer.status_code}"
            assert "no-store" in answer["Cache-Control"], told
            if role in ("visitor", "reader"):
                assert answer["Location"].startswith("/admin/login/"), told
                continue
            # Django lets who may change a row look at it, too; the history of no row leads back to the list.
            given = {role, "view"} if role == "change" else {role}
            is_open = verb in given & ADMIN[model]
            assert (answer.status_code == 403) == (not is_open and "/history/" not in address), told


# What is asked for elsewhere here, or is for everybody.
OTHERS = ("admin:login", "admin:logout", "admin:inventory_")


def test_the_rest_of_the_admin_is_for_staff_alone():
    reader = Client()
    reader.force_login(factories.UserFactory())
    for address in ALL:
        if address.name.startswith("admin:") and not address.name.startswith(OTHERS):
            for client in (Client(), reader):
                answer = client.get(address.path.replace("^", ""))
                assert answer.status_code in (302, 404), address
                assert answer.status_code == 404 or "login" in answer["Location"], address


@pytest.mark.parametrize("model", OWNED)
def test_what_belongs_to_somebody_is_changed_by_its_owner_and_who_has_the_right(model):
    row = OWNED[model]
    owner, former = factories.UserFactory(rights=[row.owner]), factories.UserFactory()
    other = factories.UserFactory(rights=[right for right in (row.owner, row.others) if right])
    assert may_change(owner, model, owner.pk)
    assert not may_change(former, model, former.pk)
    assert not may_change(owner, model, former.pk)
    assert not may_change(owner, model, None)
    assert may_change(other, model, owner.pk) == (row.others is not None)
    assert may_change(factories.UserFactory(editor=True), model, owner.pk) == (row.others is not None)


def test_templates_ask_the_same_table():
    editor = factories.UserFactory(is_staff=True, rights=[Right.IMPORT, "inventory.change_report"])
    page = Template("{{ may.import }} {{ may.decide }} {{ may.change_report }} {{ may.add_report }}")
    assert page.render(Context({"may": May(editor)})) == "True False True False"
    # Rights without the admin are none in the admin.
    reader = factories.UserFactory(rights=["inventory.change_report"])
    assert not May(reader)["change_report"]


@pytest.mark.parametrize("name", ["nonsense", "change_nothing", "change_estimate"])
def test_templates_cannot_ask_what_the_table_does_not_know(name):
    with pytest.raises(KeyError):
        May(factories.UserFactory())[name]


def test_who_is_signed_in_shares_no_page_with_others(client):
    assert not client.get("/codebook/").has_header("Cache-Control")
    client.force_login(factories.UserFactory())
    assert client.get("/codebook/")["Cache-Control"] == "private"


def test_no_right_is_named_in_vain():
    asked = RequestFactory().get("/")
    asked.user = factories.UserFactory()
    assert not any(may(asked.user, right) for right in Right)
    assert access.PUBLIC.read is Anybody.VISITOR
