"""Show every component with its states to who builds pages; only where TRACKER_DEBUG is set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from inventory.charts.figure import Figure
from inventory.charts.steps import Step, draw_steps
from inventory.domain.arithmetic import Sum
from inventory.domain.intervals import Interval
from inventory.domain.totals.records import EVENTS, Silence
from inventory.models import EquipmentType
from inventory.models.totals import NOTHING, Tally
from inventory.tables.matrix.bars import Scale
from inventory.tables.totals import Total, YearRow, YearTable

COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"
COMMENT = re.compile(r"{% comment %}(.*?){% endcomment %}", re.DOTALL)

# Parts of a list: only a list's own view can fill them, so the page names them and leads to lists.
ON_LISTS = (
    "chips",
    "columns",
    "facet_option",
    "facets",
    "filters",
    "keeping",
    "kept_view",
    "list_assets",
    "listing",
    "pagination",
    "rows",
    "sorting",
    "table",
    "tools",
)
TOKENS = {
    "Surfaces": ("surface", "surface-sunken", "surface-raised"),
    "Ink": ("ink", "ink-soft"),
    "Lines": ("line", "line-strong", "line-control"),
    "Accent": ("accent", "accent-strong", "accent-soft"),
    "States": ("agreed", "single", "conflict", "silent", "denied", "stale", "vague", "tension"),
}
STATES = ("agreed", "single", "conflict", "silent", "denied", "stale", "vague", "tension")


class SampleForm(forms.Form):
    """Offer one field of each kind."""

    title = forms.CharField(label="Title", help_text="A label, never evidence.")
    source = forms.ChoiceField(label="Source", choices=[("", "—"), ("1", "defenceWeb")], required=False)
    count = forms.IntegerField(label="At least", min_value=0)
    quote = forms.CharField(label="Quote", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    reference = forms.CharField(label="Reference", disabled=True, required=False, initial="ML-2025-01-17")
    is_first_hand = forms.BooleanField(
        label="First-hand", required=False, help_text="The publication itself saw or was told it."
    )
    stage = forms.ChoiceField(
        label="Stage", widget=forms.RadioSelect, choices=[("ordered", "Ordered"), ("delivered", "Delivered")]
    )
    evidence = forms.MultipleChoiceField(
        label="Evidence",
        widget=forms.CheckboxSelectMultiple,
        choices=[("photo", "Photo"), ("video", "Video"), ("document", "Document")],
        required=False,
        help_text="Whatever the reporter has seen.",
    )


@dataclass(frozen=True, slots=True)
class State:
    """Hold one state of a component as it is drawn; ``wrapper`` is a class of what stands around it."""

    name: str
    html: SafeString
    wrapper: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """Show one component: its name, what its own comment says of it, and its states."""

    name: str
    purpose: str
    states: tuple[State, ...] = ()


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the components; there is no such page unless TRACKER_DEBUG is set. Runs no query."""
    if not settings.DEBUG:
        raise Http404
    drawn = _draw_all(request)
    context = {
        "tokens": TOKENS.items(),
        "samples": [Sample(name, purpose_of(name), states) for name, states in sorted(drawn.items())],
        "parts_of_lists": [Sample(name, purpose_of(name)) for name in ON_LISTS],
    }
    return render(request, "inventory/styleguide.html", context)


def purpose_of(name: str) -> str:
    """Return what a component's opening comment says: what it is for, and its context."""
    comment = COMMENT.search((COMPONENTS / f"{name}.html").read_text(encoding="utf-8"))
    return "" if comment is None else comment[1].strip()


def _draw_all(request: HttpRequest) -> dict[str, tuple[State, ...]]:
    """Return the states of every component by its name."""
    contexts = {
        **dict(_marks()),
        **dict(_notes()),
        **dict(_fields()),
        **dict(_sums()),
        "figure": {"drawn": ({"figure": _figure()}, ""), "empty": ({"figure": _empty_figure()}, "")},
        "account": {"as you are": ({}, "")},
        "languages": {"as you are": ({}, "")},
        "name_announcer": {"heard, not seen": ({}, "")},
        "breadcrumbs": {"two steps": ({"crumbs": [("/equipment/", "Equipment")], "here": "T-72"}, "")},
    }
    return {
        name: tuple(
            State(state, render_to_string(f"components/{name}.html", context, request), wrapper)
            for state, (context, wrapper) in states.items()
        )
        for name, states in contexts.items()
    }


# By state, what the component is given, and a class of what stands around it.
type Contexts = Mapping[str, tuple[dict[str, Any], str]]


def _marks() -> Iterator[tuple[str, Contexts]]:
    yield "state", {state: ({"state": state}, "") for state in STATES}
    counts = [Interval(7, 7), Interval(3, 9), Interval(2, None), Interval(4, 8), None, Interval(0, 0)]
    scale = Scale.around(count for count in counts if count)
    yield (
        "interval",
        {
            "exact: 7": ({"bar": scale.bar(counts[0])}, ""),
            "range: 3–9": ({"bar": scale.bar(counts[1])}, ""),
            "range with one figure named: 3–9, best 5": ({"bar": scale.bar(counts[1], best=5)}, ""),
            "open: ≥ 2": ({"bar": scale.bar(counts[2])}, ""),
            "vague: several (4–8), inside .is-vague": ({"bar": scale.bar(counts[3])}, "is-vague"),
            "unknown: nobody gives the number": ({"bar": scale.bar(counts[4])}, ""),
            "none: denied": ({"bar": scale.bar(counts[5])}, ""),
        },
    )


def _notes() -> Iterator[tuple[str, Contexts]]:
    levels = (constants.INFO, constants.SUCCESS, constants.WARNING, constants.ERROR)
    yield (
        "messages",
        {"each level": ({"messages": [Message(level, "What was done.") for level in levels]}, "")},
    )
    text = "Line 14, column “count”: “a few dozen” is not a count. Nothing was saved; your file is kept."
    yield (
        "problem",
        {
            level or "plain": ({"level": level, "text": text}, "")
            for level in ("", "success", "warning", "error")
        },
    )
    yield (
        "empty",
        {
            "with a next step": (
                {
                    "title": "No reports yet.",
                    "text": "Record the first one: who says it, and what it counts.",
                    "address": "/",
                    "action": "Overview",
                },
                "",
            ),
            "without": ({"title": "Nobody contradicts anybody.", "text": "There is nothing to do."}, ""),
        },
    )


def _fields() -> Iterator[tuple[str, Contexts]]:
    blank = SampleForm(prefix="blank")
    wrong = SampleForm({"wrong-count": "minus two"}, prefix="wrong")
    yield (
        "field",
        {
            "required, with help": ({"field": blank["title"]}, ""),
            "all required, so none says so": ({"field": blank["count"], "is_plain": True}, ""),
            "choice": ({"field": blank["source"]}, ""),
            "long text": ({"field": blank["quote"]}, ""),
            "disabled": ({"field": blank["reference"]}, ""),
            "missing": ({"field": wrong["title"]}, ""),
            "wrong": ({"field": wrong["count"]}, ""),
        },
    )
    yield "option", {"with help": ({"field": blank["is_first_hand"]}, "")}
    yield (
        "options",
        {
            "one of few": ({"field": blank["stage"]}, ""),
            "any of several": ({"field": blank["evidence"]}, ""),
            "missing": ({"field": wrong["stage"]}, ""),
        },
    )


def _sums() -> Iterator[tuple[str, Contexts]]:
    totals = [
        Total("2025", Tally(Sum.of([Interval(7, 9), None]), 1, 4, 0), "/deliveries/"),
        Total("2024", Tally(Sum.of([Interval(2, None)]), 0, 1, 0), "/deliveries/"),
        Total("2023", Tally(Sum(), 0, 0, 0)),
        Total("2022", NOTHING, may_belong=Tally(Sum.of([Interval(2, 5)]), 0, 1, 0)),
        Total("2021", NOTHING, silent={"SIPRI": Silence.NO_RECORD, EVENTS: Silence.NOT_COVERED}),
    ]
    yield "totals", {"by year": ({"totals": totals, "head": "Year", "caption": "Tanks by year"}, "")}
    # A cell stands in a row, or a browser throws its frame away.
    yield "overlap", {total.label: ({"total": total}, "") for total in totals[:2]}
    yield "year_total", {total.label: ({"total": total}, "cell") for total in totals}
    years = YearTable(
        categories=(EquipmentType(name="Tanks", slug="tanks"),),
        rows=tuple(YearRow(total.label, (total,)) for total in totals),
        all=YearRow("All years", (totals[0],)),
    )
    yield "years", {"one category": ({"years": years}, "")}
    yield "totals_download", {"below a table": ({}, "")}


def _figure() -> Figure:
    grades = [Step(date(2023, 3, 1), 2, "C, 2023-03-01"), Step(date(2024, 9, 1), 1, "B, 2024-09-01")]
    return Figure(
        slug="sample",
        title="Reliability of a source, 2023–2025",
        summary="Graded C in March 2023, and B since September 2024.",
        template="components/charts/steps.html",
        drawing=draw_steps(grades, "ABCDEF", date(2025, 12, 31)),
        heads=("Day", "Grade"),
        rows=(("2023-03-01", "C"), ("2024-09-01", "B")),
        note="The line holds until the next judgement.",
    )


def _empty_figure() -> Figure:
    return Figure(
        "nothing", "Reliability of another source", "", "components/charts/steps.html", None, (), ()
    )
