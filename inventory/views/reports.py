"""Take a report in: the form, what is recognised while it is filled in, the review, the record."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from inventory.access import ROUTES, may
from inventory.forms.entry import (
    Entry,
    RefusedError,
    blank_content,
    content_of,
    copied_content,
    more_rows,
    propose,
    review,
)
from inventory.forms.entry.content import Content
from inventory.forms.entry.fields import named_only_text, share_text
from inventory.models import Report, ReportDraft

KEPT = "report_entry"  # in the session of somebody who was signed out while typing
TEMPLATE = "inventory/reports/add.html"


@require_http_methods(["GET", "HEAD", "POST"])
def report_add(request: HttpRequest) -> HttpResponse:
    """Show the form for a report, and act on it: review, record, copy, keep as a draft, more rows."""
    if not request.user.is_authenticated:
        return _sign_in(request)
    if not may(request.user, ROUTES["report-add"].write):
        raise PermissionDenied
    if request.method != "POST":
        return _open(request)
    content = content_of(request.POST)
    draft = _draft_of(request, request.POST.get("draft", ""))
    action = ACTIONS.get(request.POST.get("action", "review"), _review)
    return action(request, content, draft)


def _sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page; what was typed comes back after it."""
    if request.method == "POST":
        request.session[KEPT] = content_of(request.POST)
    query = request.GET.urlencode()
    address = f"{reverse('report-add')}?{query}" if query else reverse("report-add")
    return redirect(reverse("login", query={"next": address}))


def _open(request: HttpRequest) -> HttpResponse:
    """Show the form: as a draft has it, as it was before somebody was signed out, or empty."""
    kept = request.session.pop(KEPT, None)
    if kept is not None:
        messages.info(request, _("You were signed out. What you had typed is here, and kept as a draft."))
        return redirect(_draft_address(_keep(request, kept, None)))
    uid = request.GET.get("draft", "")
    draft = _draft_of(request, uid)
    if uid and draft is None:
        return render(
            request, "inventory/reports/no_draft.html", {"section": "reports"}, status=HTTPStatus.NOT_FOUND
        )
    content = content_of(draft.content) if draft else blank_content(request.GET.get("shipment", "")[:60])
    return _form(request, content, draft)


def _review(request: HttpRequest, content: Content, draft: ReportDraft | None) -> HttpResponse:
    """Show what would be recorded and what would change, or what is wrong."""
    draft = _keep(request, content, draft)
    entry = Entry(content, request.user)
    if not entry.is_valid():
        return _wrong(request, entry, draft)
    try:
        reviewed = review(entry)
    except RefusedError as error:
        entry.refuse(str(error))
        return _wrong(request, entry, draft)
    context = {
        "section": "reports",
        "typed": content.items(),
        "publication": entry.publication.found or entry.publication.instance,
        "is_known_publication": entry.publication.found is not None,
        "shipment": entry.shipment.found or entry.shipment.instance,
        "is_new_shipment": entry.shipment.is_new,
        "repeated": entry.report.repeated if entry.report.cleaned_data.get("is_repeat") else None,
        "report": entry.report.instance,
        "review": reviewed,
        "draft": draft,
    }
    return render(request, "inventory/reports/review.html", context)


def _record(request: HttpRequest, content: Content, draft: ReportDraft | None) -> HttpResponse:
    """Record the report, let its draft go, and show it on its shipment's page."""
    entry = Entry(content, request.user)
    if not entry.is_valid():
        return _wrong(request, entry, _keep(request, content, draft))
    try:
        report = entry.record()
    except RefusedError as error:
        entry.refuse(str(error))
        return _wrong(request, entry, _keep(request, content, draft))
    if draft is not None:
        draft.delete()
    messages.success(request, _("The report is recorded, and the shipment's estimates are computed anew."))
    return redirect(report.get_absolute_url())


def _copy(request: HttpRequest, content: Content, draft: ReportDraft | None) -> HttpResponse:
    """Fill the form with the lines and details of the report that this one is the same as."""
    report = _report_of(content)
    if report is None:
        messages.warning(request, _("Choose the report whose lines and details are to be copied."))
        return _form(request, content, draft)
    content = copied_content(content, report)
    return _form(request, content, _keep(request, content, draft))


def _more(request: HttpRequest, content: Content, draft: ReportDraft | None) -> HttpResponse:
    return _form(request, more_rows(content), draft)


def _edit(request: HttpRequest, content: Content, draft: ReportDraft | None) -> HttpResponse:
    return _form(request, content, draft)


def _keep_draft(request: HttpRequest, content: Content, draft: ReportDraft | None) -> HttpResponse:
    """Keep what is typed, and lead to the address where it is found again."""
    draft = _keep(request, content, draft)
    messages.success(request, _("Kept as a draft. Nothing is recorded yet."))
    return redirect(_draft_address(draft))


ACTIONS = {
    "review": _review,
    "record": _record,
    "copy": _copy,
    "more": _more,
    "edit": _edit,
    "keep": _keep_draft,
}


@require_POST
def report_recognise(request: HttpRequest) -> HttpResponse:
    """Answer with what is recognised in what is typed so far: source, publication, shipments, reports."""
    entry = Entry(content_of(request.POST), request.user)
    return render(request, "inventory/reports/recognised.html", _context(entry, None))


def _wrong(request: HttpRequest, entry: Entry, draft: ReportDraft | None) -> HttpResponse:
    context = _context(entry, draft, is_checked=True) | {"problems": entry.problems()}
    return render(request, TEMPLATE, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _form(request: HttpRequest, content: Content, draft: ReportDraft | None) -> HttpResponse:
    return render(request, TEMPLATE, _context(Entry(content, request.user), draft))


def _context(entry: Entry, draft: ReportDraft | None, *, is_checked: bool = False) -> dict[str, Any]:
    """Return what the form shows. Runs about fifteen queries, whatever the number of lines."""
    proposals = propose(entry.content, entry.names)
    chosen = entry.shipment.found
    earlier = []
    if chosen is not None:
        reports = Report.objects.filter(shipment=chosen).select_related("publication__source", "asserter")
        earlier = list(reports.defer("note", "quote", "publication__text", "publication__note"))
    return {
        "section": "reports",
        "fields": entry.fields(is_checked=is_checked),
        "draft": draft,
        "named_only": named_only_text(),
        "share_text": share_text(),
        "recognition": entry.publication.recognition,
        "proposals": proposals,
        "chosen": chosen,
        "is_among_proposals": chosen is not None and any(one.shipment == chosen for one in proposals),
        "earlier": earlier,
    }


def _report_of(content: Content) -> Report | None:
    try:
        return Report.objects.filter(uid=UUID(content.get("report-same_as", ""))).first()
    except ValueError:
        return None


def _keep(request: HttpRequest, content: Content, draft: ReportDraft | None) -> ReportDraft:
    """Keep what is typed in the draft, or in a new one."""
    if draft is None:
        return ReportDraft.objects.create(owner=_person(request), content=content)
    draft.content = content
    draft.save(update_fields=["content", "saved_at"])
    return draft


def _draft_of(request: HttpRequest, uid: str) -> ReportDraft | None:
    """Return a draft of the person's own; None where there is none of this identifier."""
    try:
        return ReportDraft.objects.filter(owner=_person(request), uid=UUID(uid)).first()
    except ValueError:
        return None


def _person(request: HttpRequest) -> Any:
    """Return the person, who is signed in wherever this is asked."""
    return request.user


def _draft_address(draft: ReportDraft) -> str:
    """Return the address at which a draft is gone on with."""
    return reverse("report-add", query={"draft": draft.uid})
