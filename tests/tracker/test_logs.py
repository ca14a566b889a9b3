"""Test what the log says of requests and errors, and in which shape."""

import json
import logging
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from inventory.api import description
from tests import factories
from tracker.logs import (
    MAIL_INTERVAL,
    JsonFormatter,
    MailHandler,
    PlainFormatter,
    RequestFilter,
    event,
    logging_settings,
)
from tracker.request_log import HEADER, RequestLogMiddleware


class Lines(logging.Handler):
    """Keep records as the site's own handler would write them."""

    def __init__(self):
        super().__init__()
        self.records = []
        self.addFilter(RequestFilter())

    def emit(self, record):
        self.records.append(record)

    def of(self, name):
        return [record for record in self.records if record.name == name]


@pytest.fixture
def lines():
    handler = Lines()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


def record(message="done", level=logging.INFO, **extra):
    return logging.getLogger().makeRecord("tracker.test", level, "", 0, message, (), None, extra=extra)


@pytest.mark.django_db
def test_each_request_has_a_line_with_number_account_duration_status_and_queries(client, lines):
    user = factories.UserFactory(username="secret-name")
    client.force_login(user)
    answer = client.get("/deliveries/?text=secret")
    (line,) = lines.of("tracker.request")
    assert line.getMessage() == "GET /deliveries/"
    fields = line.fields
    assert (fields["status"], fields["user"], fields["request"]) == (200, user.pk, answer[HEADER])
    assert fields["queries"] > 2
    assert fields["ms"] >= 0
    written = PlainFormatter().format(line) + JsonFormatter().format(line)
    assert "secret" not in written


@pytest.mark.django_db
def test_visitors_have_no_key_and_numbers_differ(client, lines):
    numbers = {client.get("/codebook/")[HEADER] for _ in range(3)}
    assert len(numbers) == 3
    assert {line.fields["request"] for line in lines.of("tracker.request")} == numbers
    assert {line.fields["user"] for line in lines.of("tracker.request")} == {None}


@pytest.mark.django_db
def test_a_path_cannot_begin_a_line_of_its_own(client, lines):
    client.get("/shipments/x%0AINFO%20forged%1B[31m/")
    (line,) = lines.of("tracker.request")
    assert "\n" not in PlainFormatter().format(line)
    assert "\x1b" not in PlainFormatter().format(line)


def answered(response):
    """Send a response through the middleware."""

    def answer(request):
        request.user = AnonymousUser()
        return response

    return RequestLogMiddleware(answer)(RequestFactory().get("/a/"))


@pytest.mark.django_db
def test_a_streamed_answer_has_its_line_at_its_end_with_the_queries_made_meanwhile(lines):
    def chunks():
        with connection.cursor() as cursor:
            for number in range(3):
                cursor.execute("SELECT %s", [number])
                yield b"x"

    response = answered(StreamingHttpResponse(chunks()))
    assert list(response) == [b"x"] * 3
    assert lines.of("tracker.request") == []
    response.close()
    (line,) = lines.of("tracker.request")
    assert line.fields["queries"] == 3


@pytest.mark.django_db
def test_a_streamed_answer_that_nobody_reads_has_its_line_too(lines):
    answered(StreamingHttpResponse(iter([b"x"]))).close()
    assert len(lines.of("tracker.request")) == 1


@pytest.mark.django_db
def test_a_streamed_answer_that_breaks_off_has_its_trace_in_the_log(lines):
    def chunks():
        yield b"x"
        raise ValueError("broken")

    response = answered(StreamingHttpResponse(chunks()))
    with pytest.raises(ValueError, match="broken"):
        list(response)
    response.close()
    failure, line = lines.of("tracker.request")
    assert "broken" in PlainFormatter().format(failure)
    assert failure.fields["request"] == line.fields["request"] == response[HEADER]


@pytest.fixture
def broken_client(client, monkeypatch):
    """Return a visitor to a site whose first page fails."""

    def fail(*arguments, **options):
        raise RuntimeError("provoked")

    monkeypatch.setattr("inventory.views.overview.load_disputes", fail)
    client.raise_request_exception = False
    return client


@pytest.mark.django_db
def test_a_provoked_error_is_in_the_log_with_its_trace_and_the_number_that_the_visitor_sees(
    broken_client, lines
):
    answer = broken_client.get("/?a=1")
    assert answer.status_code == 500
    number = re.search(r"Error number:\s*<code>([0-9a-f]{12})</code>", answer.content.decode())[1]
    assert answer[HEADER] == number
    (failure,) = lines.of("django.request")
    assert failure.fields["request"] == number
    plain = PlainFormatter().format(failure)
    assert f"request={number}" in plain.splitlines()[0]
    assert "Traceback (most recent call last)" in plain
    assert "RuntimeError: provoked" in plain
    told = json.loads(JsonFormatter().format(failure))
    assert told["request"] == number
    assert told["trace"].endswith("RuntimeError: provoked")
    (line,) = lines.of("tracker.request")
    assert (line.fields["status"], line.fields["request"]) == (500, number)


@pytest.mark.django_db
def test_an_error_of_the_api_tells_its_number_in_the_shape_of_its_refusals(client, monkeypatch, lines):
    def fail(*arguments, **options):
        raise RuntimeError("provoked")

    monkeypatch.setattr(description.SitePage, "render_page", fail)
    client.raise_request_exception = False
    answer = client.get("/api/docs")
    assert answer.status_code == 500
    refusal = answer.json()
    assert refusal["status"] == 500
    assert answer[HEADER] in refusal["message"]
    assert len(lines.of("django.request")) == 1


def test_json_keeps_fields_apart_and_a_record_on_one_line():
    given = record("two\nlines", fields={"status": 200, "user": None, "request": "0a"})
    text = JsonFormatter().format(given)
    assert "\n" not in text
    told = json.loads(text)
    assert (told["message"], told["status"], told["user"], told["request"]) == ("two\nlines", 200, None, "0a")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", told["time"])
    assert (told["level"], told["logger"]) == ("INFO", "tracker.test")


def test_plain_lines_have_the_fields_at_their_end():
    given = record(fields={"user": None, "queries": 3})
    assert re.fullmatch(
        r"\d{4}-\S+\+00:00 INFO tracker\.test: done user=- queries=3", PlainFormatter().format(given)
    )


def test_lines_outside_of_requests_name_none(lines):
    event(logging.getLogger("tracker.test"), logging.INFO, "started", program="web")
    assert lines.records[-1].fields == {"program": "web"}


@pytest.fixture
def admins(settings):
    settings.ADMINS = ["ann@example.org"]


@pytest.mark.usefixtures("admins")
def test_faults_are_mailed_once_a_minute_with_what_was_left_out():
    handler = MailHandler()
    handler.setFormatter(PlainFormatter())
    handler.addFilter(RequestFilter())
    for second in (0, 1, 2, MAIL_INTERVAL + 1):
        fault = record("it broke\nSubject: forged", logging.ERROR)
        fault.created = 1_000.0 + second
        handler.handle(fault)
    assert len(mail.outbox) == 2
    assert mail.outbox[0].to == ["ann@example.org"]
    assert "\n" not in mail.outbox[0].subject
    assert "more since" not in mail.outbox[0].body
    assert "2 more since the last mail" in mail.outbox[1].body


@pytest.mark.usefixtures("admins")
def test_a_mail_server_that_is_away_breaks_nothing(monkeypatch, capsys):
    def refuse(*arguments):
        raise ConnectionRefusedError

    monkeypatch.setattr("tracker.logs.mail_admins", refuse)
    handler = MailHandler()
    handler.emit(record("it broke", logging.ERROR))
    assert "ConnectionRefusedError" in capsys.readouterr().err


def test_only_who_names_admins_is_mailed():
    assert "mail" in logging_settings("json", is_mailed=True)["root"]["handlers"]
    assert logging_settings("plain", is_mailed=False)["root"]["handlers"] == ["lines"]


def test_small_answers_are_given_the_number(lines):
    assert answered(HttpResponse())[HEADER] == lines.of("tracker.request")[0].fields["request"]
