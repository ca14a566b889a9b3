"""Answer for the codebook: what each column of each file means, and how words for counts are read."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from inventory.domain.quantities.lexicon import LEXICON_VERSION, lexicons
from inventory.exports.download import csv_download
from inventory.exports.profiles import PROFILES
from inventory.exports.records import record_lines
from inventory.wording.lexicon import lexicon_sections


@require_safe
def codebook(request: HttpRequest) -> HttpResponseBase:
    """Show the codebook, or download it as CSV. Runs no query."""
    if request.GET.get("export"):
        lines = [
            (name, one.name, one.type, one.meaning)
            for name, profile in PROFILES.items()
            for one in profile.columns
        ]
        return csv_download(record_lines(("profile", "name", "type", "meaning"), lines), "codebook")
    profiles = [
        {
            "name": name,
            "row": profile.row,
            "list_url": reverse(profile.list_name),
            "is_importable": profile.is_importable,
            "note": profile.note,
            "columns": profile.columns,
        }
        for name, profile in PROFILES.items()
    ]
    return render(request, "inventory/codebook.html", {"section": "codebook", "profiles": profiles})


@require_safe
def lexicon(request: HttpRequest) -> HttpResponseBase:
    """Show the words by which counts are read in one language; English by default. Runs no query."""
    everything = lexicons()
    chosen = everything.get(request.GET.get("language", "en"))
    if chosen is None:
        raise Http404(f"No lexicon for this language; there are {', '.join(everything)}.")
    context = {
        "section": "codebook",
        "lexicons": everything.values(),
        "chosen": chosen,
        "sections": lexicon_sections(chosen),
        "version": LEXICON_VERSION,
        "is_right_to_left": chosen.is_right_to_left,
    }
    return render(request, "inventory/lexicon.html", context)
