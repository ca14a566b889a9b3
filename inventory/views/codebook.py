"""Answer for the codebook: what each column of each file means."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from inventory.exports.codebook import columns_of
from inventory.exports.download import csv_download
from inventory.exports.profiles import PROFILES
from inventory.exports.records import record_lines


@require_safe
def codebook(request: HttpRequest) -> HttpResponseBase:
    """Show the codebook, or download it as CSV. Runs no query."""
    columns = {name: columns_of(profile.everything("")) for name, profile in PROFILES.items()}
    if request.GET.get("export"):
        lines = [(name, one.name, one.type, one.meaning) for name, of_it in columns.items() for one in of_it]
        return csv_download(record_lines(("profile", "name", "type", "meaning"), lines), "codebook")
    profiles = [
        {
            "name": name,
            "row": profile.row,
            "list_url": reverse(profile.list_name),
            "is_importable": profile.is_importable,
            "note": profile.note,
            "columns": columns[name],
        }
        for name, profile in PROFILES.items()
    ]
    return render(request, "inventory/codebook.html", {"section": "codebook", "profiles": profiles})
