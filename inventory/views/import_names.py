"""Answer for the names in a batch's file that nobody knows: decide them once, and take decisions back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from inventory.forms.name_decisions import Asked, DecisionForm
from inventory.forms.name_groups import GroupForm
from inventory.imports.deciding import Undecided, can_be_read_again, keep_answers, undecided_names
from inventory.imports.designations import Designations
from inventory.imports.name_groups import NameGroup, accept_group, group_names
from inventory.imports.requests import batch_of, person, posted, read_again_and_show
from inventory.models import Country, ImportBatch, NameDecision
from inventory.models.mappings import MEANINGS
from inventory.models.names import Kind, Names, plain_name
from inventory.wording.numbers import number_words

NAMES_A_PAGE = 20
KIND_LABELS = {
    Kind.SOURCE: gettext_lazy("Source"),
    Kind.PLACE: gettext_lazy("Place"),
    Kind.PARTY: gettext_lazy("Party"),
    Kind.EQUIPMENT_TYPE: gettext_lazy("Equipment type"),
}


type Groups = list[tuple[NameGroup, GroupForm]]


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
    designations = Designations(names)
    groups = _group_forms(request, group_names(batch, designations), names)
    if "groups" in request.POST and all(form.is_valid() for _group, form in groups):
        return _take_groups(request, batch, groups)
    undecided = undecided_names(batch, names, designations)
    page = Paginator(undecided, NAMES_A_PAGE).get_page(request.GET.get("page"))
    if request.method != "POST" or "groups" in request.POST:
        questions = _questions(request, batch, names, list(page.object_list))
        return _names_page(request, batch, questions, page, groups)
    asked = [one for one in undecided if f"{prefix_of(one)}-choice" in request.POST]
    questions = _questions(request, batch, names, asked)
    valid = [question.form.is_valid() for question in questions]
    answers = [(question.undecided, question.form) for question in questions]
    if not all(valid) or not keep_answers(batch, answers, person(request)):
        return _names_page(request, batch, questions, page, groups)
    return _go_on(request, batch, sum(question.form.is_decided for question in questions), len(undecided))


def _group_forms(request: HttpRequest, groups: list[NameGroup], names: Names) -> Groups:
    """Return each group with its form, bound where groups were sent."""
    values = request.POST if "groups" in request.POST else None
    return [
        (
            group,
            GroupForm(
                values,
                names=names,
                parents=[below.parent for below in group.below],
                prefix=hashlib.sha256(group.key.encode()).hexdigest()[:12],
            ),
        )
        for group in groups
    ]


def _take_groups(request: HttpRequest, batch: ImportBatch, groups: Groups) -> HttpResponseBase:
    """Make types of the groups that were accepted, all or none; read the file again if nothing is left."""
    made = 0
    try:
        with transaction.atomic():
            for group, form in groups:
                if form.is_accepted:
                    made += accept_group(group, form.parents_chosen, form.excepted, person(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("import-names", batch.uid)
    if not made:
        messages.info(request, _("Nothing was decided yet."))
        return redirect("import-names", batch.uid)
    message = ngettext("%(n)s type was added.", "%(n)s types were added.", made)
    messages.success(request, message % {"n": number_words(made)})
    names = Names(NameDecision.objects.for_source(batch.source))
    if undecided_names(batch, names):
        return redirect("import-names", batch.uid)
    return read_again_and_show(request, batch)


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
    request: HttpRequest,
    batch: ImportBatch,
    questions: list[Question],
    page: Page[Undecided],
    groups: Groups,
) -> HttpResponse:
    forms = [*(question.form for question in questions), *(form for _group, form in groups)]
    has_errors = any(form.errors for form in forms)
    decisions = NameDecision.objects.filter(source=batch.source).select_related(
        "decided_by", *MEANINGS.values()
    )
    context = {
        "section": "imports",
        "batch": batch,
        "is_learnt": batch.state == ImportBatch.State.REFUSED,
        "questions": questions,
        "groups": groups,
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
