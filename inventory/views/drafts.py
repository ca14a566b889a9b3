"""Keep what somebody types of a report, list it, go on with it, or throw it away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inventory.access import ROUTES, may
from inventory.forms.entry import content_of
from inventory.models import ReportDraft

MOST_DRAFTS = 200  # of one person


@require_GET
def draft_list(request: HttpRequest) -> HttpResponse:
    """List the person's own drafts, newest first. Runs one query besides those of the sign-in."""
    drafts = ReportDraft.objects.filter(owner=_person(request))[:MOST_DRAFTS]
    context = {"section": "reports", "drafts": [_entry(draft) for draft in drafts]}
    return render(request, "inventory/reports/drafts.html", context)


def _entry(draft: ReportDraft) -> dict[str, Any]:
    """Return what a list shows of a draft."""
    content = draft.content
    choice = content.get("shipment-choice", "")
    return {
        "draft": draft,
        "title": content.get("publication-title") or content.get("publication-url") or _("Without a title"),
        "shipment": "" if choice in ("new", "other") else choice,
        "line_count": sum(bool(value) for name, value in content.items() if name.endswith("-equipment_type")),
    }


@require_POST
def draft_save(request: HttpRequest) -> HttpResponseBase:
    """Keep what is typed, in the draft that ``draft`` names or in a new one; tell when, and where it is.

    Whoever was signed out meanwhile is told so by status 403, and loses nothing that is on the page.
    """
    if not may(request.user, ROUTES["draft-save"].write):
        login = reverse("login", query={"next": reverse("draft-list")})
        is_signed_in = request.user.is_authenticated
        reason = _("You may not add reports.") if is_signed_in else _("You are signed out.")
        return JsonResponse({"error": reason, "login": "" if is_signed_in else login}, status=403)
    content = content_of(request.POST)
    draft = _find(request) or ReportDraft(owner=_person(request))
    draft.content = content
    draft.save()
    return JsonResponse(
        {
            "draft": str(draft.uid),
            "address": reverse("report-add", query={"draft": draft.uid}),
            "saved": _("Draft saved at %(time)s")
            % {"time": date_format(timezone.localtime(draft.saved_at), "H:i")},
        }
    )


def _find(request: HttpRequest) -> ReportDraft | None:
    """Return the draft that is named; None where it is gone, or somebody else's."""
    try:
        uid = UUID(request.POST.get("draft", ""))
    except ValueError:
        return None
    return ReportDraft.objects.filter(owner=_person(request), uid=uid).first()


@require_GET
def draft_detail(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Lead to the form with the draft; a draft is its owner's alone."""
    draft = get_object_or_404(ReportDraft, owner=_person(request), uid=uid)
    return redirect(reverse("report-add", query={"draft": draft.uid}))


@require_http_methods(["POST"])
def draft_discard(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Throw a draft away; what was recorded stays."""
    get_object_or_404(ReportDraft, owner=_person(request), uid=uid).delete()
    messages.success(request, _("The draft is thrown away."))
    return redirect("draft-list")


def _person(request: HttpRequest) -> Any:
    """Return the person, who is signed in wherever this is asked."""
    return request.user
