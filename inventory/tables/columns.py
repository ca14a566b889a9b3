"""Arrange a list's columns and density as its address asks, else as the reader once wished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from inventory.columns.column import names_of
from inventory.models import ListPage, ListPreference
from inventory.tables.base import BaseTable

SESSION_KEY = "lists"  # what a visitor without an account wishes, by page
Density = ListPreference.Density


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """Offer one column: whether it is shown, and whether it has to be."""

    name: str
    label: str
    is_shown: bool
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Say which columns a list shows, in order, how densely, and what could not be done as asked."""

    shown: tuple[str, ...]
    choices: tuple[ColumnChoice, ...]
    density: str
    exported: tuple[str, ...]  # names of the columns of the export that hold what is shown
    problems: tuple[str, ...]
    is_usual: bool  # whether columns and density are the list's own
    is_remembered: bool  # whether the reader has wishes for this list

    @property
    def densities(self) -> list[tuple[str, str, bool]]:
        """Return each density with its words and whether it is the present one."""
        return [(value, str(label), value == self.density) for value, label in Density.choices]


def arrange(table: BaseTable, parameters: QueryDict, wish: Mapping[str, Any]) -> Arrangement:
    """Show the columns that the address names, else those of ``wish``, else the usual ones.

    A name that is no column is a problem, and the usual columns are shown.
    """
    known = [column.name for column in table.columns.iterall()]
    usual = tuple(column.name for column in table.columns)
    asked = _names(parameters.getlist("columns"))
    unknown = [name for name in asked if name not in known]
    problems = [
        _("There is no column “%(name)s”. The columns are: %(known)s.")
        % {"name": name, "known": ", ".join(known)}
        for name in unknown
    ]
    wished = [name for name in wish.get("columns", ()) if name in known]
    shown = tuple(asked if asked and not unknown else () if unknown else wished) or usual
    if table.row_header and table.row_header not in shown:
        shown = (table.row_header, *shown)
    density = _density(parameters, wish, problems)
    _show(table, shown)
    return Arrangement(
        shown=shown,
        choices=tuple(
            ColumnChoice(
                column.name, str(column.header), column.name in shown, column.name == table.row_header
            )
            for column in table.columns.iterall()
        ),
        density=density,
        exported=tuple(
            dict.fromkeys(names_of(one for column in table.columns for one in column.column.exported))
        ),
        problems=tuple(problems),
        is_usual=shown == usual and density == Density.COMFORTABLE,
        is_remembered=bool(wish),
    )


def _names(values: Sequence[str]) -> list[str]:
    """Return the names that are given in one text with commas or in several texts, each once."""
    return list(dict.fromkeys(name for value in values for name in value.split(",") if name))


def _density(parameters: QueryDict, wish: Mapping[str, Any], problems: list[str]) -> str:
    asked = parameters.get("density", "")
    if asked and asked not in Density.values:
        message = _("There is no density “%(name)s”; choose one of %(known)s.")
        problems.append(message % {"name": asked, "known": ", ".join(Density.values)})
        asked = ""
    return asked or wish.get("density") or Density.COMFORTABLE


def _show(table: BaseTable, shown: Sequence[str]) -> None:
    for column in table.columns.iterall():
        column.column.visible = column.name in shown
    # Those that are not shown stay in the table, so that it can be sorted by them.
    table.sequence = [*shown, *(name for name in table.columns.names() if name not in shown)]


def page_of(request: HttpRequest) -> str:
    """Return the name of the list that a request is for; empty where its state cannot be kept."""
    match = request.resolver_match
    name = match.url_name if match else None
    return name if name in ListPage.values else ""


def wish_of(request: HttpRequest, page: str) -> dict[str, Any]:
    """Return what the reader wished to be remembered for a list. Runs a query for who is signed in."""
    if not page:
        return {}
    if request.user.is_authenticated:
        preference = ListPreference.objects.filter(user=request.user, page=page).first()
        return {"columns": preference.columns, "density": preference.density} if preference else {}
    kept = request.session.get(SESSION_KEY, {})
    wish: dict[str, Any] = kept.get(page, {})
    return wish


def remember(request: HttpRequest, page: str, columns: Sequence[str], density: str) -> None:
    """Keep what the reader wishes for a list, with the account or else with the session."""
    if request.user.is_authenticated:
        ListPreference.objects.update_or_create(
            user=request.user, page=page, defaults={"columns": list(columns), "density": density}
        )
        return
    kept = request.session.get(SESSION_KEY, {})
    request.session[SESSION_KEY] = {**kept, page: {"columns": list(columns), "density": density}}


def forget(request: HttpRequest, page: str) -> None:
    """Drop what the reader wished for a list."""
    if request.user.is_authenticated:
        ListPreference.objects.filter(user=request.user, page=page).delete()
        return
    kept = request.session.get(SESSION_KEY, {})
    request.session[SESSION_KEY] = {name: wish for name, wish in kept.items() if name != page}
