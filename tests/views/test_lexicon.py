"""Show the words for counts, as the reader of counts has them."""

import pytest
from django.utils.html import escape

from inventory.domain.quantities.lexicon import LEXICON_VERSION, lexicons


def test_the_page_shows_the_english_words_unless_told_otherwise(client):
    page = client.get("/codebook/lexicon/").content.decode()
    assert "no fewer than" in page
    assert f"Version {LEXICON_VERSION}" in page
    assert '<a href="/codebook/">' in page or 'href="/codebook/"' in page


@pytest.mark.parametrize("code", lexicons())
def test_each_language_has_a_page_that_shows_all_its_words(client, code):
    page = client.get("/codebook/lexicon/", {"language": code})
    assert page.status_code == 200
    rows = [row for section in page.context["sections"] for row in section.rows]
    text = page.content.decode()
    assert all(escape(row.words) in text for row in rows)
    assert len(rows) > 50
    assert ('dir="rtl"' in text) == (code == "ar")


def test_another_language_is_not_found(client):
    assert client.get("/codebook/lexicon/?language=xx").status_code == 404


def test_the_page_is_only_read(client):
    assert client.post("/codebook/lexicon/").status_code == 405


def test_the_codebook_leads_to_the_words(client):
    assert 'href="/codebook/lexicon/"' in client.get("/codebook/").content.decode()
