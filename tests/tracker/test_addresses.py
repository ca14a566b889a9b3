"""Test where a request is said to come from."""

from django.test import RequestFactory

from tracker.addresses import client_address


def test_the_address_is_the_one_that_the_proxy_adds(settings):
    request = RequestFactory().get("/", headers={"x-forwarded-for": "6.6.6.6, 192.0.2.7"})
    assert client_address(request) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert client_address(request) == "192.0.2.7"
    assert client_address(RequestFactory().get("/")) == "127.0.0.1"
    assert client_address(None) is None
