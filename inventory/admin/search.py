"""Search lists and autocompletes by names and aliases, without duplicates and by trigram indexes."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Case, Field, IntegerField, Model, Q, QuerySet, Value, When
from django.utils.text import smart_split, unescape_string_literal

MOST_WORDS = 8  # of one search; each adds a condition on every searched column


def words_of(term: str) -> list[str]:
    """Split a search into words; quotes hold words together.

    >>> words_of('le "six fours"')
    ['le', 'six fours']
    """
    words = []
    for bit in smart_split(term.replace("\0", "")):
        is_quoted = len(bit) > 1 and bit[0] in "\"'" and bit[0] == bit[-1]
        words.append(unescape_string_literal(bit) if is_quoted else bit)
    return words[:MOST_WORDS]


def matching(model: type[Model], paths: tuple[str, ...], term: str) -> Q:
    """Return the condition that every word occurs in one of the columns that the paths name.

    A path goes through relations (``equipment_type__aliases__name``). Each relation becomes a subquery, so
    a row with several matching aliases is found once and no DISTINCT is needed.
    """
    condition = Q()
    for word in words_of(term):
        anywhere = Q()
        for path in paths:
            anywhere |= _compared(model, path, "iregex", re.escape(word))
        condition &= anywhere
    return condition


def _compared(model: type[Model], path: str, lookup: str, value: str) -> Q:
    """Compare the column at the end of a path.

    ``iregex`` with an escaped word is what ``icontains`` means; unlike it, it can use a trigram index.
    """
    head, _, rest = path.partition("__")
    if not rest:
        return Q(**{f"{head}__{lookup}": value})
    relation: Any = model._meta.get_field(head)
    related = relation.related_model
    found = related._default_manager.order_by().filter(_compared(related, rest, lookup, value))
    if isinstance(relation, Field):
        return Q(**{f"{head}__in": found.values("pk")})
    return Q(pk__in=found.values(relation.field.attname))


def nearest_first(queryset: QuerySet[Any], paths: tuple[str, ...], term: str) -> QuerySet[Any]:
    """Order by nearness of the name: the whole name, a whole alias, its beginning, anything else."""
    model, text = queryset.model, term.strip()
    ranks = [
        When(_compared(model, path, lookup, text), then=Value(rank))
        for rank, (lookup, path) in enumerate(
            (lookup, path) for lookup in ("iexact", "istartswith") for path in paths
        )
    ]
    nearness = Case(*ranks, default=Value(len(ranks)), output_field=IntegerField())
    return queryset.order_by(nearness, *(queryset.query.order_by or model._meta.ordering or ()), "pk")
