"""Offer the site's own files on lists of the admin: the same exports, and the same way in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from inventory.admin.base import RecordAdmin
from inventory.exports.download import file_of
from inventory.exports.export import AnyExport, Export
from inventory.exports.formats import TABLE_FORMATS
from inventory.exports.profiles import PROFILES
from inventory.exports.workbook import TooLargeError

type Action = Callable[[Any, HttpRequest, QuerySet[Any]], HttpResponseBase | None]


def _exporting(format_name: str) -> Action:
    """Return the action that writes chosen rows in a format."""

    @admin.action(
        description=format_lazy(_("Export the selected rows as {format}"), format=format_name),
        permissions=["view"],
    )
    def export(editor: ExportingAdmin, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponseBase | None:
        try:
            return file_of(editor.export(request, rows), format_name)
        except TooLargeError as error:
            editor.message_user(request, str(error), messages.ERROR)
            return None

    export.__name__ = f"export_{format_name}"
    return export


class ExportingAdmin(RecordAdmin):
    """Let people take chosen rows of a list along as a file, and lead them to where files are imported.

    ``export_profile`` names the one of ``exports.profiles`` that has a row for each row of the table.
    """

    export_profile: ClassVar[str]
    actions = tuple(map(_exporting, TABLE_FORMATS))

    def export(self, request: HttpRequest, rows: QuerySet[Any]) -> AnyExport:
        """Return what the site exports of chosen rows, in the order of their keys."""
        profile = PROFILES[self.export_profile]
        everything = profile.everything(request.build_absolute_uri(reverse(profile.list_name)))
        if not isinstance(everything, Export):
            raise TypeError(f"The rows of {self.export_profile} are none of a table.")
        chosen = everything.rows.filter(pk__in=rows.order_by().values("pk")).order_by("pk")
        return replace(everything, rows=chosen, address=request.build_absolute_uri())
