"""Answer while somebody types: how a count or a date is read, and which names fit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from inventory.forms.readings import read_count, read_date
from inventory.models.names import Kind, Names, Suggestion

LONGEST_NAME = 200  # characters
WHOLE = 1  # nearness of the very name, signs and spaces aside
BEGINNING = 4  # nearness of names that have a word beginning with what was typed


@require_GET
def report_read_count(request: HttpRequest) -> HttpResponse:
    """Read ``?phrase=`` as the forms would: kind, ends and a text, or the reason why it cannot be read."""
    return JsonResponse(read_count(request.GET.get("phrase", "")))


@require_GET
def report_read_date(request: HttpRequest) -> HttpResponse:
    """Read ``?phrase=`` as the forms would: EDTF and its days, or the reason why it cannot be read."""
    return JsonResponse(read_date(request.GET.get("phrase", "")))


@require_GET
def report_names(request: HttpRequest) -> HttpResponse:
    """Propose names of a ``?kind=`` for the ``?text=`` that is being typed, nearest first.

    ``unique`` is the name that alone fits, which leaving the field takes over. Runs two queries; three
    where nothing fits.
    """
    kind = request.GET.get("kind", "")
    text = request.GET.get("text", "").replace("\0", "")[:LONGEST_NAME]
    if kind not in Kind:
        return JsonResponse({"error": _("“%(kind)s” is no kind of name.") % {"kind": kind[:40]}}, status=400)
    found = Names().suggest(Kind(kind), text)
    names = [_entry(one, found) for one in found]
    return JsonResponse({"names": names, "unique": _unique(found, names)})


def _entry(one: Suggestion, found: list[Suggestion]) -> dict[str, str]:
    """Return what to show and what to type; only its slug tells a thing from another of the same name."""
    is_shared = sum(other.thing.name == one.thing.name for other in found) > 1
    return {
        "value": one.thing.slug if is_shared else one.thing.name,
        "name": one.thing.name,
        "note": one.spelling or (one.thing.slug if is_shared else ""),
    }


def _unique(found: list[Suggestion], names: list[dict[str, str]]) -> str:
    """Return what leaving the field takes over: the very name, or the only one that it can become."""
    if not found:
        return ""
    first = found[0].nearness
    nearest = [name for name, one in zip(names, found, strict=True) if one.nearness == first]
    is_whole = first <= WHOLE
    is_only = len(found) == 1 and first <= BEGINNING
    return nearest[0]["value"] if len(nearest) == 1 and (is_whole or is_only) else ""
