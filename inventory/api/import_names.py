"""Answer programs for the names in a file that nobody knows, as the page does."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import Field

from inventory.api.batches import shown_detail
from inventory.api.imports import DONE, acted
from inventory.api.paging import Span, next_page
from inventory.api.refusals import REFUSED, Fault, RefusedError, faults_of
from inventory.api.schemas import BatchDetail, DecisionIn, DecisionsIn, NamesToDecide, NameToDecide, Proposal
from inventory.forms.name_decisions import Asked, DecisionForm
from inventory.imports.deciding import Undecided, can_be_read_again, keep_answers, undecided_names
from inventory.imports.pipeline import read_again
from inventory.imports.requests import batch_of, person
from inventory.models import Country, ImportBatch, NameDecision
from inventory.models.names import Names, plain_name

router = Router(tags=["names"])


class NameSpan(Span):
    """Ask for part of the names; proposals for each cost a query."""

    limit: int = Field(default=20, ge=1, le=50, description="Items at most.")


@router.get(
    "/{uuid:uid}/names",
    response={200: NamesToDecide, **REFUSED},
    url_name="import-names",
    summary="List names to decide",
)
def import_names(request: HttpRequest, uid: UUID, span: Annotated[NameSpan, Query()]) -> NamesToDecide:
    """List each name once that nobody knows, with what it may mean, those of most rows first."""
    batch, names = _batch_and_names(uid)
    undecided = undecided_names(batch, names)
    page = undecided[span.offset : span.offset + span.limit]
    count = len(undecided)
    items = [_shown(one, names) for one in page]
    return NamesToDecide(count=count, next=next_page(request, span, count), items=items)


def _batch_and_names(uid: UUID) -> tuple[ImportBatch, Names]:
    batch = batch_of(uid)
    return batch, Names(NameDecision.objects.for_source(batch.source))


def _shown(one: Undecided, names: Names) -> NameToDecide:
    proposed = names.proposals(one.kind, one.name)
    return NameToDecide(
        kind=one.kind.value,
        name=one.name,
        count=one.count,
        lines=list(one.lines),
        columns=list(one.columns),
        remark=one.remark,
        proposals=[Proposal(slug=thing.slug, name=thing.name) for thing in proposed],
    )


@router.post("/{uuid:uid}/names", response=DONE, url_name="import-names", summary="Decide names")
def import_decide(request: HttpRequest, uid: UUID, decided: DecisionsIn) -> Status[BatchDetail]:
    """Decide what names mean, all that is sent or nothing; once none is left, the file is read again."""
    batch, names = _batch_and_names(uid)
    undecided = undecided_names(batch, names)
    pairs = _paired(undecided, decided.decisions)
    countries = list(Country.objects.only("code", "name"))
    forms = [_form(one, decision, batch, names, countries) for one, decision in pairs]
    answers = [(one, form) for (one, _decision), form in zip(pairs, forms, strict=True)]
    valid = [form.is_valid() for form in forms]
    if not all(valid) or not keep_answers(batch, answers, person(request)):
        faults = [
            fault for place, form in enumerate(forms) for fault in faults_of(form, f"decisions.{place}")
        ]
        raise _undecided(faults)
    if can_be_read_again(batch, len(answers), len(undecided)):
        return acted(request, uid, lambda batch, user: read_again(batch))
    return Status(200, shown_detail(request, batch))


def _paired(undecided: list[Undecided], decisions: list[DecisionIn]) -> list[tuple[Undecided, DecisionIn]]:
    """Return each decision with its name. Raises RefusedError for names that are not asked, or twice."""
    asked = {(one.kind.value, plain_name(one.name)): one for one in undecided}
    pairs, faults = [], []
    for place, decision in enumerate(decisions):
        one = asked.pop((decision.kind, plain_name(decision.name)), None)
        if one is None:
            message = _("“%(name)s” is no name that is to be decided, or it is decided twice.")
            faults.append(Fault(field=f"decisions.{place}.name", message=message % {"name": decision.name}))
        else:
            pairs.append((one, decision))
    if faults:
        raise _undecided(faults)
    return pairs


def _undecided(faults: list[Fault]) -> RefusedError:
    told = " ".join(fault.message for fault in faults)
    return RefusedError(_("Nothing was decided. %(faults)s") % {"faults": told}, faults)


def _form(
    one: Undecided, decision: DecisionIn, batch: ImportBatch, names: Names, countries: list[Country]
) -> DecisionForm:
    """Return the form of the page, filled with a decision; a country is chosen by its code."""
    keys = {country.code: str(country.pk) for country in countries}
    values = decision.model_dump(exclude={"kind", "name"})
    if decision.new_country:
        # No key is in quotation marks, so that a code that is none is refused as it was sent.
        values["new_country"] = keys.get(decision.new_country, f"“{decision.new_country}”")
    asked = Asked(
        one.kind,
        one.name,
        is_learnt=batch.state == ImportBatch.State.REFUSED,
        is_ended=names.had_ended(one.kind, one.name),
    )
    return DecisionForm(values, asked=asked, names=names, countries=countries)
