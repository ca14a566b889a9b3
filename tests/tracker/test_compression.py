"""Test what is sent compressed."""

import gzip

import pytest

from tests.factories import ReportedDeliveryFactory

pytestmark = pytest.mark.django_db
TAKES_GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def test_a_page_is_compressed_where_the_browser_takes_it(client):
    plain = client.get("/deliveries/")
    answer = client.get("/deliveries/", headers=TAKES_GZIP)
    assert not plain.has_header("Content-Encoding")
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert b"</html>" in gzip.decompress(answer.content)
    assert len(answer.content) < len(plain.content) / 2


def test_a_download_is_streamed_as_it_is(client):
    ReportedDeliveryFactory()
    answer = client.get("/deliveries/?export=csv", headers=TAKES_GZIP)
    assert answer.streaming
    assert not answer.has_header("Content-Encoding")
    assert b"".join(answer.streaming_content).count(b"\n") >= 2
