"""Answer for kept views: open one at its permanent address, list, keep, rename, change and delete them."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inventory.access import may_change
from inventory.forms.saved_views import SavedViewForm, StateForm, TitleForm
from inventory.models import ListPage, ListPreference, SavedView
from inventory.models.workspace import MOST_VIEWS
from inventory.tables.columns import forget, remember
from inventory.tables.kept_views import state_to_keep

# Pages that take the name of the view that they were opened from.
LISTS = frozenset(ListPage.values) - {ListPage.COMPARISON.value}


@require_safe
def saved_view(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Lead to the list or comparison as it was kept. Runs one query.

    The list's own address then says all that is shown, so that reloading, going back and changing a filter
    work as on any list.
    """
    return _open(get_object_or_404(SavedView, uid=uid))


def _open(view: SavedView) -> HttpResponseRedirect:
    query = QueryDict(view.query, mutable=True)
    if view.page in LISTS:
        query["view"] = str(view.uid)
    address = reverse(view.page)
    return redirect(f"{address}?{query.urlencode(safe=',')}" if query else address)


@require_http_methods(["GET", "HEAD", "POST"])
def saved_view_list(request: HttpRequest) -> HttpResponse:
    """List the views that are kept, or keep one more. Runs one query, and two for who is signed in."""
    form = SavedViewForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _has_room(form, request.user):
        view: SavedView = form.save(commit=False)
        view.query = state_to_keep(QueryDict(view.query))
        view.owner = request.user  # type: ignore[assignment]  # Nobody else gets here.
        view.save()
        address = request.build_absolute_uri(view.get_absolute_url())
        messages.success(request, _("Saved. Its permanent address is %(address)s") % {"address": address})
        return _open(view)
    views = SavedView.objects.select_related("owner__public_name")
    user = request.user
    context = {
        "section": "views",
        "form": form,
        "mine": [view for view in views if user.is_authenticated and view.owner_id == user.pk],
        "others": [view for view in views if view.owner_id and view.owner_id != user.pk],
        "given": [view for view in views if not view.owner_id],
    }
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "inventory/saved_views/list.html", context, status=status)


def _has_room(form: SavedViewForm, user: Any) -> bool:
    """Return whether a person may keep one more; else say so on the form. Runs one query."""
    if SavedView.objects.filter(owner=user).count() < MOST_VIEWS:
        return True
    form.add_error(
        None, _("You have %(n)s saved views, and may have no more. Delete one.") % {"n": MOST_VIEWS}
    )
    return False


@require_http_methods(["GET", "HEAD", "POST"])
def saved_view_edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Offer to rename or delete a view, and rename it."""
    view = _changeable(request, uid)
    form = TitleForm(request.POST or None, instance=view)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The view is now called “%(title)s”.") % {"title": view.title})
        return redirect("saved-view-list")
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    context = {"section": "views", "view": view, "form": form}
    return render(request, "inventory/saved_views/edit.html", context, status=status)


@require_POST
def saved_view_update(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Keep the state that a list has now in place of the one that was kept."""
    view = _changeable(request, uid)
    form = StateForm(request.POST, instance=view)
    if not form.is_valid():
        messages.error(request, _("The change was not saved. %(why)s") % {"why": form.errors["query"][0]})
        return redirect("saved-view-list")
    view.query = state_to_keep(QueryDict(form.cleaned_data["query"]))
    view.save(update_fields=["query"])
    messages.success(request, _("The change is saved."))
    return _open(view)


@require_POST
def saved_view_delete(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Delete a view; what it was stays in its history."""
    view = _changeable(request, uid)
    view.delete()
    messages.success(request, _("The view “%(title)s” is deleted.") % {"title": view.title})
    return redirect("saved-view-list")


def _changeable(request: HttpRequest, uid: uuid.UUID) -> SavedView:
    view = get_object_or_404(SavedView, uid=uid)
    if not may_change(request.user, "savedview", view.owner_id):
        raise PermissionDenied
    return view


@require_POST
def list_preference(request: HttpRequest, page: str) -> HttpResponse:
    """Remember which columns of a list are shown and how densely, or forget it; then show the list again.

    Columns and density leave the address, so that the list follows what is remembered.
    """
    if page not in LISTS:
        raise Http404
    query = QueryDict(state_to_keep(QueryDict(request.POST.get("query", ""))), mutable=True)
    for name in ("columns", "density"):
        query.pop(name, None)
    if request.POST.get("forget"):
        forget(request, page)
        messages.success(request, _("The list shows its usual columns again."))
    else:
        density = request.POST.get("density", "")
        columns = [name for name in request.POST.get("columns", "").split(",") if name]
        if density not in ListPreference.Density.values or not all(map(str.isidentifier, columns)):
            return HttpResponseBadRequest(_("There is no such density or column."))
        remember(request, page, columns, density)
        messages.success(request, _("Remembered: the list opens with these columns from now on."))
    address = reverse(page)
    return redirect(f"{address}?{query.urlencode()}" if query else address)
