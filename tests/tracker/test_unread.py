"""Test that what a visitor sends is read to its end, whoever answers and however early."""

import io

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from tracker import unread
from tracker.unread import UnreadBodyMiddleware

CONTENT = b"x" * 1_000_000


def left_of(answer, **environ):
    """Return how much of a request's body is unread once it is answered."""
    request = RequestFactory().post("/", CONTENT, content_type="text/csv", **environ)
    stream = io.BytesIO(CONTENT)
    request._stream = stream
    assert UnreadBodyMiddleware(answer)(request).status_code == 403
    return len(CONTENT) - stream.tell()


@pytest.mark.parametrize("read", [0, 10, len(CONTENT)])
def test_what_is_left_is_read_before_the_answer_is_sent(read):
    def refuse(request):
        request.read(read)
        return HttpResponse(status=403)

    assert left_of(refuse) == 0


def test_more_than_any_file_is_not_read(monkeypatch):
    monkeypatch.setattr(unread, "MOST", len(CONTENT) - 1)
    assert left_of(lambda request: HttpResponse(status=403)) == len(CONTENT)


@pytest.mark.django_db
def test_a_form_that_was_read_and_a_body_that_was_taken_are_left_alone(client):
    assert client.post("/language/setlang/", {"language": "fr"}).status_code == 302
    assert client.post("/api/imports", CONTENT, content_type="text/csv").status_code == 401


def test_a_visitor_who_breaks_off_breaks_nothing():
    class Broken:
        def read(self, *arguments):
            raise OSError("connection reset")

    request = RequestFactory().post("/", CONTENT, content_type="text/csv")
    request._stream = Broken()
    assert UnreadBodyMiddleware(lambda request: HttpResponse())(request).status_code == 200
