"""An address tells its source, by the source's own address, its aliases, or what it published before."""

import pytest

from inventory.models import SourceAlias
from inventory.models.recognition import Sign, recognise
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "url", ["https://www.rfi.fr/a?b=c#d", "http://rfi.fr/", "rfi.fr/a", "https://RFI.fr"]
)
def test_a_source_is_known_by_its_own_address(url):
    source = factories.SourceFactory(url="https://www.rfi.fr/")
    factories.SourceFactory(url="https://www.rfi.fr.example/")
    found = recognise(url)
    assert (found.source, found.sign) == (source, Sign.ADDRESS)


def test_a_source_is_known_by_an_alias():
    source = factories.SourceFactory(url="https://old.example/")
    SourceAlias.objects.create(source=source, name="new.example")
    assert recognise("https://www.new.example/1").sign is Sign.ALIAS
    assert recognise("https://www.new.example/1").source == source


def test_a_source_is_known_by_its_publications():
    publication = factories.PublicationFactory(url="https://blog.example/1")
    found = recognise("https://blog.example/2")
    assert (found.source, found.sign) == (publication.source, Sign.PUBLICATIONS)


def test_a_platform_of_several_sources_tells_none():
    factories.PublicationFactory(url="https://t.me/one/1")
    factories.PublicationFactory(url="https://t.me/two/1")
    assert recognise("https://t.me/one/2").source is None


@pytest.mark.parametrize("url", ["http://www.rfi.fr/a", "https://rfi.fr/a/", "rfi.fr/a#top"])
def test_a_publication_is_found_however_its_address_is_written(url):
    publication = factories.PublicationFactory(url="https://www.rfi.fr/a")
    factories.PublicationFactory(url="https://www.rfi.fr/ab")
    assert recognise(url).publications == (publication,)


@pytest.mark.parametrize("url", ["", "rfi", "ftp://rfi.fr/a", "http://[::", "https://rfi.fr/\0"])
def test_what_is_no_address_tells_nothing(django_assert_num_queries, url):
    with django_assert_num_queries(0):
        assert recognise(url).host == ""
