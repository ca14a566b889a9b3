"""Have people decide what the names of a batch mean that nobody knows; nothing is decided or made unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import User
from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Model
from django.utils.text import slugify
from django.utils.translation import gettext as _

from inventory.access import Right, may
from inventory.imports.designations import Designations
from inventory.imports.files import FileError
from inventory.imports.oryx import not_known, read_oryx
from inventory.imports.pipeline import given_of
from inventory.imports.tables import RefusedTableError
from inventory.models import ImportBatch, NameDecision, Source
from inventory.models.mappings import MEANINGS
from inventory.models.names import MODELS, Kind, Names, plain_name

SHOWN_LINES = 5  # of a file, for each name
LONGEST_SLUG = 80  # characters
# What somebody must be allowed, besides importing, to change what everybody sees.
ADD_RIGHTS = {
    Kind.SOURCE: Right.ADD_SOURCE,
    Kind.PLACE: Right.ADD_PLACE,
    Kind.PARTY: Right.ADD_PARTY,
    Kind.EQUIPMENT_TYPE: Right.ADD_TYPE,
}


@dataclass(frozen=True, slots=True)
class Undecided:
    """Hold a name that stands for nothing yet.

    ``count`` says in how many rows it is, ``lines`` which are the first of them, ``columns`` in which columns
    it stands. ``remark`` is what the file says of it besides.
    """

    kind: Kind
    name: str
    count: int
    lines: Sequence[int] = ()
    columns: Sequence[str] = ()
    remark: str = ""


def undecided_names(
    batch: ImportBatch, names: Names, designations: Designations | None = None
) -> list[Undecided]:
    """Return each name once that the plan of a batch found nobody to know, those of most rows first.

    ``names`` hold what was decided for the batch's source, and so do ``designations``. Of a list of losses,
    which is refused, these are the names of equipment that can be learnt from it.
    """
    if batch.state == ImportBatch.State.REFUSED:
        return _learnable(batch, names)
    found: dict[tuple[Kind, str], Undecided] = {}
    rows = (
        batch.findings.filter(kind__in="ps")
        .exclude(unknown_name="")
        .values("unknown_kind", "unknown_name", "unknown_class")
        .annotate(
            rows=Count("line", distinct=True),
            lines=ArrayAgg("line", distinct=True),
            columns=ArrayAgg("column", distinct=True),
        )
        .order_by("unknown_kind", "unknown_name", "unknown_class")
    )
    designations = designations or Designations(names)
    for row in rows:
        kind, name = Kind(row["unknown_kind"]), row["unknown_name"]
        key = (kind, plain_name(name))
        classes = tuple(row["unknown_class"].splitlines())
        if designations.knows(name, classes) if classes else names.knows(kind, name):
            continue
        # Spellings that differ in case or white space are one name.
        one = found.get(key, Undecided(kind, " ".join(name.split()), 0, remark=", ".join(classes)))
        found[key] = replace(
            one,
            count=one.count + row["rows"],
            lines=sorted({*one.lines, *row["lines"]})[:SHOWN_LINES],
            columns=sorted({*one.columns, *row["columns"]}),
        )
    return sorted(found.values(), key=lambda one: -one.count)


def _learnable(batch: ImportBatch, names: Names) -> list[Undecided]:
    try:
        given_of(batch).find_table()
    except RefusedTableError as error:
        return [
            Undecided(
                Kind.EQUIPMENT_TYPE,
                one.name,
                one.count,
                remark=", ".join(word for word in (one.category, one.origin) if word),
            )
            for one in not_known(read_oryx(error.table), names)
        ]
    except FileError:
        pass
    return []


def keep_answers(batch: ImportBatch, answers: Sequence[tuple[Undecided, Any]], person: User) -> bool:
    """Keep what was decided of names, all of it or nothing, and tell which.

    Each answer is the form that took it, and valid; what is refused is added to its errors.
    """
    with transaction.atomic():
        for one, answer in answers:
            try:
                if answer.is_decided:
                    _keep(batch, one, answer, person)
            except ValidationError as error:
                answer.add_error(None, error.messages)
        is_kept = not any(answer.errors for _one, answer in answers)
        transaction.set_rollback(not is_kept)
    return is_kept


def _keep(batch: ImportBatch, one: Undecided, answer: Any, person: User) -> None:
    """Keep one decision. Raises ValidationError, also where somebody may not change what everybody sees."""
    kind, name, meaning = one.kind, one.name, answer.meaning
    if (answer.is_new or answer.is_for_everybody) and not may(person, ADD_RIGHTS[kind]):
        raise ValidationError(_("You may decide for this source only: neither a new one nor a new spelling."))
    if answer.is_new:
        meaning = add_thing(kind, answer.cleaned_data["new_name"], answer.new_values)
        if plain_name(str(meaning)) == plain_name(name):
            return
    if answer.is_for_everybody and meaning is not None:
        add_alias(kind, name, meaning)
    if not answer.is_learnt:
        decide_meaning(batch.source, kind, name, meaning, person)


def can_be_read_again(batch: ImportBatch, decided: int, asked: int) -> bool:
    """Tell whether so many decisions leave nothing to ask; a refused list is not read for them."""
    return decided == asked and batch.state != ImportBatch.State.REFUSED


def decide_meaning(
    source: Source | None, kind: Kind, name: str, meaning: Model | None, person: User
) -> NameDecision:
    """Remember for a source's tables what a name stands for; None leaves the rows out that have it.

    What was decided before of the same name is replaced. Raises ValidationError when it fits no rule.
    """
    decision = NameDecision.objects.filter(source=source, kind=kind, plain_name=plain_name(name)).first()
    decision = decision or NameDecision(source=source, kind=kind, name=name)
    for of, field in MEANINGS.items():
        setattr(decision, field, meaning if of is kind else None)
    decision.is_skipped = meaning is None
    decision.decided_by = person
    decision.plain_name = plain_name(name)
    decision.full_clean()
    decision.save()
    return decision


def add_alias(kind: Kind, name: str, meaning: Model) -> Model:
    """Keep a name as another spelling of a thing, for everybody. Raises ValidationError when it is one."""
    alias_model, owner = MODELS[kind][1:]
    alias = alias_model(**{owner: meaning, "name": name})
    alias.full_clean()
    alias.save()
    return alias


def add_thing(kind: Kind, name: str, values: Mapping[str, Any]) -> Model:
    """Make a thing of a name and what else is said of it. Raises ValidationError when it fits no rule."""
    model = MODELS[kind][0]
    thing = model(name=name, slug=_free_slug(model, name), **values)
    thing.full_clean()
    thing.save()
    return thing


def _free_slug(model: type[Model], name: str) -> str:
    """Return a slug for a name that no other row has."""
    base = slugify(name)[: LONGEST_SLUG - 4] or "unnamed"
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
