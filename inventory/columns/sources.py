"""Declare the columns of the file of sources."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from inventory.columns import shared
from inventory.columns.column import FileColumn
from inventory.columns.expressions import country_name, first_day, last_day, permalink
from inventory.models import Source
from inventory.models.whole_record import Type

SOURCE = replace(shared.SOURCE, value=F("slug"))
NAME = replace(shared.NAME, value=F("name"))
KIND = replace(
    shared.KIND,
    meaning="What the source is: newspaper, think_tank, ministry, register and so on.",
    value=F("kind"),
    choices=Source.Kind,
)
COUNTRY = replace(
    shared.COUNTRY,
    meaning="Two-letter code of the country where it is based; NA is Namibia. Empty: unknown.",
    value=F("country__code"),
)
COUNTRY_ALPHA3 = replace(
    shared.COUNTRY_ALPHA3,
    meaning="Three-letter code of the same country (ISO 3166-1, XKX for Kosovo). Empty: unknown.",
    value=F("country__alpha3"),
)
COUNTRY_NAME = FileColumn(
    "country_name",
    _("Name of the country"),
    "Name of the country where it is based, in the language of who asked for the file. Empty: unknown.",
)
LANGUAGE = replace(
    shared.LANGUAGE,
    meaning="Language that it mostly publishes in (ISO 639-3; und: undetermined).",
    value=F("language"),
)
URL = replace(shared.URL, value=F("url"))
RATING = FileColumn(
    "rating",
    _("Latest rating"),
    "Latest reliability rating on the NATO Admiralty scale, A–F (AJP-2.1). Empty: not rated.",
    value=F("grade"),
)
PUBLICATIONS = replace(shared.PUBLICATIONS, value=F("publication_count"))
REPORTS = replace(shared.REPORTS, value=F("report_count"))
LATEST_PUBLICATION = FileColumn(
    "latest_publication",
    _("Latest publication"),
    "Date of the source's latest publication, as EDTF (ISO 8601-2).",
    value=F("last_published"),
)
LATEST_PUBLICATION_FIRST_DAY = FileColumn(
    "latest_publication_first_day",
    _("First day of the latest publication"),
    "First day that latest_publication may mean. Empty: unknown.",
    Type.DATE,
    first_day(F("last_days")),
)
LATEST_PUBLICATION_LAST_DAY = FileColumn(
    "latest_publication_last_day",
    _("Last day of the latest publication"),
    "Last day that latest_publication may mean. Empty: unknown.",
    Type.DATE,
    last_day(F("last_days")),
)


def source_columns(list_address: str) -> tuple[FileColumn, ...]:
    """Return the columns in their order, with permanent links below the absolute address of the list."""
    return (
        SOURCE,
        replace(shared.PERMALINK, value=permalink(list_address, "slug")),
        NAME,
        KIND,
        COUNTRY,
        COUNTRY_ALPHA3,
        replace(COUNTRY_NAME, value=country_name("country__")),
        LANGUAGE,
        URL,
        RATING,
        PUBLICATIONS,
        REPORTS,
        LATEST_PUBLICATION,
        LATEST_PUBLICATION_FIRST_DAY,
        LATEST_PUBLICATION_LAST_DAY,
    )
