"""Tell which kept view a list was opened from, and whether it still is as it was kept."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from inventory.access import may_change
from inventory.models import ListPreference, SavedView

# What an address carries that is no part of what is kept: the place in the list, and how it was reached.
PASSING = frozenset({"page", "view", "export", "profile", "headers", "facets", "csrfmiddlewaretoken"})
ORDERED = frozenset({"sort", "columns"})  # parameters of which the order of the values counts


@dataclass(frozen=True, slots=True)
class KeptView:
    """Show the kept view that a list was opened from."""

    view: SavedView
    is_changed: bool
    may_change: bool
    address: str  # absolute and permanent


def kept_view(request: HttpRequest, page: str) -> tuple[KeptView | None, list[str]]:
    """Return the view that the address names, with a problem if there is none. Runs one query, if it does."""
    wanted = request.GET.get("view", "")
    if not wanted:
        return None, []
    try:
        uid = uuid.UUID(wanted)
    except ValueError:
        uid = None
    view = SavedView.objects.select_related("owner").filter(uid=uid, page=page).first() if uid else None
    if view is None:
        return None, [_("There is no saved view “%(wanted)s” of this list.") % {"wanted": wanted}]
    kept = KeptView(
        view,
        is_changed=_canonical(request.GET) != _canonical(QueryDict(view.query)),
        may_change=may_change(request.user, "savedview", view.owner_id),
        address=request.build_absolute_uri(view.get_absolute_url()),
    )
    return kept, []


def state_to_keep(parameters: QueryDict, columns: str = "", density: str = "") -> str:
    """Return the query string of a list's state, with columns and density where they are unusual."""
    state = QueryDict(mutable=True)
    for name, values in parameters.lists():
        given = [value for value in values if value]
        if given and name not in PASSING:
            state.setlist(name, given)
    if columns:
        state["columns"] = columns
    if columns and density != ListPreference.Density.COMFORTABLE:
        state["density"] = density
    return state.urlencode(safe=",")


def _canonical(parameters: QueryDict) -> dict[str, list[str]]:
    """Return what a list's state amounts to, however its address is written."""
    state: dict[str, list[str]] = {}
    for name, values in parameters.lists():
        given = [value for value in values if value]
        if given and name not in PASSING:
            state[name] = given if name in ORDERED else sorted(given)
    return state
