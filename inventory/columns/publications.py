"""Declare the columns of the file of publications."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from inventory.columns import shared
from inventory.columns.column import FileColumn
from inventory.columns.expressions import as_text, first_day, last_day, permalink

PUBLICATION_ID = replace(shared.PUBLICATION_ID, value=as_text("uid"))
PUBLISHED_ON = replace(shared.PUBLISHED_ON, value=F("published_on"))
PUBLISHED_FIRST_DAY = replace(shared.PUBLISHED_FIRST_DAY, value=first_day(F("published_days")))
PUBLISHED_LAST_DAY = replace(shared.PUBLISHED_LAST_DAY, value=last_day(F("published_days")))
TITLE = replace(shared.TITLE, value=F("title"))
SOURCE = replace(
    shared.SOURCE, meaning="Short name of the source that published it.", value=F("source__slug")
)
SOURCE_NAME = FileColumn(
    "source_name",
    _("Name of the source"),
    "Name of the source that published it.",
    value=F("source__name"),
)
LANGUAGE = replace(shared.LANGUAGE, value=F("language"))
URL = replace(shared.URL, value=F("url"))
ARCHIVED_URL = replace(shared.ARCHIVED_URL, value=F("archived_url"))
REPORTS = replace(shared.REPORTS, value=F("report_count"))
SHIPMENTS = replace(shared.SHIPMENTS, value=F("shipment_count"))


def publication_columns(list_address: str) -> tuple[FileColumn, ...]:
    """Return the columns in their order, with permanent links below the absolute address of the list."""
    return (
        PUBLICATION_ID,
        replace(shared.PERMALINK, value=permalink(list_address, "uid")),
        PUBLISHED_ON,
        PUBLISHED_FIRST_DAY,
        PUBLISHED_LAST_DAY,
        TITLE,
        SOURCE,
        SOURCE_NAME,
        LANGUAGE,
        URL,
        ARCHIVED_URL,
        REPORTS,
        SHIPMENTS,
    )
