"""Answer for the names in a batch's file that nobody knows: decide them once, and take decisions back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from inventory.forms.name_decisions import Asked, DecisionForm
from inventory.imports.deciding import Undecided, can_be_read_again, keep_answers, undecided_names
from inventory.imports.requests import batch_of, person, posted, read_again_and_show
from inventory.models import Country, ImportBatch, NameDecision
from inventory.models.mappings import MEANINGS
from inventory.models.names import Kind, Names, plain_name

NAMES_A_PAGE = 20
KIND_LABELS = {
    Kind.SOURCE: gettext_lazy("Source"),
    Kind.PLACE: gettext_lazy("Place"),
    Kind.PARTY: gettext_lazy("Party"),
    Kind.EQUIPMENT_TYPE: gettext_lazy("Equipment type"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """Hold a name with the form that decides of it."""

    undecided: Undecided
    kind_label: Any
    form: DecisionForm


@require_http_methods(["GET", "HEAD", "POST"])
def import_names(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Show each unknown name once with proposals, and keep what is decided; then have the file read again.

    Decisions are kept all or none. Names that are left for later stay, those of other pages among them.
    """
    batch = batch_of(uid)
    names = Names(NameDecision.objects.for_source(batch.source))
    undecided = undecided_names(batch, names)
    page = Paginator(undecided, NAMES_A_PAGE).get_page(request.GET.get("page"))
    if request.method != "POST":
        questions = _questions(request, batch, names, list(page.object_list))
        return _names_page(request, batch, questions, page)
    asked = [one for one in undecided if f"{prefix_of(one)}-choice" in request.POST]
    questions = _questions(request, batch, names, asked)
    valid = [question.form.is_valid() for question in questions]
    answers = [(question.undecided, question.form) for question in questions]
    if not all(valid) or not keep_answers(batch, answers, person(request)):
        return _names_page(request, batch, questions, page)
    return _go_on(request, batch, sum(question.form.is_decided for question in questions), len(undecided))


def prefix_of(one: Undecided) -> str:
    """Return the prefix of the form for a name: always the same one, so that none is taken for another."""
    return hashlib.sha256(f"{one.kind}|{plain_name(one.name)}".encode()).hexdigest()[:12]


def _questions(
    request: HttpRequest, batch: ImportBatch, names: Names, undecided: list[Undecided]
) -> list[Question]:
    """Return the names with their forms. Runs a query for the countries, and one for each strange name."""
    countries = list(Country.objects.only("name"))
    return [
        Question(
            one,
            KIND_LABELS[one.kind],
            DecisionForm(
                *posted(request),
                prefix=prefix_of(one),
                names=names,
                countries=countries,
                asked=Asked(
                    one.kind,
                    one.name,
                    names.proposals(one.kind, one.name),
                    is_learnt=batch.state == ImportBatch.State.REFUSED,
                    is_ended=names.had_ended(one.kind, one.name),
                ),
            ),
        )
        for one in undecided
    ]


def _names_page(
    request: HttpRequest, batch: ImportBatch, questions: list[Question], page: Page[Undecided]
) -> HttpResponse:
    has_errors = any(question.form.errors for question in questions)
    decisions = NameDecision.objects.filter(source=batch.source).select_related(
        "decided_by", *MEANINGS.values()
    )
    context = {
        "section": "imports",
        "batch": batch,
        "is_learnt": batch.state == ImportBatch.State.REFUSED,
        "questions": questions,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2),
        "decisions": decisions,
        "has_errors": has_errors,
    }
    status = HTTPStatus.BAD_REQUEST if has_errors else HTTPStatus.OK
    return render(request, "inventory/imports/names.html", context, status=status)


def _go_on(request: HttpRequest, batch: ImportBatch, decided: int, before: int) -> HttpResponseBase:
    """Tell what was kept; read the file again once nothing is left to decide."""
    if decided:
        message = ngettext("%(n)s name is decided.", "%(n)s names are decided.", decided)
        messages.success(request, message % {"n": decided})
    else:
        messages.info(request, _("Nothing was decided yet."))
    if can_be_read_again(batch, decided, before):
        return read_again_and_show(request, batch)
    return redirect("import-names", batch.uid)


@require_POST
def import_name_forget(request: HttpRequest, uid: UUID, decision: int) -> HttpResponseBase:
    """Take back what was decided of a name for the tables of a batch's source; what is applied stays."""
    batch = batch_of(uid)
    found = get_object_or_404(NameDecision, pk=decision, source=batch.source)
    found.delete()
    messages.success(request, _("What “%(name)s” means is open again.") % {"name": found.name})
    return read_again_and_show(request, batch) if batch.is_open else redirect("import-names", batch.uid)
