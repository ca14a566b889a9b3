"""Declare the columns of the file of sources."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from inventory.columns import shared
from inventory.columns.column import FileColumn
from inventory.columns.expressions import permalink

SOURCE = replace(shared.SOURCE, value=F("slug"))
NAME = replace(shared.NAME, value=F("name"))
KIND = replace(
    shared.KIND,
    meaning="What the source is: newspaper, think_tank, ministry, register and so on.",
    value=F("kind"),
)
COUNTRY = replace(
    shared.COUNTRY,
    meaning="Two-letter code of the country where it is based. Empty: unknown.",
    value=F("country__code"),
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


def source_columns(list_address: str) -> tuple[FileColumn, ...]:
    """Return the columns in their order, with permanent links below the absolute address of the list."""
    return (
        SOURCE,
        replace(shared.PERMALINK, value=permalink(list_address, "slug")),
        NAME,
        KIND,
        COUNTRY,
        LANGUAGE,
        URL,
        RATING,
        PUBLICATIONS,
        REPORTS,
        LATEST_PUBLICATION,
    )
