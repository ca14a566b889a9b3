"""Answer for snapshots: freeze a list's result, show it at its permanent address, compare two."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from http import HTTPStatus
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.middleware import HtmxDetails

from inventory.access import may_change
from inventory.columns.column import FileColumn, find_column
from inventory.domain.citation import Citable, as_bibtex, as_ris, as_text
from inventory.domain.table_changes import compare_tables
from inventory.exports.deliveries import SUPERSEDED_LEFT_OUT
from inventory.exports.download import csv_download, file_response
from inventory.exports.formats import FORMATS
from inventory.exports.package import Packed, pack
from inventory.exports.profiles import PROFILES
from inventory.exports.records import record_lines
from inventory.forms.snapshots import FreezeForm, PairForm, WithdrawalForm
from inventory.models import Snapshot
from inventory.models.snapshots import MOST_CONTENT, MOST_SNAPSHOTS
from inventory.tables.kept_views import state_to_keep
from inventory.tables.page import list_page
from inventory.tables.snapshots import (
    ChangeTable,
    FrozenTable,
    SnapshotTable,
    change_rows,
    columns_of,
    count_rows,
    frozen_rows,
    key_of,
    telling,
    with_keys,
)

OFFERED = 50  # snapshots to compare with
LARGEST = 32 * 1024**2  # bytes of a snapshot
CITATIONS: dict[str, tuple[str, Callable[[Citable], str]]] = {
    "txt": ("text/plain", as_text),
    "bib": ("application/x-bibtex", as_bibtex),
    "ris": ("application/x-research-info-systems", as_ris),
}
CHANGE_COLUMNS = ("what", "key", "row", "column", "old", "new")


class FreezeError(ValueError):
    """Say why a result cannot be frozen."""


@require_http_methods(["GET", "HEAD", "POST"])
def snapshot_list(request: HttpRequest) -> HttpResponse:
    """List snapshots, or freeze one more result. Runs two queries besides the sign-in's: count; page."""
    form = FreezeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            snapshot = _freeze(request, form)
        except FreezeError as error:
            form.add_error(None, str(error))
        else:
            address = request.build_absolute_uri(snapshot.get_absolute_url())
            message = _("Frozen. Its permanent address is %(address)s")
            messages.success(request, message % {"address": address})
            return redirect(snapshot)
    table = SnapshotTable(Snapshot.objects.defer("content").select_related("taken_by__public_name"))
    listing = list_page(table, request.GET)
    context = {"section": "snapshots", "form": form, "listing": listing}
    status = HTTPStatus.OK if listing.is_found else HTTPStatus.NOT_FOUND
    if form.is_bound:
        status = HTTPStatus.BAD_REQUEST
    part = "#results" if HtmxDetails(request) else ""
    return render(request, f"inventory/snapshots/list.html{part}", context, status=status)


def _freeze(request: HttpRequest, form: FreezeForm) -> Snapshot:
    """Keep what a list's own download gives for a state now. Raises FreezeError when it gives none."""
    page = form.cleaned_data["page"]
    state = QueryDict(state_to_keep(QueryDict(form.cleaned_data["query"])), mutable=True)
    for name in ("columns", "density", "per_page"):
        state.pop(name, None)
    path = reverse(page)
    content = _downloaded(request, path, state)
    text = content.decode()
    snapshot: Snapshot = form.save(commit=False)
    snapshot.profile = next(name for name, profile in PROFILES.items() if profile.list_name == page)
    snapshot.path = f"{path}?{state.urlencode(safe=',')}" if state else path
    snapshot.content = text
    snapshot.sha256 = hashlib.sha256(content).hexdigest()
    snapshot.row_count = count_rows(text)
    snapshot.taken_by = request.user  # type: ignore[assignment]  # Who is not signed in was asked to be.
    with transaction.atomic():
        # One freezing after another, or both would fit alone.
        get_user_model().objects.select_for_update().get(username=request.user.get_username())
        _refuse_beyond_quota(request.user, len(content))
        snapshot.save()
    return snapshot


def _refuse_beyond_quota(user: Any, size: int) -> None:
    """Raise FreezeError where a person has frozen as much as anybody may."""
    number, used = Snapshot.objects.sizes_of(user)
    if number >= MOST_SNAPSHOTS:
        told = _("You have %(n)s snapshots, and may have no more. Withdraw one that nobody cites.")
        raise FreezeError(told % {"n": number})
    if used + size > MOST_CONTENT:
        told = _("Your snapshots would take more than %(n)s MB together. Withdraw one that nobody cites.")
        raise FreezeError(told % {"n": MOST_CONTENT // 1024**2})


def _downloaded(request: HttpRequest, path: str, state: QueryDict) -> bytes:
    """Return the CSV that a list's view answers with, as if its address had been asked for."""
    asked = copy.copy(request)
    asked.method = "GET"
    asked.path = asked.path_info = path
    asked.resolver_match = match = resolve(path)
    wanted = state.copy()
    wanted["export"] = "csv"
    asked.GET = wanted  # type: ignore[assignment]  # Nothing changes it from here on.
    # What is frozen must not depend on the language of who asked.
    with override(settings.LANGUAGE_CODE):
        response = match.func(asked, *match.args, **match.kwargs)
    if not isinstance(response, StreamingHttpResponse):
        # The first line says that nothing was exported, which nobody asked for.
        raise FreezeError(" ".join(response.content.decode().splitlines()[1:]))
    content = bytearray()
    for chunk in response:
        content += chunk
        # What is left unread ends with the response; closing that would end this request with it.
        if len(content) > LARGEST:
            limit = LARGEST // 1024**2
            message = _("The result has more than %(limit)s MB. Filter the list further, or download it.")
            raise FreezeError(message % {"limit": limit})
    return bytes(content)


@require_safe
def snapshot_detail(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Show a snapshot, or give its file, its data package or its citation.

    Runs at most two queries: snapshot; others of its kind.
    """
    people = ("taken_by__public_name", "withdrawn_by__public_name")
    snapshot = get_object_or_404(Snapshot.objects.select_related(*people), uid=uid)
    if snapshot.withdrawn_at is not None:
        return _tombstone(request, snapshot)
    asked = request.GET.get("export", "")
    cited = _citable(request, snapshot)
    if asked:
        return _file(snapshot, asked, cited)
    listing = list_page(FrozenTable(snapshot), request.GET)
    context = {
        "section": "snapshots",
        "snapshot": snapshot,
        "listing": listing,
        "citations": {suffix: write(cited) for suffix, (_type, write) in CITATIONS.items()},
        "address": cited.address,
        "others": _others(snapshot),
        "may_withdraw": may_change(request.user, "snapshot", snapshot.taken_by_id),
        "form": WithdrawalForm(),
    }
    status = HTTPStatus.OK if listing.is_found else HTTPStatus.NOT_FOUND
    part = "#results" if HtmxDetails(request) else ""
    return render(request, f"inventory/snapshots/detail.html{part}", context, status=status)


def _tombstone(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Answer that a snapshot was withdrawn: when and why, with what tells citations apart."""
    address = request.build_absolute_uri(snapshot.get_absolute_url())
    context = {"section": "snapshots", "snapshot": snapshot, "address": address}
    return render(request, "inventory/snapshots/withdrawn.html", context, status=HTTPStatus.GONE)


@require_POST
def snapshot_withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Withdraw a snapshot for a reason: its content goes, its address tells of it."""
    snapshot = get_object_or_404(Snapshot.objects.standing().defer("content"), uid=uid)
    if not may_change(request.user, "snapshot", snapshot.taken_by_id):
        raise PermissionDenied
    form = WithdrawalForm(request.POST)
    if form.is_valid():
        snapshot.withdraw(request.user, form.cleaned_data["withdrawal_reason"])
        messages.success(request, _("The snapshot is withdrawn."))
    else:
        messages.error(request, _("Nothing was withdrawn. Give a reason of at most 500 characters."))
    return redirect(snapshot)


def _others(snapshot: Snapshot) -> list[tuple[Snapshot, str]]:
    """Return the latest snapshots of the same kind, each with the address that compares both."""
    others = (
        Snapshot.objects.standing()
        .filter(profile=snapshot.profile)
        .exclude(pk=snapshot.pk)
        .defer("content")[:OFFERED]
    )
    address = reverse("snapshot-compare")
    pairs = [(other, sorted((other, snapshot), key=attrgetter("taken_at"))) for other in others]
    return [(other, f"{address}?old={old.uid}&new={new.uid}") for other, (old, new) in pairs]


def _citable(request: HttpRequest, snapshot: Snapshot) -> Citable:
    return Citable(
        snapshot.title,
        request.build_absolute_uri(snapshot.get_absolute_url()),
        localtime(snapshot.taken_at).date(),
        snapshot.sha256,
        snapshot.row_count,
    )


def _file(snapshot: Snapshot, asked: str, cited: Citable) -> HttpResponseBase:
    """Return a file of a snapshot, named by its kind and the day on which it was frozen."""
    name = f"{snapshot.profile}-{cited.frozen_on}"
    content = snapshot.content.encode()
    if asked == "csv":
        return file_response(iter([content]), f"{name}.csv", FORMATS["csv"].content_type)
    if asked == "package":
        columns = [_declared(name, snapshot.profile) for name in columns_of(snapshot.content)]
        packed = Packed(
            snapshot.profile, cited.address, columns, [content], snapshot.taken_at, _left_out(snapshot)
        )
        return file_response(pack(packed), f"{name}.zip", FORMATS["package"].content_type)
    if asked in CITATIONS:
        content_type, write = CITATIONS[asked]
        text = f"{write(cited)}\n".encode()
        return file_response(iter([text]), f"{name}.{asked}", f"{content_type}; charset=utf-8")
    raise Http404


def _left_out(snapshot: Snapshot) -> str:
    """Return what the frozen list had left out by default."""
    asked = {name for name, _value in snapshot.parameters}
    is_default = snapshot.profile == "deliveries_long" and asked.isdisjoint({"superseded", "selected"})
    return SUPERSEDED_LEFT_OUT if is_default else ""


def _declared(name: str, profile: str) -> FileColumn:
    """Return a column of a snapshot; one that is written no longer has no meaning today."""
    columns = PROFILES[profile].columns
    # What sets one of several things apart is named after the other, too: difference_low_to_BF.
    column = find_column(name, columns) or find_column(name.partition("_to_")[0], columns)
    return replace(column, name=name) if column else FileColumn(name, "", "")


@require_safe
def snapshot_compare(request: HttpRequest) -> HttpResponseBase:
    """Show what differs between two snapshots of one kind, or ask which. Runs at most five queries."""
    form = PairForm(request.GET or None)
    context: dict[str, Any] = {"section": "snapshots", "form": form}
    status = HTTPStatus.OK
    if form.is_bound and form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        before, after = (with_keys(one.profile, frozen_rows(one.content)) for one in (old, new))
        key = key_of(new.profile, columns_of(new.content))
        changes = compare_tables(key, before, after)
        rows = list(change_rows(changes, key, {row[key]: telling(row, key) for row in after}))
        if request.GET.get("export"):
            return csv_download(_change_lines(rows), "snapshot-changes")
        listing = list_page(ChangeTable(rows), request.GET)
        status = HTTPStatus.OK if listing.is_found else HTTPStatus.NOT_FOUND
        context |= {"old": old, "new": new, "changes": changes, "listing": listing}
    elif form.is_bound:
        status = HTTPStatus.BAD_REQUEST
    part = "#results" if HtmxDetails(request) and "listing" in context else ""
    return render(request, f"inventory/snapshots/compare.html{part}", context, status=status)


def _change_lines(rows: list[dict[str, str]]) -> Iterator[bytes]:
    return record_lines(CHANGE_COLUMNS, ([row[name] for name in CHANGE_COLUMNS] for row in rows))
